"""Cells between Circlebook and Sheets: text stays text, days and times are numbers with a format."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sheets_schema.grid import ColumnLayout, Link, Raw, Shown

Data = dict[str, Any]
"""A cell as the API takes it (CellData)."""

MOST_CHARACTERS = 50_000
MOMENTS = frozenset({"date", "time", "datetime"})
NUMBER_FORMATS: Mapping[str, Data] = {
    "text": {"type": "TEXT"},
    "date": {"type": "DATE", "pattern": "m/d/yyyy"},
    "time": {"type": "TIME", "pattern": "h:mm AM/PM"},
    "datetime": {"type": "DATE_TIME", "pattern": "m/d/yyyy h:mm AM/PM"},
    "money": {"type": "CURRENCY", "pattern": "$#,##0.00"},
    "percent": {"type": "PERCENT", "pattern": "0%"},
    "decimal": {"type": "NUMBER", "pattern": "0.0"},
}
SEARCHED = 20
"""Rows in which the headings are looked for."""

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  a serial number is a wall clock's
_SECONDS = 86_400
_LAST_SERIAL = 2_958_466  # the year 10000


def squeezed(text: str) -> str:
    """A heading as people tell headings apart: case and spaces do not count."""
    return " ".join(text.split()).casefold()


def headings(rows: Sequence[Sequence[Any]], columns: Sequence[ColumnLayout]) -> tuple[int, dict[int, ColumnLayout]]:
    """The row in which most known headings stand, and the known column at each place."""
    names = {squeezed(word): column for column in columns for word in (column.header, *column.also)}
    best, found = 0, dict[int, ColumnLayout]()
    for at, row in enumerate(rows[:SEARCHED]):
        here = {n: names[s] for n, v in enumerate(row) if isinstance(v, str) and (s := squeezed(v)) in names}
        if len(here) > len(found):
            best, found = at, here
    return best, found


def read(value: Any, kind: str) -> Raw:
    """A value as the reader knows it; in a column of days or times a number is one."""
    if value == "":
        return None
    if kind in MOMENTS and isinstance(value, int | float) and not isinstance(value, bool):
        return _moment(value, kind)
    return value if isinstance(value, str | int | float | bool) else None


def _moment(serial: float, kind: str) -> Raw:
    if not 0 <= serial < _LAST_SERIAL:
        return serial
    moment = _EPOCH + timedelta(seconds=round(serial * _SECONDS))
    return moment.time() if serial < 1 and kind != "datetime" else moment


def number(value: date | time) -> float:
    """The serial number of a day or time."""
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / _SECONDS
    if isinstance(value, datetime):
        past = value.replace(tzinfo=None) - _EPOCH
        return past.days + past.seconds / _SECONDS if past.seconds else past.days
    return (value - _EPOCH.date()).days


def cell(value: Shown, kind: str = "general", gids: Mapping[str, int] | None = None) -> Data:
    """A cell to write, with the format of its column; {} for a blank one."""
    said = entered(value, gids or {})
    number_format = NUMBER_FORMATS.get(_kind(value, kind))
    data: Data = {} if said is None else {"userEnteredValue": said}
    if number_format is not None:
        data["userEnteredFormat"] = {"numberFormat": number_format}
    return data


def _kind(value: Shown, kind: str) -> str:
    """The format of the column, or one that lets a day or time be read as such."""
    if isinstance(value, datetime):
        return kind if kind in {"date", "datetime"} else "datetime"
    if isinstance(value, date):
        return kind if kind in {"date", "datetime"} else "date"
    if isinstance(value, time):
        return "time"
    return kind


def entered(value: Shown, gids: Mapping[str, int]) -> Data | None:  # noqa: PLR0911  one answer for each sort of value
    """What a cell holds (ExtendedValue); text never becomes a formula."""
    match value:
        case None | "":
            return None
        case Link():
            return _link(value, gids)
        case bool():
            return {"boolValue": value}
        case date() | time():
            return {"numberValue": number(value)}
        case int():
            return {"numberValue": value}
        case Decimal():
            return {"numberValue": int(value) if value == value.to_integral_value() else float(value)}
        case str():
            return {"stringValue": value if len(value) <= MOST_CHARACTERS else f"{value[: MOST_CHARACTERS - 1]}…"}


def _link(link: Link, gids: Mapping[str, int]) -> Data:
    gid = gids.get(link.tab)
    if gid is None:
        return {"stringValue": link.text}
    text = link.text.replace('"', '""')
    return {"formulaValue": f'=HYPERLINK("#gid={gid}&range={link.cell}","{text}")'}


def shown(value: Shown) -> Any:
    """A value of an own tab as a read gives it back."""
    said = entered(value, {})
    return "" if said is None else next(iter(said.values()))
