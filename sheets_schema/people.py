"""Finding the person whom a typed name means: one who fits beyond doubt, or a question with the nearest."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from domain.value import Purpose
from sheets_schema.cells.names import Named, named, repaired, turned
from sheets_schema.cells.said import Ask, Note, broken, tidy

_NEAR = 0.75
_SHORT = re.compile(r"(\S+) (\w)\.?")
_FOLDED = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'", "\u2013": "-", "\u2014": "-"})


def folded(name: str) -> str:
    """A name for comparing: without case, accents, curly marks and full stops, "Last, First" turned round."""
    plain = unicodedata.normalize("NFKD", turned(tidy(name)).translate(_FOLDED).casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c) and c != ".").split())


def _joined(key: str) -> str:
    return "".join(c for c in key if c.isalnum())


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of a list: the ID, the name on record, and what they are called."""

    id: str
    name: str
    called: str = ""


@dataclass(frozen=True)
class People:
    """A list of people by every way to write their names."""

    by_key: Mapping[str, tuple[Person, ...]]
    by_joined: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    by_short: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[Person]) -> "People":
        """The list; two people of the same name are both there."""
        by_key: dict[str, list[Person]] = {}
        by_joined: dict[str, list[Person]] = {}
        by_short: dict[str, list[Person]] = {}
        for person in people:
            for key in _keys(person):
                by_key.setdefault(key, []).append(person)
                by_joined.setdefault(_joined(key), []).append(person)
                for short in _shorts(key):
                    by_short.setdefault(short, []).append(person)
        return cls(_frozen(by_key), _frozen(by_joined), _frozen(by_short))


def _frozen(found: Mapping[str, list[Person]]) -> dict[str, tuple[Person, ...]]:
    return {key: tuple(dict.fromkeys(people)) for key, people in found.items()}


def _keys(person: Person) -> set[str]:
    key = folded(person.name)
    last = key.split()[-1] if " " in key else ""
    called = folded(f"{person.called} {last}") if person.called and last else key
    return {key, called}


def _shorts(key: str) -> set[str]:
    first, *rest = key.split()
    return {f"{first} {word[0]}" for word in rest}


_STOPS: tuple[Purpose, ...] = ("texts",)


def find_person(text: str, people: People) -> Person | Note | Ask:
    """The one person of the list whom the text names; a ``Note`` holds a person who was found by less than the name.

    Asks ``NAME_NOT_FOUND`` (with the nearest as ``guess``), ``NAME_TWO_MATCHES``, ``NAME_TWO_PEOPLE``.
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
        found = people.by_short.get(f"{m[1]} {m[2]}", ())
        if len(found) == 1:
            return Note(found[0], "NAME_SHORT", {"reading": found[0].name})
    if found:
        return Ask(
            "NAME_TWO_MATCHES", {"a": f"{found[0].name} ({found[0].id})", "b": f"{found[1].name} ({found[1].id})"}
        )
    near = get_close_matches(key, people.by_key, 1, _NEAR)
    return Ask("NAME_NOT_FOUND", {"guess": people.by_key[near[0]][0].name} if near else {})


def _noted(person: Person, said: Named) -> Person | Note:
    if said.remark:
        return Note(person, "NAME_REMARK", {"reading": person.name}, _STOPS)
    if said.called or said.pronouns:
        return Note(person, "NAME_CALLED", {"reading": person.name})
    return Note(person, "NAME_MARK", {"reading": person.name}) if said.marked else person
