"""What stands between a text that is due and its going out: the agreement, the first day, a pause, the brake."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from domain.decisions import answer
from domain.effects import AskDecision, SendText
from domain.history import History
from domain.lists import YesNo
from domain.practice import Practice
from domain.reasons import Hold, Reason, reason
from domain.rollcall import today
from domain.text_delivery import DRY
from domain.text_failures import PAUSED, pause
from domain.text_history import gone
from domain.texting import Texting, Why

LATELY = timedelta(days=28)
MORE_THAN_USUAL = 3
"""So many times the busiest day of late is a mistake more often than a busy day."""

BRAKE = "ask:texts:"
"""How the keys of questions begin whether all texts of a day go out; the day follows."""

AGREEMENT = "Texting agreement on file since"
TEXT_NAME = "Text name"


def all_wait(practice: Practice, history: History, now: datetime, rules: Texting) -> Hold | None:
    """Why no text goes out at all just now, or None."""
    since = practice.details.texting_agreement_since
    on = today(practice.details, now)
    if rules.live and not (since and since <= on and rules.since and rules.since <= on):
        return Hold(about=AGREEMENT, reason=reason("TEXT_NO_AGREEMENT", rows=(AGREEMENT,), rule=AGREEMENT))
    why = pause(history, now)
    return paused(why) if why else None


def paused(why: Why) -> Hold:
    """What people are told of texts that all wait, by why they do."""
    return Hold(about=TEXT_NAME, reason=reason(PAUSED.get(why, "TEXT_PAUSED_SHORTLY"), rows=(TEXT_NAME,)))


def one_waits(text: SendText, practice: Practice, history: History, now: datetime, rules: Texting) -> Reason | None:
    """Why this text does not go out on the first day, or while a list says who gets texts."""
    if not rules.live or text.to in rules.allow:
        return None
    if rules.allow:
        return reason("TEXT_NOT_ALLOWED", rows=(text.client_id,), rule="texts.allow", client=text.client_id)
    first = _first_live_day(practice, history)
    if first is None or first >= today(practice.details, now):
        return reason("TEXT_FIRST_DAY", rows=(text.client_id,), rule="texts.allow", client=text.client_id)
    return None


def _first_live_day(practice: Practice, history: History) -> date | None:
    """The day on which the first text, a test included, really went out."""
    begun = [
        today(practice.details, h.begun)
        for kind in ("text", "test")
        for h in history.of_kind(kind)
        if h.detail.get("provider_id") and not h.detail["provider_id"].startswith(DRY)
    ]
    return min(begun, default=None)


def braked(
    texts: Iterable[SendText], practice: Practice, history: History, now: datetime, rules: Texting
) -> AskDecision | None:
    """The question that stops a day with far more texts than usual; None while the number is usual, or after a Yes."""
    on, due = today(practice.details, now), list(texts)
    days = Counter(today(practice.details, text.at) for text in gone(history) if text.may_have_gone)
    usual = max((n for day, n in days.items() if on - LATELY <= day < on), default=0)
    number = days[on] + len(due)
    if not due or number <= max(rules.most_a_day, MORE_THAN_USUAL * usual):
        return None
    key = f"{BRAKE}{on}"
    found = answer(practice, history, key)
    if found and found.answer is YesNo.YES:
        return None
    why = reason("TEXT_BRAKE", rows=(TEXT_NAME,), rule="texts.most_a_day", number=number)
    said = (
        f"At most {usual} went out on one day in the last four weeks; circlebook.toml asks from {rules.most_a_day} on."
    )
    return AskDecision(
        key=key, decision_id="", decision_kind="other", asked_on=on, about=AGREEMENT,
        question=f"Send all {number} texts that are due on this day?", why=said, reasons=(why,),
    )  # fmt: skip
