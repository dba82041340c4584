"""What a text says: who sends it, when the appointment is, what to reply, how to stop; never what it is about."""

from domain.details import Details
from domain.effects import SendText
from domain.problems import Problem
from domain.wording import clock_words, listing, phone_words, short_day
from templates.texts.gsm import plain, segments
from templates.texts.lint import telling_words

_OPENINGS = {
    "reminder_72": ("{name}: reminder, {when}.", "{name}: {when}."),
    "reminder_24": ("{name}: reminder, {when}.", "{name}: {when}."),
    "moved": ("{name}: your appointment has moved to {when}.", "{name}: moved to {when}."),
    "cancelled": ("{name}: your appointment on {when} is cancelled.", "{name}: {when} is cancelled."),
    "logistics": ("{name}: your first appointment is {when}.", "{name}: first time {when}."),
}
_REPLIES = ("Reply 1 = coming, 2 = can't make it.", "1 = coming, 2 = can't come.")
_CALLS = ("Questions {phone}.", "{phone}.", "")
_STOPS = ("Reply STOP to opt out.", "STOP to opt out.")
_NO_REPLY = frozenset({"cancelled"})
_EVER_SHORTER = ((0, 0, 0, 0), (0, 0, 1, 0), (0, 0, 1, 1), (0, 1, 1, 1), (1, 1, 1, 1), (1, 1, 2, 1))


class TextRefused(Problem):
    """A text that cannot go out in one neutral segment; the text name on the Practice tab mends it."""


def render_text(text: SendText, details: Details) -> str:
    """The body of a text: one GSM-7 segment, at most 160 units; it shortens itself before it gives up.

    Raises ``TextRefused`` with a sentence for a person. The facts on it are those of rules M1-M4 and F4 for texts.
    """
    name = sender_name(details)
    when = _when(text)
    phone = phone_words(plain(details.phone or ""))
    for opening, reply, call, stop in _EVER_SHORTER:
        parts = (
            _OPENINGS[text.text_kind][opening].format(name=name, when=when),
            "" if text.text_kind in _NO_REPLY else _REPLIES[reply],
            _CALLS[call].format(phone=phone) if phone else "",
            _STOPS[stop],
        )
        body = " ".join(filter(None, parts))
        if _fits(body):
            return body
    raise TextRefused(
        "The text is longer than one message allows. Shorten the Text name on the Practice tab, for example Oak Street."
    )


def _fits(body: str) -> bool:
    cost = segments(body)
    return cost.alphabet == "GSM-7" and cost.parts == 1


def sender_name(details: Details) -> str:
    """The neutral name that clients are written to under (M3, M4); raises TextRefused for one that is none."""
    name = plain(details.text_name)
    if not name:
        raise TextRefused(
            "The Practice tab has no Text name, so texts wait. Write a short neutral one, for example Oak Street."
        )
    if segments(name).alphabet != "GSM-7":
        raise TextRefused(
            "The Text name on the Practice tab has letters that texts cannot carry. Use plain letters, for example Oak Street."
        )
    if telling_words(name):
        raise TextRefused(
            "The Text name on the Practice tab tells what kind of care it is. Choose a neutral one, for example Oak Street."
        )
    return name


def _when(text: SendText) -> str:
    if not text.starts:
        raise TextRefused("A text waits because its session has no start time. Fill in the start on the Sessions tab.")
    times = listing([clock_words(start) for start in sorted(set(text.starts))])
    return f"{short_day(text.session_date)} {times}"
