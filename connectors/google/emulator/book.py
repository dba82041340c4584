"""A spreadsheet: its tabs and named ranges, and what people see in its cells."""

from collections.abc import Mapping
from typing import Any

from connectors.google.emulator import a1, formulas
from connectors.google.emulator.a1 import Area
from connectors.google.emulator.entering import Data, shown
from connectors.google.emulator.refused import Refused
from connectors.google.emulator.sheet import COLUMNS, ROWS, Sheet

_WHITE = {"red": 1, "green": 1, "blue": 1}
DEFAULT_FORMAT = {
    "backgroundColor": _WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {}, "fontFamily": "arial,sans,sans-serif", "fontSize": 10, "bold": False, "italic": False,
        "strikethrough": False, "underline": False, "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": _WHITE},
}  # fmt: skip
_COLORS = {
    "TEXT": {}, "BACKGROUND": _WHITE, "ACCENT1": {"red": 0.25882354, "green": 0.52156866, "blue": 0.95686275},
    "ACCENT2": {"red": 0.91764706, "green": 0.2627451, "blue": 0.20784314},
    "ACCENT3": {"red": 0.9843137, "green": 0.7372549, "blue": 0.015686275},
    "ACCENT4": {"red": 0.20392157, "green": 0.65882355, "blue": 0.3254902},
    "ACCENT5": {"red": 1, "green": 0.42745098, "blue": 0.003921569},
    "ACCENT6": {"red": 0.27450982, "green": 0.7411765, "blue": 0.7764706},
    "LINK": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8},
}  # fmt: skip
THEME = {
    "primaryFontFamily": "Arial",
    "themeColors": [{"colorType": kind, "color": {"rgbColor": color}} for kind, color in _COLORS.items()],
}
MOST_CELLS = 10_000_000


def grid_sheet(sheet_id: int, title: str, index: int, **more: Any) -> Sheet:
    """An empty tab."""
    grid = {"rowCount": ROWS, "columnCount": COLUMNS}
    said = {"sheetId": sheet_id, "title": title, "index": index, "sheetType": "GRID", "gridProperties": grid}
    return Sheet(said | more)


class Book:
    """A spreadsheet with all its tabs."""

    def __init__(self, book_id: str, title: str, zone: str = "Etc/GMT") -> None:
        self.id = book_id
        self.properties: dict[str, Any] = {
            "title": title, "locale": "en_US", "autoRecalc": "ON_CHANGE", "timeZone": zone,
            "defaultFormat": DEFAULT_FORMAT, "spreadsheetTheme": THEME,
        }  # fmt: skip
        self.sheets = [grid_sheet(0, "Sheet1", 0)]
        self.named: list[dict[str, Any]] = []
        self.metadata: list[dict[str, Any]] = []

    def sheet(self, sheet_id: int, at: str = "") -> Sheet:
        """The tab with this number."""
        for sheet in self.sheets:
            if sheet.id == sheet_id:
                return sheet
        raise Refused(400, f"{at}No grid with id: {sheet_id}")

    def titled(self, title: str) -> Sheet | None:
        """The tab with this title; case does not count."""
        return next((s for s in self.sheets if s.title.casefold() == title.casefold()), None)

    def resolve(self, text: str) -> tuple[Sheet, Area]:
        """The tab and area of a range as people write it."""
        title, inside = a1.split(text)
        if named := next((n for n in self.named if n["name"] == inside), None):
            return self.ranged(named["range"])
        if title is None and inside is not None and self.titled(inside) is not None:
            title, inside = inside, None
        sheet = self.sheets[0] if title is None else self.titled(title)
        if sheet is None:
            raise Refused(400, f"Unable to parse range: {text}")
        place = a1.area(inside) if inside else Area()
        return sheet, self._on(sheet, place, text)

    def _on(self, sheet: Sheet, place: Area, text: str) -> Area:
        rows, columns = sheet.grid["rowCount"], sheet.grid["columnCount"]
        if place.top >= rows or place.left >= columns:
            limits = f"Max rows: {rows}, max columns: {columns}"
            raise Refused(
                400, f"Range ({a1.quoted(sheet.title)}!{text.rpartition('!')[2]}) exceeds grid limits. {limits}"
            )
        return place.within(rows, columns)

    def ranged(self, grid_range: Mapping[str, Any], at: str = "") -> tuple[Sheet, Area]:
        """The tab and area of a range as the API counts it (GridRange)."""
        sheet = self.sheet(int(grid_range.get("sheetId", 0)), at)
        place = Area(
            int(grid_range.get("startRowIndex", 0)), int(grid_range.get("startColumnIndex", 0)),
            grid_range.get("endRowIndex"), grid_range.get("endColumnIndex"),
        )  # fmt: skip
        return sheet, place.within(sheet.grid["rowCount"], sheet.grid["columnCount"])

    def json(self) -> dict[str, Any]:
        """The spreadsheet without its cells."""
        said: dict[str, Any] = {
            "spreadsheetId": self.id,
            "properties": self.properties,
            "sheets": [{"properties": s.properties, **_shown_parts(s)} for s in self.sheets],
        }
        if self.named:
            said["namedRanges"] = self.named
        if self.metadata:
            said["developerMetadata"] = self.metadata
        return said | {"spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{self.id}/edit"}

    def renumber(self) -> None:
        """Tell each tab its place."""
        for n, sheet in enumerate(self.sheets):
            sheet.properties["index"] = n


