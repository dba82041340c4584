"""The colours and formats of a laid-out workbook."""

from connectors.excel.styles import Look
from sheets_schema.grid import ColumnLayout, TabLayout

TEAL, SEA, SLATE, WHITE = "1D4F57", "3E7C82", "7D8B8F", "FFFFFF"
OWN_TAB, PEOPLES_TAB = "1D4F57", "E0A458"
ANSWER, ANSWER_FILL = "5B6B70", "F1F5F5"
FINE, FINE_FILL = "1E6B3A", "DDF1E2"
ASKED, ASKED_FILL = "8A5300", "FDEBC8"

FORMATS = {
    "text": "@",
    "date": "m/d/yyyy",
    "time": "h:mm AM/PM",
    "datetime": "m/d/yyyy h:mm AM/PM",
    "money": "$#,##0.00",
    "percent": "0%",
    "decimal": "0.0",
    "number": "General",
    "general": "General",
}
_WIDE = 28
_CENTERED = {"date", "time", "datetime", "number", "decimal"}


def header_look(column: ColumnLayout, tab: TabLayout) -> Look:
    """A column's heading: required ones are darkest, Circlebook's answers grey."""
    if column.lookup is not None:
        return Look(
            bold=True, italic=True, color=WHITE, fill=SLATE, wrap=True, middle=True, center=column.format in _CENTERED
        )
    dark = column.required or tab.own
    return Look(
        bold=True, color=WHITE, fill=TEAL if dark else SEA, wrap=True, middle=True, center=column.format in _CENTERED
    )


def column_look(column: ColumnLayout) -> Look:
    """A column's cells: Circlebook's answers are tinted and in italics."""
    wrap = column.width >= _WIDE
    if column.lookup is not None:
        return Look(italic=True, color=ANSWER, fill=ANSWER_FILL, wrap=wrap)
    return Look(
        format=FORMATS.get(column.format, "General"),
        wrap=wrap,
        center=column.format in _CENTERED,
        indent=column.format == "money",
    )
