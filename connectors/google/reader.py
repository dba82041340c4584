"""Reading the tabs of one spreadsheet: all of them in one call, found by their number."""

from collections.abc import Mapping
from typing import Any

from connectors.google import cells
from connectors.google.account import Account
from connectors.google.layout import sheet_id
from connectors.google.looks import FIELDS
from connectors.google.memory import Memory
from connectors.google.problems import GoogleEmpty, GoogleRefused
from connectors.google.seen import Seen
from sheets_schema.grid import TabLayout

MOST_TRIES = 2


class TabReader:
    """The known tabs of a spreadsheet; their numbers are kept in the memory. All raise GoogleProblem."""

    def __init__(self, account: Account, spreadsheet: str, tabs: Mapping[str, TabLayout], memory: Memory) -> None:
        self._account, self._id, self._tabs, self._memory = account, spreadsheet, tabs, memory

    def titles(self) -> dict[str, int]:
        """The number of each tab there is, by its title."""
        said = self._account.sheets("get", f"/{self._id}", query={"fields": "sheets.properties(sheetId,title)"})
        found = [sheet["properties"] for sheet in said.get("sheets", []) if "properties" in sheet]
        if not found:
            raise GoogleEmpty  # a spreadsheet has one tab at least
        return {str(tab.get("title", "")): int(tab.get("sheetId", 0)) for tab in found}

    def numbered(self, titles: Mapping[str, int]) -> dict[str, int]:
        """The number of each known tab, remembered from here on: as it was, by its title, or as we number it.

        A tab that was there and is not is remembered too: somebody may take it back.
        """
        before: dict[str, int] = self._memory.get("numbers") or {}
        there = {cells.squeezed(title): number for title, number in titles.items()}
        left = set(there.values())
        numbers: dict[str, int] = {}
        for known in (
            before,
            {t: there.get(cells.squeezed(t)) for t in self._tabs},
            {t: sheet_id(t) for t in self._tabs},
        ):
            for title, number in known.items():
                if number is not None and number in left and title in self._tabs and title not in numbers:
                    numbers[title] = number
                    left.discard(number)
        missing = {*before, *self._memory.get("missing", ())} - numbers.keys()
        self._memory.put(numbers=numbers, missing=sorted(missing))
        return numbers

    def read(self, *, whole: bool = False) -> Seen:
        """All known tabs in one call; their numbers are asked for only when those known do not fit any more.

        Values alone will do for a while after a read of everything.
        """
        numbers: dict[str, int] = self._memory.get("numbers") or {}
        whole = whole or not self._memory.get("plain_reads", 0)
        fresh = not numbers or bool(self._memory.get("missing"))
        for _ in range(MOST_TRIES):
            if fresh:
                numbers = self.numbered(self.titles())
            try:
                seen = self._whole(numbers) if whole else self._plain(numbers)
            except (GoogleRefused, GoogleEmpty):
                if fresh:
                    raise
                fresh = True  # a tab that was known is gone
                continue
            if self._is_bare(seen) and self._memory.get("token") is not None:
                raise GoogleEmpty
            self._count(seen)
            return seen
        raise GoogleRefused

    def _is_bare(self, seen: Seen) -> bool:
        """Whether people's tabs have not even headings, which nobody takes from all of them at once."""
        return not any(rows for title, rows in seen.values.items() if not self._tabs[title].own)

    def _count(self, seen: Seen) -> None:
        """Remember how many reads of values alone may still follow, and what stands around them meanwhile."""
        left = self._memory.get("plain_reads", 0) - 1 if seen.looks is None else seen.plain_reads
        self._memory.put(plain_reads=left, around=seen.around)

    def _whole(self, numbers: Mapping[str, int]) -> Seen:
        """Everything that Circlebook looks at."""
        if not numbers:
            return Seen.whole({}, numbers, self._tabs)
        body = {"dataFilters": [{"gridRange": {"sheetId": number}} for number in numbers.values()]}
        said = self._account.sheets("post", f"/{self._id}:getByDataFilter", body=body, query={"fields": FIELDS})
        sheets = [sheet for sheet in said.get("sheets", []) if sheet.get("data")]
        found = {int(sheet.get("properties", {}).get("sheetId", 0)): sheet for sheet in sheets}
        if found.keys() != set(numbers.values()):
            raise GoogleEmpty
        return Seen.whole(found, numbers, self._tabs)

    def _plain(self, numbers: Mapping[str, int]) -> Seen:
        """The values alone."""
        around = self._memory.get("around", "")
        if not numbers:
            return Seen.of({}, numbers, self._tabs, around)
        body = {
            "dataFilters": [{"gridRange": {"sheetId": number}} for number in numbers.values()],
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        said = self._account.sheets("post", f"/{self._id}/values:batchGetByDataFilter", body=body)
        found = {_asked_for(part): part.get("valueRange", {}).get("values", []) for part in said.get("valueRanges", [])}
        if found.keys() != set(numbers.values()):
            raise GoogleEmpty
        return Seen.of(found, numbers, self._tabs, around)


def _asked_for(part: Mapping[str, Any]) -> int:
    """The number of the tab that a part of an answer is about; it comes with the filter that it answers."""
    filters = part.get("dataFilters") or [{}]
    return int(filters[0].get("gridRange", {}).get("sheetId", 0))
