"""Cells as a workbook holds them: text is always text, times are numbers with a format."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

from connectors.excel.markup import holdable, text
from sheets_schema.grid import Link, Shown

MOST_CHARACTERS = 32_767

Moment = date | datetime | time


def number(value: int | Decimal | Moment, *, from_1904: bool) -> str:
    """The number that stands for a value."""
    if isinstance(value, date | time):
        moment = value.replace(tzinfo=None) if isinstance(value, datetime | time) else value
        return repr(to_excel(moment, CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900))  # type: ignore[no-untyped-call]
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def words(value: Shown) -> str | None:
    """The text that a cell will hold, or None when it holds a number or nothing."""
    if isinstance(value, Link):
        value = value.text
    if not isinstance(value, str) or not value:
        return None
    return holdable(value if len(value) <= MOST_CHARACTERS else f"{value[: MOST_CHARACTERS - 1]}…")


def cell(place: str, value: Shown, style: int, *, from_1904: bool) -> str:
    """A cell of XML, or nothing for a blank cell without a style."""
    styled = f' s="{style}"' if style else ""
    if type(value) is str and 0 < len(value) <= MOST_CHARACTERS:
        return f'<c r="{place}"{styled} t="str"><v xml:space="preserve">{text(value)}</v></c>'
    said = words(value)
    if said is not None:
        return f'<c r="{place}"{styled} t="str"><v xml:space="preserve">{text(said)}</v></c>'
    if value is None or isinstance(value, str | Link):
        return f'<c r="{place}"{styled}/>' if style else ""
    if isinstance(value, bool):
        return f'<c r="{place}"{styled} t="b"><v>{int(value)}</v></c>'
    return f'<c r="{place}"{styled}><v>{number(value, from_1904=from_1904)}</v></c>'


def formula(place: str, said: str, style: int) -> str:
    """A cell that a spreadsheet program works out when it opens the file."""
    styled = f' s="{style}"' if style else ""
    return f'<c r="{place}"{styled} t="str"><f>{text(said)}</f></c>'


def letters(width: int) -> list[str]:
    """The letters of the first columns."""
    return [get_column_letter(column) for column in range(1, width + 1)]


Styler = Callable[[int, Shown], int]
"""The style of a value in a column (1 = A)."""
