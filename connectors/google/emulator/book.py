"""A spreadsheet: its tabs and named ranges, and what people see in its cells."""

from collections.abc import Mapping
from typing import Any

from connectors.google.emulator import a1
from connectors.google.emulator.a1 import Area
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
