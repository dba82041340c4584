"""What an edit looks at: one finished claim with the rows it was made of and everything else that was billed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from domain.billing import Bill, Parts
from domain.claim import Claim
from domain.details import Details
from domain.making import claim_of
from domain.practice import Practice
from domain.reasons import Reason, Task
from domain.records import Client, Group, PayerRule, Session, StaffMember
from domain.sentences import SENTENCES
from domain.telehealth import WAYS, Way, how_attended

Person = tuple[str, str, date, str]
"""One insured person at one payer: payer ID, member ID, date of birth, first name."""


Authorized = tuple[date, str]
"""An authorization as a payer counts it: whose date of birth, under which number; client rows are the practice's own."""


class Billed(NamedTuple):
    """A claim that a payer has, or will get with this batch."""

    on: date
    visit_id: str
    claim_id: str


@dataclass(frozen=True)
class Others:
    """Everything billed by person, and by authorization, the sent claims first, then by day.

    ``unknown`` are the payers that said they do not know a clinician's number, as (payer, NPI); ``no_payers`` are the
    payer IDs of which the clearinghouse said that there is no such payer; ``sent`` are the visits whose claim stands,
    ``lost`` those of which it brought nothing.
    """

    of_person: Mapping[Person, tuple[Billed, ...]] = field(default_factory=dict)
    of_authorization: Mapping[Authorized, tuple[Billed, ...]] = field(default_factory=dict)
    in_session: Mapping[str, int] = field(default_factory=dict)
    unknown: frozenset[tuple[str, str]] = frozenset()
    no_payers: frozenset[str] = frozenset()
    sent: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()

    @cached_property
    def of_day(self) -> Mapping[tuple[Person, date], list[Billed]]:
        """The same by person and day, so that a long history costs no more to look at than a short one."""
        found: dict[tuple[Person, date], list[Billed]] = defaultdict(list)
        for person, billed in self.of_person.items():
            for x in billed:
                found[person, x.on].append(x)
        return dict(found)

    @cached_property
    def nth(self) -> Mapping[tuple[Authorized, str], int]:
        """How many sessions were billed before a visit, by authorization and visit."""
        found: dict[tuple[Authorized, str], int] = {}
        for authorized, billed in self.of_authorization.items():
            for place, x in enumerate(billed):
                found.setdefault((authorized, x.visit_id), place)
        return found


@dataclass(frozen=True)
class Case:
    """One visit's claim as it would be sent; ``given`` stands in for the claim that is made of the bill."""

    bill: Bill
    practice: Practice
    today: date
    others: Others = field(default_factory=Others)
    given: Claim | None = None

    @cached_property
    def claim(self) -> Claim:
        """The claim as the payer would get it."""
        return self.given or claim_of(self.bill)

    @cached_property
    def parts(self) -> Parts:
        """The rows it was made of; raises ValueError for a bill without, which is a bug."""
        if self.bill.parts is None:
            raise ValueError(f"claim {self.bill.claim_id} has no rows")
        return self.bill.parts

    @property
    def details(self) -> Details:
        """The practice's own settings."""
        return self.practice.details

    @property
    def client(self) -> Client:
        """The client's row."""
        return self.parts.client

    @property
    def rule(self) -> PayerRule:
        """The payer's row in force on the day of the visit."""
        return self.parts.rule

    @property
    def staff(self) -> StaffMember | None:
        """The clinician's row."""
        return self.parts.clinician

    @cached_property
    def session(self) -> Session | None:
        """The session's row."""
        return self.practice.session.get(self.bill.visit.session_id)

    @cached_property
    def group(self) -> Group | None:
        """The group's row, at the fees of the day."""
        found = self.practice.group.get(self.session.group_id) if self.session else None
        return found.priced_on(self.bill.visit.on) if found else None

    @cached_property
    def way(self) -> Way | None:
        """How the member took part; None where nobody wrote it."""
        member, group = self.parts.membership, self.group
        attended = how_attended(
            self.bill.visit.attended, member.attends if member else None, group.how if group else None
        )
        return WAYS[attended][0] if attended else None

    @property
    def visit_rows(self) -> tuple[str, ...]:
        """The row of the visit, as reasons name it."""
        return (self.bill.visit.visit_id,)


def person_of(claim: Claim) -> Person:
    """Whom a claim is about, as the payer knows them."""
    born = claim.patient.born or date.min
    return claim.payer_id, claim.member_id.replace(" ", "").replace("-", "").upper(), born, claim.patient.first.upper()


def person_of_bill(bill: Bill) -> Person | None:
    """Whom a bill is about; None while that is not known."""
    if bill.parts is None:
        return None
    c, payer_id = bill.parts.client, (bill.parts.rule.payer_id or "").strip().upper()
    return payer_id, (c.member_id or "").replace(" ", "").replace("-", "").upper(), c.born, c.first_name.upper()


@dataclass(frozen=True, slots=True)
class Edit:
    """One check before sending: its number and source in the list of billing rules, and the codes it can raise.

    ``tab`` is where a person looks for one that blocks nothing, ``tabs`` where else for some of its codes; ``per`` says whether each visit is looked at, or one
    for all that are alike. The first code is the one it is known by.
    """

    number: int
    name: str
    source: str
    codes: tuple[str, ...]
    find: Callable[[Case], Iterable[Reason]]
    tab: str = ""
    per: Literal["visit", "member"] = "member"
    tabs: Mapping[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> bool:
        """Whether a claim with this fault is never sent."""
        return not self.tab

    @property
    def sentence(self) -> str:
        """What it says to a person: what is wrong, and how to mend it."""
        return SENTENCES[self.codes[0]]

    def tasks(self, case: Case) -> Iterable[Task]:
        """What a person should look at."""
        return (
            Task(about=r.rows[0] if r.rows else r.rule or "", tab=self.tabs.get(r.code, self.tab), reason=r)
            for r in self.find(case)
        )
