"""Whose row it is: names as people write them, matched to people without guessing."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sheets_schema.cells.said import tidy

_QUOTES = str.maketrans("\u2019\u2018\u00b4\u0060\u2010\u2011\u2013\u2014", "''''----")
_REMARK = re.compile(r"[\[(].*?[\])]|\*+")
_TWO = re.compile(r"\s(?:and|y)\s|[/&+;]| - ", re.IGNORECASE)
_STOP = re.compile(r"\b(?:do not|don't|dont|no text|stop|deceased|court|discharged|moved|inactive)\b", re.IGNORECASE)
_INITIAL = re.compile(r"[^\W\d_]\.?")
_FIRST_LAST = 2


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the practice knows, or will know once this is brought in."""

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


@dataclass(frozen=True, slots=True)
class Match:
    """What became of a name: one person, for sure or by first name and initial, or why none."""

    how: Literal["exact", "initial", "two", "none"]
    people: tuple[Person, ...] = ()
    guess: str = ""


def plain_name(raw: str) -> str:
    """A name as it is said: "Smith, Ana" is Ana Smith; what stands in brackets is no part of it."""
    text = tidy(_REMARK.sub(" ", tidy(raw))).strip(" ,-:")
    last, comma, first = text.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and "," not in first else text


def fault(raw: str) -> str:
    """The code of what is wrong with a cell as one person's name, or ""."""
    text = tidy(raw)
    if _STOP.search(text):
        return "NAME_REMARK"
    name = plain_name(text)
    if _TWO.search(f" {name} "):
        return "NAME_TWO_PEOPLE"
    if any(c.isdigit() for c in name) or not any(c.isalpha() for c in name) or name.count(",") > 0:
        return "NAME_REMARK"
    return ""


def folded(text: str) -> str:
    """A name for comparing: case, accents, quotes, dots and spaces do not count."""
    apart = unicodedata.normalize("NFKD", tidy(text).translate(_QUOTES).casefold())
    return " ".join("".join(c for c in apart if c.isalnum() or c in " '-").split())


def first_and_last(raw: str) -> tuple[str, str] | str:
    """The two parts of a name where they are plain, else the code of the question."""
    text = tidy(_REMARK.sub(" ", tidy(raw)))
    if "," in text:
        last, _, first = text.partition(",")
        parts = [first.strip(), last.strip()]
    else:
        parts = text.split(" ")
    if len(parts) != _FIRST_LAST or not all(parts):
        return "NAME_PARTS" if len(parts) > _FIRST_LAST else "NAME_SHORT"
    return "NAME_SHORT" if _INITIAL.fullmatch(parts[1]) or _INITIAL.fullmatch(parts[0]) else (parts[0], parts[1])


def find(raw: str, people: Sequence[Person]) -> Match:
    """The person that a name means: the whole name, else the first name with the last one's initial if one fits."""
    wanted = folded(plain_name(raw))
    exact = _once(p for p in people if wanted in p.keys)
    if exact:
        return Match("exact" if len(exact) == 1 else "two", exact)
    fitting = _once(p for p in people if _fits(wanted, p))
    if fitting:
        return Match("initial" if len(fitting) == 1 else "two", fitting)
    names = {folded(p.name): p.name for p in people}
    near = difflib.get_close_matches(wanted, names, n=1, cutoff=0.8)
    return Match("none", guess=names[near[0]] if near else "")


def _once(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple({p.client_id: p for p in people}.values())


def _fits(wanted: str, person: Person) -> bool:
    first, _, rest = wanted.rpartition(" ")
    return (
        len(rest) == 1 and first in (folded(person.first), folded(person.goes_by)) and folded(person.last)[:1] == rest
    )
