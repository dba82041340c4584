"""Finding a tab that people renamed: by the number that stays its own, then by its headings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheets_schema.cells.said import shown
from sheets_schema.cells.text import squeezed
from sheets_schema.grid import Grid, Snapshot
from sheets_schema.headings import SEARCHED
from sheets_schema.tab import TabSpec, fields_of
from sheets_schema.tabs import OWN_TABS, PEOPLES_TABS

_MOST_OF = 0.8
_COPY = re.compile(r"(?:copy of (.*?)|(.*?)\s?(?:\(\d{1,2}\)|- copy|copy))(?: \d+)?", re.IGNORECASE)


def copy_of(title: str) -> str | None:
    """The title of the tab that this one was copied from, by its name; None for any other."""
    m = _COPY.fullmatch(title.strip())
    return (m[1] or m[2] or "").strip() or None if m else None


def with_renamed_tabs(snapshot: Snapshot, known: Mapping[str, str]) -> Snapshot:
    """The snapshot with each missing tab found among the others, where exactly one can be it.

    ``known`` are the tabs' own numbers from an earlier read, by title. A copy of a tab is never taken for it.
    """
    missing = [spec for spec in PEOPLES_TABS if spec.title not in snapshot.grids]
    if not missing or not snapshot.others:
        return snapshot
    own = {spec.title.casefold() for spec in OWN_TABS}
    free = {t: g for t, g in snapshot.others.items() if t.strip().casefold() not in own}
    found: dict[str, Grid] = {}
    for spec in missing:
        by_number = [g for g in free.values() if g.gid and g.gid == known.get(spec.title) and _has_headings(spec, g, 1)]
        originals = [g for t, g in free.items() if copy_of(t) is None]
        fitting = by_number or [g for g in originals if _has_headings(spec, g, _MOST_OF)]
        if len(fitting) == 1:
            found[spec.title] = fitting[0]
            free.pop(fitting[0].title)
    others = {t: g for t, g in snapshot.others.items() if t not in {g.title for g in found.values()}}
    return replace(snapshot, grids={**snapshot.grids, **found}, others=others)


def _has_headings(spec: TabSpec, grid: Grid, least: float) -> bool:
    """Whether one of the first rows has enough of the tab's headings: a share, or a number of at least one."""
    wanted = {squeezed(f.column.header) for f in fields_of(spec.row)}
    best = max((len(wanted & _words(row)) for row in grid.rows[:SEARCHED]), default=0)
    return best >= (least if least >= 1 else least * len(wanted))


def _words(row: Sequence[object]) -> set[str]:
    return {squeezed(shown(cell)) for cell in row if isinstance(cell, str)}
