"""What many visits share, worked out once: sessions, payers' rules, clients and clinicians as claims need them."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from domain import codes, presend, rollcall
from domain.coverage import Coverage, authorization_of, call_for, calls_about, how_old, judged
from domain.lists import Attends
from domain.practice import Practice
from domain.presence import Span, span_of
from domain.reasons import Reason, reason
from domain.records import Client, Group, Membership, PayerRule, Session, StaffMember, Verification
from domain.telehealth import Told, told

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session as its visits see it: who led it, how many were there, and what holds all of its lines."""

    session: Session | None
    group: Group | None
    span: Span
    present: int
    unread: int
    clinician: StaffMember | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Facts:
    """The practice on one day, with what several visits ask for kept after the first question."""

    practice: Practice
    today: date
    sittings: dict[str, Sitting] = field(default_factory=dict)
    ways: dict[tuple[str, date, Attends | None], Told] = field(default_factory=dict)
    refused: dict[tuple[object, ...], tuple[Reason, ...]] = field(default_factory=dict)
    rules: dict[tuple[str | None, date], PayerRule | None] = field(default_factory=dict)
    covers: dict[tuple[str, str, str, bool], Coverage] = field(default_factory=dict)
    asked: dict[tuple[str, str], tuple[Verification, ...]] = field(default_factory=dict)
    diagnoses: dict[str, tuple[Reason, ...]] = field(default_factory=dict)
    prints: dict[tuple[object, ...], str] = field(default_factory=dict)

    @classmethod
    def at(cls, practice: Practice, now: datetime) -> "Facts":
        """The facts of the day it is at the practice."""
        return cls(practice, now.astimezone(practice.details.zone).date())

    def sitting(self, session_id: str) -> Sitting:
        """A session's facts."""
        return kept(self.sittings, session_id, lambda: _sitting(self, session_id))

    def rule(self, payer: str | None, on: date) -> PayerRule | None:
        """A payer's rule in force on a day."""
        return kept(self.rules, (payer, on), lambda: self.practice.rule_for(payer, on))

    def told(self, rule: PayerRule, attended: Attends | None) -> Told:
        """What a payer's claims say about one way of taking part."""
        return kept(self.ways, (rule.payer, rule.since, attended), lambda: told(rule, attended))

    def calls(self, client: Client, payer: str) -> tuple[Verification, ...]:
        """The payer calls that speak for a client."""
        return kept(self.asked, (client.client_id, payer), lambda: calls_about(self._of_plan(client, payer), payer))

    def _of_plan(self, client: Client, payer: str) -> tuple[Verification, ...]:
        # What the plan before or after Payer from said about itself verifies and authorizes nothing of this one.
        about = self.practice.verifications_about.get(client.client_id, ())
        row = self.practice.client.get(client.client_id)
        if row is None or row.payer_from is None:
            return tuple(about)
        others = {(x or "").lower() for x in (row.payer, row.payer_before)} - {payer.lower(), ""}
        return tuple(c for c in about if (c.payer or "").lower() not in others)

    def coverage(self, client: Client, payer: str, on: date, *, telehealth: bool) -> Coverage:
        """What the payer calls say about a client's visit on a day; visits alike share one answer."""
        calls, details = self.calls(client, payer), self.practice.details
        call = call_for(calls, on)
        if call is None:
            who = client.client_id
            return Coverage(reasons=(reason("COVER_NEVER_VERIFIED", rows=(who,), client=who),))
        authorization = authorization_of(calls, call, on)
        old = how_old(call, payer, on, details)
        key = (call.verification_id, authorization.verification_id if authorization else "", old, telehealth)
        return kept(self.covers, key, lambda: judged(call, authorization, old, telehealth, details))

    def payer_refuses(self, client: Client, rule: PayerRule, clinician: StaffMember | None) -> tuple[Reason, ...]:
        """What the payer's computer would turn away, whichever visit it is."""
        who = clinician.initials if clinician else ""
        key = (client.client_id, client.member_id, client.holder, rule.payer, rule.since, who)
        return kept(self.refused, key, lambda: tuple(self._refused(client, rule, clinician)))

    def _refused(self, client: Client, rule: PayerRule, clinician: StaffMember | None) -> Iterator[Reason]:
        if clinician and not presend.is_taken_in(self.practice, rule, clinician):
            words = {"payer": rule.payer, "staff": clinician.initials}
            yield reason("CLAIM_NOT_TAKEN_IN", rows=(clinician.initials,), rule=rule.row_id, **words)
        yield from presend.before_sending(self.practice.details, rule, client, clinician)

    def diagnosed(self, membership: Membership | None) -> tuple[Reason, ...]:
        """What is wrong with a member's own diagnoses."""
        if membership is None:
            return ()
        return kept(self.diagnoses, membership.roster_id, lambda: tuple(_of_diagnoses(membership)))

    def missing(self, tab: str, row: str) -> Reason:
        """Why a row that something refers to is not there: it waits for a person, or nobody wrote it."""
        waits = (tab, row) in self.practice.in_question
        return reason("CLAIM_ROW_IN_QUESTION" if waits else "CLAIM_ROW_MISSING", rows=(row,), tab=tab, row=row)

    def rule_in_question(self, payer: str, on: date) -> str | None:
        """The payer's row that could not be read and may be the one in force on that day."""
        rows = self.unread_rules.get(payer.lower(), ())
        return next((row for row, since in rows if since is None or since <= on), None)

    @cached_property
    def unread_rules(self) -> dict[str, list[tuple[str, date | None]]]:
        """The rows of each payer that wait for a person, with the day from which they hold."""
        found: dict[str, list[tuple[str, date | None]]] = defaultdict(list)
        for tab, row in sorted(self.practice.in_question):
            if tab == "Payers":
                payer, _, since = row.rpartition("|")
                found[(payer or row).lower()].append((row, _day(since)))
        return found

    @cached_property
    def unread_visits(self) -> dict[str, int]:
        """How many attendance rows of each session wait for a person; a visit's ID begins with its session's."""
        found: dict[str, int] = defaultdict(int)
        for tab, row in self.practice.in_question:
            if tab == "Attendance":
                found[row.rpartition("/")[0]] += 1
        return found

    @cached_property
    def unread_memberships(self) -> tuple[str, ...]:
        """The roster rows that wait for a person."""
        return tuple(sorted(row for tab, row in self.practice.in_question if tab == "Roster"))


