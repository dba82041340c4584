"""The XML of one tab, cut into head, rows and tail."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from openpyxl.utils import column_index_from_string

from connectors.excel.markup import attributes, spliceable

_DATA = re.compile(r"<sheetData\s*(/?)>")
_ROW = re.compile(r"<row\b[^>]*>")
_CELL = re.compile(r"<c\s([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_FORMULA = re.compile(r"<f\b([^>]*?)(?:/>|>(.*?)</f>)", re.DOTALL)
_VALUE = re.compile(r"<v\b[^>]*>(.*?)</v>", re.DOTALL)
_TEXT = re.compile(r"<t\b[^>]*>(.*?)</t>", re.DOTALL)
_PLACE = re.compile(r"([A-Z]+)(\d+)$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it stands: column (1 = A), style, kind, formula mark and text, and what it holds ("" for nothing)."""

    column: int
    style: int
    kind: str
    formula: tuple[str, str] | None
    held: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands: its number, its opening tag without the end, its cells."""

    number: int
    tag: str
    inside: str

    def cells(self) -> Iterator[Cell]:
        """The cells that the row has. Raises ValueError or KeyError for one without a place."""
        for found in _CELL.finditer(self.inside):
            yield _cell(attributes(found[1]), found[2] or "")

    def kept(self, number: int | None = None) -> str:
        """The row's XML."""
        tag = self.tag if number is None else re.sub(r'\br="\d+"', f'r="{number}"', self.tag)
        return f"{tag}>{self.inside}</row>" if self.inside else f"{tag}/>"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A tab's XML: what stands before the rows, the rows, what stands after."""

    head: str
    rows: tuple[Row, ...]
    tail: str

    def xml(self, rows: str, *, head: str | None = None, tail: str | None = None) -> str:
        """The tab with other rows."""
        before = self.head if head is None else head
        return f"{before}<sheetData>{rows}</sheetData>{self.tail if tail is None else tail}"


def cut(part: str) -> Sheet:
    """The pieces of a tab. Raises ValueError, KeyError, or WorkbookProblem where the XML cannot be spliced."""
    found = _DATA.search(spliceable(part, "worksheet"))
    if found is None:
        raise ValueError("sheetData")
    end = found.end() if found[1] else part.rindex("</sheetData>")
    rows = tuple(_rows(part[found.end() : end]))
    return Sheet(part[: found.start()], rows, part[end:].removeprefix("</sheetData>"))


def _rows(data: str) -> Iterator[Row]:
    for found in _ROW.finditer(data):
        tag = found[0]
        number = int(attributes(tag)["r"])
        if tag.endswith("/>"):
            yield Row(number, tag[:-2].rstrip(), "")
        else:
            yield Row(number, tag[:-1].rstrip(), data[found.end() : data.index("</row>", found.end())])


def held(cell: Cell, shared: Mapping[int, str]) -> str:
    """The text of a cell, a number as it is written."""
    return shared.get(int(cell.held), "") if cell.kind == "s" and cell.held else cell.held


def shared_texts(part: str) -> dict[int, str]:
    """The texts that cells share."""
    items = re.findall(r"<si\b[^>]*?(?:/>|>(.*?)</si>)", part, re.DOTALL)
    return {number: _runs(inside) for number, inside in enumerate(items)}


def _cell(said: Mapping[str, str], inside: str) -> Cell:
    place = _PLACE.match(said["r"])
    if place is None:
        raise ValueError("r")
    formula = _FORMULA.search(inside)
    kind = said.get("t", "n")
    value = _VALUE.search(inside)
    content = _runs(inside) if kind == "inlineStr" else unescape(value[1]) if value else ""
    return Cell(
        column_index_from_string(place[1]),
        int(said.get("s", "0")),
        kind,
        (formula[1], unescape(formula[2] or "")) if formula else None,
        content,
    )


def _runs(inside: str) -> str:
    spoken = re.sub(r"<rPh\b.*?</rPh>", "", inside, flags=re.DOTALL)
    return unescape("".join(_TEXT.findall(spoken)))
