"""The proposal in the making: who and what the practice will know once the lists before this one are in."""

import re
from collections.abc import Iterable, Mapping

from domain.effects import Cell
from domain.records import Group
from sheets_schema.cells.text import squeezed
from sheets_schema.oldsheets.lists import WORDS, ListKind
from sheets_schema.oldsheets.proposal import Choices, Found, NewRow, Proposal
from sheets_schema.oldsheets.said import Place
from sheets_schema.oldsheets.standing import Standing
from sheets_schema.people import Person

_NUMBER = re.compile(r"[A-Za-z]+-?(\d{1,6})")


class Draft:
    """What stands in the practice, and what is to be added so far."""

    def __init__(self, standing: Standing, choices: Choices) -> None:
        self.standing = standing
        self.choices = choices
        self.proposal = Proposal()
        self.people: dict[str, Person] = {p.client_id: p for p in standing.people}
        self.seats: dict[tuple[str, str], str] = dict(standing.seats)
        self._made: dict[tuple[str, str], NewRow] = {}
        self._last: dict[str, int] = {}

    def found(self, kind: ListKind, place: Place) -> Found:
        """A list of the old file, to be counted."""
        one = Found(place, WORDS[kind])
        self.proposal.lists.append(one)
        return one

    def new_id(self, tab: str, pattern: str) -> str:
        """The next free ID of a tab; numbers that had a row are never given again."""
        if tab not in self._last:
            numbers = (_NUMBER.fullmatch(i) for i in self.standing.used.get(tab, ()))
            self._last[tab] = max((int(m[1]) for m in numbers if m), default=0)
        self._last[tab] += 1
        return pattern.format(self._last[tab])

    def add(self, row: NewRow) -> None:
        """Put a row down."""
        self._made[row.tab, row.row_id] = row
        self.proposal.rows.append(row)

    def made(self, tab: str, row_id: str) -> NewRow | None:
        """A row that is to be added, or None."""
        return self._made.get((tab, row_id))

    def change(self, row: NewRow, cells: Mapping[str, Cell]) -> None:
        """Give a row that is to be added more cells."""
        new = NewRow(row.tab, row.row_id, {**row.cells, **cells}, row.source, row.place)
        self.proposal.rows[self.proposal.rows.index(row)] = new
        self._made[row.tab, row.row_id] = new

    def brought_in(self, source: str) -> str | None:
        """The ID of the row that was once made of this, or None."""
        return self.standing.sources.get(source)

    def group_named(self, text: str) -> Group | None:
        """The group whose ID or whole name this is, if it is one alone."""
        wanted = squeezed(text)
        fits = [g for g in self._groups if wanted and wanted in (squeezed(g.group_id), squeezed(g.name))]
        return fits[0] if len(fits) == 1 else None

    def group_of(self, texts: Iterable[str], place: Place, found: Found) -> Group | None:
        """The group that a list is about: as told, as its titles name it, or the only one; else it is asked."""
        group = self._told(texts, place)
        if group:
            found.group = group.group_id
        return group

    def _told(self, texts: Iterable[str], place: Place) -> Group | None:
        named = _longest(self._in_titles(texts))
        if len(named) == 1:
            return named[0]
        chosen = next((g for g in self._groups if g.group_id == self.choices.group_id), None)
        if chosen and (not named or chosen in named):
            return chosen
        if not named and len(self._groups) == 1:
            only = self._groups[0]
            self.proposal.note("GROUP_ONLY_ONE", place, group=only.group_id)
            return only
        example = self.example_group
        if named:
            self.proposal.ask("LIST_TWO_GROUPS", place, raw=named[0].name, example=named[0].group_id)
        else:
            self.proposal.ask("LIST_NO_GROUP", place, example=example)
        return None

    @property
    def example_group(self) -> str:
        """A group's ID that a person can copy."""
        return self._groups[0].group_id if self._groups else "G-01"

    @property
    def _groups(self) -> tuple[Group, ...]:
        return self.standing.practice.groups

    def _in_titles(self, texts: Iterable[str]) -> list[Group]:
        said = list(texts)
        return [g for g in self._groups if any(squeezed(g.name) in squeezed(t) or _has_id(g, t) for t in said)]


def _has_id(group: Group, text: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){re.escape(group.group_id.lower())}(?![a-z0-9])", text.lower()) is not None


def _longest(groups: list[Group]) -> list[Group]:
    """A group whose name only stands inside another's is not meant."""
    names = {squeezed(g.name) for g in groups}
    return [g for g in groups if not any(squeezed(g.name) != n and squeezed(g.name) in n for n in names)]
