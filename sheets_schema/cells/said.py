"""What reading one cell can come to, besides a value."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from domain.wording import clock_words
from sheets_schema.grid import Raw

LONGEST = 5000
"""Letters of one cell that are read; a longer one is asked about."""

ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#ERROR!", "#NUM!", "#NULL!"})


@dataclass(frozen=True, slots=True)
class Ask:
    """A cell that nobody can read for sure; ``words`` fill in the message of ``code``."""

    code: str
    words: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """A cell that was read, and whose reading is shown."""

    value: Any
    code: str
    words: dict[str, object] = field(default_factory=dict)


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
    """What to ask about a cell that shows a formula's error or no result yet."""
    if text in ERRORS:
        return Ask("CELL_ERROR")
    return Ask("CELL_LOADING") if text == "Loading..." else None


def typed(read: Callable[[str], Any], otherwise: str) -> Parse:
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
        return (broken(text) or read(text)) if text else None

    return parse
