"""The cells of a workbook, with caps that no practice meets."""

import gc
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from connectors.excel.book import Book
from connectors.excel.marginal import completed, looks
from connectors.excel.package import Package
from connectors.excel.rows import values
from connectors.excel.titles import plain
from domain.problems import WorkbookProblem
from sheets_schema.grid import Grid, Raw

MOST_COLUMNS = 100
MOST_ROWS = 300_000
BLANK_ROWS = 500

DAMAGED = "The workbook could not be read: a part of it is damaged. Open it in Excel, save it, then run again."


def grids(content: bytes, titles: Sequence[str]) -> tuple[dict[str, Grid], dict[str, Grid]]:
    """The asked tabs that exist, by the title asked for; error cells are their text, formulas their saved value.

    Where one is not there the other tabs come second, by their own title: it may have been renamed.
    """
    try:
        with _no_collection():
            return _grids(content, titles)
    except WorkbookProblem:
        raise
    except MemoryError:
        raise WorkbookProblem(
            "The workbook needs more memory than there is. Close other programs, then run again."
        ) from None
    except Exception:  # noqa: BLE001  a damaged file makes openpyxl raise nearly anything
        raise WorkbookProblem(DAMAGED) from None


def _grids(content: bytes, titles: Sequence[str]) -> tuple[dict[str, Grid], dict[str, Grid]]:
    quick = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    readable = {plain(sheet.title): sheet for sheet in quick if isinstance(sheet, ReadOnlyWorksheet)}
    package = Package(content)
    book = Book(package)
    look, sheets = looks(package, book), book.sheets()

    def read(key: str) -> Grid:
        sheet = sheets[key]
        grid = Grid(sheet.title, _trimmed(sheet.title, values(readable[key], MOST_COLUMNS)), gid=sheet.gid)
        try:
            xml = package.text(sheet.part)
        except UnicodeDecodeError:  # a part in another alphabet has its cells, and nothing more is known of them
            return grid
        return completed(grid, xml, look)

    found = {title: read(key) for title in titles if (key := plain(title)) in readable}
    wanted = {plain(title) for title in titles}
    missing = len(found) < len(wanted)
    return found, {sheets[key].title: read(key) for key in readable if key not in wanted} if missing else {}


@contextmanager
def _no_collection() -> Iterator[None]:
    """Cells make no rings of objects; looking for them again and again costs a third of the read."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _trimmed(title: str, rows: Iterable[tuple[Raw, ...]]) -> list[tuple[Raw, ...]]:
    kept: list[tuple[Raw, ...]] = []
    width = filled = 0
    for row in rows:
        if row.count(None) < len(row):
            tail = row[width:]
            if tail.count(None) < len(tail):
                width = _width(row)
                kept.append(row[:width])
            elif width and row[width - 1] is not None:
                kept.append(row[:width])
            else:
                kept.append(row[: _width(row)])
            filled = len(kept)
            if filled > MOST_ROWS:
                raise WorkbookProblem(f"The tab {title} has more than 300,000 rows. Move old rows to another workbook.")
        elif len(kept) - filled >= BLANK_ROWS:
            break
        else:
            kept.append(())
    return kept[:filled]


def _width(row: tuple[Raw, ...]) -> int:
    width = len(row)
    while row[width - 1] is None:
        width -= 1
    return width
