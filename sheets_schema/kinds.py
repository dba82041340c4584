"""The kinds of cell: how each is read, how it looks in the sheet, and how it is described to people."""

import types
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin

from domain.lists import Mark, Prep, YesNo, YesNoUnsure
from sheets_schema.cells import amounts, answers, births, cards, codes, contact, counts, days, marks, names, text, times
from sheets_schema.cells.said import Parse


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of cell; ``format`` is that of ``grid.ColumnLayout``, ``example`` is one a person can copy."""

    parse: Parse
    words: str
    example: str
    format: str = "general"


KINDS: dict[str, Kind] = {
    "text": Kind(text.text, "text", "a few words"),
    "as typed": Kind(text.text, "text", "a few words", "text"),
    "name": Kind(names.name, "a name", "Ana Lopez", "text"),
    "label": Kind(names.label, "a name", "Riverbend Groups", "text"),
    "id": Kind(cards.identifier, "an ID", "C-012", "text"),
    "staff": Kind(names.label, "initials or a full name", "JR", "text"),
    "initials": Kind(text.initials, "initials", "JR", "text"),
    "card id": Kind(cards.card_id, "an ID from the card", "W123456789", "text"),
    "date": Kind(days.day, "a date", "1/15/2026", "date"),
    "birthday": Kind(births.birthday, "a date of birth", "4/12/1990", "date"),
    "dates": Kind(days.days, "dates with commas", "11/26/2026, 12/24/2026", "text"),
    "time": Kind(times.clock_time, "a time", "6:00 PM", "time"),
    "start": Kind(times.start_time, "a time", "6:00 PM", "time"),
    "departure": Kind(times.departure, "a time", "7:00 PM", "time"),
    "arrival": Kind(times.arrival, "a time", "6:05 PM", "time"),
    "moment": Kind(times.moment, "a date and time", "1/14/2026 3:30 PM", "datetime"),
    "hours": Kind(times.hours, "from and to", "9:00 AM-8:00 PM", "text"),
    "yes or no": Kind(answers.yes_no, "Yes or No", "Yes"),
    "progress": Kind(answers.progress, "Yes, No or In progress", "In progress"),
    "not sure": Kind(answers.unsure, "Yes, No or Not sure", "Not sure"),
    "consent": Kind(answers.consent, "Yes or No", "Yes"),
    "mark": Kind(marks.mark, "a mark from the list", "Present"),
    "money": Kind(amounts.money, "an amount", "$25", "money"),
    "signed money": Kind(amounts.signed_money, "an amount", "$25", "money"),
    "copay": Kind(amounts.copay, "an amount", "$25", "money"),
    "percent": Kind(amounts.percent, "a percent", "20%", "general"),
    "count": Kind(counts.whole, "a whole number", "8", "text"),
    "number": Kind(counts.whole, "a whole number", "8", "number"),
    "average": Kind(amounts.signed_money, "a number", "6.2", "decimal"),
    "limit": Kind(counts.limit, "a whole number, or Unlimited", "8", "text"),
    "session number": Kind(counts.session_number, "a whole number", "5", "text"),
    "grade": Kind(counts.grade, "1 to 5", "3", "text"),
    "numbers": Kind(counts.numbers, "numbers with commas", "72, 24", "text"),
    "phone": Kind(contact.phone, "a phone number", "415-555-0132", "text"),
    "email": Kind(contact.email, "an e-mail address", "ana@example.com", "text"),
    "npi": Kind(codes.npi, "an NPI", "1234567893", "text"),
    "taxonomy": Kind(codes.taxonomy, "a taxonomy code", "101YM0800X", "text"),
    "diagnoses": Kind(codes.diagnoses, "ICD-10 codes with commas", "F41.1, F33.1", "text"),
    "zip": Kind(codes.zip_code, "a ZIP", "62701", "text"),
    "zip nine": Kind(codes.zip_nine, "a ZIP with nine digits", "62701-1234", "text"),
    "state": Kind(codes.state, "a state's two letters", "IL", "text"),
    "tax id": Kind(codes.tax_id, "a tax ID", "12-3456789", "text"),
    "zone": Kind(codes.zone, "a time zone", "Eastern", "text"),
    "filing code": Kind(codes.filing_code, "a filing code", "CI", "text"),
    "sender id": Kind(codes.submitter_id, "an ID of the clearinghouse", "RIVERBENDGRP", "text"),
    "service code": Kind(codes.service_code, "a service code", "90837", "text"),
}

_BY_TYPE: dict[Any, str] = {
    str: "text",
    date: "date",
    datetime: "moment",
    time: "time",
    Decimal: "money",
    int: "count",
    YesNo: "yes or no",
    Mark: "mark",
    Prep: "progress",
    YesNoUnsure: "not sure",
    tuple[date, ...]: "dates",
    tuple[str, ...]: "diagnoses",
    tuple[int, ...]: "numbers",
    tuple[time, time]: "hours",
}


def bare(annotation: Any) -> Any:
    """A type without its "or None"."""
    if get_origin(annotation) in {Union, types.UnionType}:
        return next(t for t in get_args(annotation) if t is not type(None))
    return annotation


def choices_of(annotation: Any) -> tuple[str, ...]:
    """The words a list offers, in its own order; none for a type that is not a list."""
    kind = bare(annotation)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return tuple(word.value for word in kind)
    return ()


def name_of_kind(annotation: Any, named: str = "") -> str:
    """The name of a column's kind in ``KINDS``, or "" for a list of words."""
    return named or _BY_TYPE.get(bare(annotation), "")


def kind_of(annotation: Any, named: str = "", choices: tuple[str, ...] = ()) -> Kind:
    """The kind of a column: the one it names, else its list of words, else what its type says.

    Raises KeyError for a name or a type that no kind reads: a bug in a declaration.
    """
    if named:
        return KINDS[named]
    if choices:
        return _choice(choices)
    wanted = bare(annotation)
    if wanted in _BY_TYPE:
        return KINDS[_BY_TYPE[wanted]]
    return _listed(wanted)


@cache
def _choice(choices: tuple[str, ...]) -> Kind:
    return Kind(text.choice(choices), "one of the list", choices[0], "text")


@cache
def _listed(words: type[StrEnum]) -> Kind:
    return Kind(text.choice(words), "one of the list", next(iter(words)).value, "text")
