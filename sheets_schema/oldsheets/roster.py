"""An old roster: each row becomes a client, and a seat in a group."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.effects import Cell
from domain.records import Group
from domain.wording import counted
from sheets_schema.cells.said import shown
from sheets_schema.clients import CLIENTS, ClientRow
from sheets_schema.oldsheets import no_rows
from sheets_schema.oldsheets.cells_of import Read, by_name, day_first_columns, read_cells
from sheets_schema.oldsheets.draft import Draft
from sheets_schema.oldsheets.lists import OldList, Row
from sheets_schema.oldsheets.people import Named, PeopleNotes, named, same_person
from sheets_schema.oldsheets.proposal import Found, NewRow, fingerprint
from sheets_schema.people import Person
from sheets_schema.roster import ROSTER, RosterRow

_NOT_TYPED = frozenset({"client_id", "first_name", "last_name", "roster_id", "group_id"})
_SEAT = frozenset(by_name(RosterRow)) - _NOT_TYPED
_CLIENT = frozenset(by_name(ClientRow)) - _NOT_TYPED
_COLUMNS = {name: f.column.header for row in (ClientRow, RosterRow) for name, f in by_name(row).items()}


@dataclass
class _Reading:
    """One roster while it is read."""

    draft: Draft
    of: OldList
    found: Found
    group: Group | None
    wants_seat: bool
    notes: PeopleNotes = field(default_factory=PeopleNotes)


def read_roster(draft: Draft, of: OldList) -> None:
    """Propose the clients and seats of a roster."""
    found = draft.found("roster", of.place())
    wants_seat = bool((_SEAT | {"group"}) & of.columns.keys())
    own_group = "group" in of.columns
    group = draft.group_of((*of.above, of.tab), of.place(), found) if wants_seat and not own_group else None
    here = _Reading(draft, of, found, group, wants_seat)
    day_first = day_first_columns(of)
    fields = [
        f
        for row in (ClientRow, RosterRow)
        for f in by_name(row).values()
        if f.name in of.columns and f.name not in _NOT_TYPED
    ]
    for at, row in enumerate(of.rows):
        sort = no_rows.sort_of(of, row)
        if sort == "line":
            _below(here, of.rows[at:])
            break
        if sort == "name only":
            draft.proposal.ask("NAME_ONLY", of.place(row), raw=shown(row.cells[row.filled()[0]]))
            found.asked += 1
        elif sort:
            found.left += sort != "blank"
        elif wants_seat and not own_group and group is None:
            found.asked += 1
        else:
            _row(here, row, read_cells(of, row, fields, day_first, draft.standing.today))
    here.notes.tell(draft, of.place())


def _below(here: _Reading, rows: tuple[Row, ...]) -> None:
    """Who stands below a line such as DISCHARGED is no member for sure."""
    below = [row for row in rows[1:] if row.filled()]
    here.found.left += 1
    here.found.asked += len(below)
    if below:
        line = shown(rows[0].cells[rows[0].filled()[0]])
        here.draft.proposal.ask("BELOW_LINE", here.of.place(rows[0]), rows=counted(len(below), "row"), raw=line)


def _row(here: _Reading, row: Row, read: Read) -> None:
    who = named(here.draft, here.of, row)
    group = _group(here, row) if here.wants_seat else None
    if read.asked or who is None or (here.wants_seat and group is None):
        here.draft.proposal.said += read.asked
        here.found.asked += 1
        return
    born = read.cells.get("born")
    person = same_person(here.draft, here.of, row, who, born if isinstance(born, date) else None)
    if person == "asked" or (isinstance(person, Person) and not _agree(here, row, person, read)):
        here.found.asked += 1
        return
    client = person if isinstance(person, Person) else _new_client(here, row, who, read)
    seated = group is not None and _seat(here, row, client, group, read)
    if person is None or seated:
        here.found.new += 1
    else:
        here.found.known += 1
    if isinstance(person, Person) and here.draft.made("Clients", person.client_id) is None:
        here.notes.known += 1


def _group(here: _Reading, row: Row) -> Group | None:
    if "group" not in here.of.columns:
        return here.group
    said = shown(here.of.value(row, "group"))
    group = here.draft.group_named(said)
    if group is None:
        place = here.of.place(row, here.of.columns["group"])
        here.draft.proposal.ask("GROUP_UNKNOWN", place, raw=said, example=here.draft.example_group)
    return group


def _agree(here: _Reading, row: Row, person: Person, read: Read) -> bool:
    """Whether this row says nothing else of a person whom a row before it will bring in; what is new is added."""
    made = here.draft.made("Clients", person.client_id)
    if made is None:
        return True
    cells = {name: value for name, value in read.cells.items() if name in _CLIENT}
    differing = next((n for n, v in cells.items() if n in made.cells and made.cells[n] not in (v, None)), None)
    if differing:
        here.draft.proposal.ask(
            "PERSON_TWICE", here.of.place(row), raw=person.name, column=_COLUMNS[differing], other=made.place
        )
        return False
    here.draft.change(made, cells)
    return True


def _new_client(here: _Reading, row: Row, who: Named, read: Read) -> Person:
    born = read.cells.get("born")
    assert CLIENTS.book is not None
    person = Person(
        here.draft.new_id("Clients", CLIENTS.book[0]),
        who.first,
        who.last,
        str(read.cells.get("goes_by") or ""),
        born if isinstance(born, date) else None,
    )
    cells: dict[str, Cell] = {"client_id": person.client_id, "first_name": person.first, "last_name": person.last}
    cells |= {name: value for name, value in read.cells.items() if name in _CLIENT}
    here.draft.people[person.client_id] = person
    here.draft.add(NewRow("Clients", person.client_id, cells, who.source(person.born), here.of.place(row)))
    here.notes.new(who, read, cells, {"born": "date of birth"})
    return person


def _seat(here: _Reading, row: Row, client: Person, group: Group, read: Read) -> bool:
    """Put a seat down, unless there is one or was one."""
    draft = here.draft
    source = fingerprint("seat", client.client_id, group.group_id)
    if (group.group_id, client.client_id) in draft.seats or draft.brought_in(source):
        return False
    assert ROSTER.book is not None
    roster_id = draft.new_id("Roster", ROSTER.book[0])
    cells: dict[str, Cell] = {"roster_id": roster_id, "group_id": group.group_id, "client_id": client.client_id}
    cells |= _seat_cells(read.cells)
    draft.seats[group.group_id, client.client_id] = roster_id
    draft.add(NewRow("Roster", roster_id, cells, source, here.of.place(row)))
    here.notes.missing(cells, {"start": "start date", "status": "status", "diagnoses": "diagnosis", "goals": "goals"})
    return True


def _seat_cells(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    return {name: value for name, value in cells.items() if name in _SEAT}
