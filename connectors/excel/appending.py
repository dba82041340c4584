"""New rows at the end of a people's tab; nothing that a person typed is touched."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from connectors.excel import formulas, ranges
from connectors.excel.book import Book, relations
from connectors.excel.cells import cell, formula, letters
from connectors.excel.formulas import Filled
from connectors.excel.heights import with_height, wrapping
from connectors.excel.reading import MOST_COLUMNS
from connectors.excel.sheet import Cell, Row, cut, held
from connectors.excel.styles import Look, Styles, column_styles
from sheets_schema.grid import Shown, Written


class Appending:
    """The rows of one tab and those that come after them. Raises KeyError and ValueError for a damaged tab."""

    def __init__(self, book: Book, styles: Styles, shared: Mapping[int, str], part: str) -> None:
        self._book, self._styles, self._shared, self._part = book, styles, shared, part
        self._sheet = cut(book.package.text(part))
        self._columns = column_styles(self._sheet.head)
        self._wrapped = wrapping(self._sheet.head, styles)
        self._formulas = formulas.of_tab(self._sheet.rows)
        self._from_1904 = book.from_1904

    def append(self, rows: Sequence[Sequence[Written]]) -> None:
        """Fill the blank tickets of these IDs, and put the other rows after the last used row."""
        tickets = self._tickets({said for row in rows if row and isinstance(said := row[0], str)})
        done = {row.number: row.kept() for row in self._sheet.rows}
        standing = {row.number: row for row in self._sheet.rows}
        last = at = next((row.number for row in reversed(self._sheet.rows) if self._used(row)), 0)
        for values in rows:
            number = tickets.pop(values[0], None) if values and isinstance(values[0], str) else None
            if number is None:
                number = at = at + 1
            done[number] = self._row(number, values, standing.get(number))
        self._put(done, last, at, max((len(row) for row in rows), default=1))

    def _put(self, done: Mapping[int, str], last: int, new_last: int, width: int) -> None:
        sheet, package = self._sheet, self._book.package
        self._styles.keep()
        head = ranges.measured(sheet.head, letters(min(width, MOST_COLUMNS))[-1], max(done))
        tail = ranges.grown(sheet.tail, last, new_last)
        package.put(self._part, sheet.xml("".join(done[number] for number in sorted(done)), head=head, tail=tail))
        for kind, target in relations(package, self._part).values():
            if kind.endswith("/table") and target in package and "totalsRowCount" not in package.text(target):
                package.put(target, ranges.grown(package.text(target), last, new_last))
        if self._formulas:
            self._book.forget_order_of_calculation()

    def _tickets(self, wanted: set[str]) -> dict[Written, int]:
        """The rows that hold nothing but one of these IDs."""
        if not wanted:
            return {}
        found: dict[Written, int] = {}
        for row in self._sheet.rows:
            first = next(row.cells(), None)
            if first and first.column == 1 and held(first, self._shared) in wanted and self._only_first(row):
                found.setdefault(held(first, self._shared), row.number)
        return found

    @staticmethod
    def _only_first(row: Row) -> bool:
        return not any(cell.held and not cell.formula for cell in row.cells() if cell.column > 1)

    @staticmethod
    def _used(row: Row) -> bool:
        """Whether a person or Circlebook put a value there; waiting formulas alone are no use of a row."""
        if "<v" not in row.inside and "<is" not in row.inside:
            return False
        return any(cell.held and not cell.formula for cell in row.cells())

    def _row(self, number: int, values: Sequence[Written], standing: Row | None) -> str:
        there = {cell.column: cell for cell in standing.cells()} if standing else {}
        width = max([len(values), *there, *self._formulas])
        names = letters(width)
        pieces = []
        for column in range(1, width + 1):
            value = values[column - 1] if column <= len(values) else None
            pieces.append(self._cell(f"{names[column - 1]}{number}", column, value, there.get(column), number))
        tag = standing.tag if standing else f'<row r="{number}"'
        return f"{with_height(tag, values, self._wrapped)}>{''.join(pieces)}</row>"

    def _cell(self, place: str, column: int, value: Written, there: Cell | None, number: int) -> str:
        style = there.style if there else self._columns.get(column, 0)
        said: Filled | None = self._formulas.get(column)
        if value is None and said is not None:
            return formula(place, said.at(number), style)
        return cell(place, value, fitting(self._styles, style, value), from_1904=self._from_1904)


def fitting(styles: Styles, style: int, value: Shown) -> int:
    """The style of a column, or one that lets a date or time be read as such."""
    if not isinstance(value, date | time) or styles.tells_moment(style, clock=isinstance(value, time)):
        return style
    code = (
        "m/d/yyyy h:mm AM/PM"
        if isinstance(value, datetime)
        else "m/d/yyyy"
        if isinstance(value, date)
        else "h:mm AM/PM"
    )
    return styles.style(Look(format=code))
