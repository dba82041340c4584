"""Whether two rows are about the same person: sure, in doubt, or not; a doubt is a person's to settle."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.records import Client, IntakeAnswer, WaitlistEntry

Alike = Literal["same", "doubt", "other"]


@dataclass(frozen=True)
class Person:
    """What rows tell of who somebody is; names are plain, what is not known is None or empty."""

    firsts: frozenset[str]
    last: str
    born: date | None = None
    mobile: str | None = None
    email: str | None = None

    @property
    def names(self) -> Iterable[tuple[str, str]]:
        """Every first name with the last one."""
        return ((first, self.last) for first in self.firsts)


def plain(name: str | None) -> str:
    """A name without case, accents, marks and doubled spaces."""
    bare = unicodedata.normalize("NFKD", name or "").casefold()
    return " ".join("".join(_letter(c) for c in bare).split())


def _letter(c: str) -> str:
    if c.isalnum():
        return c
    return "" if unicodedata.combining(c) or c in "'\N{RIGHT SINGLE QUOTATION MARK}" else " "


def of_answer(answer: IntakeAnswer) -> Person:
    """The person of an intake answer."""
    firsts = _firsts(answer.first_name, answer.goes_by)
    return Person(firsts, plain(answer.last_name), answer.born, answer.mobile, _mail(answer.email))


def of_client(client: Client) -> Person:
    """The person of a client's row."""
    firsts = _firsts(client.first_name, client.goes_by)
    return Person(firsts, plain(client.last_name), client.born, client.mobile, _mail(client.email))


def of_entry(entry: WaitlistEntry) -> Person:
    """The person of a waitlist row, which knows no date of birth and often only a letter of the last name."""
    first, _, last = plain(entry.name).partition(" ")
    return Person(frozenset({first}), last, None, entry.mobile)


def _firsts(*names: str | None) -> frozenset[str]:
    return frozenset(filter(None, map(plain, names)))


def _mail(email: str | None) -> str | None:
    return email.casefold().strip() if email else None


def alike(one: Person, other: Person) -> Alike:
    """Whether two persons with dates of birth are the same one.

    Twins share a birthday and a parent's phone, fathers and sons a name: only name and birthday together are sure.
    """
    first, last = bool(one.firsts & other.firsts), one.last == other.last
    reach = _shared(one.mobile, other.mobile) or _shared(one.email, other.email)
    if one.born == other.born:
        if first and last:
            return "same"
        return "doubt" if last or (first and reach) else "other"
    close = one.born is not None and other.born is not None and _one_part_differs(one.born, other.born)
    return "doubt" if first and last and (reach or close) else "other"


def like_entry(one: Person, entry: Person) -> Alike:
    """Whether a person is the one of a waitlist row: name and phone together are sure, the full name alone is a doubt."""
    if not one.firsts & entry.firsts:
        return "other"
    whole = one.last == entry.last
    initial = len(entry.last) == 1 and one.last.startswith(entry.last)
    if _shared(one.mobile, entry.mobile):
        return "same" if whole or initial else "doubt"
    return "doubt" if whole else "other"


def _shared(one: str | None, other: str | None) -> bool:
    return one is not None and one == other


def _one_part_differs(one: date, other: date) -> bool:
    """A typo in a birthday: two of year, month and day are equal, or month and day are swapped."""
    equal = (one.year == other.year) + (one.month == other.month) + (one.day == other.day)
    swapped = one.year == other.year and (one.month, one.day) == (other.day, other.month)
    return equal == 2 or swapped  # noqa: PLR2004  of three parts
