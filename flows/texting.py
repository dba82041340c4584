"""Texts on their way: handed over once, looked for where nobody knows, followed until they arrived."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from domain import text_delivery as delivery
from domain import text_gates as gates
from domain import text_settling as settling
from domain.effects import SendText
from domain.history import Happened, State, stamp
from domain.phone_facts import OPT_OUTS
from domain.phones import phone_key, words_key
from domain.problems import SendUnknown, WorkbookChanged
from domain.put_back import text_may_have_gone
from domain.replies import asked_phones
from domain.text_failures import PAUSE, STOPS_ALL, pause_until
from domain.text_reports import delivery_in, reports, taken_up
from domain.texting import CarrierSilent, Delivery, SendLater, SendRefused, Texting
from flows.desk import Pass
from flows.settings import TextsPart

Begin = Callable[[SendText, Pass, dict[str, str]], None]
Finish = Callable[[SendText, Pass, State, dict[str, str]], None]

CHANGED = "Someone saved the workbook while texts were about to go out. Circlebook reads it again first."
NO_MORE = OPT_OUTS | {"wrong_number"}
LOOK_AGAIN = timedelta(seconds=30)
"""Texts go out one after another: a hundred take a minute, in which somebody may take a Yes back."""
AT_ONCE = 50
"""So many texts are followed up in one pass; the next pass goes on."""


def texting(part: TextsPart) -> Texting:
    """How texts go out, as the decisions need it."""
    return Texting(
        live=part.live,
        since=part.since,
        allow=part.allow,
        never_resend=part.on_unknown == "never_resend",
        most_a_day=part.most_a_day,
    )


def send_text(effect: SendText, this: Pass, begin: Begin, finish: Finish) -> None:
    """Check once more, write down that it is about to go, hand it over once, and write down what came of it.

    Raises SendRefused for a text that surely did not go and will not.
    """
    unheard = not (this.desk.texts.certain or this.replies_read)  # a STOP may lie where it could not be read
    if this.texts_wait or unheard or not _knows_what_went(this):
        return
    now = _clock(this)
    if now > effect.not_after or _stopped_meanwhile(effect, this):
        return
    _refuse_old_reading(this)
    details = this.practice.details
    body = this.desk.render_text(effect, details)
    about = _about(effect, this, body)
    if this.gap and effect.key not in this.happened and text_may_have_gone(effect, this.gap, now, details):
        begin(effect, this, about | {"since": stamp(this.gap.since)})
        finish(effect, this, "unknown", {})
        return
    if twin := settling.sent_elsewhere(
        about["phone"], about["words"], this.went or (), _others(effect, this), _known(this)
    ):
        begin(effect, this, about if effect.key in this.happened else about | {"elsewhere": "yes"})
        finish(effect, this, *settling.adopted(twin))
        return
    begin(effect, this, about)
    try:
        provider_id = this.desk.texts.send(_line(effect, body, now), effect.not_after - now)
    except SendUnknown:
        finish(effect, this, "unknown", {})
    except SendLater as later:
        finish(effect, this, "ready", {"why": later.why, "code": later.provider_code})
        _put_off(later, this)
    except SendRefused as refused:
        finish(effect, this, "failed", {"why": refused.why, "code": refused.provider_code})
        raise
    else:
        finish(effect, this, "done", {"provider_id": provider_id, "accepted": stamp(now)})


def _line(effect: SendText, body: str, now: datetime) -> dict[str, object]:
    """The text as the port takes it."""
    return {
        "key": effect.key,
        "kind": effect.text_kind,
        "client_id": effect.client_id,
        "session_ids": list(effect.session_ids),
        "session_date": effect.session_date.isoformat(),
        "to": effect.to,
        "body": body,
        "sent_at": now.isoformat(),
    }


def _knows_what_went(this: Pass) -> bool:
    """Ask the carrier, once in a pass, what went lately; texts wait while it cannot say."""
    if this.went is None:
        try:
            this.went = this.desk.texts.went(this.now - settling.LATELY)
        except CarrierSilent as silent:
            _put_off(SendLater(silent.why), this)
            return False
    return True


def _others(effect: SendText, this: Pass) -> list[Happened]:
    """The other texts that may stand in the list of what went lately."""
    since = this.now - settling.LATELY - settling.SKEW
    return [h for h in this.happened.values() if h.kind == "text" and h.key != effect.key and h.begun >= since]


def _clock(this: Pass) -> datetime:
    now = this.desk.clock.now()
    return now if now.tzinfo else now.replace(tzinfo=this.practice.details.zone)


def _about(effect: SendText, this: Pass, body: str) -> dict[str, str]:
    """What the ledger keeps of a text: IDs, times and marks; no number and no word of it."""
    return {
        "client_id": effect.client_id,
        "session_ids": " ".join(effect.session_ids),
        "starts": " ".join(t.isoformat("minutes") for t in effect.starts),
        "phone": phone_key(this.practice.slug, effect.to),
        "words": words_key(body),
        "not_after": stamp(effect.not_after),
        "why": "",
        "code": "",
        "status": "",
        "asked": "0",
    }


def _refuse_old_reading(this: Pass) -> None:
    """Before the first text, and while texts go out, the workbook must be the one that was read: consent counts as it stands."""
    now = _clock(this)
    if this.texts_checked is None or now - this.texts_checked >= LOOK_AGAIN:
        if this.desk.workbook.token() != this.token:
            raise WorkbookChanged(CHANGED)
        this.texts_checked = now


def _stopped_meanwhile(effect: SendText, this: Pass) -> bool:
    """Whether the number took its consent back and the pass does not know: the carrier may call at any time."""
    phone = phone_key(this.practice.slug, effect.to)
    ledger = this.desk.ledger
    new = [h for h in ledger.effects_of("reply") if h.key not in this.happened]
    new += [h for h in ledger.effects_of("heard") if f"reply:{h.key.partition(':')[2]}" not in this.happened]
    return any(h.detail.get("phone") == phone and h.detail.get("said") in NO_MORE for h in new)


def _put_off(later: SendLater, this: Pass) -> None:
    """Pause, and say so in this pass: the next one may come when the pause is over, and pause again."""
    wait(later, this)
    this.problems.append(gates.paused(later.why))


def wait(later: SendLater, this: Pass) -> None:
    """Nothing more is tried in this pass, nor in the next ones until the pause is over."""
    this.texts_wait = True
    until = stamp(pause_until(later.why, this.now, this.practice.details))
    detail = {"why": later.why, "code": later.provider_code, "until": until}
    this.desk.ledger.begin(PAUSE, "pause", later.why, this.now, detail)
    this.desk.ledger.finish(PAUSE, "done", this.now)
    this.remember(
        Happened(
            key=PAUSE, kind="pause", state="done", digest=later.why, begun=this.now, finished=this.now, detail=detail
        )
    )


def look_after_texts(this: Pass) -> None:
    """Settle what is in doubt, ask whether texts arrived, and take their words out of the carrier's log."""
    told = reports(this.happened.values())
    for happened in [h for h in this.happened.values() if h.kind == "text"] if told else ():
        _take_up(happened, told, this)
    texts = [h for h in this.happened.values() if h.kind == "text"]
    try:
        _settle([h for h in texts if h.state in ("inflight", "unknown")], this)
        for happened in [h for h in texts if delivery.is_due(h, this.now)][:AT_ONCE]:
            _follow(happened, this.desk.texts.delivery(happened.detail["provider_id"]), this)
        if not this.desk.settings.texts.keep_words:
            _redact(this)
    except CarrierSilent:
        return  # the next pass asks again


