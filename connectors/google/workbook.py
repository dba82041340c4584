"""The workbook port on Google Sheets."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from connectors.google import cells
from connectors.google.account import Account
from connectors.google.layout import append_request, sheet_id, tab_requests
from connectors.google.memory import Memory
from connectors.google.moved import New, any_moved, misplaced
from connectors.google.reader import TabReader
from connectors.google.seen import Seen, digest, grid
from domain.problems import WorkbookChanged, WorkbookProblem
from sheets_schema.grid import Grid, OwnRows, Snapshot, TabLayout, Written

CHANGED = "The spreadsheet was changed by someone else while Circlebook worked. Nothing is lost; run it again."
MOST_ADD_TRIES = 3
"""How often rows are added again when somebody moved the columns just then."""


class Gate(Protocol):
    """Whatever can tell without reading that a file has not changed."""

    def unchanged(self, file_id: str, memory: Memory) -> bool:
        """Whether there is no sign of a change since this practice last asked."""
        ...

    def was_read(self, memory: Memory, *, changed: bool) -> None:
        """Note that the file was read, and whether people had changed something."""
        ...


class GoogleWorkbook:
    """A practice's tabs in one spreadsheet.

    ``tabs`` are those that are known, with their formats. Tabs are found by their number, so that a person may give
    one another title. Nothing is ever written into a row that exists in a people's tab. All raise WorkbookProblem.
    """

    exact = False

    def __init__(
        self,
        account: Account,
        spreadsheet: str,
        tabs: Sequence[TabLayout],
        memory: Memory | None = None,
        gate: Gate | None = None,
    ) -> None:
        self._account, self._id, self._gate = account, spreadsheet, gate
        self._tabs = {tab.title: tab for tab in tabs}
        self._memory = memory or Memory()
        self._reader = TabReader(account, spreadsheet, self._tabs, self._memory)
        self._seen: Seen | None = None
        self._fresh = False

    def token(self) -> str:
        """A digest of what people's tabs hold; without a call of its own where the gate saw no change."""
        known = self._memory.get("token")
        if known is not None and self._gate is not None and self._gate.unchanged(self._id, self._memory):
            return str(known)
        # A file that the gate saw change is read whole at once; else values tell first whether anything changed.
        seen = self._read(whole=self._gate is not None)
        self._fresh = True
        self._memory.put(token=seen.token)
        if self._gate is not None:
            self._gate.was_read(self._memory, changed=known is not None and seen.token != known)
        return seen.token

    def snapshot(self, titles: Sequence[str]) -> Snapshot:
        """The tabs of these titles that exist, with all that stands around their values, in one call.

        A read that ``token`` just made is used if it was one of everything.
        """
        seen = self._seen if self._fresh and self._seen is not None and self._seen.looks is not None else None
        seen = seen or self._read(whole=True)
        self._fresh = False
        self._memory.put(token=seen.token)
        return Snapshot(seen.token, {title: grid(title, seen, self._tabs) for title in titles if title in seen.values})

    def titles(self) -> set[str]:
        """The known tabs that this spreadsheet had when it was read last."""
        return set(self._memory.get("numbers") or self._read().values)

    def awaited(self) -> set[str]:
        """The tabs that were here, or are looked for here, and are not."""
        return set(self._memory.get("missing", ()))

    def look_for(self, titles: Collection[str]) -> None:
        """Wait for these tabs and no others."""
        self._memory.put(missing=sorted(titles))
        self._seen, self._fresh = None, False

    def append(self, token: str, rows: Mapping[str, Sequence[Sequence[Written]]]) -> str:
        """New rows at the end of tabs, cells in the order in which the tab's columns stand; the new token.

        Google puts them after the last row in one step, so that rows which people move meanwhile are not hit. Rows that
        landed under wrong headings, because somebody moved a column just then, are added again under the right ones.
        The token is then the old one: what else this pass would add was made for the old order, and is refused.
        """
        wanted: New = {title: new for title, new in rows.items() if new}
        if not wanted:
            return token
        seen = self._read()
        if seen.token != token:
            raise WorkbookChanged(CHANGED)
        first = seen
        for _ in range(MOST_ADD_TRIES):
            self._add(seen, wanted)
            self._seen, self._fresh = None, False
            # What stands there now is known only by reading; a later write of this pass compares with it.
            after = self._read(whole=True)
            wanted = misplaced(wanted, seen.values, after.values, self._tabs)
            if not wanted:
                break
            seen = after  # the same IDs stand twice now, which is asked about: no row is put right by its place
        self._fresh = True
        self._memory.put(token=after.token)
        return token if any_moved(first.values, after.values, self._tabs) else after.token

    def show(self, token: str, tabs: Mapping[str, OwnRows]) -> str:
        """Replace the rows below the header of own tabs, all in one call; tabs that are equal are left alone."""
        digests = {title: digest([[repr(cell) for cell in row] for row in rows]) for title, rows in tabs.items()}
        shown = dict(self._memory.get("shown", {}))
        if self._seen is None and all(shown.get(title) == digest for title, digest in digests.items()):
            return token
        seen = self._seen or self._read()
        changed = [t for t, rows in tabs.items() if not self._equal(seen, t, rows) or shown.get(t) != digests[t]]
        if changed:
            requests = [r for title in changed for r in self._show_requests(seen, title, tabs[title])]
            self._batch(requests)
            seen.replace({title: [[cells.shown(c) for c in row] for row in tabs[title]] for title in changed})
        self._memory.put(shown={**shown, **digests})
        return token

    def lay_out(self, tabs: Sequence[TabLayout]) -> None:
        """Add the tabs that the spreadsheet lacks, after those it has; tabs that exist stay as they are."""
        there = self._reader.titles()
        numbers = self._reader.numbered(there)
        missing = [t for t in tabs if t.title not in numbers and sheet_id(t.title) not in there.values()]
        if missing:
            # Status comes first: the lookups of the others name it. All of it happens, or nothing.
            ordered = sorted(missing, key=lambda tab: not tab.hidden)
            made = [request for tab in ordered for request in tab_requests(tab)]
            self._batch([*made, *_in_order(missing, there)], once=True)
            self._reader.numbered(self._reader.titles())
        self._seen, self._fresh = None, False
        self._memory.put(shown={}, token=None, plain_reads=0)

    def _read(self, *, whole: bool = False) -> Seen:
        self._seen = self._reader.read(whole=whole)
        return self._seen

    def _add(self, seen: Seen, rows: New) -> None:
        requests = []
        for title, new in rows.items():
            self._known(seen, title)
            _, live = cells.headings(seen.values[title], self._columns(title))
            width = max(len(row) for row in new)
            columns = [live.get(n) for n in range(max(width, *(n + 1 for n in live), 0))]
            requests.append(append_request(seen.numbers[title], new, columns))
        self._batch(requests, once=True)

    def _columns(self, title: str) -> Sequence[Any]:
        return self._tabs[title].columns if title in self._tabs else ()

    @staticmethod
    def _known(seen: Seen, title: str) -> None:
        if title not in seen.numbers:
            raise WorkbookProblem(
                f"The tab {title} is missing. Take it back from Version history, or run circlebook new."
            )

    def _equal(self, seen: Seen, title: str, rows: OwnRows) -> bool:
        self._known(seen, title)
        wanted = [[cells.shown(value) for value in row] for row in rows]
        return _trimmed(seen.values[title][1:]) == _trimmed(wanted)

    def _show_requests(self, seen: Seen, title: str, rows: OwnRows) -> list[dict[str, Any]]:
        """Clear below the header, put the header right, and let Google append: the tab grows by itself."""
        number, tab = seen.numbers[title], self._tabs[title]
        kinds = [column.format for column in tab.columns]
        data = [
            {"values": [cells.cell(value, kinds[n] if n < len(kinds) else "general", seen.numbers) for n, value in enumerate(row)]}
            for row in rows
        ]  # fmt: skip
        header = [{"userEnteredValue": {"stringValue": column.header}} for column in tab.columns]
        start = {"sheetId": number, "rowIndex": 0, "columnIndex": 0}
        fields = "userEnteredValue,userEnteredFormat.numberFormat"
        return [
            {"updateCells": {"range": {"sheetId": number, "startRowIndex": 1}, "fields": "userEnteredValue"}},
            {"updateCells": {"start": start, "rows": [{"values": header}], "fields": "userEnteredValue"}},
            *([{"appendCells": {"sheetId": number, "rows": data, "fields": fields}}] if data else []),
        ]

    def _batch(self, requests: Sequence[dict[str, Any]], *, once: bool = False) -> None:
        if requests:
            self._account.sheets("post", f"/{self._id}:batchUpdate", body={"requests": list(requests)}, once=once)


def _in_order(laid: Sequence[TabLayout], there: Mapping[str, int]) -> list[dict[str, Any]]:
    """The order in which people see the new tabs, and away with the empty tab that a new spreadsheet comes with."""
    moves = [
        {"updateSheetProperties": {"properties": {"sheetId": sheet_id(tab.title), "index": len(there) + n}, "fields": "index"}}
        for n, tab in enumerate(laid)
    ]  # fmt: skip
    return [*moves, {"deleteSheet": {"sheetId": 0}}] if there == {"Sheet1": 0} else moves


def _trimmed(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    kept = []
    for row in rows:
        cut = list(row)
        while cut and cut[-1] in ("", None):
            cut.pop()
        kept.append(cut)
    while kept and not kept[-1]:
        kept.pop()
    return kept


__all__ = ["GoogleWorkbook", "Grid"]
