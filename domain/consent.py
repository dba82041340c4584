"""Whether a client may be texted: both consents with a date, not switched off, no opt-out by that number."""

from collections import defaultdict
from datetime import date, datetime

from domain.decisions import answer
from domain.effects import AskDecision
from domain.history import History
from domain.lists import OnOff, YesNo
from domain.practice import Practice
from domain.reasons import Reason, reason
from domain.records import Client
from domain.rollcall import today
from domain.wording import day_words


class Consents:
    """Every client's consent as it stands, opt-outs counted by phone number (ruling 23)."""

    def __init__(self, practice: Practice, history: History) -> None:
        self._practice = practice
        self._history = history
        self._opted_out: defaultdict[str, date] = defaultdict(lambda: date.min)
        for client in practice.clients:
            if client.mobile and client.opted_out_on:
                self._opted_out[client.mobile] = max(self._opted_out[client.mobile], client.opted_out_on)
        self._refused_later = _refusals(practice)

    def why_not(self, client: Client) -> Reason | None:
        """Why this client gets no texts, or None when they agreed and still do."""
        code = self._code(client)
        if code is None:
            return None
        if code == "TEXT_WAITS_FOR_ROW":
            return reason(code, rows=(client.client_id,), tab="Clients", row=client.client_id, visit=client.client_id)
        return reason(code, rows=(client.client_id,), client=client.client_id)

    def _code(self, client: Client) -> str | None:
        answers = (client.text_consent, client.text_risk_accepted)
        if client.reminders is OnOff.OFF:
            return "TEXT_SWITCHED_OFF"
        if YesNo.NO in answers or self._took_back(client):
            return "TEXT_CONSENT_NO"
        if "texts" in client.held:
            return "TEXT_WAITS_FOR_ROW"
        if None in answers:
            return "TEXT_CONSENT_MISSING"
        return self._code_of_number(client)

    def _code_of_number(self, client: Client) -> str | None:
        if client.mobile is None:
            return "TEXT_NO_MOBILE"
        if client.consent_date is None:
            return "TEXT_CONSENT_NO_DATE"
        if client.mobile not in self._opted_out:
            return None
        if client.consent_date <= self._opted_out[client.mobile]:
            return "TEXT_OPTED_OUT"
        asked = answer(self._practice, self._history, _key(client))
        if asked is None or asked.answer is None:
            return "TEXT_CONSENT_ASKED"
        return None if asked.answer is YesNo.YES else "TEXT_OPTED_OUT"

    def _took_back(self, client: Client) -> bool:
        """Whether a later intake answer of the same person says No; the latest explicit answer wins."""
        said = self._refused_later.get(_person(client.first_name, client.last_name, client.born))
        return said is not None and client.consent_date is not None and said > client.consent_date

    def question(self, client: Client, now: datetime) -> AskDecision | None:
        """The question whether a consent given after an opt-out counts; None when it was asked."""
        asked = self._history.happened.get(_key(client))
        if asked and (asked.state == "done" or asked.detail.get("decision_id") in self._practice.decision):
            return None
        out, agreed = self._opted_out[client.mobile or ""], client.consent_date
        return AskDecision(
            key=_key(client),
            decision_id="",
            decision_kind="consent",
            asked_on=today(self._practice.details, now),
            about=client.client_id,
            question=f"Did {client.first_name} {client.last_name} ({client.client_id}) agree to texts again?",
            why=f"Opted out on {day_words(out)}; Text consent is Yes, dated {day_words(agreed) if agreed else 'nowhere'}.",
            reasons=(reason("TEXT_CONSENT_ASKED", rows=(client.client_id,), client=client.client_id),),
        )


def _key(client: Client) -> str:
    return f"ask:consent:{client.client_id}:{client.consent_date}"


def _person(first: str, last: str, born: date) -> tuple[str, str, date]:
    return first.casefold().strip(), last.casefold().strip(), born


def _refusals(practice: Practice) -> dict[tuple[str, str, date], date]:
    """The day of each person's last intake answer about texts, where that answer is No."""
    latest: dict[tuple[str, str, date], tuple[date, bool]] = {}
    for said in practice.intake:
        if said.submitted and said.text_consent:
            person = _person(said.first_name, said.last_name, said.born)
            latest[person] = max(
                latest.get(person, (date.min, False)), (said.submitted.date(), said.text_consent is YesNo.NO)
            )
    return {person: on for person, (on, refused) in latest.items() if refused}
