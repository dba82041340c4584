"""Rows that were added just as somebody moved the columns of their tab."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from connectors.google import cells
from sheets_schema.grid import TabLayout, Written

New = Mapping[str, Sequence[Sequence[Written]]]
"""New rows by the title of their tab, cells in the order of its columns."""

_Name = tuple[str, int]
"""A heading, and how many of the same words stand before it."""


def misplaced(new: New, before: Mapping[str, Any], after: Mapping[str, Any], tabs: Mapping[str, TabLayout]) -> New:
    """The rows among ``new`` that stand under wrong headings, put in the order in which the columns stand now.

    ``before`` and ``after`` are the values of each tab when the rows were made and after they were added. A row that
    stands as it should was there before the columns moved, and moved with them.
    """
    found = {}
    for title in new.keys() & after.keys():
        put = _moved(new[title], _places(before, title, tabs), _places(after, title, tabs))
        put = put or _mixed(new[title], before.get(title, ()), after[title])
        if wrong := [row for row in put if not _stands(row, after[title])]:
            found[title] = wrong
    return found


def any_moved(before: Mapping[str, Any], after: Mapping[str, Any], tabs: Mapping[str, TabLayout]) -> bool:
    """Whether a column of any tab stands elsewhere now: rows made for the old order would land under wrong headings."""
    return any(
        place != now.get(name, place)
        for title in before.keys() & after.keys() & tabs.keys()
        for now in [_places(after, title, tabs)]
        for name, place in _places(before, title, tabs).items()
    )


def _stands(row: Sequence[Written], values: Sequence[Sequence[Any]]) -> bool:
    wanted = [(n, said) for n, cell in enumerate(row) if cell is not None and (said := cells.shown(cell)) != ""]
    return any(all(n < len(there) and there[n] == said for n, said in wanted) for there in reversed(values))


def _mixed(
    rows: Sequence[Sequence[Written]], before: Sequence[Sequence[Any]], after: Sequence[Sequence[Any]]
) -> list[list[Written]]:
    """The rows whose cells stand in one row under other headings: a column was dragged away, and back once they landed."""
    missing = [list(row) for row in rows if not _stands(row, after)]
    fresh = [Counter(there) for there in after if there not in before] if missing else []
    return [row for row in missing if any(Counter(_filled(row)) <= there for there in fresh)]


def _filled(row: Sequence[Written]) -> list[Any]:
    return [said for cell in row if (said := cells.shown(cell)) != ""]


def _places(values: Mapping[str, Any], title: str, tabs: Mapping[str, TabLayout]) -> dict[_Name, int]:
    """Where each heading stands."""
    rows = values[title]
    at, _ = cells.headings(rows, tabs[title].columns)
    seen: Counter[str] = Counter()
    places = {}
    for place, said in enumerate(rows[at] if rows else ()):
        word = cells.squeezed(str(said))
        if word:
            places[word, seen[word]] = place
            seen[word] += 1
    return places


def _moved(
    rows: Sequence[Sequence[Written]], before: Mapping[_Name, int], after: Mapping[_Name, int]
) -> list[list[Written]]:
    used = {n for row in rows for n, cell in enumerate(row) if cell is not None}
    goes = {n: after[name] for name, n in before.items() if n in used and name in after}
    if all(n == to for n, to in goes.items()):
        return []  # a heading that is gone was renamed: its column stands where it stood
    width = max(goes.values()) + 1
    found = []
    for row in rows:
        put: list[Written] = [None] * width
        for n, to in goes.items():
            put[to] = row[n] if n < len(row) else None
        found.append(put)
    return found
