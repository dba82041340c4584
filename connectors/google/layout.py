"""The requests that lay out tabs in a spreadsheet."""

import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from connectors.google.cells import cell
from sheets_schema.findings import column_letters
from sheets_schema.grid import ColumnLayout, TabLayout, Written

Request = dict[str, Any]
STATUS = "Status"
TEAL, SEA, SLATE, OWN_TAB, PEOPLES_TAB = "1D4F57", "3E7C82", "7D8B8F", "1D4F57", "E0A458"
ANSWER, ANSWER_FILL = "5B6B70", "F1F5F5"
FINE, FINE_FILL, ASKED, ASKED_FILL = "1E6B3A", "DDF1E2", "8A5300", "FDEBC8"
_SPARE_ROWS = 200
_WIDE, _FREEZE_ID_FROM, _PIXELS_A_LETTER = 28, 6, 7
_CENTERED = frozenset({"date", "time", "datetime", "number", "decimal"})


def sheet_id(title: str) -> int:
    """The number of a tab that we make: the same for the same title, so that a second lay-out finds the first."""
    return zlib.crc32(title.encode()) & 0x7FFFFFFF or 1


def tab_requests(tab: TabLayout) -> Iterator[Request]:
    """A tab with its heading, rows, formats, lists, colours and protection."""
    number = sheet_id(tab.title)
    yield {"addSheet": {"properties": _properties(tab, number)}}
    yield {
        "updateCells": {
            "start": {"sheetId": number, "rowIndex": 0, "columnIndex": 0},
            "rows": [{"values": [_heading(tab, n, column) for n, column in enumerate(tab.columns)]}],
            "fields": "userEnteredValue,userEnteredFormat,note",
        }
    }
    for n, column in enumerate(tab.columns):
        yield from _column(number, n, column)
    rows = [*tab.rows, *((ticket,) for ticket in tab.ticket_book)]
    if rows:
        yield append_request(number, rows, tab.columns)
    yield from _protection(tab, number)
    yield from _colors(tab, number)
    if not tab.hidden:
        yield {"setBasicFilter": {"filter": {"range": {"sheetId": number}}}}


def _properties(tab: TabLayout, number: int) -> dict[str, Any]:
    rows = 1 + len(tab.rows) + len(tab.ticket_book) + _SPARE_ROWS
    grid = {"rowCount": rows, "columnCount": max(len(tab.columns), 1), "frozenRowCount": 1}
    if not tab.own and len(tab.columns) >= _FREEZE_ID_FROM:
        grid["frozenColumnCount"] = 1
    color = tab.color or (OWN_TAB if tab.own else PEOPLES_TAB)
    said = {"sheetId": number, "title": tab.title, "gridProperties": grid, "tabColorStyle": _style(color)}
    return said | ({"hidden": True} if tab.hidden else {})


def _rgb(color: str) -> dict[str, float]:
    parts = (int(color[n : n + 2], 16) / 255 for n in (0, 2, 4))
    return dict(zip(("red", "green", "blue"), parts, strict=True))


def _style(color: str) -> dict[str, Any]:
    return {"rgbColor": _rgb(color.lstrip("#"))}


def lookup_formula(tab: TabLayout, n: int) -> str:
    """A heading that answers for every row below it.

    The range begins at the heading itself: rows put in right below it, or above it, stay inside or move it whole.
    A range from the row below on would answer beside the wrong rows then.
    """
    column = tab.columns[n]
    title, header = (said.replace('"', '""') for said in (tab.title, column.header))
    answer = 1 + (column.lookup or 0)
    look = f'VLOOKUP("{title}|"&A1:A,{STATUS}!A:Z,{answer},FALSE)'
    return f'=ARRAYFORMULA(IF(ROW(A1:A)=ROW(A1),"{header}",IF(A1:A="",,IFNA({look}))))'


def _heading(tab: TabLayout, n: int, column: ColumnLayout) -> dict[str, Any]:
    if column.lookup is not None:
        value, fill = {"formulaValue": lookup_formula(tab, n)}, SLATE
    else:
        value, fill = {"stringValue": column.header}, TEAL if column.required or tab.own else SEA
    said = {"userEnteredValue": value, "userEnteredFormat": _heading_format(column, fill)}
    note = " ".join(word for word in ("Required." if column.required else "", column.help) if word)
    return said | ({"note": note} if note else {})


