"""Whom a row of an old list is about: someone the practice knows, someone new, or a question."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from domain.effects import Cell
from domain.wording import counted
from sheets_schema.cells.said import shown
from sheets_schema.messages import quoted
from sheets_schema.oldsheets.cells_of import Read
from sheets_schema.oldsheets.draft import Draft
from sheets_schema.oldsheets.lists import OldList, Row
from sheets_schema.oldsheets.proposal import fingerprint
from sheets_schema.oldsheets.said import Place
from sheets_schema.oldsheets.whose import fault, find, first_and_last, plain_name
from sheets_schema.people import Person, folded


@dataclass(frozen=True, slots=True)
class Named:
    """A row's name: as it stands, and in two parts where these are plain (else the code of the question)."""

    raw: str
    first: str
    last: str
    code: str = ""
    split: bool = False

    def source(self, born: date | None) -> str:
        """What the row of this person is known by."""
        return fingerprint("person", folded(plain_name(self.raw)), born.isoformat() if born else "")


def raw_name(of: OldList, row: Row) -> str:
    """The name of a row, from one column or two."""
    if "first_name" in of.columns and "last_name" in of.columns:
        first, last = (shown(of.value(row, name)) for name in ("first_name", "last_name"))
        return f"{last}, {first}" if first and last else first or last
    return shown(of.value(row, "name"))


def named(draft: Draft, of: OldList, row: Row) -> Named | None:
    """The name of a row, or None when it has to be asked about."""
    raw = raw_name(of, row)
    code = fault(raw) if raw else "NAME_MISSING"
    if code:
        draft.proposal.ask(code, of.place(row), raw=raw)
        return None
    parts = first_and_last(raw)
    if isinstance(parts, str):
        return Named(raw, "", "", parts)
    return Named(raw, *parts, split="," not in raw)


def same_person(draft: Draft, of: OldList, row: Row, who: Named, born: date | None) -> Person | Literal["asked"] | None:
    """The person of a row, None for someone new, or "asked"."""
    before = draft.brought_in(who.source(born))
    if before in draft.people:
        return draft.people[before or ""]
    match = find(who.raw, list(draft.people.values()))
    fitting = [p for p in match.people if not (born and p.born and p.born != born)]
    exactly = [p for p in match.people if born and p.born == born]
    if match.how in ("exact", "two") and len(exactly or fitting) == 1:
        return (exactly or fitting)[0]
    if match.how == "initial" and fitting:
        draft.proposal.note(
            "NAME_INITIAL", of.place(row), raw=who.raw, client=f"{fitting[0].name} ({fitting[0].client_id})"
        )
        return fitting[0]
    if match.people:
        _tell_apart(draft, of.place(row), who, match.people, differs=not fitting)
        return "asked"
    if who.code:
        draft.proposal.ask(who.code, of.place(row), raw=who.raw)
        return "asked"
    return None


def _tell_apart(draft: Draft, place: Place, who: Named, people: tuple[Person, ...], *, differs: bool) -> None:
    if differs and len(people) == 1:
        ids = people[0].client_id
        draft.proposal.ask("PERSON_DIFFERS", place, raw=who.raw, client=ids, column="date of birth")
    else:
        draft.proposal.ask("NAME_TWO_MATCHES", place, raw=who.raw, matches=listed(people), example=people[0].name)


def listed(people: tuple[Person, ...]) -> str:
    """Several people, told apart by their IDs."""
    return " and ".join(f"{p.name} ({p.client_id})" for p in people[:3])


@dataclass
class PeopleNotes:
    """What is worth saying once about the rows of a list, counted while they are read."""

    known: int = 0
    twice: int = 0
    split: list[str] = field(default_factory=list)
    as_typed: list[tuple[str, str]] = field(default_factory=list)
    taken: list[tuple[str, str, str]] = field(default_factory=list)
    empty: Counter[str] = field(default_factory=Counter)

    def new(self, who: Named, read: Read, cells: Mapping[str, Cell], wanted: Mapping[str, str]) -> None:
        """Count what there is to say about a new row."""
        if who.split:
            self.split.append(who.raw)
        self.unusual(read)
        self.missing(cells, wanted)

    def unusual(self, read: Read) -> None:
        """Count the cells that went in unread, or were read in an unusual way."""
        self.as_typed += read.as_typed
        self.taken += read.taken

    def missing(self, cells: Mapping[str, Cell], wanted: Mapping[str, str]) -> None:
        """Count what a new row lacks."""
        self.empty.update(words for name, words in wanted.items() if cells.get(name) is None)

    def tell(self, draft: Draft, place: Place) -> None:
        """Put the remarks down, one for each sort."""
        say = draft.proposal.note
        if self.known:
            say("CLIENT_KNOWN", place, people="1 person is" if self.known == 1 else f"{self.known} people are")
        if self.twice:
            say("ROW_TWICE", place, rows="1 row stands" if self.twice == 1 else f"{self.twice} rows stand")
        if self.split:
            say("NAME_SPLIT", place, names=counted(len(self.split), "name"), example=f'"{quoted(self.split[0])}"')
        for words, n in self.empty.items():
            say("CELLS_EMPTY", place, rows=counted(n, "row"), column=words)
        if self.taken:
            header, raw, reading = self.taken[0]
            say("CELL_TAKEN", place, cells=counted(len(self.taken), "day"), column=header, raw=raw, reading=reading)
        if self.as_typed:
            header, raw = self.as_typed[0]
            say("CELL_AS_TYPED", place, cells=counted(len(self.as_typed), "cell"), column=header, raw=raw)