def _take_up(happened: Happened, told: Mapping[str, Happened], this: Pass) -> None:
    """What the carrier told of a text by itself: that it has it, and whether it arrived."""
    in_doubt = happened.state in ("inflight", "unknown", "ready")
    if in_doubt and (sid := taken_up(told, words_key(happened.key), _known(this))):
        _note(happened, this, "done", {"provider_id": sid, "accepted": stamp(happened.begun)})
        happened = this.happened[happened.key]
    report = told.get(happened.detail.get("provider_id", ""))
    if report and happened.state == "done" and not happened.detail.get("status"):
        news = delivery_in(report)
        if news.state != "going":
            _follow(happened, news, this)


def _follow(happened: Happened, report: Delivery, this: Pass) -> None:
    _note(happened, this, *delivery.followed(happened, report))
    if report.why in STOPS_ALL:
        wait(SendLater(report.why, report.code), this)


def _settle(doubtful: list[Happened], this: Pass) -> None:
    certain, rules = this.desk.texts.certain, this.desk.settings.texts
    phones = frozenset(phone_key(this.practice.slug, c.mobile) for c in this.practice.clients if c.mobile)
    texts = [h for h in this.happened.values() if h.kind == "text"]
    for happened in doubtful:
        if settling.is_due(happened, this.now, certain=certain):
            sought = settling.sought(happened, _known(this), phones, texts)
            found = this.desk.texts.find(sought)
            never = rules.on_unknown == "never_resend"
            state, detail = settling.settled(happened, found, this.now, certain=certain, never_resend=never)
            if state == "ready" and "since" in happened.detail and this.desk.texts.strayed(sought):
                state = "needs_person"  # one went that nobody here knows of since the backup: it may be this one
                detail.pop("resent", None)
            if found:
                detail["accepted"] = stamp(happened.begun)
            _note(happened, this, state, detail)


def _known(this: Pass) -> frozenset[str]:
    """The carrier's IDs of texts that are known as their own."""
    ids = (h.detail.get("provider_id") for h in this.happened.values() if h.kind in ("text", "test"))
    return frozenset(x for x in ids if x)


def _redact(this: Pass) -> None:
    over = [
        (h, h.detail["provider_id"])
        for h in this.happened.values()
        if h.kind == "text" and h.detail.get("status") and h.detail.get("provider_id")
    ]
    needed = asked_phones(this.practice, this.history, this.now)
    over += [
        (h, h.key.partition(":")[2])
        for h in this.happened.values()
        if h.kind == "reply" and h.state == "done" and h.detail["phone"] not in needed
    ]
    live = [
        (h, sid)
        for h, sid in over
        if not sid.startswith(delivery.DRY)
        and "redacted" not in h.detail
        and delivery.may_fade(h, this.backed_up, this.now)
    ]
    for happened, sid in live[:AT_ONCE]:
        if this.desk.texts.redact(sid):
            _note(happened, this, happened.state, {"redacted": "yes"})


def _note(happened: Happened, this: Pass, state: State, detail: dict[str, str]) -> None:
    this.desk.ledger.finish(happened.key, state, this.now, detail)
    changed = {"state": state, "finished": this.now, "detail": dict(happened.detail) | detail}
    this.remember(happened.model_copy(update=changed))
