"""What is known of a phone number itself, whoever has it: opt-outs, opt-ins, wrong numbers, when it was last of use."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from domain.details import Details
from domain.history import Happened, History
from domain.text_failures import why_of
from domain.text_history import gone

OPT_OUTS = frozenset({"opt_out", "cancel_word"})
OUT_OF_USE = frozenset({"bad_number"})


@dataclass
class Number:
    """One number by its mark; days are the practice's, ``moments`` are exact."""

    stopped: datetime | None = None
    started: datetime | None = None
    opted_out_on: date | None = None
    wrong: datetime | None = None
    refused: datetime | None = None
    last_heard: datetime | None = None

    def opted_out(self, details: Details, on_row: date | None) -> date | None:
        """The day of the opt-out that still holds; START from the number itself ends it, nothing else here does."""
        days = [d for d in (on_row, self.opted_out_on) if d]
        if self.stopped:
            days.append(_day(self.stopped, details))
        if not days:
            return None
        last = max(days)
        if self.started is None or (self.stopped and self.stopped >= self.started):
            return last
        begun_again = _day(self.started, details)
        rows = [d for d in (on_row, self.opted_out_on) if d and not self._copied(d, details)]
        return None if all(begun_again > d for d in rows) else last

    def _copied(self, day: date, details: Details) -> bool:
        """Whether a day on a row only repeats the STOP that came from the number."""
        return self.stopped is not None and day == _day(self.stopped, details)

    def out_of_use(self, details: Details) -> date | None:
        """The day since which the number is known to be wrong or to take no texts."""
        found = [m for m in (self.wrong, self.refused) if m]
        return _day(max(found), details) if found else None


def numbers(history: History) -> dict[str, Number]:
    """All that the ledger knows of numbers, by their marks."""
    found: defaultdict[str, Number] = defaultdict(Number)
    for text in gone(history):
        if text.phone:
            _text(found[text.phone], text.happened, heard=text.happened.state == "done")
    for reply in history.of_kind("reply"):
        _reply(found[reply.detail["phone"]], reply)
    for kept in history.of_kind("optout"):
        number, day = found[kept.detail["phone"]], date.fromisoformat(kept.detail["on"])
        number.opted_out_on = max(number.opted_out_on or day, day)
    return found


def _text(number: Number, text: Happened, *, heard: bool) -> None:
    at = text.finished or text.begun
    if heard:
        number.last_heard = _later(number.last_heard, at)
    why = why_of(text) if text.state == "failed" else None
    if why == "opted_out":
        number.stopped = _later(number.stopped, at)
    if why in OUT_OF_USE:
        number.refused = _later(number.refused, at)


def _reply(number: Number, reply: Happened) -> None:
    said, at = reply.detail["said"], datetime.fromisoformat(reply.detail["at"])
    number.last_heard = _later(number.last_heard, at)
    if said in OPT_OUTS:
        number.stopped = _later(number.stopped, at)
    elif said == "opt_in":
        number.started = _later(number.started, at)
    elif said == "wrong_number":
        number.wrong = _later(number.wrong, at)


def _later(known: datetime | None, at: datetime) -> datetime:
    return max(known, at) if known else at


def _day(at: datetime, details: Details) -> date:
    return at.astimezone(details.zone).date()
