"""An old waitlist: each row becomes a row of the Waitlist."""

from domain.effects import Cell
from domain.lists import WaitStatus
from sheets_schema.cells.answers import Verified
from sheets_schema.cells.answers import verified as read_verified
from sheets_schema.cells.said import shown
from sheets_schema.cells.text import squeezed
from sheets_schema.oldsheets import no_rows
from sheets_schema.oldsheets.cells_of import Read, by_name, day_first_columns, read_cells
from sheets_schema.oldsheets.draft import Draft
from sheets_schema.oldsheets.lists import OldList, Row
from sheets_schema.oldsheets.people import PeopleNotes, raw_name
from sheets_schema.oldsheets.proposal import Found, NewRow, fingerprint
from sheets_schema.oldsheets.whose import fault, plain_name
from sheets_schema.people import folded
from sheets_schema.waitlist import WAITLIST, WaitlistRow

_WANTED = {"added": "date added", "group_interest": "group interest"}


def read_waitlist(draft: Draft, of: OldList) -> None:
    """Propose the people of a waitlist."""
    found = draft.found("waitlist", of.place())
    notes = PeopleNotes()
    day_first = day_first_columns(of)
    fields = [f for f in by_name(WaitlistRow).values() if f.name in of.columns and f.name not in ("name", "wait_id")]
    for row in of.rows:
        sort = no_rows.sort_of(of, row)
        if sort in ("name only", "line"):
            draft.proposal.ask("NAME_ONLY", of.place(row), raw=shown(row.cells[row.filled()[0]]))
            found.asked += 1
        elif sort:
            found.left += sort != "blank"
        else:
            _row(draft, of, row, read_cells(of, row, fields, day_first, draft.standing.today), found, notes)
    if found.new and "status" not in of.columns:
        draft.proposal.note("STATUS_WAITING", of.place())
    notes.tell(draft, of.place())


def _row(draft: Draft, of: OldList, row: Row, read: Read, found: Found, notes: PeopleNotes) -> None:  # noqa: PLR0913  one list being read
    raw = raw_name(of, row)
    code = fault(raw) if raw else "NAME_MISSING"
    if code:
        draft.proposal.ask(code, of.place(row), raw=raw)
    draft.proposal.said += read.asked
    if code or read.asked:
        found.asked += 1
        return
    name = plain_name(raw)
    cells = _cells(of, row, name, read)
    source = fingerprint("wait", folded(name), str(cells.get("group_interest") or ""), str(cells.get("added") or ""))
    stands = _stands(draft, name, cells)
    if draft.brought_in(source) or stands == "same" or any(r.source == source for r in draft.proposal.rows):
        notes.twice += any(r.source == source for r in draft.proposal.rows)
        found.known += 1
    elif stands:
        draft.proposal.ask("PERSON_DIFFERS", of.place(row), raw=name, client=stands, column="date added")
        found.asked += 1
    else:
        assert WAITLIST.book is not None
        cells["wait_id"] = draft.new_id("Waitlist", WAITLIST.book[0])
        draft.add(NewRow("Waitlist", str(cells["wait_id"]), cells, source, of.place(row)))
        notes.unusual(read)
        notes.missing(cells, _WANTED)
        found.new += 1


def _cells(of: OldList, row: Row, name: str, read: Read) -> dict[str, Cell]:
    cells: dict[str, Cell] = {"name": name, **read.cells}
    verified = shown(of.value(row, "verified"))
    said = read_verified(of.value(row, "verified"))
    if isinstance(said, Verified) and said.payer:
        cells.setdefault("payer", said.payer)
    if verified:
        kept = f"Old sheet: insurance verified: {verified}"
        cells["note"] = f"{cells['note']}. {kept}" if cells.get("note") else kept
    if "status" not in of.columns:
        cells["status"] = WaitStatus.WAITING.value
    return cells


def _stands(draft: Draft, name: str, cells: dict[str, Cell]) -> str:
    """Whether the entry is there ("same"), or one with another date (its ID), or none (blank)."""
    for entry in draft.standing.practice.waitlist:
        alike = squeezed(entry.group_interest or "") == squeezed(str(cells.get("group_interest") or ""))
        if folded(entry.name) == folded(name) and alike:
            return "same" if entry.added == cells.get("added") or cells.get("added") is None else entry.wait_id
    return ""
