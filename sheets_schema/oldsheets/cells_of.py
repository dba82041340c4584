"""The cells of an old row, read with the kinds of the tab that they go to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import BaseModel

from domain.effects import Cell
from sheets_schema.cells.said import Ask, Note, shown, tidy
from sheets_schema.grid import Raw
from sheets_schema.messages import message, quoted
from sheets_schema.oldsheets.lists import OldList, Row
from sheets_schema.oldsheets.said import Said, ask
from sheets_schema.surroundings import Surroundings, settle
from sheets_schema.tab import Field, fields_of

_BROKEN = frozenset({"CELL_ERROR", "CELL_LOADING", "CELL_TOO_LONG"})
_MOMENTS = frozenset({"date", "datetime", "time"})
_MOST_MONTHS = 12
TWO_WAYS = "DATE_TWO_WAYS"


@dataclass
class Read:
    """What a row's cells came to.

    ``cells`` are to be written, those ``as_typed`` unread; ``taken`` are days read in an unusual way; ``asked`` comes first.
    """

    cells: dict[str, Cell] = field(default_factory=dict)
    as_typed: list[tuple[str, str]] = field(default_factory=list)
    taken: list[tuple[str, str, str]] = field(default_factory=list)
    asked: list[Said] = field(default_factory=list)


@cache
def by_name(row: type[BaseModel]) -> Mapping[str, Field]:
    """The columns of a tab that people type in, by field."""
    return {f.name: f for f in fields_of(row) if f.lookup is None}


def read_cells(of: OldList, row: Row, fields: Iterable[Field], day_first: Callable[[str], bool], today: date) -> Read:
    """Read the cells of these fields; one that is no sure day, or broken, keeps the row out."""
    found, around = Read(), Surroundings(today, minors=True)
    for f in fields:
        raw = of.value(row, f.name)
        said = settle(f.kind.parse(raw), f.column.window, {}, around) if raw is not None else None
        if f.kind.format in _MOMENTS and day_first(f.name) and could_be_two(raw):
            said = Ask(TWO_WAYS)
        _take(found, of, row, f, raw, said)
    return found


def _take(found: Read, of: OldList, row: Row, f: Field, raw: Raw, said: Any) -> None:  # noqa: PLR0913  all that a cell is
    match said:
        case None | ():
            return
        case Note(value=None):
            return
        case Note():
            found.cells[f.name] = shown(raw) if said.stops else written(f, said.value, raw)
            if f.kind.format in _MOMENTS:
                found.taken.append((f.column.header, shown(raw), shown(said.value)))
        case Ask() if f.kind.format in _MOMENTS or said.code in _BROKEN:
            found.asked.append(_question(of, row, f, raw, said))
        case Ask():
            found.cells[f.name] = shown(raw)
            found.as_typed.append((f.column.header, shown(raw)))
        case _:
            found.cells[f.name] = written(f, said, raw)


def _question(of: OldList, row: Row, f: Field, raw: Raw, said: Ask) -> Said:
    place = of.place(row, of.columns[f.name])
    if said.code == TWO_WAYS:
        return ask(TWO_WAYS, place, raw=shown(raw))
    words: dict[str, object] = {
        "column": f.column.header,
        "raw": quoted(shown(raw)),
        "example": f.kind.example,
        **said.words,
    }
    return ask("CELL_UNSURE", place, said=message(said.code, words))


def written(f: Field, value: Any, raw: Raw) -> Cell:
    """A value as a person would type it into the tab."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return ", ".join(shown(part) for part in value)
    if isinstance(value, str) and f.kind.words == "a phone number":
        return shown(raw)
    assert isinstance(value, str | int | Decimal | date | datetime | time)
    return value


def day_first_columns(of: OldList) -> Callable[[str], bool]:
    """Whether a column has a day that only reads with the day in front: then others in it could be either."""
    known: dict[str, bool] = {}

    def look(name: str) -> bool:
        if name not in known:
            known[name] = any(_day_first(of.value(row, name)) for row in of.rows)
        return known[name]

    return look


def _numbers(raw: Raw) -> tuple[int, int] | None:
    if not isinstance(raw, str):
        return None
    parts = tidy(raw).replace("-", "/").replace(".", "/").split("/")
    if len(parts) < 2 or not all(p.isdecimal() and len(p) <= 4 for p in parts):  # noqa: PLR2004  day and month
        return None
    return int(parts[0]), int(parts[1])


def _day_first(raw: Raw) -> bool:
    numbers = _numbers(raw)
    return numbers is not None and _MOST_MONTHS < numbers[0] <= 31 and numbers[1] <= _MOST_MONTHS  # noqa: PLR2004  days of a month


def could_be_two(raw: Raw) -> bool:
    """Whether a day reads with the month first and with the day first."""
    numbers = _numbers(raw)
    return (
        numbers is not None and numbers[0] <= _MOST_MONTHS and numbers[1] <= _MOST_MONTHS and numbers[0] != numbers[1]
    )
