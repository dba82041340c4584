"""Tabs as they are first laid out."""

from collections.abc import Sequence

from connectors.excel import looks
from connectors.excel.book import Book
from connectors.excel.cells import cell, formula, letters
from connectors.excel.dropdowns import Lists, validations
from connectors.excel.heights import height, line_of
from connectors.excel.markup import HEAD, MAIN, RELATIONS
from connectors.excel.styles import Styles
from connectors.excel.titles import plain
from sheets_schema.grid import TabLayout, Written

WAITING_ROWS = 200
_LAST_ROW = 1_048_576
_FREEZE_ID_FROM = 6


def lay_out(book: Book, styles: Styles, tabs: Sequence[TabLayout]) -> None:
    """Add the tabs that the workbook lacks, after those it has."""
    missing = [tab for tab in tabs if plain(tab.title) not in book.tabs()]
    lists = Lists(book.tabs())
    for number, tab in enumerate(missing):
        first = number == 0 and not book.tabs()
        xml = _Page(tab, styles, lists, selected=first, from_1904=book.from_1904).xml()
        styles.keep()
        book.add_tab(tab.title, xml, "hidden" if tab.hidden else "visible")
        book.repeat_header(tab.title)
    if lists.columns:
        book.add_tab(lists.title, lists.xml(), "veryHidden")
    if any(column.lookup is not None for tab in missing for column in tab.columns):
        book.recalculate()
        book.forget_order_of_calculation()


class _Page:
    """One tab to be."""

    def __init__(self, tab: TabLayout, styles: Styles, lists: Lists, *, selected: bool, from_1904: bool) -> None:
        self._tab, self._styles, self._lists = tab, styles, lists
        self._selected, self._from_1904 = selected, from_1904
        self._names = letters(max(len(tab.columns), 1))
        columns = [looks.column_look(column) for column in tab.columns]
        self._column_styles = [styles.style(look) for look in columns]
        self._wrapped = [(n, line_of(tab.columns[n].width)) for n, look in enumerate(columns) if look.wrap]

    def xml(self) -> str:
        """The tab's XML."""
        rows = self._rows()
        return (
            f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{self._properties()}'
            f'<dimension ref="A1:{self._names[-1]}{len(rows) + 1}"/>{self._view()}'
            f'<sheetFormatPr defaultRowHeight="15"/>{self._widths()}'
            f"<sheetData>{self._header()}{''.join(rows)}</sheetData>{self._protection()}{self._filter()}"
            f"{self._colors()}{validations(self._tab, self._names, self._lists)}"
            '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
            '<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
        )

    def _properties(self) -> str:
        color = self._tab.color or (looks.OWN_TAB if self._tab.own else looks.PEOPLES_TAB)
        return f'<sheetPr><tabColor rgb="FF{color.lstrip("#")}"/><pageSetUpPr fitToPage="1"/></sheetPr>'

    def _view(self) -> str:
        selected = ' tabSelected="1"' if self._selected else ""
        if not self._tab.own and len(self._names) >= _FREEZE_ID_FROM:
            place, pane, split = "B2", "bottomRight", ' xSplit="1"'
        else:
            place, pane, split = "A2", "bottomLeft", ""
        return (
            f'<sheetViews><sheetView{selected} workbookViewId="0"><pane{split} ySplit="1" topLeftCell="{place}" '
            f'activePane="{pane}" state="frozen"/><selection pane="{pane}" activeCell="{place}" sqref="{place}"/>'
            "</sheetView></sheetViews>"
        )

    def _widths(self) -> str:
        columns = zip(self._tab.columns, self._column_styles, strict=True)
        inside = "".join(
            f'<col min="{at}" max="{at}" width="{column.width + 0.7:.1f}" style="{style}" customWidth="1"/>'
            for at, (column, style) in enumerate(columns, start=1)
        )
        return f"<cols>{inside}</cols>" if inside else ""

    def _header(self) -> str:
        cells = (
            cell(f"{name}1", column.header, self._styles.style(looks.header_look(column, self._tab)), from_1904=False)
            for name, column in zip(self._names, self._tab.columns, strict=False)
        )
        return f'<row r="1" ht="33" customHeight="1">{"".join(cells)}</row>'

    def _rows(self) -> list[str]:
        rows: list[tuple[Written, ...]] = [*self._tab.rows, *((ticket,) for ticket in self._tab.ticket_book)]
        answers = any(column.lookup is not None for column in self._tab.columns)
        waiting = WAITING_ROWS if answers and not self._tab.ticket_book else len(rows)
        rows += [()] * (waiting - len(rows))
        return [self._row(at, row) for at, row in enumerate(rows, start=2)]

    def _row(self, at: int, row: Sequence[Written]) -> str:
        cells = []
        for index, column in enumerate(self._tab.columns):
            place, style = f"{self._names[index]}{at}", self._column_styles[index]
            if column.lookup is not None:
                cells.append(formula(place, self._lookup(at, column.lookup), style))
            else:
                value = row[index] if index < len(row) else None
                cells.append(cell(place, value, style, from_1904=self._from_1904))
        return f'<row r="{at}"{height(row, self._wrapped)}>{"".join(cells)}</row>'

    def _lookup(self, at: int, answer: int) -> str:
        title = self._tab.title.replace('"', '""')
        return f'IFERROR(VLOOKUP("{title}|"&$A{at},Status!$A:$Z,{1 + answer},FALSE)&"","")'

    def _protection(self) -> str:
        allowed = 'formatColumns="0" formatRows="0" sort="0" autoFilter="0"'
        return f'<sheetProtection sheet="1" objects="1" scenarios="1" {allowed}/>' if self._tab.own else ""

    def _filter(self) -> str:
        """People filter what is long; a hidden tab is for the lookups alone."""
        return "" if self._tab.hidden else f'<autoFilter ref="A1:{self._names[-1]}{_LAST_ROW}"/>'

    def _colors(self) -> str:
        at = next((i for i, column in enumerate(self._tab.columns) if column.header == "Check"), None)
        if at is None or self._tab.own:
            return ""
        name = self._names[at]
        fine = self._styles.conditional(looks.FINE, looks.FINE_FILL)
        asked = self._styles.conditional(looks.ASKED, looks.ASKED_FILL)
        return (
            f'<conditionalFormatting sqref="{name}2:{name}{_LAST_ROW}">'
            f'<cfRule type="expression" dxfId="{fine}" priority="1"><formula>${name}2="OK"</formula></cfRule>'
            f'<cfRule type="expression" dxfId="{asked}" priority="2"><formula>LEN(${name}2)&gt;0</formula></cfRule>'
            "</conditionalFormatting>"
        )
