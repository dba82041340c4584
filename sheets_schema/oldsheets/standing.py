"""What the practice has already, as far as bringing in an old sheet must know it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from domain.history import OLD, Happened, History
from domain.lists import Mark
from domain.practice import Practice
from sheets_schema.cells.said import shown
from sheets_schema.grid import Raw
from sheets_schema.people import Person
from sheets_schema.reader import TabReading
from sheets_schema.reading import Reading


@dataclass(frozen=True)
class Standing:
    """The practice before anything is brought in.

    ``people`` are all clients, also those whose row waits; ``seats`` maps group and client to a roster row;
    ``marks`` visit ID to its mark, None for a row without one; ``used`` are the IDs that each tab has or had;
    ``sources`` maps a fingerprint of an old row to the row that came of it; ``gone`` are rows that a person took away.
    """

    practice: Practice
    today: date
    people: tuple[Person, ...]
    seats: Mapping[tuple[str, str], str]
    marks: Mapping[str, Mark | None]
    used: Mapping[str, frozenset[str]]
    sources: Mapping[str, str]
    gone: frozenset[tuple[str, str]] = frozenset()


def standing(reading: Reading, history: History, today: date) -> Standing:
    """What stands in the workbook, and what was brought in before."""
    begun = {k: h for k, h in history.happened.items() if k.startswith("row:")}
    used: dict[str, set[str]] = {title: {*tab.row_numbers} for title, tab in reading.tabs.items()}
    for k in begun:
        _, tab, row_id = k.split(":", 2)
        used.setdefault(tab, set()).add(row_id)
    done = {k.split(":", 2)[2]: h.detail.get("source", "") for k, h in begun.items() if h.state == "done"}
    sources = {source: row_id for row_id, source in done.items() if source.startswith(OLD)}
    visits = reading.tabs["Attendance"]
    return Standing(
        practice=reading.practice,
        today=today,
        people=_people(reading.tabs["Clients"]),
        seats=_seats(reading.tabs["Roster"]),
        marks={i: getattr(visits.rows.get(i), "mark", None) for i in visits.row_numbers},
        used={tab: frozenset(ids) for tab, ids in used.items()},
        sources=sources,
        gone=frozenset(_gone(begun, reading)),
    )


def _gone(begun: Mapping[str, Happened], reading: Reading) -> Iterator[tuple[str, str]]:
    for k, h in begun.items():
        _, tab, row_id = k.split(":", 2)
        if h.state == "done" and row_id not in reading.row_numbers.get(tab, {}):
            yield tab, row_id


def _people(tab: TabReading) -> tuple[Person, ...]:
    return tuple(
        Person(
            client_id,
            shown(_cell(tab, client_id, "first_name")),
            shown(_cell(tab, client_id, "last_name")),
            shown(_cell(tab, client_id, "goes_by")),
            getattr(tab.rows.get(client_id), "born", None),
        )
        for client_id in tab.raw
    )


def _seats(tab: TabReading) -> dict[tuple[str, str], str]:
    return {(shown(_cell(tab, i, "group_id")).upper(), shown(_cell(tab, i, "client_id")).upper()): i for i in tab.raw}


def _cell(tab: TabReading, row_id: str, name: str) -> Raw:
    index, cells = tab.columns.get(name), tab.raw[row_id]
    return cells[index] if index is not None and index < len(cells) else None
