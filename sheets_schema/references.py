"""Rows that name rows of other tabs: an ID that nobody knows is asked about, one that waits is not (ruling 4)."""

from collections.abc import Mapping
from typing import Any

from domain.wording import people_named
from sheets_schema.cells.said import Ask, Note, tidy
from sheets_schema.finding import finding
from sheets_schema.moved import follow_sessions
from sheets_schema.people import folded
from sheets_schema.reader import TabReading
from sheets_schema.tab import Field, fields_of

STAFF = ("Staff",)


def check_references(tabs: Mapping[str, TabReading]) -> None:
    """Ask about each cell that names a row which no tab has, and each visit on another day than its session.

    A tab that cannot be read may hold any row: what others name there waits, and is not asked about.
    """
    known = {title: _names(tab) for title, tab in tabs.items()}
    for tab in tabs.values():
        for of in fields_of(tab.spec.row):
            if of.column.refers:
                _check(tab, of, tabs, set().union(*(known[title] for title in of.column.refers)))
    follow_sessions(tabs["Attendance"], tabs["Sessions"])
    _check_people(tabs["Clients"])


def _names(tab: TabReading) -> set[str]:
    """What names a row of the tab, accepted or waiting: its ID, and for people the full name too (ruling 8)."""
    ids = tab.rows.keys() | tab.held
    if (tab.spec.title,) != STAFF or "name" not in tab.columns:
        return ids
    rows = (*tab.raw.values(), *tab.nameless)
    names = (cells[tab.columns["name"]] for cells in rows if len(cells) > tab.columns["name"])
    return {i.lower() for i in ids} | {tidy(name).lower() for name in names if isinstance(name, str)}


def _check(tab: TabReading, of: Field, tabs: Mapping[str, TabReading], known: set[str]) -> None:
    staff = of.column.refers == STAFF
    named = ((row_id, getattr(row, of.name)) for row_id, row in tab.rows.items())
    unknown = [(row_id, value) for row_id, value in named if value and not _is_known(value, known, staff=staff)]
    stopped = [title for title in of.column.refers if tabs[title].stopped]
    if stopped:
        for title in stopped:
            tabs[title].held.update(value for _, value in unknown)
        return
    code = "INITIALS_UNKNOWN" if staff else "REF_UNKNOWN"
    example = min(tabs[of.column.refers[0]].rows, default="JR" if staff else of.kind.example)
    for row_id, value in unknown:
        _ask(tab, of, row_id, Ask(code, {"target": " or ".join(of.column.refers), "example": example}), value)
        if "row" in of.column.holds:
            tab.rows.pop(row_id)
            tab.held.add(row_id)
        else:
            _blank(tab, of, row_id)


def _is_known(value: str, known: set[str], *, staff: bool) -> bool:
    """Whether a cell names a row, or only people of the staff: a note may have two signatures."""
    if not staff:
        return value in known
    return all(name.lower() in known for name in people_named(value, known)) and bool(people_named(value, known))


def _ask(tab: TabReading, of: Field, row_id: str, ask: Ask, raw: Any) -> None:
    tab.findings.append(finding(tab.spec, of, tab.columns[of.name], tab.row_numbers[row_id], row_id, ask, raw))


def _blank(tab: TabReading, of: Field, row_id: str) -> None:
    """The cell counts as blank, and holds up what its column does."""
    row = tab.rows[row_id]
    tab.rows[row_id] = row.model_copy(update={of.name: None, "held": row.held | set(of.column.holds)})


def _check_people(clients: TabReading) -> None:
    """Two rows of one name and birth date may be one person; they are named, never joined."""
    of = next(f for f in fields_of(clients.spec.row) if f.name == "last_name")
    first: dict[tuple[str, object], str] = {}
    for row_id, client in clients.rows.items():
        other = first.setdefault((folded(f"{client.first_name} {client.last_name}"), client.born), row_id)
        if other != row_id:
            said = Note(client.last_name, "PERSON_TWICE", {"other": other})
            clients.findings.append(
                finding(clients.spec, of, clients.columns[of.name], clients.row_numbers[row_id], row_id, said, None)
            )
