"""The whole workbook read: the practice, what to ask its people, and where every row stands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.details import Details
from domain.practice import Practice
from domain.problems import Problem
from sheets_schema.findings import Counts, Finding
from sheets_schema.grid import Snapshot
from sheets_schema.messages import message
from sheets_schema.practice import PRACTICE
from sheets_schema.reader import TabReading, read_tab
from sheets_schema.references import check_references
from sheets_schema.settings import read_settings
from sheets_schema.tabs import PEOPLES_TABS

FIELD_OF_TAB = {
    "Staff": "staff", "Groups": "groups", "Payers": "payers", "Clients": "clients", "Roster": "roster", "Intake": "intake",
    "Waitlist": "waitlist", "Verifications": "verifications", "Sessions": "sessions", "Attendance": "visits",
    "Other services": "other_services", "Payments": "payments", "Decisions": "decisions", "Launch": "launch",
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """The practice with what was noticed on the way.

    ``counts``, ``row_numbers`` and ``columns`` are by tab title; ``rows_json`` has each row's cells as the ledger keeps them.
    """

    practice: Practice
    findings: tuple[Finding, ...]
    counts: Mapping[str, Counts]
    row_numbers: Mapping[str, Mapping[str, int]]
    columns: Mapping[str, Mapping[str, int]]
    tabs: Mapping[str, TabReading] = field(default_factory=dict)

    @property
    def rows_json(self) -> dict[str, dict[str, str]]:
        """Tab, row ID, and the row's cells as JSON."""
        return {
            title: {row_id: json.dumps(tuple(cells), default=str) for row_id, cells in tab.raw.items()}
            for title, tab in self.tabs.items()
        }


def read_practice(slug: str, snapshot: Snapshot) -> Reading:
    """Read every tab of a snapshot; what cannot be read holds only itself.

    Raises Problem when the workbook has none of the practice's tabs.
    """
    if not snapshot.grids:
        raise Problem(
            "The workbook has none of the practice's tabs. Is it the right file? Make a new one with: circlebook new"
        )
    details, settings = Details(), TabReading(PRACTICE)
    tabs: dict[str, TabReading] = {}
    findings: list[Finding] = []
    for spec in PEOPLES_TABS:
        grid = snapshot.grids.get(spec.title)
        if grid is None:
            findings.append(
                Finding(spec.title, "", "", "TAB_MISSING", "stop", message("TAB_MISSING", {}), "Its rows wait.")
            )
        elif spec is PRACTICE:
            details, settings = read_settings(grid)
            tabs[spec.title] = settings
        else:
            tabs[spec.title] = read_tab(spec, grid)
    check_references(tabs)
    for tab in tabs.values():
        findings.extend(tab.findings)
    return Reading(
        practice=_practice(slug, details, tabs),
        findings=tuple(findings),
        counts={title: tab.counts() for title, tab in tabs.items()},
        row_numbers={title: tab.row_numbers for title, tab in tabs.items()},
        columns={title: tab.columns for title, tab in tabs.items()},
        tabs=tabs,
    )


def _practice(slug: str, details: Details, tabs: Mapping[str, TabReading]) -> Practice:
    rows: dict[str, Any] = {
        name: tuple(tabs[title].rows.values()) for title, name in FIELD_OF_TAB.items() if title in tabs
    }
    held = frozenset((title, row_id) for title, tab in tabs.items() for row_id in tab.held)
    return Practice(slug=slug, details=details, in_question=held, **rows)
