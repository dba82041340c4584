"""The few formulas that the product and the recordings use, and how their references move with rows and columns."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.google.emulator import a1
from sheets_schema.findings import column_letters

_SUM = re.compile(r"=\s*(-?[\d.]+)\s*([-+*/])\s*(-?[\d.]+)\s*")
_ANSWERS = re.compile(
    r'=ARRAYFORMULA\(IF\(ROW\((?P<column>[A-Z]+)(?P<row>\d+):[A-Z]+\)=ROW\([A-Z]+\d+\),"(?P<header>(?:[^"]|"")*)",'
    r'IF\([A-Z]+\d+:[A-Z]+="",,IFNA\(VLOOKUP\("(?P<prefix>(?:[^"]|"")*)"&[A-Z]+\d+:[A-Z]+,'
    r"(?P<tab>'[^']*'|\w+)!(?P<first>[A-Z]+):[A-Z]+,(?P<answer>\d+),FALSE\)\)\)\)\)"
)
_REFERENCE = re.compile(
    r"""("(?:[^"]|"")*"|'(?:[^']|'')*'!|\w+!)|(?<![\w$])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})?(?![\w(])"""
)
_OTHER_TABS = re.compile(r"((?:'(?:[^']|'')*'|\b[A-Za-z]\w*)!\$?[A-Z]{1,3}\$?\d*(?::\$?[A-Z]{1,3}\$?\d*)?)")
LOADING, UNKNOWN, BROKEN, DIVIDED = "Loading...", "#NAME?", "#REF!", "#DIV/0!"


@dataclass(frozen=True, slots=True)
class Answers:
    """A heading whose formula answers for every row below it by looking up the row's ID in another tab."""

    column: int
    row: int
    header: str
    prefix: str
    tab: str
    key_column: int
    answer: int


def answers_of(formula: str) -> Answers | None:
    """The lookup that a heading's formula makes, or None for another formula."""
    found = _ANSWERS.fullmatch(formula)
    if found is None:
        return None
    tab = found["tab"].strip("'")
    return Answers(
        a1.number(found["column"]) - 1, int(found["row"]) - 1, found["header"].replace('""', '"'),
        found["prefix"].replace('""', '"'), tab, a1.number(found["first"]) - 1, int(found["answer"]),
    )  # fmt: skip


def looked_up(said: Answers, ids: Sequence[Any], table: Callable[[Any], Any]) -> list[Any]:
    """The answers from the row below the heading on; nothing beside a blank ID."""
    return [None if value in (None, "") else table(f"{said.prefix}{value}") for value in ids]


def worked_out(formula: str) -> Any:
    """The value of a formula that stands alone."""
    if formula.startswith("=HYPERLINK("):
        words = re.findall(r'"((?:[^"]|"")*)"', formula)
        return words[-1].replace('""', '"') if words else BROKEN
    found = _SUM.fullmatch(formula)
    if found is None:
        return UNKNOWN
    left, right = float(found[1]), float(found[3])
    if found[2] == "/" and not right:
        return DIVIDED
    value = {"+": left + right, "-": left - right, "*": left * right}.get(found[2], left / (right or 1))
    return int(value) if value.is_integer() else value


def moved(formula: str, *, rows: bool, at: int, by: int) -> str:
    """The formula after rows or columns came in (by > 0) or went out at a place of its own tab."""

    def shift(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[0]
        column, row = a1.number(found[3]) - 1, int(found[5]) - 1 if found[5] else None
        if rows and row is not None and row >= at:
            if by < 0 and row < at - by:
                return BROKEN if row + by < at else found[0]
            row += by
        if not rows and column >= at:
            if by < 0 and column < at - by:
                return BROKEN
            column += by
        return f"{found[2]}{column_letters(column)}{found[4]}{'' if row is None else row + 1}"

    return _in_own_tab(formula, shift)


def dragged(formula: str, place: Mapping[int, int]) -> str:
    """The formula after columns of its own tab were dragged: each one's new place by its old one (from 0)."""

    def shift(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[0]
        column = a1.number(found[3]) - 1
        return f"{found[2]}{column_letters(place.get(column, column))}{found[4]}{found[5] or ''}"

    return _in_own_tab(formula, shift)


def _in_own_tab(formula: str, shift: Callable[[re.Match[str]], str]) -> str:
    """The formula with each reference that names no other tab put anew."""
    parts = _OTHER_TABS.split(formula)
    return "".join(part if n % 2 else _REFERENCE.sub(shift, part) for n, part in enumerate(parts))


def renamed(formula: str, old: str, new: str) -> str:
    """The formula after a tab that it names got another title."""
    return formula.replace(f"{a1.quoted(old)}!", f"{a1.quoted(new)}!")
