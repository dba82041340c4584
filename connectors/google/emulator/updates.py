"""What a spreadsheet's batchUpdate can do; all of a batch happens, or nothing."""

import copy
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from connectors.google.emulator import dimensions
from connectors.google.emulator.a1 import Area
from connectors.google.emulator.book import Book, grid_sheet
from connectors.google.emulator.fields import changed, mask_of
from connectors.google.emulator.formulas import renamed
from connectors.google.emulator.merging import merge, unmerge
from connectors.google.emulator.refused import Refused
from connectors.google.emulator.sheet import Sheet
from connectors.google.emulator.view import View

Json = dict[str, Any]
Said = Mapping[str, Any]


def batch_update(book: Book, requests: Sequence[Said]) -> list[Json]:
    """Carry out a batch; the replies. Raises Refused for the first request that cannot be; then nothing happened."""
    before = (dict(book.properties), [sheet.copy() for sheet in book.sheets], list(book.named), list(book.metadata))
    replies = []
    try:
        for n, request in enumerate(requests):
            kind = next(name for name, said in request.items() if said is not None)
            replies.append(KINDS.get(kind, _unknown)(book, request[kind], f"Invalid requests[{n}].{kind}: "))
    except Refused:
        book.properties, book.sheets, book.named, book.metadata = before
        raise
    return replies


def _unknown(_: Book, __: Said, at: str) -> Json:
    raise Refused(501, f"{at}the emulator does not know this kind")


def _add_sheet(book: Book, said: Said, at: str) -> Json:
    asked = dict(said.get("properties") or {})
    title = asked.get("title") or f"Sheet{len(book.sheets) + 1}"
    if book.titled(title) is not None:
        raise Refused(400, f'{at}A sheet with the name "{title}" already exists. Please enter another name.')
    number = asked.get("sheetId")
    number = random.randrange(1, 2**31) if number is None else int(number)  # noqa: S311  no secret
    if any(sheet.id == number for sheet in book.sheets):
        raise Refused(400, f"{at}A sheet with id {number} already exists.")
    sheet = grid_sheet(number, title, len(book.sheets))
    grid = sheet.grid | (asked.pop("gridProperties", None) or {})
    index = asked.pop("index", None)
    sheet.properties |= {k: v for k, v in asked.items() if v is not None} | {"gridProperties": grid}
    book.sheets.insert(len(book.sheets) if index is None else index, sheet)
    book.renumber()
    return {"addSheet": {"properties": copy.deepcopy(sheet.properties)}}


def _delete_sheet(book: Book, said: Said, at: str) -> Json:
    sheet = book.sheet(int(said["sheetId"]), at)
    if len(book.sheets) == 1:
        raise Refused(400, f"{at}You can't remove all the sheets in a document.")
    book.sheets.remove(sheet)
    book.renumber()
    return {}


def _sheet_properties(book: Book, said: Said, at: str) -> Json:
    new = said["properties"]
    sheet = book.sheet(int(new.get("sheetId", 0)), at)
    mask = mask_of(said["fields"])
    old, index = sheet.title, new.get("index")
    if "title" in mask and (other := book.titled(new["title"])) is not None and other is not sheet:
        raise Refused(400, f'{at}A sheet with the name "{new["title"]}" already exists. Please enter another name.')
    changed(sheet.properties, {k: v for k, v in new.items() if k not in {"sheetId", "index"}}, mask)
    sheet.properties["index"] = sheet.properties.get("index", 0)
    grid = sheet.grid
    for name in [name for name, value in grid.items() if not value]:
        del grid[name]
    for row in sheet.rows[grid["rowCount"] :]:
        row.clear()
    del sheet.rows[grid["rowCount"] :]
    if all(s.properties.get("hidden") for s in book.sheets):
        raise Refused(400, f"{at}You can't hide all the sheets in a document.")
    if index is not None and "index" in mask:
        book.sheets.remove(sheet)
        book.sheets.insert(index, sheet)
    book.renumber()
    if sheet.title != old:
        _rename_in_formulas(book, old, sheet.title)
    _color(sheet.properties, "tabColor", "tabColorStyle")
    return {}


