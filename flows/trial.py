"""`circlebook test-text`: one text to a number of your own, through all that a client's text goes through."""

import re
from datetime import timedelta
from pathlib import Path

from domain.history import stamp
from domain.phones import phone_key, words_key
from domain.problems import Problem, SendUnknown
from domain.texting import SendLater, SendRefused
from flows.composition import open_desk
from flows.desk import Pass
from flows.moment import moment
from flows.passes import open_pass
from flows.screen import line
from templates.texts import sender_name

USE = timedelta(hours=1)


def run_trial(folder: Path, number: str, today: str) -> int:
    """0 when the text was handed over; raises Problem with what to mend."""
    desk = open_desk(folder, moment(today))
    if not re.fullmatch(r"\+1[2-9]\d{9}", number):
        raise Problem(f'"{number}" is no number I can text. Type it like +15185550101.')
    part = desk.settings.texts
    if part.live and number not in part.allow:
        raise Problem(f"{number} is not in allow of circlebook.toml. A test goes only to a number that stands there.")
    with desk.ledger.lease("test-text"):
        this = open_pass(desk, dry_run=True)
        said = _send(this, number)
    line(said)
    return 0


def _send(this: Pass, number: str) -> str:
    body = f"{sender_name(this.practice.details)}: this is a test. Reply STOP to opt out."
    key = f"test:{stamp(this.now)}"
    detail = {"phone": phone_key(this.practice.slug, number), "words": words_key(body)}
    text = {
        "key": key, "kind": "test", "client_id": "", "session_ids": [], "session_date": this.now.date().isoformat(),
        "to": number, "body": body, "sent_at": this.now.isoformat(),
    }  # fmt: skip
    ledger = this.desk.ledger
    ledger.begin(key, "test", words_key(body), this.now, detail)
    try:
        provider_id = this.desk.texts.send(text, USE)
    except SendUnknown:
        ledger.finish(key, "unknown", this.now)
        raise
    except (SendLater, SendRefused) as refused:
        ledger.finish(key, "failed", this.now, {"why": refused.why, "code": refused.provider_code})
        code = f" (its error {refused.provider_code})" if refused.provider_code else ""
        raise Problem(
            f"The texting service did not take it{code}. Run circlebook doctor to see what to mend."
        ) from None
    ledger.finish(key, "done", this.now, {"provider_id": provider_id})
    where = "It went out" if this.desk.settings.texts.live else "It stands in outbox/texts.jsonl"
    return f"{where}: {body}"
