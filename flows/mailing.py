"""Mails on their way: handed over once; what nobody knows of is tried once more only where a second copy harms nobody."""

from collections.abc import Callable

from domain.answers import held_sessions
from domain.effects import SendMail
from domain.history import Happened, State, stamp
from domain.mailing import MailRefused
from domain.morning import Around, decide_mail
from domain.outcome import Outcome
from domain.phones import words_key
from domain.problems import SendUnknown
from domain.put_back import mail_may_have_gone
from domain.viability import group_numbers
from flows.desk import Pass
from flows.replies import unread_since
from flows.to_do import over

Begin = Callable[[SendMail, Pass, dict[str, str]], None]
Finish = Callable[[SendMail, Pass, State, dict[str, str]], None]
OWN = ("mail:morning:", "mail:crisis:", "mail:unread:")
"""Mails to the practice itself: a second copy is better than none."""


def mail(this: Pass) -> Outcome:
    """The mails that are due now."""
    groups = group_numbers(this.practice, held_sessions(this.practice), this.now)
    waits: dict[str, int] = {}
    for outcome in this.outcomes.values():
        for task in outcome.tasks:
            waits[task.tab] = waits.get(task.tab, 0) + 1
    to_clients, unread, mark = this.desk.settings.mail.clients, unread_since(this), this.desk.ledger.audit_mark()
    around = Around(groups, waits, to_clients, unread, mark, lambda: over(this))
    return decide_mail(this.practice, this.history, this.now, around)


def send_mail(effect: SendMail, this: Pass, begin: Begin, finish: Finish) -> None:
    """Hand one mail over; raises MailRefused when it surely did not go."""
    letter = this.desk.render_mail(effect, this.practice.details)
    is_new = effect.key not in this.happened
    begin(effect, this, {"not_after": stamp(effect.not_after)})
    if this.gap and is_new and mail_may_have_gone(effect, this.gap, this.now):
        finish(effect, this, "needs_person", {})  # no mail server can be asked what went
        return
    try:
        this.desk.mail.send(letter, f"{this.practice.slug}.{words_key(effect.key)}", this.now)
    except SendUnknown:
        finish(effect, this, "unknown", {})
    except MailRefused as refused:
        finish(effect, this, "failed" if refused.lasting else "ready", {})
        raise
    else:
        finish(effect, this, "done", {})


def settle_mails(this: Pass) -> None:
    """A mail that may have gone: the practice's own is sent once more, under the same ID; a client's is left to people."""
    for happened in [h for h in this.happened.values() if h.kind == "mail" and h.state in ("inflight", "unknown")]:
        again = happened.key.startswith(OWN) and happened.attempts == 1
        state: State = "ready" if again else "needs_person"
        this.desk.ledger.finish(happened.key, state, this.now)
        this.remember(_ended(happened, state, this))


def _ended(happened: Happened, state: State, this: Pass) -> Happened:
    return happened.model_copy(update={"state": state, "finished": this.now})
