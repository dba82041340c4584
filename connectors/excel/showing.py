"""An own tab below its header, written anew; an equal tab is left alone."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time

from openpyxl.utils import get_column_letter

from connectors.excel import ranges
from connectors.excel.appending import fitting
from connectors.excel.book import Book
from connectors.excel.cells import cell, letters, number, words
from connectors.excel.heights import Wrapping, height, wrapping
from connectors.excel.markup import attributes, insert_before, opening
from connectors.excel.sheet import Row, Sheet, cut, held
from connectors.excel.styles import Look, Styles, column_styles
from sheets_schema.grid import Link, OwnRows, Shown

LINK_COLOR = "1F5FA8"
_HYPERLINKS = re.compile(r"<hyperlinks\b[^>]*?(?:/>|>.*?</hyperlinks>)", re.DOTALL)
_AFTER_LINKS = (
    *("printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties"),
    *("cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF"),
    *("picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst", "</worksheet>"),
)

Said = tuple[str, str] | None


def show(book: Book, styles: Styles, shared: Callable[[], Mapping[int, str]], part: str, rows: OwnRows) -> None:
    """Replace the rows below the header. Raises KeyError and ValueError for a damaged tab."""
    text = book.package.text(part)
    sheet = cut(text)
    columns = column_styles(sheet.head)
    painter = _Painter(styles, columns, wrapping(sheet.head, styles), _link_style(sheet), from_1904=book.from_1904)
    header = sheet.rows[0].kept() if sheet.rows and sheet.rows[0].number == 1 else '<row r="1"/>'
    width = max((len(row) for row in rows), default=0)
    names = letters(max(width, 1))
    drawn = [painter.row(at, row, names) for at, row in enumerate(rows, start=2)]
    head = ranges.measured(sheet.head, names[-1], len(rows) + 1)
    xml = sheet.xml(header + "".join(drawn), head=head, tail=_linked(sheet.tail, rows, names))
    if xml != text and not (
        _same_links(sheet, rows, names) and _same_rows(sheet, shared, rows, drawn, from_1904=book.from_1904)
    ):
        styles.keep()
        book.package.put(part, xml)


class _Painter:
    """Rows as XML, in the styles of their columns."""

    def __init__(
        self, styles: Styles, columns: Mapping[int, int], wrapped: Wrapping, link: int | None, *, from_1904: bool
    ) -> None:
        self._styles, self._columns, self._wrapped = styles, columns, wrapped
        self._link, self._from_1904 = link, from_1904
        self._plain: dict[tuple[int, type], int] = {}

    def row(self, at: int, values: Sequence[Shown], names: Sequence[str]) -> str:
        cells = [
            cell(f"{names[column]}{at}", value, self._style(column + 1, value), from_1904=self._from_1904)
            for column, value in enumerate(values)
            if value is not None
        ]
        return f'<row r="{at}"{height(values, self._wrapped)}>{"".join(cells)}</row>'

    def _style(self, column: int, value: Shown) -> int:
        key = (column, type(value))
        if key not in self._plain:
            if isinstance(value, Link):
                self._plain[key] = self._link or self._styles.style(Look(color=LINK_COLOR, underline=True))
            else:
                self._plain[key] = fitting(self._styles, self._columns.get(column, 0), value)
        return self._plain[key]


def _link_style(sheet: Sheet) -> int | None:
    """The look of the links that the tab has, so that each save by another program does not add one."""
    first = re.search(r"<hyperlink\s[^>]*>", sheet.tail)
    place = attributes(first[0]).get("ref", "") if first else ""
    cells = (found for row in sheet.rows for found in (row.cells() if place.endswith(str(row.number)) else ()))
    return next((found.style for found in cells if get_column_letter(found.column) == place.rstrip("0123456789")), None)


def _links(rows: OwnRows, names: Sequence[str]) -> dict[str, str]:
    return {
        f"{names[column]}{at}": "'{}'!{}".format(value.tab.replace("'", "''"), value.cell)
        for at, row in enumerate(rows, start=2)
        for column, value in enumerate(row)
        if isinstance(value, Link)
    }


def _linked(tail: str, rows: OwnRows, names: Sequence[str]) -> str:
    """What stands after the rows, with the links of these rows and no others."""
    bare = _HYPERLINKS.sub("", tail)
    links = _links(rows, names)
    if not links:
        return bare
    inside = "".join(opening("hyperlink", {"ref": at, "location": to}, empty=True) for at, to in links.items())
    return insert_before(bare, _AFTER_LINKS, f"<hyperlinks>{inside}</hyperlinks>")


def _same_links(sheet: Sheet, rows: OwnRows, names: Sequence[str]) -> bool:
    tags = (attributes(tag) for tag in re.findall(r"<hyperlink\s[^>]*>", sheet.tail))
    return {tag["ref"]: tag.get("location") for tag in tags} == _links(rows, names)


def _same_rows(
    sheet: Sheet, shared: Callable[[], Mapping[int, str]], rows: OwnRows, drawn: Sequence[str], *, from_1904: bool
) -> bool:
    """Whether the rows say the same already, perhaps as another program wrote them."""
    texts = shared()
    below = {row.number: row for row in sheet.rows if row.number > 1}
    for at, (row, xml) in enumerate(zip(rows, drawn, strict=True), start=2):
        standing = below.pop(at, None)
        if standing and standing.kept() == xml:
            continue
        if (_said(standing, texts) if standing else []) != _wanted(row, from_1904=from_1904):
            return False
    return not any(_said(row, texts) for row in below.values())


def _said(row: Row, texts: Mapping[int, str]) -> list[Said]:
    found: list[Said] = []
    for there in row.cells():
        content = held(there, texts)
        if content or there.formula:
            found += [None] * (there.column - 1 - len(found))
            kind = "formula" if there.formula else "n" if there.kind in {"n", "b"} else "text"
            found.append((kind, _even(content) if kind == "n" else content))
    return found


def _wanted(row: Sequence[Shown], *, from_1904: bool) -> list[Said]:
    found: list[Said] = []
    for value in row:
        said = words(value)
        if said is not None:
            found.append(("text", said))
        elif value is None or isinstance(value, str | Link):
            found.append(None)
        elif isinstance(value, date | time):
            found.append(("n", _even(number(value, from_1904=from_1904))))
        else:
            found.append(("n", _even(str(int(value)) if isinstance(value, bool) else str(value))))
    while found and found[-1] is None:
        found.pop()
    return found


def _even(number_text: str) -> str:
    """A number as all programs would write it."""
    return f"{float(number_text):.9g}" if "." in number_text or "E" in number_text.upper() else f"{int(number_text)}"
