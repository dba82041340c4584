"""A workbook in memory, and the hands of people who sort, copy, overtype, delete and restore in it."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from domain.problems import WorkbookChanged, WorkbookProblem
from sheets_schema.grid import Grid, Link, OwnRows, Snapshot, TabLayout, Written
from sheets_schema.layout import layouts
from tests.faults.gate import Gate

WRITE = "workbook"
CHANGED, REFUSED, LOST = "changed", "refused", "lost"
"""Somebody saved it just now; it could not be written; it was written and the answer did not come."""


class MemoryBook:
    """The workbook port over lists; ``faults`` are used up by writes, one each, and ``gate`` is passed by each write."""

    exact = False

    def __init__(self, rows: Mapping[str, Sequence[Any]], gate: Gate) -> None:
        self.tabs: dict[str, list[list[Any]]] = {}
        self.gate = gate
        self.faults: list[str] = []
        self.versions: list[dict[str, list[list[Any]]]] = []
        self.doubled: list[tuple[str, str]] = []
        """Rows that were added though their ID stood there already."""
        self.cut: set[str] = set()
        """Of these tabs a reading gives the headings alone, as long as they stand here."""
        self.drawn: dict[tuple[str, str], set[int]] = {}
        """Where the row of each ID stood when own tabs were drawn last."""
        self._saved = 0
        self.lay_out([tab for tab in layouts(rows) if tab.title in rows or tab.own])

    def token(self) -> str:
        """The number of the last save that changed something."""
        return f"t{self._saved}"

    def snapshot(self, titles: Sequence[str]) -> Snapshot:
        """The tabs as they are now."""
        rows = {t: self.tabs[t][:1] if t in self.cut else self.tabs[t] for t in titles if t in self.tabs}
        grids = {t: Grid(t, tuple(map(tuple, found)), gid=t) for t, found in rows.items()}
        return Snapshot(self.token(), grids)

    def append(self, token: str, rows: Mapping[str, Sequence[Sequence[Written]]]) -> str:
        """New rows at the end."""
        return self._written(token, lambda: self._append(rows))

    def show(self, token: str, tabs: Mapping[str, OwnRows]) -> str:
        """Other rows in own tabs."""
        new = {title: [self.tabs[title][0], *([_read(c) for c in row] for row in rows)] for title, rows in tabs.items()}
        if all(self.tabs[title] == rows for title, rows in new.items()):
            if token != self.token():
                raise WorkbookChanged("The workbook was saved by someone else just now.")
            self.note_rows()
            return token
        return self._written(token, lambda: self._show(new))

    def lay_out(self, tabs: Sequence[TabLayout]) -> None:
        """The tabs that are not there yet."""
        for tab in tabs:
            headings: list[Any] = [c.header for c in tab.columns]
            self.tabs.setdefault(tab.title, [headings, *([_read(c) for c in row] for row in tab.rows)])
        self._saved += 1

    def _show(self, new: Mapping[str, list[list[Any]]]) -> None:
        self.note_rows()
        self.tabs.update(new)

    def note_rows(self) -> None:
        """Remember where each row stands now: the own tabs speak of them by their numbers."""
        self.drawn = {}
        for title, rows in self.tabs.items():
            for number, row in enumerate(rows, 1):
                self.drawn.setdefault((title, str(row[0]) if row else ""), set()).add(number)

    def _append(self, rows: Mapping[str, Sequence[Sequence[Written]]]) -> None:
        for title, new in rows.items():
            there = {row[0] for row in self.tabs[title] if row}
            self.doubled.extend((title, str(row[0])) for row in new if row[0] in there)
            self.tabs[title].extend([_read(c) for c in row] for row in new)

    def _written(self, token: str, change: Any) -> str:
        fault = self.faults.pop(0) if self.faults else ""
        if fault == CHANGED:
            self._saved += 1  # somebody else's save, of something that we do not read
        if token != self.token():
            raise WorkbookChanged("The workbook was saved by someone else just now.")
        try:
            self.gate.step(WRITE)
            if fault == REFUSED:
                raise WorkbookProblem("The workbook cannot be written just now.")
            change()
            self._saved += 1
            self.gate.step(WRITE)
        except OSError:
            raise WorkbookProblem("The workbook did not answer.") from None
        if fault == LOST:
            raise WorkbookProblem("The workbook did not answer.")
        return self.token()

    # What people do.

    def keep_version(self) -> None:
        """The program's own history of versions."""
        self.versions = [*self.versions[-4:], {t: [list(r) for r in rows] for t, rows in self.tabs.items()}]

    def saved(self) -> None:
        """A person saved."""
        self._saved += 1

    def column(self, tab: str, heading: str) -> int:
        """Where a column stands."""
        return self.tabs[tab][0].index(heading)

    def find(self, tab: str, row_id: str) -> list[Any] | None:
        """The first row with this ID."""
        return next((row for row in self.tabs[tab][1:] if row and row[0] == row_id), None)

    def type(self, tab: str, row: list[Any], **cells: Any) -> None:
        """Type into cells of a row; headings with ``_`` for blanks."""
        for heading, value in cells.items():
            at = self.column(tab, heading.replace("_", " "))
            row.extend([None] * (at + 1 - len(row)))
            row[at] = value
        self.saved()

    def cell(self, tab: str, row: Sequence[Any], heading: str) -> Any:
        """One cell of a row."""
        at = self.column(tab, heading)
        return row[at] if at < len(row) else None

    def exchange(self, tab: str, one: int, other: int) -> None:
        """Two columns, each in the place of the other."""
        for row in self.tabs[tab]:
            row.extend([None] * (max(one, other) + 1 - len(row)))
            row[one], row[other] = row[other], row[one]
        self.saved()

    def sort(self, tab: str, chance: random.Random) -> None:
        """The whole tab in another order."""
        chance.shuffle(body := self.tabs[tab][1:])
        self.tabs[tab][1:] = body
        self.saved()

    def sort_one_column(self, tab: str, heading: str) -> None:
        """The classic mistake: one column sorted, the others left."""
        at = self.column(tab, heading)
        found = sorted((row[at] for row in self.tabs[tab][1:] if at < len(row)), key=str)
        for row, value in zip((r for r in self.tabs[tab][1:] if at < len(r)), found, strict=True):
            row[at] = value
        self.saved()


def _read(cell: Any) -> Any:
    """A cell that was written, the way it is read back."""
    match cell:
        case Link(text=text):
            return text
        case Decimal():
            return float(cell)
        case datetime():
            return cell.replace(tzinfo=None)
        case date():
            return datetime.combine(cell, time())
        case "":
            return None
        case _:
            return cell