def _shown_parts(sheet: Sheet) -> dict[str, Any]:
    return {name: part for name, part in sheet.parts.items() if part and not name.startswith("_")}


class View:
    """What people see in one tab, with formulas worked out."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self._sheet = sheet
        self.spilled: dict[tuple[int, int], Any] = {}
        self.heads: dict[tuple[int, int], Any] = {}
        for row, column, said in sheet.headings_with_answers():
            self._spill(book, row, column, said)

    def _spill(self, book: Book, row: int, column: int, said: formulas.Answers) -> None:
        sheet = self._sheet
        last = len(sheet.rows)
        below = [(at, sheet.rows[at].get(column, {})) for at in range(row + 1, last)]
        if any("userEnteredValue" in cell for _, cell in below) or said.row != row:
            self.heads[row, column] = formulas.BROKEN
            return
        table = _table(book, said)
        if table is None:
            self.heads[row, column] = formulas.BROKEN
            return
        self.heads[row, column] = said.header
        ids = [self.plain(at, said.column) for at, _ in below]
        for (at, _), answer in zip(below, formulas.looked_up(said, ids, table.get), strict=True):
            if answer is not None:
                self.spilled[at, column] = answer

    def plain(self, row: int, column: int) -> Any:
        """The value of a cell, None for an empty one."""
        value = self._sheet.cell(row, column).get("userEnteredValue")
        if value is None:
            return self.spilled.get((row, column))
        if "formulaValue" in value:
            if (row, column) in self.heads:
                return self.heads[row, column]
            return formulas.worked_out(value["formulaValue"])
        return next(iter(value.values()))

    def said(self, row: int, column: int, render: str, moments: str) -> Any:
        """The value of a cell as an answer renders it."""
        value = self.plain(row, column)
        if value is None:
            return None
        if render == "FORMULA":
            formula = self._sheet.cell(row, column).get("userEnteredValue", {}).get("formulaValue")
            return formula or value
        if render == "FORMATTED_VALUE" or (moments == "FORMATTED_STRING" and self._sheet.is_moment(row, column)):
            return shown(value, self._sheet.number_format(row, column))
        return value

    def data(self, row: int, column: int) -> Data:
        """A cell with all that is known of it (CellData)."""
        cell = dict(self._sheet.cell(row, column))
        value = self.plain(row, column)
        if value is not None:
            kind = (
                "boolValue" if isinstance(value, bool) else "stringValue" if isinstance(value, str) else "numberValue"
            )
            error = isinstance(value, str) and value in {formulas.BROKEN, formulas.UNKNOWN, "#DIV/0!"}
            cell["effectiveValue"] = {"errorValue": {"type": "REF", "message": value}} if error else {kind: value}
            cell["formattedValue"] = shown(value, self._sheet.number_format(row, column))
        number_format = self._sheet.number_format(row, column)
        if number_format:
            cell["effectiveFormat"] = {**cell.get("userEnteredFormat", {}), "numberFormat": number_format}
        return cell


def _table(book: Book, said: formulas.Answers) -> dict[Any, Any] | None:
    source = book.titled(said.tab)
    if source is None:
        return None
    found: dict[Any, Any] = {}
    for row in source.rows:
        key = row.get(said.key_column, {}).get("userEnteredValue", {}).get("stringValue")
        if key is not None and key not in found:
            value = row.get(said.key_column + said.answer - 1, {}).get("userEnteredValue", {})
            found[key] = next(iter(value.values()), None)
    return found
