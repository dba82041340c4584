"""Watching our calls one by one: in people's tabs each may only add rows below the last."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from connectors.google.emulator.sheet import Sheet
from tests.flows.races.grounds import PEOPLES, Site

WRITE = "sheets.spreadsheets.batchUpdate"
Cells = list[dict[int, Any]]


class Watch:
    """Sees the spreadsheet before each of our calls, and lets people act at moments counted from 0."""

    def __init__(self, site: Site, moments: dict[int, Callable[[Site], None]]) -> None:
        self._site, self._moments = site, moments
        self._known = self._cells()
        self._called = "nothing"
        self.calls = 0
        self.writes: list[int] = []
        """The moments right before a call that writes: our last read is older than what people do there."""
        self.added: Counter[str] = Counter()
        """Rows that our calls added to each tab of people's."""
        self.said = ""
        """The sentence with which the pass ended early."""
        self.wrong: list[str] = []

    def look(self, method: str) -> None:
        """One of our calls is about to be carried out."""
        self._compare()
        act = self._moments.get(self.calls)
        if act is not None:
            act(self._site)
            self._known = self._cells()
        if method == WRITE:
            self.writes.append(self.calls)
        self.calls += 1
        self._called = f"call {self.calls} ({method})"

    def end(self) -> None:
        """No call is left; who would have acted later acts now."""
        self._compare()
        for moment in sorted(m for m in self._moments if m >= self.calls):
            self._moments[moment](self._site)
        self._moments = {}
        self._known = self._cells()

    def _compare(self) -> None:
        now = self._cells()
        for title, before in self._known.items():
            after = now[title]
            if after is None or before is None:
                if before is not after:
                    self.wrong.append(f"{self._called} made or took away {title}")
            elif after[: len(before)] != before:
                self.wrong.append(f"{self._called} changed what stood in {title}")
            else:
                self.added[title] += len(after) - len(before)
        self._known = now

    def _cells(self) -> dict[str, Cells | None]:
        return {title: _entered(self._site.sheet(title)) for title in PEOPLES}


def _entered(sheet: Sheet | None) -> Cells | None:
    """What was entered in each row down to the last that holds anything."""
    if sheet is None:
        return None
    return [
        {column: said for column, cell in row.items() if (said := cell.get("userEnteredValue"))}
        for row in sheet.rows[: sheet.last_row()]
    ]
