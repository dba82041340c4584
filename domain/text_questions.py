"""Questions about texts that nobody need answer any more."""

from datetime import date, datetime

from domain.consent import ASKED, Consents
from domain.history import History
from domain.practice import Practice
from domain.rollcall import today
from domain.sentences import SENTENCES
from domain.text_gates import BRAKE

OPEN = frozenset({"TEXT_CONSENT_ASKED", "TEXT_WAITS_FOR_ROW"})
"""While one of these is why a client gets no texts, the answer may still matter."""


def withdrawn(practice: Practice, history: History, now: datetime) -> dict[str, str]:
    """Such questions without an answer, by decision ID: the row says otherwise by now, or their day is over."""
    rows = ((k, practice.decision.get(h.detail.get("decision_id", ""))) for k, h in history.happened.items())
    asked = [(k, row) for k, row in rows if row and row.answer is None and k.startswith((BRAKE, ASKED))]
    consents = Consents(practice, history, now) if asked else None
    found: dict[str, str] = {}
    for key, row in asked:
        if key.startswith(BRAKE) and date.fromisoformat(key.removeprefix(BRAKE)) < today(practice.details, now):
            found[row.decision_id] = SENTENCES["TEXT_DAY_OVER"]
        elif consents and key.startswith(ASKED) and not _is_open(practice, consents, key):
            found[row.decision_id] = SENTENCES["TEXT_CONSENT_NO_LONGER_HOLDS"]
    return found


def _is_open(practice: Practice, consents: Consents, key: str) -> bool:
    client_id, _, agreed = key.removeprefix(ASKED).rpartition(":")
    client = practice.client.get(client_id)
    if client is None:
        return ("Clients", client_id) in practice.in_question  # nobody knows yet what the row says
    why = consents.why_not(client)
    return why is not None and why.code in OPEN and (str(client.consent_date) == agreed or "texts" in client.held)
