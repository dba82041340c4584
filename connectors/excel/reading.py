"""The cells of a workbook, with caps that no practice meets."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from connectors.excel.admission import MOST_ROWS
from connectors.excel.book import Book
from connectors.excel.marginal import completed, looks
from connectors.excel.package import Package
from connectors.excel.rows import values
from connectors.excel.titles import plain
from domain.bulk import in_bulk
from domain.problems import WorkbookProblem
from sheets_schema.grid import Grid, Raw

MOST_COLUMNS = 100
BLANK_ROWS = 500
MOST_TABS = 200

DAMAGED = "The workbook could not be read: a part of it is damaged. Open it in Excel, save it, then run again."


def grids(content: bytes, titles: Sequence[str]) -> tuple[dict[str, Grid], dict[str, Grid]]:
    """The asked tabs that exist, by the title asked for; error cells are their text, formulas their saved value.

    Where one is not there the other tabs come second, by their own title: it may have been renamed.
    """
    with _whole(), in_bulk():
        return _grids(content, titles)


def every_tab(content: bytes) -> tuple[Grid, ...]:
    """All tabs in their order, hidden ones too. Raises WorkbookProblem, also for more than 200."""
    with _whole(), in_bulk():
        titles, read = _opened(content)
        if len(titles) > MOST_TABS:
            raise WorkbookProblem(
                "The file has more than 200 tabs and was not opened. Save some of them as another file."
            )
        return tuple(read(title) for title in titles)


@contextmanager
def _whole() -> Iterator[None]:
    """What a damaged file makes openpyxl raise, as one sentence."""
    try:
        yield
    except WorkbookProblem:
        raise
    except MemoryError:
        raise WorkbookProblem(
            "The workbook needs more memory than there is. Close other programs, then run again."
        ) from None
    except Exception:  # noqa: BLE001  a damaged file makes openpyxl raise nearly anything
        raise WorkbookProblem(DAMAGED) from None


def _grids(content: bytes, titles: Sequence[str]) -> tuple[dict[str, Grid], dict[str, Grid]]:
    readable, read = _opened(content)
    found = {title: read(key) for title in titles if (key := plain(title)) in readable}
    wanted = {plain(title) for title in titles}
    missing = len(found) < len(wanted)
    others = (read(key) for key in readable if key not in wanted)
    return found, {grid.title: grid for grid in others} if missing else {}


def _opened(content: bytes) -> tuple[list[str], Callable[[str], Grid]]:
    """The tabs of a file by their plain titles, and how one of them is read."""
    quick = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    readable = {plain(sheet.title): sheet for sheet in quick if isinstance(sheet, ReadOnlyWorksheet)}
    package = Package(content)
    book = Book(package)
    look, sheets = looks(package, book), book.sheets()

    def read(key: str) -> Grid:
        sheet = sheets[key]
        grid = Grid(sheet.title, trimmed(sheet.title, values(readable[key], MOST_COLUMNS)), gid=sheet.gid)
        try:
            xml = package.text(sheet.part)
        except UnicodeDecodeError:  # a part in another alphabet has its cells, and nothing more is known of them
            return grid
        return completed(grid, xml, look)

    return list(readable), read


def trimmed(title: str, rows: Iterable[tuple[Raw, ...]]) -> list[tuple[Raw, ...]]:
    """The rows up to the last filled one, each up to its last filled cell. Raises WorkbookProblem for too many."""
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
