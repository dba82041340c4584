"""Finding the person whom a typed name means: one who fits beyond doubt, or a question with the nearest."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from domain.value import Purpose
from sheets_schema.cells.names import Named, named, repaired, turned
from sheets_schema.cells.said import Ask, Note, broken, tidy

_NEAR = 0.75
_SHORT = re.compile(r"(.+) (\w)")
_QUOTES = str.maketrans("\u2019\u2018\u00b4\u0060\u2010\u2011\u2013\u2014", "''''----")


def folded(name: str) -> str:
    """A name for comparing: without case, accents, curly marks and full stops, "Last, First" turned round."""
    apart = unicodedata.normalize("NFKD", turned(tidy(name)).translate(_QUOTES).casefold())
    return " ".join("".join(c for c in apart if c.isalnum() or c in " '-").split())


def _joined(key: str) -> str:
    return "".join(c for c in key if c.isalnum())


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the practice knows, or will know once an old sheet is brought in."""

    client_id: str
    first: str
    last: str
    goes_by: str = ""
    born: date | None = None

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}".strip()

    @property
    def keys(self) -> set[str]:
        """The names by which a row can mean this person."""
        return {folded(self.name)} | ({folded(f"{self.goes_by} {self.last}")} if self.goes_by else set())

    @property
    def shorts(self) -> set[str]:
        """The first name, or the one they go by, with the initial of the last."""
        firsts = {folded(name) for name in (self.first, self.goes_by) if name}
        return {f"{first} {folded(self.last)[0]}" for first in firsts if folded(self.last)}


@dataclass(frozen=True)
class People:
    """A list of people by every way to write their names."""

    by_key: Mapping[str, tuple[Person, ...]]
    by_joined: Mapping[str, tuple[Person, ...]]
    by_short: Mapping[str, tuple[Person, ...]]

    @classmethod
    def of(cls, people: Iterable[Person]) -> "People":
        """The list; two people of the same name are both there."""
        by_key: dict[str, list[Person]] = {}
        by_joined: dict[str, list[Person]] = {}
        by_short: dict[str, list[Person]] = {}
        for person in people:
            for key in person.keys:
                by_key.setdefault(key, []).append(person)
                by_joined.setdefault(_joined(key), []).append(person)
            for short in person.shorts:
                by_short.setdefault(short, []).append(person)
        return cls(_frozen(by_key), _frozen(by_joined), _frozen(by_short))


def _frozen(found: Mapping[str, list[Person]]) -> dict[str, tuple[Person, ...]]:
    return {key: tuple({p.client_id: p for p in people}.values()) for key, people in found.items()}


_STOPS: tuple[Purpose, ...] = ("texts",)


def find_person(text: str, people: People) -> Person | Note | Ask:
    """The one person of the list whom the text names; a ``Note`` holds a person who was found by less than the name.

    Asks ``NAME_NOT_FOUND`` (with the nearest as ``guess``), ``NAME_TWO_MATCHES`` (who are ``could``),
    ``NAME_TWO_PEOPLE``.
    """
    wrong = broken(tidy(text))
    if wrong:
        return wrong
    said = named(tidy(repaired(text)))
    if isinstance(said, Ask):
        return Ask("NAME_NOT_FOUND") if said.code == "NAME_UNREADABLE" else said
    key = folded(said.name)
    found = people.by_key.get(key) or people.by_joined.get(_joined(key)) or ()
    if len(found) == 1:
        return _noted(found[0], said)
    if not found and (m := _SHORT.fullmatch(key)):
        found = people.by_short.get(m[0], ())
        if len(found) == 1:
            return Note(found[0], "NAME_SHORT", {"reading": found[0].name})
    if found:
        first, second = (f"{p.name} ({p.client_id})" for p in found[:2])
        return Ask("NAME_TWO_MATCHES", {"a": first, "b": second}, found)
    near = get_close_matches(key, people.by_key, 1, _NEAR)
    return Ask("NAME_NOT_FOUND", {"guess": people.by_key[near[0]][0].name} if near else {})


def _noted(person: Person, said: Named) -> Person | Note:
    if said.remark:
        return Note(person, "NAME_REMARK", {"reading": person.name}, _STOPS)
    if said.called or said.pronouns:
        return Note(person, "NAME_CALLED", {"reading": person.name})
    return Note(person, "NAME_MARK", {"reading": person.name}) if said.marked else person
