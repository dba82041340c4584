"""The answers to forms as they stand in a spreadsheet that a form is linked to, for forms that a person made.

Google writes one row for each answer, and writes it anew when the answer is edited. Which tab belongs to which form,
and which column to which question, is known by the words of the questions alone: people sort such tabs, and a form
that is unlinked and linked again begins another tab.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from connectors.google.account import Account
from connectors.google.answers import Answer, Build, FormAnswers, lost_of
from connectors.google.cells import squeezed
from connectors.google.forms import GoogleForms, cells
from connectors.google.memory import Memory
from connectors.google.problems import GoogleEmpty, GoogleNoQuestions, GoogleNoStamp
from connectors.google.questions import Asked, titles
from sheets_schema.form import Form

STAMPS = frozenset({"timestamp", "marca temporal", "horodateur", "carimbo de data/hora", "zeitstempel"})
"""How Google heads the times of answers, in the language of whoever linked the form."""

FEWEST = 3
"""Questions of a form that a tab must have to hold its answers."""

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  a serial number is a wall clock's
_DAY = 86_400_000
"""Milliseconds."""

_LAST = 2_958_466
"""The day after the last that a spreadsheet knows."""

Rows = Sequence[Sequence[Any]]


class ResponseTabs:
    """The tabs of one spreadsheet, read once for all forms whose answers may stand there. Raises GoogleProblem."""

    def __init__(self, account: Account, spreadsheet: str) -> None:
        self._account, self._id = account, spreadsheet
        self._read: tuple[list[Rows], tzinfo] | None = None
        self._told: set[str] = set()
        self.readers: list[TabAnswers] = []
        """Those of all forms whose answers may stand here."""

    def rows(self, form: str) -> tuple[list[Rows], tzinfo]:
        """The values of all tabs, and the zone of their times; a form that asks again has them read again."""
        if self._read is None or form in self._told:
            self._read, self._told = self._asked(), set()
        self._told.add(form)
        return self._read

    def _asked(self) -> tuple[list[Rows], tzinfo]:
        fields = "properties.timeZone,sheets.properties(sheetId,gridProperties)"
        said = self._account.sheets("get", f"/{self._id}", query={"fields": fields})
        if not said.get("sheets") or "timeZone" not in said.get("properties", {}):
            raise GoogleEmpty  # a spreadsheet has one tab at least, and a zone
        numbers = [s["properties"]["sheetId"] for s in said["sheets"] if "gridProperties" in s["properties"]]
        body = {
            "dataFilters": [{"gridRange": {"sheetId": number}} for number in numbers],
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
        }
        found = self._account.sheets("post", f"/{self._id}/values:batchGetByDataFilter", body=body)
        tabs = [one.get("valueRange", {}).get("values", []) for one in found.get("valueRanges", [])]
        if len(tabs) < len(numbers):
            raise GoogleEmpty
        return tabs, _zone(said["properties"]["timeZone"])


def _zone(said: str) -> tzinfo:
    """A zone by its name, or by its distance: Google writes GMT-07:00 for one without a name (Sheets API, timeZone)."""
    try:
        return ZoneInfo(said)
    except ZoneInfoNotFoundError:
        return datetime.strptime(said.removeprefix("GMT"), "%z").tzinfo or UTC


class TabAnswers:
    """The answers to one form from the tabs of a spreadsheet.

    An answer is known by its time and all that was answered, so that a sorted or copied tab brings nothing new, and an
    edited answer comes once more. So does one of which more can be read than before, but not one of which less can.
    ``words`` are the headings that a person may give a field's question.
    """

    def __init__(self, tabs: ResponseTabs, form: Form, words: Mapping[str, Sequence[str]], memory: Memory) -> None:
        self._tabs, self.form, self._memory = tabs, form, memory
        tabs.readers.append(self)
        self._titles = titles(form, words)
        self._mark = f"answered {form.name}"
        self._seen: dict[str, Any] = {}
        self.unread: Sequence[str] = ()
        """The headings of columns with answers that belong to no question, while a question has no column."""
        self.undated = 0
        """Rows with as many answers as a form's, and words where their time should stand."""

    @property
    def tab(self) -> str:
        """The title of the tab whose rows they become."""
        return self.form.tab

    def new(self) -> Sequence[Answer]:
        """What was sent or edited since ``taken``, oldest first. Raises GoogleProblem.

        So where no tab fits, unless this form never had one and each tab with answers is another form's: a practice
        need not have both.
        """
        with lost_of(self.form):
            tabs, zone = self._tabs.rows(self.form.name)
        holding = [rows for rows in tabs if rows and self.fits(rows[0])]
        if not holding and (self._memory.get(self._mark) is not None or not self._are_of_others(tabs)):
            is_unstamped = any(rows and self.questions_in(rows[0]) >= FEWEST for rows in tabs)
            raise (GoogleNoStamp if is_unstamped else GoogleNoQuestions)(self.form.title)
        self.undated = 0
        found = {one.row_id: one for rows in holding for one in self._answers(rows, zone)}
        self.unread = tuple(sorted({word for rows in holding for word in self._unread(rows)}))
        fields = {one.number for rows in holding for one in self._columns(rows[0]).values()}
        kept = self._memory.get(self._mark, {"known": {}, "fields": []})
        # Without a heading that was known, each answer is another by its words, and the same by its time.
        moments = set(kept["known"].values()) if fields < set(kept["fields"]) else set()
        self._seen = {"known": {one.row_id: _moment(one) for one in found.values()}, "fields": sorted(fields)}
        new = (one for one in found.values() if one.row_id not in kept["known"] and _moment(one) not in moments)
        return sorted(new, key=lambda one: one.sent)

    def taken(self) -> None:
        """What ``new`` brought stands in the tab now."""
        if self._seen.get("fields"):
            self._memory.put(**{self._mark: self._seen})

    def offer(self, groups: Sequence[str], payers: Sequence[str]) -> None:
        """Nothing: a form that a person made is theirs to change."""

    def fits(self, heads: Sequence[Any]) -> bool:
        """Whether a tab holds answers to this form: no other form has more of its questions."""
        mine = self.questions_in(heads)
        return (
            _is_stamped(heads) and mine >= FEWEST and all(one.questions_in(heads) <= mine for one in self._tabs.readers)
        )

    def questions_in(self, heads: Sequence[Any]) -> int:
        """How many of these headings are questions of this form."""
        return len({squeezed(str(head)) for head in heads} & self._titles.keys())

    def _are_of_others(self, tabs: Sequence[Rows]) -> bool:
        """Whether there are tabs with answers, and each of them fits another form."""
        stamped = [rows[0] for rows in tabs if rows and _is_stamped(rows[0])]
        return bool(stamped) and all(any(one.fits(heads) for one in self._tabs.readers) for heads in stamped)

    def _answers(self, rows: Rows, zone: tzinfo) -> Iterator[Answer]:
        columns, stamp_at = self._columns(rows[0]), _stamped(rows[0])
        for row in rows[1:]:
            stamp, said = row[stamp_at] if stamp_at < len(row) else None, _said(row, columns)
            if not isinstance(stamp, int | float) or not 0 <= stamp < _LAST or not said:
                # A person's own line or an empty one, if it does not look like a form's.
                self.undated += stamp not in (None, "") and len(said) >= FEWEST
                continue
            answers = {
                number: {"textAnswers": {"answers": [{"value": text} for text in texts]}}
                for number, texts in said.items()
            }
            sent = (_DAY_ZERO + timedelta(milliseconds=round(stamp * _DAY))).replace(tzinfo=zone)
            yield Answer(_row_id(self.form, stamp, said), sent, cells(self.form, answers))

    def _columns(self, heads: Sequence[Any]) -> dict[int, Asked]:
        """What each column holds; of two with the same words the first holds the question that comes first."""
        seen: Counter[str] = Counter()
        found = {}
        for n, word in enumerate(squeezed(str(head)) for head in heads):
            asked = self._titles.get(word, ())
            if asked:
                found[n] = asked[min(seen[word], len(asked) - 1)]
                seen[word] += 1
        return found

    def _unread(self, rows: Rows) -> Iterator[str]:
        columns = self._columns(rows[0])
        if {one.number for one in columns.values()} == {one.number for asked in self._titles.values() for one in asked}:
            return  # a question more is the practice's own
        for n, head in enumerate(rows[0]):
            if (
                head
                and n not in columns
                and squeezed(str(head)) not in STAMPS
                and any(_holds(row, n) for row in rows[1:])
            ):
                yield str(head)


