"""What openpyxl's quick reader leaves out of a tab: how numbers look, formulas worth a look, merged and hidden rows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape

from defusedxml.ElementTree import fromstring
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from connectors.excel.book import Book
from connectors.excel.package import Package
from sheets_schema.formulas import MOVES, OUT
from sheets_schema.grid import FormulaCell, Grid, Padded, Percent, Raw

_HEAD = r'<(?:\w+:)?c\b(?=[^>]*?\br="([A-Z]{1,3}\d{1,7})")'
_FORMULA = r"\s*<(?:\w+:)?f\b[^>]*>"
_NO_RESULT = re.compile(
    rf"{_HEAD}(?![^>]*\bt=\"str\")[^>]*>{_FORMULA}(?![^<]*Status!)([^<]+)</(?:\w+:)?f>\s*(?:<(?:\w+:)?v>\s*</(?:\w+:)?v>|<(?:\w+:)?v/>)?\s*</(?:\w+:)?c>"
)
_TELLING = re.compile(rf"{_HEAD}[^>]*>{_FORMULA}([^<]*\b(?:{OUT}|{MOVES})\s*\([^<]*)<", re.IGNORECASE)
_NAMES = f"{OUT}|{MOVES}".split("|")  # files keep the names of functions in capitals, with the bracket behind them
_NUMBER = r"[^>]*>\s*<(?:\w+:)?v>(-?\d[\d.eE+-]*)<"
_FAR = re.compile(rf"{_HEAD}{_NUMBER}")
_MERGE = re.compile(r'<(?:\w+:)?mergeCell\b[^>]*\bref="([^"]+)"')
_HIDDEN = re.compile(r'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
_MOST_MERGES = 10_000
_PADDED = re.compile(r"0{2,}")
_PERCENT = re.compile(r"0(?:\.0+)?%")
_BUILT_IN = {9: "0%", 10: "0.00%"}
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles, by their number, whose numbers look other than they are: padded to a width, or as percent."""

    padded: Mapping[int, int]
    percent: frozenset[int]


def looks(package: Package, book: Book) -> Looks:
    """The styles of the workbook that pad numbers with zeros or show them as percent."""
    part = book.part_of("styles")
    if part is None or part not in package:
        return Looks({}, frozenset())
    root = fromstring(package.text(part))
    formats = _BUILT_IN | {int(f.attrib["numFmtId"]): f.attrib["formatCode"] for f in root.iter(f"{_MAIN}numFmt")}
    styles = root.find(f"{_MAIN}cellXfs")
    codes = [formats.get(int(style.attrib.get("numFmtId", 0)), "") for style in (() if styles is None else styles)]
    padded = {number: len(code) for number, code in enumerate(codes) if _PADDED.fullmatch(code)}
    return Looks(padded, frozenset(number for number, code in enumerate(codes) if _PERCENT.fullmatch(code)))


def completed(grid: Grid, xml: str, look: Looks) -> Grid:
    """The tab with what the quick reader left out; untouched where its XML has nothing of the kind."""
    merged = tuple(_ranges(xml)) if "mergeCell" in xml else ()
    hidden = frozenset(map(int, _HIDDEN.findall(xml))) if 'hidden="' in xml else frozenset[int]()
    odd = dict(_numbers(grid, xml, look)) | dict(_beyond_the_calendar(grid, xml)) | dict(_formulas(grid, xml))
    rows = _with(grid, odd) if odd else grid.rows
    return replace(grid, rows=rows, merged=merged, hidden=hidden)


def _ranges(xml: str) -> Iterator[tuple[int, int, int, int]]:
    for found in _MERGE.findall(xml)[:_MOST_MERGES]:
        left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(found))
        yield top, left, bottom, right


def _numbers(grid: Grid, xml: str, look: Looks) -> Iterator[tuple[tuple[int, int], Raw]]:
    """Numbers that are shown with zeros in front, or as percent."""
    styles = "|".join(map(str, sorted({*look.padded, *look.percent})))
    if not styles:
        return
    for m in re.finditer(rf'{_HEAD}(?=[^>]*?\bs="({styles})"){_NUMBER}', xml):
        place, style = coordinate_to_tuple(m[1]), int(m[2])
        raw = _at(grid, place)
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            continue
        if style in look.percent:
            yield place, Percent(raw)
        elif raw == int(raw):
            yield place, Padded(int(raw), f"{int(raw):0{look.padded[style]}d}")


def _beyond_the_calendar(grid: Grid, xml: str) -> Iterator[tuple[tuple[int, int], Raw]]:
    """Numbers in the look of a day that no calendar has: the quick reader takes them for a formula's error."""
    if not any("#VALUE!" in row for row in grid.rows):
        return
    for m in _FAR.finditer(xml):
        place = coordinate_to_tuple(m[1])
        if _at(grid, place) == "#VALUE!" and 't="' not in m[0][: m[0].index(">")].replace('t="n"', ""):
            yield place, float(m[2])


def _formulas(grid: Grid, xml: str) -> Iterator[tuple[tuple[int, int], Raw]]:
    """Formulas that have no result, that lead out of the sheet, or whose result moves."""
    if "<f" not in xml and ":f" not in xml:
        return
    for m in _NO_RESULT.finditer(xml):
        yield coordinate_to_tuple(m[1]), FormulaCell(f"={unescape(m[2])}")
    if any(f"{name}(" in xml for name in _NAMES):
        for m in _TELLING.finditer(xml):
            place = coordinate_to_tuple(m[1])
            yield place, FormulaCell(f"={unescape(m[2])}", _at(grid, place))


def _at(grid: Grid, place: tuple[int, int]) -> Raw:
    row, column = place[0] - grid.first_row, place[1] - 1
    return grid.rows[row][column] if row < len(grid.rows) and column < len(grid.rows[row]) else None


def _with(grid: Grid, odd: Mapping[tuple[int, int], Raw]) -> list[tuple[Raw, ...]]:
    rows = list(map(tuple, grid.rows))
    for (number, column), cell in odd.items():
        at = number - grid.first_row
        if at < len(rows):
            row = [*rows[at], *[None] * (column - len(rows[at]))]
            row[column - 1] = cell
            rows[at] = tuple(row)
    return rows
