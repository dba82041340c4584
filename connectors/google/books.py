"""A practice's tabs in several spreadsheets, since access in Drive is given by file."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from connectors.google.account import Account
from connectors.google.memory import Memory
from connectors.google.workbook import Gate, GoogleWorkbook
from sheets_schema.grid import OwnRows, Snapshot, TabLayout, Written

T = TypeVar("T")
_BETWEEN = "|"
"""Between the tokens of the files in the token of all."""

_OF = "|"
"""Between a tab and a row of it, in the first column of the answers."""

ANSWERS = "Status"
"""The hidden tab that the grey columns look up; they look in their own file alone, so that each file has one."""


class GoogleWorkbooks:
    """Several spreadsheets as one workbook: each tab is in the first of them that has it. All raise WorkbookProblem.

    What is written goes to the file that has the tab; a tab that is nowhere is laid out in the first.
    """

    exact = False

    def __init__(self, books: Sequence[GoogleWorkbook], tabs: Sequence[TabLayout]) -> None:
        self._books, self._tabs = books, {tab.title: tab for tab in tabs}

    def token(self) -> str:
        """The tokens of all files; a file whose gate saw no change costs no call."""
        return _BETWEEN.join(book.token() for book in self._books)

    def snapshot(self, titles: Sequence[str]) -> Snapshot:
        """The tabs of these titles that exist, one call for each file."""
        seen = [book.snapshot(titles) for book in self._books]
        awaited = {title for book in self._books for title in book.awaited()}
        if lost := awaited.intersection(titles) - {title for one in seen for title in one.grids}:
            for book in self._books:
                # a tab that left one file may have gone to any other; those not asked for now are awaited all the same
                book.look_for(lost | book.awaited())
            seen = [book.snapshot(titles) for book in self._books]
        there = {title for one in seen for title in one.grids}
        for book in self._books:
            if found := book.awaited() & there:
                book.look_for(book.awaited() - found)
        many = Counter(title for one in seen for title in one.grids)
        grids = {title: replace(g, twice=many[title] > 1) for one in reversed(seen) for title, g in one.grids.items()}
        ordered = {title: grids[title] for title in titles if title in grids}
        return Snapshot(_BETWEEN.join(one.token for one in seen), ordered)

    def append(self, token: str, rows: Mapping[str, Sequence[Sequence[Written]]]) -> str:
        """New rows at the end of tabs, each in its file; the new token.

        Files are written one after the other: when one was changed meanwhile, the rows of those before it stand, and
        the next read shows them.
        """
        tokens = token.split(_BETWEEN)
        for n, (book, new) in enumerate(self._by_file(rows)):
            if new:
                tokens[n] = book.append(tokens[n], new)
        return _BETWEEN.join(tokens)

    def show(self, token: str, tabs: Mapping[str, OwnRows]) -> str:
        """Replace the rows of own tabs; the answers to grey columns in each file that has tabs of people.

        Whoever may open a file can look into its hidden tabs: of the answers it gets those to its own tabs alone.
        """
        for book, own in self._by_file(tabs):
            wanted = dict(own)
            if ANSWERS in tabs and any(not self._tabs[title].own for title in book.titles()):
                there = book.titles()
                wanted[ANSWERS] = [row for row in tabs[ANSWERS] if str(row[0]).partition(_OF)[0] in there]
                if ANSWERS not in book.titles():
                    book.lay_out([self._tabs[ANSWERS]])
            if wanted:
                book.show(token, wanted)
        return token

    def lay_out(self, tabs: Sequence[TabLayout]) -> None:
        """Add to the first file the tabs that no file has."""
        there = {title for book in self._books for title in book.titles()}
        self._books[0].lay_out([tab for tab in tabs if tab.title not in there])

    def _by_file(self, tabs: Mapping[str, T]) -> Iterator[tuple[GoogleWorkbook, dict[str, T]]]:
        left = dict(tabs)
        parts: list[dict[str, T]] = []
        for book in self._books:
            mine = {title: left.pop(title) for title in book.titles() if title in left}
            parts.append(mine)
        parts[0] |= left  # that they are missing is said by the first
        yield from zip(self._books, parts, strict=True)


def open_books(
    account: Account, spreadsheets: Sequence[str], tabs: Sequence[TabLayout], folder: Path, gate: Gate | None
) -> GoogleWorkbook | GoogleWorkbooks:
    """The practice's workbook in one spreadsheet or in several, the first before all others.

    What is remembered of each lies in the practice's folder.
    """
    first, *others = spreadsheets
    books = [GoogleWorkbook(account, first, tabs, Memory(folder / "google-state.json").of(first), gate)]
    books += [
        GoogleWorkbook(account, one, tabs, Memory(folder / f"google-state-{one[-8:]}.json"), gate) for one in others
    ]
    return GoogleWorkbooks(books, tabs) if others else books[0]
