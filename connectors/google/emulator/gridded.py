"""A spreadsheet with its cells. What a mask does not ask for is not made, since a tab has many cells."""

from collections.abc import Iterator, Sequence
from typing import Any

from connectors.google.emulator.a1 import Area
from connectors.google.emulator.book import Book
from connectors.google.emulator.fields import Chosen, Mask
from connectors.google.emulator.sheet import Sheet
from connectors.google.emulator.view import View

Json = dict[str, Any]
Places = Sequence[tuple[Sheet, Area]]
_WIDE, _HIGH = 100, 21
"""Pixels of a column and of a row that nobody changed."""


def spreadsheet(book: Book, mask: Mask, places: Places | None, *, with_cells: bool) -> Json:
    """The tabs in which places lie (None: all tabs), with the cells of these places when they are asked for."""
    said = book.json()
    wanted = places if places is not None else [(sheet, _whole(sheet)) for sheet in book.sheets]
    parts = {sheet.id: part for part, sheet in zip(said["sheets"], book.sheets, strict=True)}
    named = {sheet.id for sheet, _ in wanted}
    said["sheets"] = [part for number, part in parts.items() if number in named]
    inside = mask.get("sheets", {})
    if with_cells or "data" in inside:
        for sheet, place in wanted:
            parts[sheet.id].setdefault("data", []).append(_data(book, sheet, place, inside.get("data", {})))
    return said


def _whole(sheet: Sheet) -> Area:
    return Area().within(sheet.grid["rowCount"], sheet.grid["columnCount"])


def _data(book: Book, sheet: Sheet, place: Area, mask: Mask) -> Json:
    bottom, right = place.ends
    found: Json = {}
    if not mask or "rowData" in mask:
        rows = list(_rows(View(book, sheet), sheet, place, mask.get("rowData", {}).get("values", {})))
        while rows and not rows[-1]:
            rows.pop()
        if rows:
            found["rowData"] = Chosen(rows)
    if not mask or "rowMetadata" in mask:
        shown, hidden = {"pixelSize": _HIGH}, {"pixelSize": _HIGH, "hiddenByUser": True}
        found["rowMetadata"] = [hidden if row in sheet.hidden_rows else shown for row in range(place.top, bottom)]
    if not mask or "columnMetadata" in mask:
        look = [sheet.column_look.get(c, {}) for c in range(place.left, right)]
        found["columnMetadata"] = [{"pixelSize": _WIDE} | one for one in look]
    return found


def _rows(view: View, sheet: Sheet, place: Area, mask: Mask) -> Iterator[Json]:
    bottom, right = place.ends
    for row in range(place.top, min(bottom, len(sheet.rows))):
        cells = view.data(row, place.left, right, mask)
        while cells and not cells[-1]:
            cells.pop()
        yield {"values": cells} if cells else {}
