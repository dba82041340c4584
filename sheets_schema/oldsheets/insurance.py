"""An old insurance table: each row becomes a call to a payer that still wants its date, its number and its result."""

import re
from typing import Any

from domain.effects import Cell
from domain.lists import Authorization
from sheets_schema.cells.amounts import Share, share
from sheets_schema.cells.said import Note, shown, tidy
from sheets_schema.cells.text import squeezed
from sheets_schema.grid import Raw
from sheets_schema.oldsheets import no_rows
from sheets_schema.oldsheets.cells_of import by_name, day_first_columns, read_cells
from sheets_schema.oldsheets.draft import Draft
from sheets_schema.oldsheets.lists import OldList, Row
from sheets_schema.oldsheets.members import member_named
from sheets_schema.oldsheets.people import PeopleNotes, raw_name
from sheets_schema.oldsheets.proposal import Found, NewRow, fingerprint
from sheets_schema.people import Person
from sheets_schema.verifications import VerificationRow

_TYPED = ("called_on", "by", "spoke_with", "reference_number", "authorization_number")
_APPROVED = re.compile(
    r"(?:yes|have it|approved|on file)\W*(?:approved|for)?\W*(\d{1,3})(?: sessions| visits)?\W*", re.IGNORECASE
)
_NOT_INSURED = frozenset({"selfpay", "self", "private", "privatepay", "cash", "none", "na"})


def read_insurance(draft: Draft, of: OldList) -> None:
    """Propose the benefits of an insurance table."""
    found = draft.found("insurance", of.place())
    notes = PeopleNotes()
    fields = [f for name, f in by_name(VerificationRow).items() if name in _TYPED and name in of.columns]
    day_first = day_first_columns(of)
    before = len(draft.proposal.rows)
    for row in of.rows:
        if sort := no_rows.sort_of(of, row):
            found.left += sort != "blank"
            continue
        read = read_cells(of, row, fields, day_first, draft.standing.today)
        raw = raw_name(of, row)
        person = member_named(draft, raw, of.place(row), None)
        draft.proposal.said += read.asked
        if person is None or read.asked:
            found.asked += 1
        else:
            notes.unusual(read)
            _row(draft, of, row, person, read.cells, found)
    if any(r.tab == "Verifications" for r in draft.proposal.rows[before:]):
        draft.proposal.note("BENEFIT_HALF", of.place())
    notes.tell(draft, of.place())


def _row(draft: Draft, of: OldList, row: Row, person: Person, typed: dict[str, Cell], found: Found) -> None:  # noqa: PLR0913  one list being read
    payer = shown(of.value(row, "payer"))
    insured = squeezed(payer) not in _NOT_INSURED
    _tell_client(draft, of, row, person, payer if insured else "Self-pay")
    source = fingerprint("insurance", person.client_id, squeezed(payer))
    stands = any(
        v.about == person.client_id and squeezed(v.payer or "") == squeezed(payer)
        for v in draft.standing.practice.verifications
    )
    twice = any(r.source == source for r in draft.proposal.rows)
    if not payer or not insured:
        found.left += 1
    elif stands or twice or draft.brought_in(source):
        found.known += 1
    else:
        row_id = draft.new_id("Verifications", "V-{:03d}")
        cells: dict[str, Cell] = {"verification_id": row_id, "about": person.client_id, "payer": payer}
        cells |= _copay(of.value(row, "copay")) | _authorization(shown(of.value(row, "authorization"))) | typed
        cells["note"] = _kept(of, row)
        draft.add(NewRow("Verifications", row_id, cells, source, of.place(row)))
        found.new += 1


def _tell_client(draft: Draft, of: OldList, row: Row, person: Person, payer: str) -> None:
    """Someone who is new gets the payer and the self-pay rate; rows that stand in Clients stay as they are."""
    made = draft.made("Clients", person.client_id)
    if made is None or not payer:
        return
    rate = _copay(of.value(row, "copay")).get("copay") if payer == "Self-pay" else None
    more: dict[str, Cell] = {"payer": payer, "self_pay_rate": rate}
    draft.change(made, {name: v for name, v in more.items() if v is not None and made.cells.get(name) is None})


def _copay(raw: Raw) -> dict[str, Cell]:
    """An amount or a percent; whatever else was written beside it stands in Note."""
    said: Any = share(raw)
    if isinstance(said, Note):
        said = said.value
    if not isinstance(said, Share):
        return {}
    return {name: v for name, v in {"copay": said.dollars, "coinsurance": said.percent}.items() if v is not None}


def _authorization(said: str) -> dict[str, Cell]:
    """No is not needed, an approved number is had; a Yes alone may be either and stands in Note only."""
    if squeezed(said) in ("no", "notrequired", "notneeded", "none"):
        return {"authorization": Authorization.NOT_NEEDED.value}
    approved = _APPROVED.fullmatch(tidy(said))
    if approved:
        return {"authorization": Authorization.HAVE_IT.value, "authorized_sessions": int(approved[1])}
    return {}


def _kept(of: OldList, row: Row) -> str:
    names = {"copay": "group copay", "authorization": "authorization", "remaining": "sessions remaining"}
    parts = [f"{words} {said}" for name, words in names.items() if (said := shown(of.value(row, name)))]
    return f"Old sheet: {'; '.join(parts)}" if parts else "From the old sheet"
