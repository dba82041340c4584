"""The rows of one tab, read as openpyxl reads them, without what only makes a tab look good."""

from collections.abc import Iterator
from itertools import repeat
from typing import IO, Any, Never
from xml.etree.ElementTree import iterparse
from xml.parsers import expat

from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser

from domain.problems import WorkbookProblem
from sheets_schema.grid import Raw

FORGED = "The file is packed in an unusual way and was not opened. Open it in Excel and save it again as Excel Workbook (.xlsx)."
_PIECE = 1 << 16


class _RootReached(Exception):  # noqa: N818  it says what happened
    """All that comes before a part's first element was read."""


def values(sheet: ReadOnlyWorksheet, columns: int) -> Iterator[tuple[Raw, ...]]:
    """The values of each row down to the last that is there; no more than so many columns.

    Raises WorkbookProblem for a part with a document type.
    """
    tab: Any = sheet
    book = tab.parent
    with tab._get_source() as source:  # noqa: SLF001  openpyxl has no other door to one part
        cells = WorkSheetParser(
            source,
            tab._shared_strings,  # noqa: SLF001  as above
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001  as above
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001  as above
        )
        below = 1
        for at, row in _rows(source, cells):
            yield from repeat((), at - below)
            if at >= below:
                yield _in_order(row, columns)
                below = at + 1


def _rows(source: IO[bytes], cells: WorkSheetParser) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Row numbers and their cells, but for those that hold only a colour or a border: four of five in a practice.

    openpyxl itself pulls a part through defusedxml's parser in Python, which makes reading a practice three times as
    slow; the parser in C is as safe in a part without a document type, for nothing else can declare what grows.
    """
    refuse_document_type(source)
    source.seek(0)
    at = 0
    for _, element in iterparse(source):  # noqa: S314  it has no document type
        if element.tag == ROW_TAG:
            named = element.get("r")
            at = cells.row_counter = int(float(named)) if named else at + 1
            cells.col_counter = 0
            filled = [cell for cell in element if len(cell) or not cell.get("r")]
            if not all(cell.get("r") for cell in filled):
                filled = list(element)  # a cell without a place stands after the one before it, empty or not
            yield at, [cells.parse_cell(cell) for cell in filled]
            element.clear()


def _in_order(cells: list[dict[str, Any]], columns: int) -> tuple[Raw, ...]:
    row: list[Raw] = [None] * columns
    for cell in cells:
        if cell["column"] <= columns:
            row[cell["column"] - 1] = cell["value"]
    return tuple(row)


def refuse_document_type(part: IO[bytes]) -> None:
    """XML in a workbook has no document type; one that has is meant to grow when read.

    Raises WorkbookProblem, and ExpatError for what is no XML.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _forged
    parser.StartElementHandler = _root_reached
    try:
        while piece := part.read(_PIECE):
            parser.Parse(piece)
    except _RootReached:
        return


def _forged(*_: object) -> Never:
    raise WorkbookProblem(FORGED)


def _root_reached(*_: object) -> Never:
    raise _RootReached
