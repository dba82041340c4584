"""What clients texted back, and what follows from it."""

from datetime import datetime, timedelta

from domain.history import Happened
from domain.outcome import Outcome
from domain.phones import phone_key
from domain.reasons import Task, reason
from domain.replies import decide_replies, read_from
from domain.text_failures import PAUSED, pause
from domain.texting import CarrierSilent, Inbound, SendLater
from domain.wording import clock_words, short_day
from flows.at_hand import know_of
from flows.desk import Pass
from flows.texting import wait

SILENCE = "poll:replies"
"""The ledger's key of the time since which replies could not be read."""

TOO_LONG = timedelta(minutes=30)


def replies(this: Pass) -> Outcome:
    """What clients texted back, and what follows from it."""
    inbound: list[Inbound] = []
    if not this.dry_run:
        try:
            inbound = list(this.desk.texts.received(read_from(this.history, this.now)))
        except CarrierSilent as silent:
            _note(this, silent=True)
            if silent.why in PAUSED and pause(this.history, this.now) is None:
                wait(SendLater(silent.why), this)  # no text is tried while replies are unread, so none would tell why
        else:
            _note(this, silent=False)
            this.replies_read = True
            know_of({phone_key(this.practice.slug, text.phone) for text in inbound}, this)
    outcome = decide_replies(
        this.practice, this.history, inbound, this.now, with_words=this.desk.settings.texts.words_in_sheet
    )
    return outcome + Outcome(tasks=_unread(this))


def unread_since(this: Pass) -> datetime | None:
    """Since when replies have not been read, when that is too long."""
    found = this.happened.get(SILENCE)
    if found is None or found.state != "inflight" or this.now - found.begun <= TOO_LONG:
        return None
    return found.begun


def _unread(this: Pass) -> tuple[Task, ...]:
    since = unread_since(this)
    if since is None:
        return ()
    at = since.astimezone(this.practice.details.zone)
    why = reason("REPLY_UNREAD", when=f"{short_day(at.date())} {clock_words(at.time())}")
    return (Task(about="Text name", tab="Practice", reason=why),)


def _note(this: Pass, *, silent: bool) -> None:
    """Only the beginning and the end of a silence are written down."""
    before = this.happened.get(SILENCE)
    is_open = before is not None and before.state == "inflight"
    if silent == is_open:
        return
    if silent:
        this.desk.ledger.begin(SILENCE, "poll", "", this.now)
    else:
        this.desk.ledger.finish(SILENCE, "done", this.now)
    state = "inflight" if silent else "done"
    this.remember(Happened(key=SILENCE, kind="poll", state=state, digest="", begun=this.now))