def _rename_in_formulas(book: Book, old: str, new: str) -> None:
    for sheet in book.sheets:
        for row in sheet.rows:
            for cell in row.values():
                formula = cell.get("userEnteredValue", {}).get("formulaValue")
                if formula:
                    cell["userEnteredValue"] = {"formulaValue": renamed(formula, old, new)}


def _book_properties(book: Book, said: Said, _: str) -> Json:
    changed(book.properties, said["properties"], mask_of(said["fields"]))
    return {}


def _color(part: Json, plain: str, style: str) -> None:
    """A colour is said in two ways at once, as small numbers without the zeros."""
    said = part.get(style, {}).get("rgbColor") or part.get(plain)
    if said is not None:
        even = {name: float(f"{value:.8g}") for name, value in said.items() if value}
        part[plain], part[style] = even, {"rgbColor": even}


def _finished(looks: Json) -> Json:
    _color(looks, "backgroundColor", "backgroundColorStyle")
    if "textFormat" in looks:
        _color(looks["textFormat"], "foregroundColor", "foregroundColorStyle")
    return looks


def _repeat_cell(book: Book, said: Said, at: str) -> Json:
    sheet, place = book.ranged(said["range"], at)
    mask = mask_of(said["fields"])
    bottom, right = place.ends
    whole = "endRowIndex" not in said["range"] and set(mask) == {"userEnteredFormat"}
    for column in range(place.left, right):
        if whole:
            looks = sheet.column_formats.setdefault(column, {})
            holder = {"userEnteredFormat": looks}
            changed(holder, said["cell"], mask)
            sheet.column_formats[column] = _finished(holder.get("userEnteredFormat", {}))
            continue
        for row in range(place.top, bottom):
            _put(sheet, row, column, said["cell"], mask)
    return {}


def _put(sheet: Sheet, row: int, column: int, cell: Said, mask: Json) -> None:
    if not any(cell.get(name) is not None for name in mask) and not sheet.cell(row, column) and "*" not in mask:
        return
    held = sheet.opened(row, column)
    changed(held, cell, mask)
    if held.get("userEnteredValue") == {}:
        del held["userEnteredValue"]
    if "userEnteredFormat" in held:
        _finished(held["userEnteredFormat"])
    if not held:
        del sheet.rows[row][column]


def _update_cells(book: Book, said: Said, at: str) -> Json:
    mask = mask_of(said["fields"])
    rows = said.get("rows") or []
    if "range" in said:
        sheet, place = book.ranged(said["range"], at)
        bottom, right = place.ends
    else:
        start = said["start"]
        sheet = book.sheet(int(start.get("sheetId", 0)), at)
        top, left = int(start.get("rowIndex", 0)), int(start.get("columnIndex", 0))
        width = max((len(row.get("values") or []) for row in rows), default=0)
        place = Area(top, left, top + len(rows), left + width)
        bottom, right = place.ends
    for row in range(place.top, bottom):
        cells = (rows[row - place.top].get("values") or []) if row - place.top < len(rows) else []
        for column in range(place.left, right):
            cell = cells[column - place.left] if column - place.left < len(cells) else {}
            _put(sheet, row, column, cell, mask)
    return {}


def _append_cells(book: Book, said: Said, at: str) -> Json:
    sheet = book.sheet(int(said.get("sheetId", 0)), at)
    mask = mask_of(said["fields"])
    first = sheet.last_row()
    rows = said.get("rows") or []
    sheet.grid["rowCount"] = max(sheet.grid["rowCount"], first + len(rows))
    for down, row in enumerate(rows):
        for column, cell in enumerate(row.get("values") or []):
            _put(sheet, first + down, column, cell, mask)
    return {}


def _sort(book: Book, said: Said, at: str) -> Json:
    sheet, place = book.ranged(said["range"], at)
    orders = [(int(s.get("dimensionIndex", 0)), s.get("sortOrder") == "DESCENDING") for s in said["sortSpecs"]]
    sheet.sort(place, orders, View(book, sheet).plain)
    return {}


