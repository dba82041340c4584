"""A form linked to a spreadsheet: its answers as rows of a tab, written as Google writes them.

What looks like a number or a day becomes one, as if it had been typed; an edited answer is written into its own row.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from connectors.google.emulator import entering
from connectors.google.emulator.entering import Data
from connectors.google.emulator.forms import submit
from connectors.google.emulator.sheet import Sheet
from connectors.google.emulator.updates import batch_update
from connectors.google.emulator.world import World

_DAY = 86_400
_WHEN = "when"
_STAMP = {"type": "DATE_TIME", "pattern": "m/d/yyyy h:mm:ss"}


class Linked:
    """What people who answer a form do, and the tab in which it shows."""

    def __init__(self, world: World, form: str, book: str) -> None:
        self._world, self._form, self._book = world, form, book
        self._stamps: dict[str, float] = {}
        """When each response was sent last: by this its row is found, wherever a sort put it."""
        many = sum(sheet.title.startswith("Form Responses") for sheet in world.books[book].sheets)
        self._first_title = f"Form Responses {many + 1}"
        replies = batch_update(world.books[book], [{"addSheet": {"properties": {"title": self._first_title}}}])
        self._number = int(replies[0]["addSheet"]["properties"]["sheetId"])
        for column, (title, question) in enumerate([("Timestamp", _WHEN), *self._questions()]):
            self.sheet.opened(0, column).update({"userEnteredValue": {"stringValue": title}, "note": question})

    @property
    def sheet(self) -> Sheet:
        """The tab, whatever people call it. Raises Refused once it is gone."""
        return self._world.books[self._book].sheet(self._number)

    @property
    def title(self) -> str:
        """What the tab is called now, or was called at first."""
        return next((s.title for s in self._world.books[self._book].sheets if s.id == self._number), self._first_title)

    def submit(self, answers: Mapping[str, list[str]], response_id: str = "") -> str:
        """Answer the form, or answer it once more with other words; the ID of the response."""
        response = submit(self._world, self._form, answers, response_id)
        row, columns = self._row(self._stamps.get(response)), self._columns()
        for column in columns.values():
            row.pop(column, None)
        stamp = self._stamps[response] = self._now()
        looks = {"userEnteredFormat": {"numberFormat": _STAMP}}
        row[columns[_WHEN]] = {"userEnteredValue": {"numberValue": stamp}, **looks}
        for question, values in answers.items():
            if values and question in columns:
                row[columns[question]] = _entered(", ".join(values))
        self._world.touched(self._book, self._world.files[self._book].owner)
        return response

    def _row(self, stamp: float | None) -> dict[int, Any]:
        at = self._columns()[_WHEN]
        for row in self.sheet.rows:
            if stamp is not None and row.get(at, {}).get("userEnteredValue", {}).get("numberValue") == stamp:
                return row
        last = self.sheet.last_row()
        self.sheet.opened(last, 0)
        return self.sheet.rows[last]

    def _now(self) -> float:
        zone = ZoneInfo(self._world.books[self._book].properties["timeZone"])
        moment = self._world.now().astimezone(zone).replace(tzinfo=entering.EPOCH.tzinfo)
        return round((moment - entering.EPOCH).total_seconds(), 3) / _DAY

    def _columns(self) -> dict[str, int]:
        """Where the answers to each question stand now: Google knows its columns wherever people drag them."""
        return {cell["note"]: column for column, cell in self.sheet.rows[0].items() if "note" in cell}

    def _questions(self) -> Iterator[tuple[str, str]]:
        """The heading for each question, and its ID."""
        for item in self._world.forms[self._form]["items"]:
            if "questionItem" in item:
                yield item["title"], item["questionItem"]["question"]["questionId"]
            for line in item.get("questionGroupItem", {}).get("questions", []):
                yield f"{item['title']} [{line['rowQuestion']['title']}]", line["questionId"]


def _entered(said: str) -> Data:
    """An answer as a cell; one that begins like a formula stays text."""
    value, found = entering.typed(said, "TEXT" if said.startswith("=") else "")
    return {"userEnteredValue": value, **({"userEnteredFormat": {"numberFormat": found}} if found else {})}
