"""Sheets: from a request to the book and back."""

from collections.abc import Mapping
from typing import Any

from connectors.google.emulator import gridded, values
from connectors.google.emulator.book import Book
from connectors.google.emulator.call import Call
from connectors.google.emulator.refused import Refused
from connectors.google.emulator.updates import batch_update
from connectors.google.emulator.world import EXCEL, SHEET, World

Json = dict[str, Any]


def _book(world: World, call: Call, *, write: bool = False) -> Book:
    file = world.file(call.path["spreadsheetId"], call.who, write=write)
    if file.kind == EXCEL:
        said = "This operation is not supported for this document. The document must not be an Office file."
        raise Refused(400, said)
    if file.id not in world.books:  # what lies in the bin is served until it is deleted
        raise Refused(404, "Requested entity was not found.")
    if write:
        world.touched(file.id, call.who)
    return world.books[file.id]


def create(world: World, call: Call) -> Json:
    """A new spreadsheet with the tabs asked for."""
    refuse_service_account(call.who)
    properties = call.body.get("properties") or {}
    file = world.add_file(properties.get("title", "Untitled spreadsheet"), SHEET, call.who)
    book = world.books[file.id]
    book.properties |= {k: v for k, v in properties.items() if v is not None}
    asked = call.body.get("sheets") or []
    if asked:
        batch_update(book, [{"addSheet": {"properties": sheet.get("properties") or {}}} for sheet in asked])
        book.sheets.pop(0)
        book.renumber()
    return book.json()


def refuse_service_account(who: str) -> None:
    """A service account has no storage of its own: it cannot own files."""
    if who.endswith(".gserviceaccount.com"):
        text = "The user's Drive storage quota has been exceeded. Service Accounts do not have storage quota."
        raise Refused(403, text, reason="storageQuotaExceeded")


def get(world: World, call: Call) -> Json:
    """A spreadsheet; its cells only when they are asked for."""
    book = _book(world, call)
    places = [book.resolve(text) for text in call.query.get("ranges", [])]
    with_cells = call.one("includeGridData", "false").casefold() == "true"
    return gridded.spreadsheet(book, call.mask, places or None, with_cells=with_cells)


def get_filtered(world: World, call: Call) -> Json:
    """A spreadsheet with the tabs that filters name by their number."""
    book = _book(world, call)
    places = [values.filtered(book, said) for said in call.body.get("dataFilters") or []]
    return gridded.spreadsheet(book, call.mask, places, with_cells=bool(call.body.get("includeGridData")))


def update(world: World, call: Call) -> Json:
    """Everything that batchUpdate can do."""
    book = _book(world, call, write=True)
    return {"spreadsheetId": book.id, "replies": batch_update(book, call.body.get("requests") or [])}


def values_get(world: World, call: Call) -> Json:
    """One range of values."""
    book = _book(world, call)
    sheet, place = book.resolve(call.path["range"])
    return values.read(book, sheet, place, call.flat)


def values_batch_get(world: World, call: Call) -> Json:
    """Several ranges of values."""
    book = _book(world, call)
    found = []
    for text in call.query.get("ranges", []):
        sheet, place = book.resolve(text)
        found.append(values.read(book, sheet, place, call.flat))
    return {"spreadsheetId": book.id, "valueRanges": found}


def values_batch_get_filtered(world: World, call: Call) -> Json:
    """Several ranges, found by tab number."""
    book = _book(world, call)
    found = []
    for said in call.body.get("dataFilters") or []:
        sheet, place = values.filtered(book, said)
        found.append({"valueRange": values.read(book, sheet, place, call.body), "dataFilters": [said]})
    return {"spreadsheetId": book.id, "valueRanges": found}


def values_update(world: World, call: Call) -> Json:
    """Write one range."""
    book = _book(world, call, write=True)
    sheet, place = book.resolve(call.path["range"])
    body = {**call.body, "range": call.path["range"]}
    return values.updated(book, sheet, place, body, call.one("valueInputOption"))


def values_batch_update(world: World, call: Call) -> Json:
    """Write several ranges."""
    book = _book(world, call, write=True)
    answers = []
    for part in call.body.get("data") or []:
        sheet, place = book.resolve(part["range"])
        answers.append(values.updated(book, sheet, place, part, call.body.get("valueInputOption", "")))
    return {
        "spreadsheetId": book.id,
        "totalUpdatedRows": sum(a.get("updatedRows", 0) for a in answers),
        "totalUpdatedColumns": max((a.get("updatedColumns", 0) for a in answers), default=0),
        "totalUpdatedCells": sum(a.get("updatedCells", 0) for a in answers),
        "totalUpdatedSheets": len({a["updatedRange"].rpartition("!")[0] for a in answers}),
        "responses": answers,
    }


def values_append(world: World, call: Call) -> Json:
    """Put rows below the table in a range."""
    return values.append(_book(world, call, write=True), call.path["range"], call.body, call.flat)


def values_clear(world: World, call: Call) -> Json:
    """Empty one range."""
    book = _book(world, call, write=True)
    return {"spreadsheetId": book.id, "clearedRange": values.clear(*book.resolve(call.path["range"]))}


def values_batch_clear(world: World, call: Call) -> Json:
    """Empty several ranges."""
    book = _book(world, call, write=True)
    cleared = [values.clear(*book.resolve(text)) for text in call.body.get("ranges") or []]
    return {"spreadsheetId": book.id, "clearedRanges": cleared}


_V = "sheets.spreadsheets.values."
METHODS: Mapping[str, Any] = {
    "sheets.spreadsheets.create": create, "sheets.spreadsheets.batchUpdate": update,
    "sheets.spreadsheets.get": get, "sheets.spreadsheets.getByDataFilter": get_filtered,
    f"{_V}get": values_get, f"{_V}batchGet": values_batch_get, f"{_V}batchGetByDataFilter": values_batch_get_filtered,
    f"{_V}update": values_update, f"{_V}batchUpdate": values_batch_update, f"{_V}append": values_append,
    f"{_V}clear": values_clear, f"{_V}batchClear": values_batch_clear,
}  # fmt: skip