K = TypeVar("K")


def kept(known: dict[K, T], key: K, work_out: Callable[[], T]) -> T:
    """What is known under a key, worked out at the first question."""
    if key not in known:
        known[key] = work_out()
    return known[key]


def cell_in_question(tab: str, row: str) -> Reason:
    """A cell of that row holds up claims."""
    return reason("CLAIM_CELL_IN_QUESTION", rows=(row,), tab=tab, row=row)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _sitting(facts: Facts, session_id: str) -> Sitting:
    practice = facts.practice
    session = practice.session.get(session_id)
    if session is None:
        return Sitting(None, None, Span(None, None), 0, 0, None, (facts.missing("Sessions", session_id),))
    group = practice.group.get(session.group_id)
    visits = practice.visits_of_session.get(session_id, ())
    name = session.facilitator or (group.facilitator if group else None)
    clinician = practice.staff_named(name)
    return Sitting(
        session=session,
        group=group,
        span=span_of(session, group),
        present=len({v.client_id for v in visits if rollcall.was_present(v)}),
        unread=facts.unread_visits.get(session_id, 0) + sum(v.mark is None and "claims" in v.held for v in visits),
        clinician=clinician,
        reasons=(*_of_session(facts, session, group), *_of_clinician(facts, session, name, clinician)),
    )


def _of_session(facts: Facts, session: Session, group: Group | None) -> Iterator[Reason]:
    row = session.session_id
    if "claims" in session.held:
        yield cell_in_question("Sessions", row)
    if rollcall.is_called_off(session):
        yield reason("CLAIM_SESSION_NOT_HELD", rows=(row,), session=row)
    if session.on > facts.today:
        yield reason("CLAIM_DATE_FUTURE", rows=(row,))
    if group is None:
        yield facts.missing("Groups", session.group_id)
    elif "claims" in group.held:
        yield cell_in_question("Groups", group.group_id)


def _of_clinician(facts: Facts, session: Session, name: str | None, clinician: StaffMember | None) -> Iterator[Reason]:
    row = session.session_id
    if not name:
        if "claims" not in session.held:
            yield reason("CLAIM_CLINICIAN_BLANK", rows=(row,), session=row)
    elif clinician is None:
        if ("Staff", name) in facts.practice.in_question:
            yield facts.missing("Staff", name)
        else:
            yield reason("CLAIM_CLINICIAN_UNKNOWN", rows=(row,), session=row)
    elif "claims" in clinician.held:
        yield cell_in_question("Staff", clinician.initials)


def _of_diagnoses(membership: Membership) -> Iterator[Reason]:
    row, found = membership.roster_id, [d.strip().upper().replace(".", "") for d in membership.diagnoses]
    if not found and "claims" not in membership.held:
        yield reason("CLAIM_DIAGNOSIS_MISSING", rows=(row,), row=row)
    if wrong := next((d for d in membership.diagnoses if not codes.is_diagnosis(d)), None):
        yield reason("CLAIM_DIAGNOSIS_FORM", rows=(row,), row=row, found=wrong)
    if len(set(found)) < len(found) or len(found) > codes.MOST_DIAGNOSES:
        yield reason("CLAIM_DIAGNOSIS_COUNT", rows=(row,), row=row)
