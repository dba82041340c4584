"""The part of `circlebook doctor` about texts and mails."""

from collections.abc import Iterator
from datetime import date, time
from typing import Literal

from domain.effects import SendText
from domain.mailing import MailRefused
from domain.practice import Practice
from domain.problems import Problem
from domain.rollcall import today as day_of
from domain.texting import CarrierSilent
from flows.desk import Pass
from flows.environment import secret

Looked = tuple[str, Literal["ok", "look", "mend"], str]
"""What was looked at, how it stands, and what to know or do."""


def texts(this: Pass) -> Iterator[Looked]:
    """The words of a text, and whether live ones may go out and would."""
    part, details = this.desk.settings.texts, this.practice.details
    yield _words(this)
    if not part.live:
        yield ("texts", "ok", "They stay in outbox/texts.jsonl: live is false.")
        return
    yield ("texts", "ok", f"Live, signed by {part.signed}.")
    on = day_of(details, this.now)
    if details.texting_agreement_since and details.texting_agreement_since <= on and part.since and part.since <= on:
        yield ("agreement", "ok", f"On file since {details.texting_agreement_since}.")
    else:
        said = "Fill in Texting agreement on file since in the tab Practice, and since in circlebook.toml."
        yield ("agreement", "mend", said)
    key = _key(this)
    yield key
    if key[1] != "mend":
        yield _reached(this)
    if part.webhook:
        yield _calls(this)
    if part.allow:
        yield ("first day", "look", f"Only {len(part.allow)} numbers get texts. Empty allow once you are content.")
    yield from _consents(this.practice)


def _words(this: Pass) -> Looked:
    example = SendText(
        key="text:C-001:reminder_24:2026-12-01", text_kind="reminder_24", client_id="C-001", session_ids=("G-01/01",),
        session_date=date(2026, 12, 1), starts=(time(17),), to="+12025550101", not_after=this.now,
    )  # fmt: skip
    try:
        return ("words of a text", "ok", this.desk.render_text(example, this.practice.details))
    except Problem as problem:
        return ("words of a text", "mend", str(problem))


def _key(this: Pass) -> Looked:
    practice = this.desk.settings.practice
    if secret("TWILIO_KEY", practice) and secret("TWILIO_SECRET", practice):
        return ("key", "ok", "An API key.")
    if secret("TWILIO_TOKEN", practice):
        return ("key", "look", "The account's own token. An API key can be taken back alone: make one.")
    return ("key", "mend", "There is none. Set CIRCLEBOOK_TWILIO_KEY and CIRCLEBOOK_TWILIO_SECRET.")


def _reached(this: Pass) -> Looked:
    try:
        this.desk.texts.reach()
    except CarrierSilent as silent:
        login = silent.why == "credentials"
        said = "It does not accept the key. Correct it." if login else "It cannot be reached. Check the internet."
        return ("texting service", "mend", said)
    return ("texting service", "ok", "It answers.")


def _calls(this: Pass) -> Looked:
    if secret("TWILIO_TOKEN", this.desk.settings.practice):
        return ("calls", "ok", f"Signed for {this.desk.settings.texts.webhook}/{this.desk.settings.practice}/replies.")
    return ("calls", "mend", "Set CIRCLEBOOK_TWILIO_TOKEN: calls are signed with the account's own token.")


def _consents(practice: Practice) -> Iterator[Looked]:
    agreed = [c for c in practice.clients if c.text_consent and c.consent_date]
    loose = [c.client_id for c in agreed if not (c.consent_how and c.consent_version)]
    if loose:
        said = f"{len(loose)} clients agreed without Consent how or Consent version, such as {loose[0]}. Fill them in."
        yield ("consents", "look", said)


def mails(this: Pass) -> Iterator[Looked]:
    """Whether the mail server can be reached."""
    part = this.desk.settings.mail
    if part.server is None:
        yield ("mail", "ok", "Mails stay in outbox/mail: no server is set.")
        return
    try:
        this.desk.mail.reach()
    except MailRefused:
        yield ("mail", "mend", "The server cannot be reached or refuses the login. Check [mail] and the password.")
    else:
        yield ("mail", "ok", "The server answers.")