def _moment(answer: Answer) -> str:
    """When it was sent, by the clock of the tab."""
    return answer.sent.replace(tzinfo=None).isoformat(timespec="milliseconds")


def _is_stamped(heads: Sequence[Any]) -> bool:
    """Whether Google writes answers below these headings."""
    return _stamped(heads) >= 0


def _stamped(heads: Sequence[Any]) -> int:
    """Where the times of answers stand, -1 for nowhere."""
    return next((n for n, head in enumerate(heads) if squeezed(str(head)) in STAMPS), -1)


def _holds(row: Sequence[Any], n: int) -> bool:
    return n < len(row) and row[n] not in ("", None)


def _said(row: Sequence[Any], columns: Mapping[int, Asked]) -> dict[str, list[str]]:
    """What was answered to each question, by its number; of two columns for one question the first filled one counts."""
    found: dict[str, list[str]] = {}
    for n, (question, number) in columns.items():
        if _holds(row, n) and number not in found:
            text = _text(row[n], question.kind)
            found[number] = text.split(", ") if question.kind in ("several", "grid") else [text]
    return found


def _text(value: Any, kind: str) -> str:
    """A cell as the text that was answered: Sheets makes numbers and days of what looks like them."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float) and kind == "date" and 0 <= value < _LAST:
        return (_DAY_ZERO + timedelta(days=value)).date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _row_id(form: Form, stamp: float, said: Mapping[str, Sequence[str]]) -> str:
    """The same for the same answer at the same time, on any machine."""
    key = repr((round(stamp * _DAY), sorted((number, list(values)) for number, values in said.items())))
    return f"{form.prefix}-{zlib.crc32(key.encode()) % 10**8:08d}"


@dataclass(frozen=True)
class AskedForm:
    """A form of the practice: its ID where it is known, how it is made, and by which headings people know its columns."""

    id: str | None
    build: Build
    words: Mapping[str, Sequence[str]]


def answers_of(
    account: Account,
    forms: Iterable[AskedForm],
    memory: Memory,
    owner: GoogleForms | None = None,
    spreadsheet: str | None = None,
) -> list[FormAnswers | TabAnswers]:
    """The answers to each form: asked of the form itself, or read from a spreadsheet where only that is known.

    With ``owner`` the forms themselves also offer the practice's groups and payers.
    """
    tabs = ResponseTabs(account, spreadsheet) if spreadsheet else None
    found: list[FormAnswers | TabAnswers] = []
    for form in forms:
        if form.id:
            editor = (owner, form.build) if owner else None
            found.append(FormAnswers(account, form.id, form.build((), ()), memory, editor, form.words))
        elif tabs:
            found.append(TabAnswers(tabs, form.build((), ()), form.words, memory))
    return found
