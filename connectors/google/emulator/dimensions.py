"""What a batchUpdate does to rows and columns: insert, delete, size and group them."""

import copy
from collections.abc import Mapping
from typing import Any

from connectors.google.emulator.book import Book
from connectors.google.emulator.fields import changed, mask_of
from connectors.google.emulator.refused import Refused
from connectors.google.emulator.sheet import Sheet
from connectors.google.emulator.view import View

Json = dict[str, Any]
Said = Mapping[str, Any]
_WIDTH = 100


def insert(book: Book, said: Said, at: str) -> Json:
    """Empty rows or columns come in."""
    sheet, rows, start, end = _dimension(book, said["range"], at)
    sheet.insert(rows=rows, at=start, many=end - start)
    return {}


def delete(book: Book, said: Said, at: str) -> Json:
    """Rows or columns go."""
    sheet, rows, start, end = _dimension(book, said["range"], at)
    if end - start >= sheet.grid["rowCount" if rows else "columnCount"]:
        raise Refused(400, f"{at}You can't delete all the {'rows' if rows else 'columns'} on the sheet.")
    sheet.delete(rows=rows, at=start, many=end - start)
    return {}


def append_dimension(book: Book, said: Said, at: str) -> Json:
    """More rows or columns at the end."""
    sheet = book.sheet(int(said.get("sheetId", 0)), at)
    sheet.grid["rowCount" if said["dimension"] == "ROWS" else "columnCount"] += int(said["length"])
    return {}


def _dimension(book: Book, said: Said, at: str) -> tuple[Sheet, bool, int, int]:
    sheet = book.sheet(int(said.get("sheetId", 0)), at)
    rows = said.get("dimension", "ROWS") == "ROWS"
    size = sheet.grid["rowCount" if rows else "columnCount"]
    return sheet, rows, int(said.get("startIndex", 0)), int(said.get("endIndex", size))


def dimension_properties(book: Book, said: Said, at: str) -> Json:
    """How wide columns are, and whether they are hidden."""
    sheet, rows, start, end = _dimension(book, said["range"], at)
    if not rows:
        for column in range(start, end):
            changed(sheet.column_look.setdefault(column, {}), said["properties"], mask_of(said["fields"]))
    return {}


def resize(book: Book, said: Said, at: str) -> Json:
    """Columns as wide as what they hold."""
    sheet, rows, start, end = _dimension(book, said["dimensions"], at)
    view = View(book, sheet)
    for column in range(start, end) if not rows else ():
        longest = max((len(str(view.plain(row, column) or "")) for row in range(len(sheet.rows))), default=0)
        sheet.column_look.setdefault(column, {})["pixelSize"] = max(_WIDTH, 7 * longest)
    return {}


def add_group(book: Book, said: Said, at: str) -> Json:
    """Rows or columns that fold together."""
    sheet, rows, start, end = _dimension(book, said["range"], at)
    kind, dimension = ("rowGroups", "ROWS") if rows else ("columnGroups", "COLUMNS")
    group = {"range": {"dimension": dimension, "startIndex": start, "endIndex": end}, "depth": 1}
    sheet.parts.setdefault(kind, []).append(group)
    sheet.grid["rowGroupControlAfter" if rows else "columnGroupControlAfter"] = True
    return {"addDimensionGroup": {"dimensionGroups": copy.deepcopy(sheet.parts[kind])}}


def delete_group(book: Book, said: Said, at: str) -> Json:
    """They fold no more."""
    sheet, rows, start, end = _dimension(book, said["range"], at)
    kind = "rowGroups" if rows else "columnGroups"
    gone = {"dimension": "ROWS" if rows else "COLUMNS", "startIndex": start, "endIndex": end}
    sheet.parts[kind] = [g for g in sheet.parts.get(kind, []) if g["range"] != gone]
    left = copy.deepcopy(sheet.parts[kind])
    return {"deleteDimensionGroup": {"dimensionGroups": left} if left else {}}
