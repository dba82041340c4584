"""Cells that are merged into one."""

from collections.abc import Iterator, Mapping
from typing import Any

from connectors.google.emulator.a1 import Area
from connectors.google.emulator.book import Book
from connectors.google.emulator.sheet import Sheet

Json = dict[str, Any]


def merge(book: Book, said: Mapping[str, Any], at: str) -> Json:
    """Merge an area whole, by columns or by rows; a merge that it covers is replaced."""
    sheet, place = book.ranged(said["range"], at)
    merges = sheet.parts.setdefault("merges", [])
    new = [_json(sheet.id, area) for area in _areas(place, said.get("mergeType", "MERGE_ALL"))]
    merges[:] = [m for m in merges if not any(_covers(one, m) for one in new)] + new
    for area in _areas(place, said.get("mergeType", "MERGE_ALL")):
        _keep_first(sheet, area)
    merges.sort(key=lambda m: (m["startRowIndex"], m["startColumnIndex"]))
    return {}


def unmerge(book: Book, said: Mapping[str, Any], at: str) -> Json:
    """Take the merges of an area apart."""
    sheet, place = book.ranged(said["range"], at)
    whole = _json(sheet.id, place)
    sheet.parts["merges"] = [m for m in sheet.parts.get("merges", []) if not _covers(whole, m)]
    return {}


def _areas(place: Area, kind: str) -> Iterator[Area]:
    bottom, right = place.ends
    if kind == "MERGE_COLUMNS":
        for column in range(place.left, right):
            yield Area(place.top, column, bottom, column + 1)
    elif kind == "MERGE_ROWS":
        for row in range(place.top, bottom):
            yield Area(row, place.left, row + 1, right)
    else:
        yield place


def _keep_first(sheet: Sheet, place: Area) -> None:
    """Of merged cells only the first keeps what was entered."""
    bottom, right = place.ends
    for row in range(place.top, min(bottom, len(sheet.rows))):
        for column in range(place.left, right):
            if (row, column) != (place.top, place.left):
                sheet.enter(row, column, {})


def _json(sheet_id: int, place: Area) -> Json:
    bottom, right = place.ends
    said = {"sheetId": sheet_id} if sheet_id else {}
    return said | {
        "startRowIndex": place.top, "endRowIndex": bottom, "startColumnIndex": place.left, "endColumnIndex": right,
    }  # fmt: skip


def _covers(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    return bool(
        one["startRowIndex"] <= other["startRowIndex"]
        and other["endRowIndex"] <= one["endRowIndex"]
        and one["startColumnIndex"] <= other["startColumnIndex"]
        and other["endColumnIndex"] <= one["endColumnIndex"]
    )
