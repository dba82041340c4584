"""Whether a client may be texted: both consents with a date, for this number, not switched off, no opt-out by it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from domain.decisions import answer
from domain.effects import AskDecision, KeepOptOut
from domain.history import History
from domain.lists import OnOff, YesNo
from domain.phone_facts import Number, numbers
from domain.phones import phone_key
from domain.practice import Practice
from domain.questions import stands
from domain.reasons import Reason, reason
from domain.records import Client
from domain.rollcall import today
from domain.text_history import gone
from domain.wording import day_words

CHOICES = frozenset({"TEXT_SWITCHED_OFF", "TEXT_CONSENT_NO", "TEXT_OPTED_OUT"})
"""Reasons by which the client, or whoever speaks for them, does not want texts: nothing waits, whatever else is open."""

ASKED = "ask:consent:"
"""How the keys of questions begin whether a consent given after an opt-out counts."""

TOO_OLD = timedelta(days=365)
"""A number that nobody used for so long may have gone to someone else."""


class Consents:
    """Every client's consent as it stands; opt-outs and numbers out of use count by phone number (ruling 23)."""

    def __init__(self, practice: Practice, history: History, now: datetime | None = None) -> None:
        self._practice = practice
        self._history = history
        self._now = now
        self._of_row: defaultdict[str, date] = defaultdict(lambda: date.min)
        for client in practice.clients:
            if client.mobile and client.opted_out_on:
                self._of_row[client.mobile] = max(self._of_row[client.mobile], client.opted_out_on)
        self._refused_later = _refusals(practice)
        self._numbers = numbers(history)
        self._texted = _last_texted(history)

    def why_not(self, client: Client) -> Reason | None:
        """Why this client gets no texts, or None when they agreed and still do."""
        code = self._code(client)
        if code is None:
            return None
        words = {"client": client.client_id, "tab": "Clients", "row": client.client_id, "visit": client.client_id}
        return reason(code, rows=(client.client_id,), **words)

    def of_number(self, client: Client) -> Number:
        """What is known of a client's number."""
        return self._numbers.get(phone_key(self._practice.slug, client.mobile or ""), Number())

    def opted_out(self, client: Client) -> date | None:
        """The day of the opt-out that holds for a client's number, whoever sent it."""
        on_row = self._of_row.get(client.mobile or "")
        return self.of_number(client).opted_out(self._practice.details, on_row)

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
        out = self.opted_out(client)
        if out is not None and (code := self._after_opting_out(client, client.consent_date, out)):
            return code
        broken = self.of_number(client).out_of_use(self._practice.details)
        if broken and client.consent_date <= broken:
            return "TEXT_NUMBER_BAD"
        if self._is_new_number(client, client.consent_date):
            return "TEXT_NUMBER_CHANGED"
        return "TEXT_NUMBER_OLD" if self._is_old(client, client.consent_date) else None

    def _after_opting_out(self, client: Client, agreed: date, out: date) -> str | None:
        if agreed <= out:
            return "TEXT_OPTED_OUT"
        asked = answer(self._practice, self._history, _key(client))
        if asked is None or asked.answer is None:
            return "TEXT_CONSENT_ASKED"
        return None if asked.answer is YesNo.YES else "TEXT_OPTED_OUT"

    def _is_new_number(self, client: Client, agreed: date) -> bool:
        """Whether the mobile on the row is another than the one that the consent was given for."""
        if client.client_id not in self._texted:
            return False
        phone, at = self._texted[client.client_id]
        is_other = phone != phone_key(self._practice.slug, client.mobile or "")
        return is_other and agreed <= at.astimezone(self._practice.details.zone).date()

    def _is_old(self, client: Client, agreed: date) -> bool:
        """Whether nothing was heard of a number for so long that it may be someone else's by now."""
        if self._now is None:
            return False
        on = today(self._practice.details, self._now)
        heard = self.of_number(client).last_heard
        used = heard.astimezone(self._practice.details.zone).date() if heard else agreed
        return max(used, agreed) < on - TOO_OLD

    def _took_back(self, client: Client) -> bool:
        """Whether a later intake answer of the same person says No; the latest explicit answer wins."""
        said = self._refused_later.get(_person(client.first_name, client.last_name, client.born))
        return said is not None and client.consent_date is not None and said > client.consent_date

    def question(self, client: Client, now: datetime) -> AskDecision | None:
        """The question whether a consent given after an opt-out counts; None while it stands in Decisions."""
        if stands(_key(client), self._practice, self._history):
            return None
        out, agreed = self.opted_out(client) or date.min, client.consent_date
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
    return f"{ASKED}{client.client_id}:{client.consent_date}"


def _last_texted(history: History) -> dict[str, tuple[str, datetime]]:
    """The mark of the number that each client was texted at last, and when."""
    found: dict[str, tuple[str, datetime]] = {}
    for text in gone(history):
        if text.phone and text.may_have_gone and (text.client_id not in found or found[text.client_id][1] < text.at):
            found[text.client_id] = (text.phone, text.at)
    return found


def kept_opt_outs(practice: Practice, history: History) -> Iterator[KeepOptOut]:
    """The opt-outs on clients' rows that the ledger does not know yet: they outlive the row and count by phone (C5)."""
    found: set[tuple[str, date]] = set()
    for client in practice.clients:
        if client.mobile and client.opted_out_on:
            found.add((phone_key(practice.slug, client.mobile), client.opted_out_on))
    for phone, on in sorted(found):
        effect = KeepOptOut(key=f"optout:{phone}:{on}", phone=phone, on=on)
        if not history.is_done(effect.key):
            yield effect


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