def _heading_format(column: ColumnLayout, fill: str) -> dict[str, Any]:
    white = {"rgbColor": {"red": 1, "green": 1, "blue": 1}}
    return {
        "backgroundColorStyle": _style(fill),
        "wrapStrategy": "WRAP",
        "verticalAlignment": "MIDDLE",
        "horizontalAlignment": "CENTER" if column.format in _CENTERED else "LEFT",
        "textFormat": {"bold": True, "italic": column.lookup is not None, "foregroundColorStyle": white},
    }


def _column(number: int, n: int, column: ColumnLayout) -> Iterator[Request]:
    below = {"sheetId": number, "startRowIndex": 1, "startColumnIndex": n, "endColumnIndex": n + 1}
    looks = _column_format(column)
    if looks:
        yield {"repeatCell": {"range": below, "cell": {"userEnteredFormat": looks}, "fields": "userEnteredFormat"}}
    if column.choices:
        values = [{"userEnteredValue": choice} for choice in column.choices]
        rule = {"condition": {"type": "ONE_OF_LIST", "values": values}, "showCustomUi": True, "strict": False}
        yield {"setDataValidation": {"range": below, "rule": rule}}
    place = {"sheetId": number, "dimension": "COLUMNS", "startIndex": n, "endIndex": n + 1}
    width = {"pixelSize": column.width * _PIXELS_A_LETTER + 10}
    yield {"updateDimensionProperties": {"range": place, "properties": width, "fields": "pixelSize"}}


def _column_format(column: ColumnLayout) -> dict[str, Any]:
    looks: dict[str, Any] = dict(cell(None, column.format).get("userEnteredFormat", {}))
    if column.width >= _WIDE:
        looks["wrapStrategy"] = "WRAP"
    if column.format in _CENTERED:
        looks["horizontalAlignment"] = "CENTER"
    if column.lookup is not None:
        looks |= {"backgroundColorStyle": _style(ANSWER_FILL)}
        looks["textFormat"] = {"italic": True, "foregroundColorStyle": _style(ANSWER)}
    return looks


def _protection(tab: TabLayout, number: int) -> Iterator[Request]:
    """A warning before someone types where only Circlebook writes; Google lets owners type everywhere."""
    if tab.own:
        yield _warned({"sheetId": number}, "Circlebook writes this tab anew at each pass.")
        return
    for n, column in enumerate(tab.columns):
        if column.lookup is not None:
            place = {"sheetId": number, "startColumnIndex": n, "endColumnIndex": n + 1}
            yield _warned(place, "Circlebook answers here. Leave this column empty below its heading.")


def _warned(place: dict[str, int], why: str) -> Request:
    return {"addProtectedRange": {"protectedRange": {"range": place, "description": why, "warningOnly": True}}}


def _colors(tab: TabLayout, number: int) -> Iterator[Request]:
    at = next((n for n, column in enumerate(tab.columns) if column.header == "Check"), None)
    if at is None or tab.own:
        return
    place = {"sheetId": number, "startRowIndex": 1, "startColumnIndex": at, "endColumnIndex": at + 1}
    name = column_letters(at)
    for n, (formula, color, fill) in enumerate(
        ((f'=${name}2="OK"', FINE, FINE_FILL), (f"=LEN(${name}2)>0", ASKED, ASKED_FILL))
    ):
        condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
        looks = {"backgroundColorStyle": _style(fill), "textFormat": {"foregroundColorStyle": _style(color)}}
        rule = {"ranges": [place], "booleanRule": {"condition": condition, "format": looks}}
        yield {"addConditionalFormatRule": {"rule": rule, "index": n}}


def append_request(number: int, rows: Sequence[Sequence[Written]], columns: Sequence[ColumnLayout | None]) -> Request:
    """Rows after the last one that holds anything; Google finds it, so that nobody's row can be hit."""
    data = []
    for row in rows:
        cells: list[dict[str, Any]] = []
        for n in range(max(len(row), len(columns))):
            column = columns[n] if n < len(columns) else None
            if column is not None and column.lookup is not None:
                cells.append({})  # the heading's formula answers here
            else:
                cells.append(cell(row[n] if n < len(row) else None, column.format if column else "general"))
        data.append({"values": cells})
    return {
        "appendCells": {
            "sheetId": number, "rows": data, "fields": "userEnteredValue,userEnteredFormat.numberFormat",
        }
    }  # fmt: skip
