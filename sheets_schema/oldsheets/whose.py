"""Whose row it is: names as people write them, matched to people without guessing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sheets_schema.cells.said import Ask, Note, tidy
from sheets_schema.people import People, Person, find_person

_REMARK = re.compile(r"[\[(].*?[\])]|\*+")
_TWO = re.compile(r"\s(?:and|y)\s|[/&+;]| - ", re.IGNORECASE)
_STOP = re.compile(r"\b(?:do not|don't|dont|no text|stop|deceased|court|discharged|moved|inactive)\b", re.IGNORECASE)
_INITIAL = re.compile(r"[^\W\d_]\.?")
_FIRST_LAST = 2


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
    match find_person(raw, _listed(tuple(people))):
        case Person() as person:
            return Match("exact", (person,))
        case Note(value=person, code="NAME_SHORT"):
            return Match("initial", (person,))
        case Note(value=person):
            return Match("exact", (person,))
        case Ask(could=several) if several:
            return Match("two", several)
        case Ask(words=words):
            return Match("none", guess=str(words.get("guess", "")))


@lru_cache(maxsize=4)
def _listed(people: tuple[Person, ...]) -> People:
    return People.of(people)
