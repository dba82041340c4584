"""The whole workbook read: the practice, what to ask its people, and where every row stands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, get_args

from domain.details import Details
from domain.practice import Practice, RowsGone
from domain.problems import Problem
from domain.value import Purpose
from sheets_schema.findings import Counts, Finding
from sheets_schema.grid import Snapshot
from sheets_schema.groups import GROUPS
from sheets_schema.messages import message
from sheets_schema.practice import PRACTICE
from sheets_schema.printed import consent_versions, printed_ids
from sheets_schema.reader import TabReading, read_tab
from sheets_schema.references import check_references
from sheets_schema.sessions import SESSIONS
from sheets_schema.settings import read_settings
from sheets_schema.surroundings import Surroundings
from sheets_schema.tab import TabSpec, fields_of
from sheets_schema.tabs import PEOPLES_TABS
from sheets_schema.when import with_groups, with_sessions

FIELD_OF_TAB = {
    "Staff": "staff", "Groups": "groups", "Payers": "payers", "Clients": "clients", "Roster": "roster", "Intake": "intake",
    "Waitlist": "waitlist", "Verifications": "verifications", "Sessions": "sessions", "Attendance": "visits",
    "Other services": "other_services", "Payments": "payments", "Decisions": "decisions", "Launch": "launch",
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """The practice with what was noticed on the way.

    ``counts``, ``row_numbers`` and ``columns`` are by tab title; ``rows_json`` has each row's cells as the ledger keeps them;
    ``as_before`` are rows whose last version must stay as it is, since this one is in doubt.
    """

    practice: Practice
    findings: tuple[Finding, ...]
    counts: Mapping[str, Counts]
    row_numbers: Mapping[str, Mapping[str, int]]
    columns: Mapping[str, Mapping[str, int]]
    tabs: Mapping[str, TabReading] = field(default_factory=dict)
    as_before: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def title_of(self, tab: str) -> str:
        """The name under which a tab stands in the file, which people may have changed."""
        return (self.tabs[tab].title if tab in self.tabs else "") or tab

    @cached_property
    def rows_json(self) -> dict[str, dict[str, str]]:
        """Tab, row ID, and what people typed in the row as JSON, heading by heading; Circlebook's answers are left out.

        A tab that cannot be read is left out whole: its rows are not known to be gone.
        """
        return {
            title: {**as_json(tab), **self.as_before.get(title, {})}
            for title, tab in self.tabs.items()
            if not tab.stopped or title in self.as_before
        }


def as_json(tab: TabReading) -> dict[str, str]:
    """Row ID, and what people typed in the row as JSON."""
    places = [
        (f.column.header, tab.columns[f.name])
        for f in fields_of(tab.spec.row)
        if f.lookup is None and f.name in tab.columns
    ]
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode
    return {
        row_id: encode({h: cells[i] for h, i in places if i < len(cells) and cells[i] is not None})
        for row_id, cells in tab.raw.items()
    }


def read_practice(slug: str, snapshot: Snapshot, now: datetime) -> Reading:
    """Read every tab of a snapshot; what cannot be read holds only itself.

    ``now`` is aware; a naive one is on the practice's own clock. Raises Problem when the workbook has none of the practice's tabs.
    """
    if not snapshot.grids:
        raise Problem(
            "The workbook has none of the practice's tabs. Is it the right file? Make a new one with: circlebook new"
        )
    practice_grid = snapshot.grids.get(PRACTICE.title)
    details, settings = read_settings(practice_grid) if practice_grid else (_NOTHING_KNOWN, _gone(PRACTICE))
    tabs = {PRACTICE.title: settings}
    around = Surroundings((now.astimezone(details.zone) if now.tzinfo else now).date(), details.zone)
    for spec in (GROUPS, SESSIONS, *(s for s in PEOPLES_TABS if s not in (PRACTICE, GROUPS, SESSIONS))):
        grid = snapshot.grids.get(spec.title)
        tabs[spec.title] = _gone(spec) if grid is None else read_tab(spec, grid, around)
        if spec is GROUPS:
            around = with_groups(around, tabs[spec.title].rows)
        if spec is SESSIONS:
            around = with_sessions(around, tabs[spec.title].rows)
    tabs = {spec.title: tabs[spec.title] for spec in PEOPLES_TABS}
    check_references(tabs)
    return Reading(
        practice=_practice(slug, details, tabs, snapshot),
        findings=tuple(f for tab in tabs.values() for f in tab.findings),
        counts={title: tab.counts() for title, tab in tabs.items()},
        row_numbers={title: tab.row_numbers for title, tab in tabs.items()},
        columns={title: tab.columns for title, tab in tabs.items()},
        tabs=tabs,
    )


_NOTHING_KNOWN = Details(held=frozenset(get_args(Purpose)))
"""The settings of a practice whose Practice tab is gone: everything waits for it."""


def _gone(spec: TabSpec) -> TabReading:
    """A tab that is not there; whatever others name in it waits."""
    finding = Finding(spec.title, "", "", "TAB_MISSING", "stop", message("TAB_MISSING", {}), "Its rows wait.")
    return TabReading(spec, findings=[finding], stopped=True)


def with_tabs(practice: Practice, tabs: Mapping[str, TabReading], gone: tuple[RowsGone, ...]) -> Practice:
    """The practice of tabs of which some came to something else."""
    rows: dict[str, Any] = {name: tuple(tabs[title].rows.values()) for title, name in FIELD_OF_TAB.items()}
    held = frozenset((title, row_id) for title, tab in tabs.items() for row_id in tab.held)
    names = _names_in_question(tabs["Clients"])
    return replace(practice, in_question=held, names_in_question=names, rows_gone=gone, **rows)


def _practice(slug: str, details: Details, tabs: Mapping[str, TabReading], snapshot: Snapshot) -> Practice:
    rows: dict[str, Any] = {
        name: tuple(tabs[title].rows.values()) for title, name in FIELD_OF_TAB.items() if title in tabs
    }
    held = frozenset((title, row_id) for title, tab in tabs.items() for row_id in tab.held)
    names = _names_in_question(tabs["Clients"])
    return Practice(
        slug=slug,
        details=details,
        in_question=held,
        names_in_question=names,
        printed=printed_ids(snapshot.grids, tabs),
        consent_versions=consent_versions(tabs["Intake"]),
        **rows,
    )


def _names_in_question(clients: TabReading) -> dict[str, tuple[str, ...]]:
    """The names on client rows that wait, as they were typed."""
    places = [clients.columns[name] for name in ("first_name", "last_name", "goes_by") if name in clients.columns]
    return {
        row_id: tuple(str(cells[i]) for i in places if i < len(cells) and cells[i] is not None)
        for row_id, cells in clients.raw.items()
        if row_id in clients.held
    }