def _without_zero(grid_range: Said) -> Json:
    return {k: v for k, v in grid_range.items() if k != "sheetId" or v}


def _add_named(book: Book, said: Said, at: str) -> Json:
    book.ranged(said["namedRange"]["range"], at)
    named = {"namedRangeId": str(random.randrange(10**9)), **said["namedRange"]}  # noqa: S311  no secret
    named["range"] = _without_zero(named["range"])
    book.named.append(named)
    return {"addNamedRange": {"namedRange": named}}


def _delete_named(book: Book, said: Said, at: str) -> Json:
    left = [n for n in book.named if n["namedRangeId"] != said["namedRangeId"]]
    if len(left) == len(book.named):
        raise Refused(400, f"{at}No named range with id: {said['namedRangeId']}")
    book.named = left
    return {}


def _validation(book: Book, said: Said, at: str) -> Json:
    sheet, _ = book.ranged(said["range"], at)
    rules = sheet.parts.setdefault("_validations", [])
    rules.append({"range": dict(said["range"]), "rule": said.get("rule")})
    return {}


def _protect(book: Book, said: Said, at: str) -> Json:
    asked = {k: v for k, v in said["protectedRange"].items() if v is not None and v is not False}
    sheet, _ = book.ranged(asked["range"], at)
    number = asked.get("protectedRangeId") or random.randrange(1, 2**31)  # noqa: S311  no secret
    made = {"protectedRangeId": number, "range": _without_zero(asked["range"]), "requestingUserCanEdit": True}
    made |= {k: v for k, v in asked.items() if k not in {"range", "protectedRangeId", "editors"}}
    if "editors" in asked:
        made["editors"] = {k: v for k, v in asked["editors"].items() if v}
    sheet.parts.setdefault("protectedRanges", []).append(copy.deepcopy(made))
    return {"addProtectedRange": {"protectedRange": made}}


def _unprotect(book: Book, said: Said, at: str) -> Json:
    for sheet in book.sheets:
        there = sheet.parts.get("protectedRanges", [])
        left = [p for p in there if p["protectedRangeId"] != said["protectedRangeId"]]
        if len(left) < len(there):
            sheet.parts["protectedRanges"] = left
            return {}
    raise Refused(400, f"{at}No protected range with id: {said['protectedRangeId']}")


def _conditional(book: Book, said: Said, at: str) -> Json:
    sheet, _ = book.ranged(said["rule"]["ranges"][0], at)
    sheet.parts.setdefault("conditionalFormats", []).insert(int(said.get("index", 0)), dict(said["rule"]))
    return {}


def _filter(book: Book, said: Said, at: str) -> Json:
    sheet, _ = book.ranged(said["filter"]["range"], at)
    sheet.parts["basicFilter"] = dict(said["filter"])  # type: ignore[assignment]
    return {}


KINDS: dict[str, Callable[[Book, Said, str], Json]] = {
    "addSheet": _add_sheet, "deleteSheet": _delete_sheet, "updateSheetProperties": _sheet_properties,
    "updateSpreadsheetProperties": _book_properties, "repeatCell": _repeat_cell, "updateCells": _update_cells,
    "appendCells": _append_cells, "insertDimension": dimensions.insert, "deleteDimension": dimensions.delete,
    "appendDimension": dimensions.append_dimension, "updateDimensionProperties": dimensions.dimension_properties,
    "autoResizeDimensions": dimensions.resize, "addDimensionGroup": dimensions.add_group, "deleteDimensionGroup": dimensions.delete_group,
    "sortRange": _sort, "mergeCells": merge, "unmergeCells": unmerge, "addNamedRange": _add_named,
    "deleteNamedRange": _delete_named, "setDataValidation": _validation, "addProtectedRange": _protect,
    "deleteProtectedRange": _unprotect, "addConditionalFormatRule": _conditional, "setBasicFilter": _filter,
}  # fmt: skip
