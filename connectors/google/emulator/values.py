"""The part of Sheets that is about values: reading, writing, appending and clearing ranges."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from connectors.google.emulator import a1, entering
from connectors.google.emulator.a1 import Area
from connectors.google.emulator.book import Book
from connectors.google.emulator.refused import Refused
from connectors.google.emulator.sheet import Sheet
from connectors.google.emulator.view import View
from sheets_schema.findings import column_letters

Json = dict[str, Any]


def read(book: Book, sheet: Sheet, place: Area, said: Mapping[str, Any], view: View | None = None) -> Json:
    """A range of values (ValueRange); empty ends are left off, and all of it when there is nothing."""
    view = view or View(book, sheet)
    render = said.get("valueRenderOption", "FORMATTED_VALUE")
    moments = said.get("dateTimeRenderOption", "SERIAL_NUMBER")
    bottom, right = place.ends
    rows = []
    is_plain = render == "UNFORMATTED_VALUE" and moments != "FORMATTED_STRING"
    for row in range(place.top, min(bottom, len(sheet.rows))):
        if is_plain:
            cells = view.row(row, place.left, right)
        else:
            cells = [view.said(row, column, render, moments) for column in range(place.left, right)]
        while cells and cells[-1] in (None, ""):
            cells.pop()
        rows.append(["" if cell is None else cell for cell in cells])
    dimension = said.get("majorDimension", "ROWS")
    found = {"range": a1.said(sheet.title, place), "majorDimension": dimension}
    while rows and not rows[-1]:
        rows.pop()
    if rows:
        found["values"] = _turned(rows) if dimension == "COLUMNS" else rows
    return found


def _turned(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    width = max(len(row) for row in rows)
    columns = [[row[n] if n < len(row) else "" for row in rows] for n in range(width)]
    for column in columns:
        while column and column[-1] == "":
            column.pop()
    return columns


def write(sheet: Sheet, place: Area, rows: Sequence[Sequence[Any]], option: str) -> tuple[Area, int, int, int]:
    """Put values in; the area they took, and how many rows, columns and cells were touched. null leaves a cell."""
    if option not in {"RAW", "USER_ENTERED"}:
        raise Refused(400, "'valueInputOption' is required but not specified")
    width = max((len(row) for row in rows), default=0)
    cells = 0
    touched_rows, touched_columns = set(), set()
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            if value is None:
                continue
            at, column = place.top + down, place.left + across
            _enter(sheet, at, column, value, option)
            cells += 1
            touched_rows.add(at)
            touched_columns.add(column)
    taken = Area(place.top, place.left, place.top + max(len(rows), 1), place.left + max(width, 1))
    return taken, len(touched_rows), len(touched_columns), cells


def _enter(sheet: Sheet, row: int, column: int, value: Any, option: str) -> None:
    if option == "RAW":
        sheet.enter(row, column, entering.raw(value))
        return
    data, number_format = entering.typed(value, sheet.number_format(row, column).get("type", ""))
    sheet.enter(row, column, data)
    if number_format and not sheet.number_format(row, column):
        sheet.opened(row, column).setdefault("userEnteredFormat", {})["numberFormat"] = number_format


def updated(book: Book, sheet: Sheet, place: Area, body: Mapping[str, Any], option: str) -> Json:
    """The answer to a write (UpdateValuesResponse)."""
    rows = _rows(body)
    bottom, right = place.ends
    if (len(rows) > bottom - place.top or any(len(r) > right - place.left for r in rows)) and _bounded(body):
        text = f"Requested writing within range [{body['range']}], but tried writing to "
        raise Refused(400, text + _where(rows, place))
    taken, in_rows, in_columns, cells = write(sheet, place, rows, option)
    said: Json = {"spreadsheetId": book.id, "updatedRange": a1.said(sheet.title, taken)}
    counts = {"updatedRows": in_rows, "updatedColumns": in_columns, "updatedCells": cells}
    return said | {name: n for name, n in counts.items() if n}


def _rows(body: Mapping[str, Any]) -> list[list[Any]]:
    rows = body.get("values") or []
    if body.get("majorDimension") == "COLUMNS":
        return [list(row) for row in zip_longest(*rows)]
    return list(rows)


def _bounded(body: Mapping[str, Any]) -> bool:
    return ":" in (body.get("range") or "")


def _where(rows: Sequence[Sequence[Any]], place: Area) -> str:
    bottom, right = place.ends
    return f"row [{bottom + 1}]" if len(rows) > bottom - place.top else f"column [{column_letters(right)}]"


def append(book: Book, text: str, body: Mapping[str, Any], query: Mapping[str, Any]) -> Json:
    """Put rows below the table that is found around a range; a gap in a row can make it find the wrong one."""
    sheet, place = book.resolve(text)
    table = _table(sheet, View(book, sheet), place)
    rows = _rows(body)
    start = place if table is None else Area(table.ends[0], table.left)
    if query.get("insertDataOption") == "INSERT_ROWS" and start.top < sheet.grid["rowCount"]:
        sheet.insert(rows=True, at=start.top, many=len(rows))
    taken, in_rows, in_columns, cells = write(sheet, start, rows, query.get("valueInputOption", ""))
    updates: Json = {"spreadsheetId": book.id, "updatedRange": a1.said(sheet.title, taken)}
    counts = {"updatedRows": in_rows, "updatedColumns": in_columns, "updatedCells": cells}
    found: Json = {"spreadsheetId": book.id}
    if table is not None:
        found["tableRange"] = a1.said(sheet.title, table)
    return found | {"updates": updates | {name: n for name, n in counts.items() if n}}


def _table(sheet: Sheet, view: View, place: Area) -> Area | None:
    """The block of filled cells that Google takes for the table to append to: the last one in the range."""
    bottom, right = place.ends
    filled = {
        (row, column)
        for row in range(min(len(sheet.rows), bottom if place.top else len(sheet.rows)))
        for column in {*sheet.rows[row], *view.spilled.get(row, {})}
        if view.plain(row, column) not in (None, "")
    }
    inside = [(r, c) for r, c in filled if place.top <= r < bottom and place.left <= c < right]
    if not inside:
        return None
    block = _block(filled, max(inside) if not place.top else min(inside))
    rows, columns = [r for r, _ in block], [c for _, c in block]
    return Area(min(rows), min(columns), max(rows) + 1, max(columns) + 1)


def _block(filled: set[tuple[int, int]], start: tuple[int, int]) -> set[tuple[int, int]]:
    """The cells that hang together with one, corners included."""
    block, todo = {start}, [start]
    while todo:
        row, column = todo.pop()
        for down in (-1, 0, 1):
            for across in (-1, 0, 1):
                near = (row + down, column + across)
                if near in filled and near not in block:
                    block.add(near)
                    todo.append(near)
    return block


def clear(sheet: Sheet, place: Area) -> str:
    """Empty a range and leave its looks; the range in words."""
    bottom, right = place.ends
    for row in sheet.rows[place.top : bottom]:
        for column in list(row):
            if place.left <= column < right:
                row[column].pop("userEnteredValue", None)
                if not row[column]:
                    del row[column]
    return a1.said(sheet.title, place)


def filtered(book: Book, said: Mapping[str, Any]) -> tuple[Sheet, Area]:
    """The tab and area of a DataFilter."""
    if "gridRange" in said:
        return book.ranged(said["gridRange"])
    if "a1Range" in said:
        return book.resolve(said["a1Range"])
    raise Refused(501, "the emulator finds no developer metadata")
