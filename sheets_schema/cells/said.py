"""What reading one cell can come to, besides a value."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from domain.value import Purpose
from domain.wording import clock_words
from sheets_schema.formulas import calls_out, is_formula, moves
from sheets_schema.grid import FormulaCell, Raw

LONGEST = 5000
"""Letters of one cell that are read; a longer one is asked about."""

ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#ERROR!", "#NUM!", "#NULL!"})
DASHES = frozenset({"-", "--", "\u2013", "\u2014"})
"""What people type for nothing."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A cell that nobody can read for sure; ``words`` fill in the message of ``code``.

    ``could`` are its readings, where the rest of the row or of the column may tell which of them is meant.
    """

    code: str
    words: dict[str, object] = field(default_factory=dict)
    could: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A cell that was read, and whose reading is shown; ``stops`` is what waits all the same until a person looks."""

    value: Any
    code: str
    words: dict[str, object] = field(default_factory=dict)
    stops: tuple[Purpose, ...] = ()


Parse = Callable[[Raw], Any]
"""From a raw cell to its value, None for a blank one, ``Ask`` or ``Note``."""


def tidy(text: str) -> str:
    """The text without what nobody can see, and with single spaces."""
    if not text.isascii():
        folded = unicodedata.normalize("NFKC", text)
        text = "".join(c for c in folded if unicodedata.category(c) not in {"Cf", "Cs"})
    return " ".join(text.split())


def shown(raw: Raw) -> str:  # noqa: PLR0911  one answer for each sort of cell
    """A cell in the words of the person who typed it, for quoting."""
    match raw:
        case bool():
            return "Yes" if raw else "No"
        case float() if raw.is_integer():
            return str(int(raw))
        case datetime():
            return f"{raw.month}/{raw.day}/{raw.year} {clock_words(raw.time())}"
        case date():
            return f"{raw.month}/{raw.day}/{raw.year}"
        case time():
            return clock_words(raw)
        case None:
            return ""
        case str():
            return tidy(raw)
        case _:
            return str(raw)


def broken(text: str) -> Ask | None:
    """What to ask about a cell that shows a formula's error, no result yet, or a formula as text."""
    if text in ERRORS:
        return Ask("CELL_ERROR")
    if text == "Loading...":
        return Ask("CELL_LOADING")
    if text.startswith("="):
        if calls_out(text):
            return Ask("CELL_FORMULA_OUT")
        if is_formula(text):
            return Ask("CELL_FORMULA_TEXT")
    return None


def from_formula(cell: FormulaCell, parse: Parse) -> Any:
    """A cell that holds a formula: its result where that stays the same and nothing leaves the sheet."""
    if calls_out(cell.formula):
        return Ask("CELL_FORMULA_OUT")
    if cell.value is None:
        return Ask("CELL_FORMULA_NOVALUE")
    return Ask("CELL_FORMULA_MOVES") if moves(cell.formula) else parse(cell.value)


def read_cell(raw: Raw, parse: Parse) -> Any:
    """Any cell by the way of its kind; a formula by its result, or asked about."""
    return from_formula(raw, parse) if isinstance(raw, FormulaCell) else parse(raw)


def typed(read: Callable[[str], Any], otherwise: str, *, dash_is_blank: bool = True) -> Parse:
    """A kind that is text: whole numbers count as typed; anything else is asked about under ``otherwise``."""

    def parse(raw: Raw) -> Any:
        if isinstance(raw, str):
            text = tidy(raw)
        elif isinstance(raw, int | float) and not isinstance(raw, bool):
            text = shown(raw)
        else:
            return Ask(otherwise)
        if len(text) > LONGEST:
            return Ask("CELL_TOO_LONG", {"n": len(text)})
        if not text or (dash_is_blank and text in DASHES):
            return None
        return broken(text) or read(text)

    return parse
