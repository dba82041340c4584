"""Rows that name rows of other tabs: an ID that nobody knows is asked about, one that waits is not (ruling 4)."""

from collections.abc import Mapping
from typing import Any

from sheets_schema.cells.said import Ask
from sheets_schema.findings import cell_name
from sheets_schema.reader import TabReading, finding
from sheets_schema.tab import Field, fields_of

PEOPLE_WHO_WORK_HERE = ("Staff",)


def check_references(tabs: Mapping[str, TabReading]) -> None:
    """Ask about each cell that names a row which no tab has, and each visit on another day than its session."""
    known = {title: _names(title, tab) for title, tab in tabs.items()}
    for tab in tabs.values():
        for of in fields_of(tab.spec.row):
            if of.column.refers and all(title in tabs for title in of.column.refers):
                _check(tab, of, set().union(*(known[title] for title in of.column.refers)))
    if "Attendance" in tabs and "Sessions" in tabs:
        _check_days(tabs["Attendance"], tabs["Sessions"])


def _names(title: str, tab: TabReading) -> set[str]:
    if title in PEOPLE_WHO_WORK_HERE:
        return {word.lower() for s in tab.rows.values() for word in (s.name, s.initials)} | {
            i.lower() for i in tab.held
        }
    return tab.rows.keys() | tab.held


def _check(tab: TabReading, of: Field, known: set[str]) -> None:
    staff = of.column.refers == PEOPLE_WHO_WORK_HERE
    unknown = []
    for row_id, row in tab.rows.items():
        value = getattr(row, of.name)
        if value is None:
            continue
        if (value.strip().lower() if staff else value) not in known:
            unknown.append((row_id, value))
    example = min(known, default=of.kind.example)
    for row_id, value in unknown:
        code = "INITIALS_UNKNOWN" if staff else "REF_UNKNOWN"
        shown = example.upper() if staff else example
        _ask(tab, of, row_id, Ask(code, {"target": " or ".join(of.column.refers), "example": shown}), value)


def _ask(tab: TabReading, of: Field, row_id: str, ask: Ask, raw: Any) -> None:
    cell = cell_name(tab.columns[of.name], tab.row_numbers[row_id])
    tab.findings.append(finding(tab.spec, of, cell, row_id, ask, raw))
    if "row" in of.column.holds and ask.code == "REF_UNKNOWN":
        tab.rows.pop(row_id, None)
        tab.held.add(row_id)


def _check_days(visits: TabReading, sessions: TabReading) -> None:
    of = next(f for f in fields_of(visits.spec.row) if f.name == "on")
    for row_id, visit in visits.rows.items():
        session = sessions.rows.get(visit.session_id)
        if session is not None and session.on != visit.on:
            day = f"{session.on.month}/{session.on.day}/{session.on.year}"
            _ask(visits, of, row_id, Ask("VISIT_DATE", {"wanted": day}), visit.on)
