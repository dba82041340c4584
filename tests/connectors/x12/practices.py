"""Random practices as their sheets might be, and the claims of the batch that a person would release."""

from datetime import date, time, timedelta
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from domain import diagnoses
from domain import lists as l
from domain.claims import standing, wanted_claims
from domain.history import History
from domain.making import claim_of
from tests.domain.claims_build import (
    DETAILS,
    NOW,
    ON,
    call,
    client,
    group,
    member,
    payer,
    practice,
    session,
    staff,
    visit,
)

FIRST = ("Ada", "Zoë", "Renée-Ann", "O'Neil", "J.", "Mary Lou", "Łucja", "Bo", "Ng\u00f4", "X")
LAST = ("Quill", "Nuñez", "Smith-Ott", "D'Arcy", "St. Clair", "Große", "Li", "van der Berg", "Ångström", "O")
STREETS = ("22 Elm Ave", "100 Main St, Apt 4", "7½ Oak Ct", "1 Rd # 2", "Rural Route 9")
CODES = tuple(sorted(c for c in diagnoses.billable() if c.startswith(("F3", "F4", "Z6"))))
SESSIONS = tuple((f"G-01/{n:02d}", ON - timedelta(days=7 * (5 - n))) for n in range(1, 6))
MEMBERS = range(1, 8)


def a_client(r: Random, number: int):
    """A client of any payer, insured by themselves or through somebody else."""
    holder = r.choice((l.Holder.SELF, *l.Holder))
    through = {"holder_first_name": r.choice(FIRST), "holder_last_name": r.choice(LAST)}
    name = r.choice(("Aetna", "BCBS", "Medicare", "Medicaid"))
    member_id = (
        "1EG4-TE5-MK73" if name == "Medicare" else "".join(r.choices("ABCXYZ", k=3)) + str(r.randrange(10**6, 10**9))
    )
    return client(
        number, first_name=r.choice(FIRST), last_name=r.choice(LAST), born=date(1930, 1, 1) + timedelta(days=r.randrange(31_000)),
        sex=r.choice(tuple(l.Sex)), street=r.choice(STREETS), city=r.choice(("Springfield", "St. Paul", "San José")),
        state=r.choice(("IL", "PR", "DC")), zip=r.choice(("62704", "62704-0001")), payer=name, member_id=member_id,
        holder=holder, part2_consent_date=r.choice((None, ON)), **({} if holder is l.Holder.SELF else through),
    )  # fmt: skip


PAYERS = (
    payer("Aetna"),
    payer("BCBS", payer_id="00621", filing_code="BL", group_modifier="HQ"),
    payer("Medicare", payer_id="MCARE", kind=l.PayerKind.MEDICARE, filing_code="MB", video_modifier=l.VideoModifier.NONE),
    payer("Medicaid", payer_id="SKIL0", kind=l.PayerKind.MEDICAID, filing_code="MC", home_place=l.HomePlace.TELEHEALTH, pays_90785=l.YesNo.NO),
)  # fmt: skip


def a_practice(seed: int):
    """Seven members in five sessions: marks, ways of taking part, diagnoses, authorizations and fees of all kinds."""
    r = Random(seed)
    person = {"entity": "Person", "person_first_name": "Alex", "person_last_name": "Rivera", "tax_id_kind": "SSN"}
    fees = {"fee": Decimal(r.randrange(1, 99_999)) / 100, "complexity_fee": r.choice((None, Decimal("15.50")))}
    return practice(
        details=DETAILS.model_copy(update={"owner_email": r.choice((None, "owner@example.org")), **r.choice(({}, person))}),
        staff=(staff(npi=r.choice(("1245319599", "1679576722"))),),
        groups=(group(sud_program=r.choice((None, None, None, l.YesNo.YES)), **fees),),
        payers=tuple(x.model_copy(update={"minimum_present": r.choice((2, 4)), "maximum_present": r.choice((12, 5))}) for x in PAYERS),
        clients=tuple(a_client(r, n) for n in MEMBERS),
        roster=tuple(
            member(n, diagnoses=tuple(r.sample(CODES, r.randint(1, 12))), attends=r.choice((None, *l.Attends))) for n in MEMBERS
        ),
        verifications=tuple(a_call(r, n) for n in MEMBERS),
        sessions=tuple(session(s, on) for s, on in SESSIONS),
        visits=tuple(a_visit(r, n, s, on) for s, on in SESSIONS for n in MEMBERS),
    )  # fmt: skip


def a_call(r: Random, number: int):
    return call(
        number,
        authorization=r.choice((l.Authorization.NOT_NEEDED, l.Authorization.HAVE_IT, l.Authorization.MUST_ASK)),
        authorization_number=r.choice(("A1", "AUTH 00-12/3", None)),
        authorized_sessions=r.choice((None, 1, 2, 12)),
        session_limit=r.choice((None, None, 2)),
    )


def a_visit(r: Random, number: int, session_id: str, on: date):
    marks = (l.Mark.PRESENT, l.Mark.PRESENT, l.Mark.PRESENT, l.Mark.NO_SHOW, l.Mark.LATE, None)
    return visit(
        number, session_id, on, mark=r.choice(marks), arrived=r.choice((None, None, None, time(18, 4), time(18, 40))),
        factor=r.choice((None, None, *l.Factor)), signed=r.choice(("MC", "MC", "MC", None)), attended=r.choice((None, None, *l.Attends)),
    )  # fmt: skip


seeds = st.integers(0, 2**32)
"""A practice is made from one number: drawing every cell would take a second, and a failure is told by that number."""


def claims_of(p):
    """The claims of every line that is ready, as a batch would have them."""
    stand = standing(wanted_claims(p, NOW), p, History())
    return [claim_of(b) for b in stand.unsent if b.state == "ready"]
