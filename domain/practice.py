"""The whole practice as its people wrote it down, ready to be decided on."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from domain import records as r
from domain.details import Details
from domain.lists import PayerKind, YesNo
from domain.wording import people_named

K = TypeVar("K")
T = TypeVar("T")

Facts = tuple[str, str]
"""A tab and a row ID: where a fact stands."""

ROWS_GONE = "ask:rows-gone:"
"""How the key of a question about missing rows begins."""


@dataclass(frozen=True, slots=True)
class RowsGone:
    """How many of a tab's known rows are missing; ``mark`` tells these rows from any others that go."""

    tab: str
    missing: int
    known: int
    mark: str

    @property
    def key(self) -> str:
        """The key of the question about them."""
        return f"{ROWS_GONE}{self.tab}:{self.mark}"


def _by(rows: Iterable[T], key: Callable[[T], K]) -> dict[K, T]:
    return {key(row): row for row in rows}


def _grouped(rows: Iterable[T], key: Callable[[T], K]) -> Mapping[K, tuple[T, ...]]:
    found: defaultdict[K, list[T]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return {k: tuple(v) for k, v in found.items()}


@dataclass(frozen=True)
class Practice:
    """All accepted rows; ``in_question`` names the rows that wait for a person.

    A row that could not be read is in no tuple; whatever refers to it finds nothing, looks here,
    and says which row it waits for. ``names_in_question`` are the names on client rows that wait, by ID: no note may
    tell them all the same. ``printed`` are the IDs that stand in a tab, those of blank rows too, by tab.
    ``consent_versions`` are the versions of the consents that an intake answer names, by answer ID.
    ``rows_gone`` are the tabs that lost many rows at once.
    """

    slug: str
    details: Details
    staff: tuple[r.StaffMember, ...] = ()
    groups: tuple[r.Group, ...] = ()
    payers: tuple[r.PayerRule, ...] = ()
    clients: tuple[r.Client, ...] = ()
    roster: tuple[r.Membership, ...] = ()
    intake: tuple[r.IntakeAnswer, ...] = ()
    waitlist: tuple[r.WaitlistEntry, ...] = ()
    verifications: tuple[r.Verification, ...] = ()
    sessions: tuple[r.Session, ...] = ()
    visits: tuple[r.Visit, ...] = ()
    other_services: tuple[r.OtherService, ...] = ()
    payments: tuple[r.Payment, ...] = ()
    decisions: tuple[r.Decision, ...] = ()
    launch: tuple[r.LaunchTask, ...] = ()
    in_question: frozenset[Facts] = field(default_factory=frozenset)
    names_in_question: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    printed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    consent_versions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows_gone: tuple[RowsGone, ...] = ()

    @cached_property
    def group(self) -> dict[str, r.Group]:
        """Groups by ID."""
        return _by(self.groups, lambda g: g.group_id)

    @cached_property
    def client(self) -> dict[str, r.Client]:
        """Clients by ID."""
        return _by(self.clients, lambda c: c.client_id)

    @cached_property
    def session(self) -> dict[str, r.Session]:
        """Sessions by ID."""
        return _by(self.sessions, lambda s: s.session_id)

    @cached_property
    def visit(self) -> dict[str, r.Visit]:
        """Visits by ID."""
        return _by(self.visits, lambda v: v.visit_id)

    @cached_property
    def decision(self) -> dict[str, r.Decision]:
        """Decisions by ID."""
        return _by(self.decisions, lambda d: d.decision_id)

    @cached_property
    def staff_member(self) -> dict[str, r.StaffMember]:
        """Staff by initials and by full name, in lower case (ruling 8)."""
        return _by(self.staff, lambda s: s.name.lower()) | _by(self.staff, lambda s: s.initials.lower())

    @cached_property
    def visits_of_session(self) -> Mapping[str, tuple[r.Visit, ...]]:
        """The attendance rows of each session."""
        return _grouped(self.visits, lambda v: v.session_id)

    @cached_property
    def visits_of_client(self) -> Mapping[str, tuple[r.Visit, ...]]:
        """The attendance rows of each client, in the order of the sheet."""
        return _grouped(self.visits, lambda v: v.client_id)

    @cached_property
    def sessions_of_group(self) -> Mapping[str, tuple[r.Session, ...]]:
        """The sessions of each group, in the order of the sheet."""
        return _grouped(self.sessions, lambda s: s.group_id)

    @cached_property
    def members_of_group(self) -> Mapping[str, tuple[r.Membership, ...]]:
        """The roster rows of each group."""
        return _grouped(self.roster, lambda m: m.group_id)

    @cached_property
    def memberships(self) -> Mapping[Facts, tuple[r.Membership, ...]]:
        """The roster rows of one client in one group; more than one after a return."""
        return _grouped(self.roster, lambda m: (m.group_id, m.client_id))

    @cached_property
    def insurers(self) -> frozenset[str]:
        """The names in Payers in small letters, without those that stand for people who pay alone."""
        return frozenset(p.payer.lower() for p in self.payers if p.kind is not PayerKind.SELF_PAY)

    @cached_property
    def rules_of_payer(self) -> Mapping[str, tuple[r.PayerRule, ...]]:
        """The dated rules of each payer by its name in lower case, oldest first."""
        ordered = sorted(self.payers, key=lambda p: p.since)
        return _grouped(ordered, lambda p: p.payer.lower())

    @cached_property
    def verifications_about(self) -> Mapping[str, tuple[r.Verification, ...]]:
        """The payer calls about each person, oldest first; those from their time on the waitlist are theirs too."""
        client_of = {w.wait_id: w.client_id for w in self.waitlist if w.client_id}
        ordered = sorted(self.verifications, key=lambda v: v.called_on)
        before = ((c, v) for v in ordered if (c := client_of.get(v.about)))
        found = _grouped([*before, *((v.about, v) for v in ordered)], lambda pair: pair[0])
        return {who: tuple(sorted((v for _, v in of), key=lambda v: v.called_on)) for who, of in found.items()}

    @cached_property
    def services_of_client(self) -> Mapping[str, tuple[r.OtherService, ...]]:
        """The individual services of each client."""
        return _grouped(self.other_services, lambda s: s.client_id)

    @cached_property
    def telehealth_consents(self) -> Mapping[tuple[str, str, date], date]:
        """When each person's intake form gave consent to telehealth, by first and last name and date of birth."""
        given = [a for a in self.intake if a.telehealth_consent is YesNo.YES and a.submitted]
        return {
            (a.first_name.casefold(), a.last_name.casefold(), a.born): a.submitted.date()
            for a in sorted(given, key=lambda a: a.submitted.isoformat() if a.submitted else "", reverse=True)
            if a.submitted
        }

    def telehealth_consent(self, client: r.Client) -> date | None:
        """The day of the first intake form on which a client gave consent to telehealth."""
        return self.telehealth_consents.get((client.first_name.casefold(), client.last_name.casefold(), client.born))

    @cached_property
    def _asked_at_intake(self) -> frozenset[tuple[str, str, date]]:
        return frozenset((a.first_name.casefold(), a.last_name.casefold(), a.born) for a in self.intake)

    def refused_telehealth(self, client: r.Client) -> bool:
        """Whether a client filled in an intake form and none of theirs gives consent to telehealth."""
        who = (client.first_name.casefold(), client.last_name.casefold(), client.born)
        return who in self._asked_at_intake and who not in self.telehealth_consents

    def staff_named(self, text: str | None) -> r.StaffMember | None:
        """The person a cell names by full name or initials, or None when nobody is; the first of several."""
        found = self.signers(text)
        return found[0] if found else None

    def signers(self, text: str | None) -> tuple[r.StaffMember, ...]:
        """The people whom a cell names, such as ``MM, TT``; nobody when one of them is unknown (ruling 8)."""
        if not text:
            return ()
        found = tuple(self.staff_member.get(name.lower()) for name in people_named(text, self.staff_member))
        return tuple(p for p in found if p) if all(found) else ()

    def asked_first(self, visit_id: str) -> Facts:
        """Where the question stands for which a row of Attendance waits: with rows gone from a tab, those that name them wait without one."""
        session_id, _, client_id = visit_id.rpartition("/")
        rows = ("Clients", client_id), ("Sessions", session_id)
        return next((row for row in rows if row in self.in_question), ("Attendance", visit_id))

    def membership(self, visit: r.Visit, group_id: str) -> r.Membership | None:
        """The roster row under which a visit falls: its start and end hold the visit's date (ruling 16)."""
        for m in self.memberships.get((group_id, visit.client_id), ()):
            if m.start <= visit.on and (m.end is None or visit.on <= m.end):
                return m
        return None

    def rule_for(self, payer: str | None, on: date) -> r.PayerRule | None:
        """The payer's rule in force on a day, or None when none has started by then."""
        in_force = [p for p in self.rules_of_payer.get((payer or "").lower(), ()) if p.since <= on]
        return in_force[-1] if in_force else None
