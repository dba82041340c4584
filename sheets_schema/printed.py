"""What stands in a tab beside its accepted rows: IDs printed in advance, and the versions of consents."""

import re
from collections.abc import Mapping

from sheets_schema.grid import Grid
from sheets_schema.reader import TabReading
from sheets_schema.tab import fields_of

NUMBERED = ("Waitlist", "Clients", "Roster")
"""The tabs to which Circlebook adds rows with a number of its own choice."""

_VERSION = re.compile(r"\(\s*([A-Za-z]{2,5} v\d{1,3})\s*\)")


def printed_ids(grids: Mapping[str, Grid], tabs: Mapping[str, TabReading]) -> dict[str, frozenset[str]]:
    """Every ID in the first column of these tabs, whether its row is filled in or not."""
    return {title: _ids(grids[title], tabs[title]) for title in NUMBERED if title in grids and title in tabs}


def _ids(grid: Grid, tab: TabReading) -> frozenset[str]:
    at = tab.columns.get(tab.spec.identity[0])
    if at is None:
        return frozenset()
    cells = (row[at] for row in grid.rows if at < len(row))
    return frozenset(cell.strip().upper() for cell in cells if isinstance(cell, str))


def consent_versions(intake: TabReading) -> dict[str, tuple[str, ...]]:
    """The versions that an answer itself names, like "Yes, I agree (SMS v1)": proof of what was agreed to."""
    places = [
        i for f in fields_of(intake.spec.row) if f.name in _CONSENTS and (i := intake.columns.get(f.name)) is not None
    ]
    found = {
        row_id: tuple(m[1] for i in places if i < len(cells) and (m := _VERSION.search(str(cells[i]))))
        for row_id, cells in intake.raw.items()
    }
    return {row_id: versions for row_id, versions in found.items() if versions}


_CONSENTS = frozenset({
    "text_consent", "text_risk_accepted", "attendance_policy_accepted", "financial_policy_accepted", "telehealth_consent",
})  # fmt: skip
