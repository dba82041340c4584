"""Cells that hold an answer: yes or no, in progress, consent to texts, insurance verified."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.lists import Prep, YesNo, YesNoUnsure
from sheets_schema.cells.days import day, last_such_day
from sheets_schema.cells.said import DASHES, Ask, Note, broken, shown, tidy
from sheets_schema.grid import Raw

_YES = frozenset(
    [
        "yes",
        "y",
        "yep",
        "yeah",
        "x",
        "[x]",
        "✓",
        "✔",
        "☑",
        "✅",
        "1",
        "true",
        "ok",
        "done",
        "verified",
        "completed",
        "complete",
        "si",
        "sí",
    ]
)
_NO = frozenset(["no", "n", "nope", "not yet", "0", "false", "[ ]", "never"])
_IN_PROGRESS = frozenset(
    [
        "in progress",
        "in prog",
        "pending",
        "called",
        "waiting",
        "called, waiting",
        "started",
        "working on it",
        "inprogress",
    ]
)
_NOT_NEEDED = frozenset(["self pay", "self-pay", "selfpay", "n/a", "na", "not needed", "not applicable"])
_VERSION = re.compile(r"\(([A-Z]{3} ?v\d+)\)", re.IGNORECASE)
_YES_AND = re.compile(r"(?:yes|y)\s*[-\u2013\u2014:]\s*([A-Za-z][\w .&'/-]*)", re.IGNORECASE)
_DONE_ON = re.compile(r"(?:yes|verified|done|completed)\s+(?:on )?(\d\S*)", re.IGNORECASE)


def _key(text: str) -> str:
    return text.replace("\ufe0f", "").casefold().rstrip(".")


def _text(raw: Raw) -> str | None:
    """The words of a cell that holds words or a number, else None."""
    if isinstance(raw, str):
        return tidy(raw)
    return shown(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else None


def yes_no(raw: Raw) -> Any:
    """Yes or No in the usual words; a ticked box is Yes, an empty box is no answer."""
    if isinstance(raw, bool):
        return YesNo.YES if raw else None
    text = _text(raw)
    if text is None:
        return Ask("YESNO_UNCLEAR")
    if not text or text in DASHES:
        return None
    if _key(text) in _YES:
        return YesNo.YES
    return YesNo.NO if _key(text) in _NO else broken(text) or Ask("YESNO_UNCLEAR")


def progress(raw: Raw) -> Any:
    """Yes, No or In progress."""
    text = _text(raw)
    if text is not None and _key(text) in _IN_PROGRESS:
        return Prep.IN_PROGRESS
    found = yes_no(raw)
    return Prep(found.value) if isinstance(found, YesNo) else found


_UNSURE = frozenset(["not sure", "unsure", "don't know", "unknown", "notsure"])


def unsure(raw: Raw) -> Any:
    """Yes, No or Not sure, as a payer's agent answers."""
    text = _text(raw)
    if text is not None and _key(text) in _UNSURE:
        return YesNoUnsure.NOT_SURE
    found = yes_no(raw)
    return YesNoUnsure(found.value) if isinstance(found, YesNo) else found


_REVOKED = re.compile(
    r"(?:no texts?|stop|declined?|refused|revoked?|withdrawn|opted? out|do not text|i have questions)\b.*",
    re.IGNORECASE,
)
"""Words of a refusal; who has questions, as the intake form lets people say, has not agreed."""
_AGREED = re.compile(r"(?:yes, )?i (?:agree|accept(?: the risk)?)(?: \([A-Z]{3} ?v\d+\))?\.?", re.IGNORECASE)
_NO_ANSWER_TO_A_CONSENT = frozenset(["done", "verified", "completed", "complete", "ok"])
"""Words for a task that is done; they do not say that somebody agreed."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """An answer to a consent, with the version of the words that were agreed to ("" where it is not said)."""

    answer: YesNo
    version: str = ""


def agreed(raw: Raw) -> Any:
    """A consent: only an explicit yes opens, any word of refusal closes, everything else is asked about."""
    text = _text(raw) or ""
    found = Ask("CONSENT_UNCLEAR") if _key(text) in _NO_ANSWER_TO_A_CONSENT else yes_no(raw)
    if isinstance(found, YesNo):
        return Agreed(found)
    if not isinstance(found, Ask) or found.code != "YESNO_UNCLEAR":
        return found
    if not text.endswith("?"):
        if _REVOKED.fullmatch(text):
            return Agreed(YesNo.NO)
        if _AGREED.fullmatch(text):
            m = _VERSION.search(text)
            return Agreed(YesNo.YES, m[1].split()[-1].lower() if m else "")
    return Ask("CONSENT_UNCLEAR")


def consent(raw: Raw) -> Any:
    """A consent as Yes or No; see ``agreed``."""
    found = agreed(raw)
    return found.answer if isinstance(found, Agreed) else found


@dataclass(frozen=True, slots=True)
class Verified:
    """What a column "Insurance verified" says: Yes, No, In progress or Not needed, with payer and day where told."""

    state: str
    payer: str = ""
    on: date | None = None


def verified(raw: Raw, today: date | None = None) -> Any:  # noqa: PLR0911  one answer for each way to say it
    """Insurance verified, as old lists say it: "Yes - Aetna" tells the payer too, a day means done on that day.

    A day without its year is the last such day before ``today``; without ``today`` it is asked about.
    """
    if isinstance(raw, date | datetime):
        return _done_on(raw, today)
    text = _text(raw)
    if text is not None and _key(text) in _NOT_NEEDED:
        return Verified("Not needed")
    found = progress(raw)
    if isinstance(found, Prep):
        return Verified(found.value)
    if not isinstance(found, Ask) or found.code != "YESNO_UNCLEAR" or text is None:
        return found
    if m := _YES_AND.fullmatch(text):
        return Verified("Yes", m[1].strip())
    if m := _DONE_ON.fullmatch(text):
        return _done_on(m[1], today)
    return _done_on(text, today) if text[:1].isdigit() and "/" in text else found


def _done_on(said: Raw, today: date | None) -> Any:
    found = day(said)
    if isinstance(found, Ask):
        on = last_such_day(found.could, today) if found.code == "DATE_NO_YEAR" and today else None
    else:
        on = found.value if isinstance(found, Note) else found
    return Note(Verified("Yes", "", on), "YESNO_IS_DATE") if on else Ask("YESNO_UNCLEAR")
