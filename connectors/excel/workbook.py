"""The workbook port on an `.xlsx` file."""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol
from xml.etree.ElementTree import ParseError

from connectors.excel import admission, reading, saving
from connectors.excel.appending import Appending
from connectors.excel.blank import blank_workbook
from connectors.excel.book import Book
from connectors.excel.layout import lay_out
from connectors.excel.package import Package, token_of
from connectors.excel.sheet import shared_texts
from connectors.excel.showing import show
from connectors.excel.styles import Styles
from connectors.excel.titles import plain
from domain.problems import WorkbookProblem
from sheets_schema.grid import OwnRows, Snapshot, TabLayout, Written

_DAMAGE = (KeyError, ValueError, IndexError, StopIteration, ParseError, zipfile.BadZipFile, zlib.error, EOFError)


class Drawn(Protocol):
    """Where it is kept which own tabs stand in the file; losing it costs a comparison and no fact."""

    def drawn(self) -> str | None:
        """The mark of the own tabs as they were shown last, and of the file with them."""
        ...

    def note_drawn(self, mark: str) -> None:
        """Keep a new mark."""
        ...


class ExcelWorkbook:
    """A practice's workbook in one `.xlsx` file.

    ``backups`` is the folder that gets the previous version before the first write of a day (the last 30 are kept).
    With ``drawn``, own tabs that are to show what they showed in this very file are not compared cell by cell.
    A write changes the tabs it is about and leaves every other part of the file byte for byte as it was.
    All raise WorkbookProblem.
    """

    exact = True

    def __init__(self, path: Path, backups: Path | None = None, drawn: Drawn | None = None) -> None:
        self._path = Path(os.path.realpath(path))  # a link in a circle is told when it is read
        self._backups = backups
        self._drawn = drawn

    def token(self) -> str:
        """A mark of the content; the same content saved again has the same mark. Reads only the list of parts."""
        try:
            with admission.listed(self._path.name, self._path) as package:
                return token_of(package.infolist())
        except OSError as error:
            raise admission.missing(self._path, error) from None

    def snapshot(self, titles: Sequence[str]) -> Snapshot:
        """The tabs of these titles that exist, all from one version of the file."""
        content = admission.read(self._path)
        with admission.listed(self._path.name, content) as package:
            token = token_of(package.infolist())
        found, others = reading.grids(content, titles)
        return Snapshot(token, found, others)

    def append(self, token: str, rows: Mapping[str, Sequence[Sequence[Written]]]) -> str:
        """New rows at the end of tabs, cells in the order in which the tab's columns stand; the new token.

        A row whose ID stands pre-printed in column A of a blank row fills that row.
        Formula columns get the formula of the rows above where the value is None.
        """

        def change(book: Book, styles: Styles, shared: Callable[[], Mapping[int, str]]) -> None:
            for title, new in rows.items():
                if new:
                    Appending(book, styles, shared(), _part(book, title)).append(new)

        return self._change(token, change)

    def show(self, token: str, tabs: Mapping[str, OwnRows]) -> str:
        """Replace the rows below the header of own tabs; the new token."""

        def change(book: Book, styles: Styles, shared: Callable[[], Mapping[int, str]]) -> None:
            for title, rows in tabs.items():
                show(book, styles, shared, _part(book, title), rows)

        if self._drawn is None:
            return self._change(token, change)
        wanted = hashlib.sha256(repr(tabs).encode()).hexdigest()
        if self._drawn.drawn() == f"{token} {wanted}" and self.token() == token:
            return token
        token = self._change(token, change)
        self._drawn.note_drawn(f"{token} {wanted}")
        return token

    def lay_out(self, tabs: Sequence[TabLayout]) -> None:
        """Make the workbook with these tabs, or add those that it lacks after those it has."""
        saving.refuse_open(self._path)
        previous = admission.read(self._path) if self._path.exists() else None
        package = Package(blank_workbook() if previous is None else previous)
        with_book(package, lambda book, styles, _: lay_out(book, styles, tabs))
        if package.changed:
            self._save(package, previous)

    def _change(self, token: str, change: "Change") -> str:
        content = admission.read(self._path)
        package = Package(content)
        if package.token != token:
            raise saving.changed()
        with_book(package, change)
        if not package.changed:
            return token
        saving.refuse_open(self._path)
        return self._save(package, content)

    def _save(self, package: Package, previous: bytes | None) -> str:
        content = package.content()
        admission.admit(self._path.name, content)
        expected = None if previous is None else package.token
        saving.replace_file(self._path, content, previous, self._backups, expected=expected, token=self._standing)
        return Package(content).token

    def _standing(self) -> str | None:
        return self.token() if self._path.exists() else None


Change = Callable[[Book, Styles, Callable[[], Mapping[int, str]]], None]
"""A change of a workbook's parts; the texts that cells share are read only when asked for."""


def with_book(package: Package, change: Change) -> None:
    """Make a change and have everything worked out anew. Raises WorkbookProblem for a damaged workbook."""
    try:
        book = Book(package)
        styles_part = book.part_of("styles")
        if styles_part is None:
            raise KeyError("styles")
        known: list[Mapping[int, str]] = []

        def shared() -> Mapping[int, str]:
            if not known:
                part = book.part_of("sharedStrings")
                known.append(shared_texts(package.text(part)) if part and part in package else {})
            return known[0]

        change(book, Styles(package, styles_part), shared)
        if package.changed:
            book.recalculate()
            book.sign()
    except _DAMAGE:
        raise WorkbookProblem(reading.DAMAGED) from None


def _part(book: Book, title: str) -> str:
    part = book.tabs().get(plain(title))
    if part is None:
        raise WorkbookProblem(f"The tab {title} is missing. Rename it back, or run circlebook new to add it.")
    return part
