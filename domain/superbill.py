"""What stands on a superbill: what a client needs to be paid back by a plan that the practice does not bill."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from domain import codes, rollcall
from domain.account import towards
from domain.account_books import Books
from domain.details import Details
from domain.note_signing import credentials, signer_refused
from domain.own_share import Share, Unclear, share
from domain.paper import Figures, Paper, Passage, Table
from domain.records import Client, Session, StaffMember, Visit
from domain.remittance import NOTHING
from domain.statement import about_client, money
from domain.telehealth import how_attended, told
from domain.wording import day_words

CODE = codes.GROUP_THERAPY
PLACES = "Places: 11 office; 10 video or phone, the client at home; 02 video or phone, the client elsewhere."
COLUMNS = (
    ("Date", 17), ("Code", 8), ("Modifiers", 11), ("Place", 7), ("Diagnoses", 16), ("By", 6), ("Units", 6),
    ("Fee", 10), ("Taken off", 10), ("Paid", 9),
)  # fmt: skip
NEEDED = (
    ("billing_npi", "Billing NPI"), ("tax_id", "Tax ID"), ("street", "Street"), ("city", "City"), ("zip", "ZIP"),
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A paper, and what the ledger keeps beside it."""

    paper: Paper
    keeps: dict[str, str] = field(default_factory=dict)


Found = Made | tuple[Unclear, ...] | None
"""A paper, what it waits for, or that there is none."""


@dataclass(frozen=True)
class Asked:
    """Whose superbill of which month."""

    books: Books
    client_id: str
    month: tuple[date, date]


@dataclass(frozen=True)
class _Line:
    """One session as a plan wants to see it."""

    visit: Visit
    share: Share
    clinician: StaffMember
    diagnoses: tuple[str, ...]
    modifiers: tuple[str, ...]
    place: str
    paid: Decimal

    @property
    def fee(self) -> Decimal:
        """The full fee; a client's own rate where the group has none, or a lower one."""
        return max(self.share.fee or NOTHING, self.share.price)


def superbill(asked: Asked) -> Found:
    """A client's superbill of a month; what it waits for; None when no session of theirs is for one.

    Source of its fields: billing.md 7.7. A group has one code, 90853, and no member's name but the client's own.
    """
    practice = asked.books.practice
    found = list(_lines(asked))
    if not found:
        return None
    settings = [
        Unclear("SUPERBILL_SETTING", "Practice", name) for key, name in NEEDED if not getattr(practice.details, key)
    ]
    if unclear := (*settings, *dict.fromkeys(x for x in found if isinstance(x, Unclear))):
        return unclear
    lines = [x for x in found if isinstance(x, _Line)]
    return Made(_paper(practice.details, practice.client[asked.client_id], lines, asked.month))


def _lines(asked: Asked) -> Iterator[_Line | Unclear]:
    practice, (first, last) = asked.books.practice, asked.month
    for visit in sorted(practice.visits_of_client.get(asked.client_id, ()), key=lambda v: (v.on, v.visit_id)):
        session = practice.session.get(visit.session_id)
        is_of_month = first <= visit.on <= last and not asked.books.is_billed(visit.visit_id)
        if not is_of_month or session is None or rollcall.is_called_off(session) or not rollcall.was_present(visit):
            continue
        theirs = share(practice, visit, session)
        if isinstance(theirs, Share) and theirs.bearer == "superbill":
            price = asked.books.price(visit.visit_id, theirs.price)
            yield _line(asked, visit, session, replace(theirs, price=price))


def _line(asked: Asked, visit: Visit, session: Session, theirs: Share) -> _Line | Unclear:
    practice = asked.books.practice
    group = practice.group[session.group_id]
    member = practice.membership(visit, session.group_id)
    clinician = practice.staff_named(session.facilitator or group.facilitator)
    if not visit.signed or visit.signed_on is None or signer_refused(practice, visit.signed):
        return Unclear("SUPERBILL_NOT_SIGNED", "Attendance", visit.visit_id)
    if clinician is None or not clinician.npi:
        return Unclear("SUPERBILL_CLINICIAN", "Sessions", session.session_id)
    if member is None or not member.diagnoses or not all(map(codes.is_diagnosis, member.diagnoses)):
        return Unclear("SUPERBILL_DIAGNOSIS", "Roster", member.roster_id if member else visit.client_id)
    way = told(theirs.rule, how_attended(visit.attended, member.attends, group.how)) if theirs.rule else None
    if way is None or way.reasons:
        return Unclear("SUPERBILL_HOW", "Attendance", visit.visit_id)
    paid = sum((towards(p) for p in asked.books.of_visit.get(visit.visit_id, ()) if p.on <= asked.month[1]), NOTHING)
    return _Line(visit, theirs, clinician, member.diagnoses, way.modifiers, way.place, paid)


def _paper(details: Details, client: Client, lines: Sequence[_Line], month: tuple[date, date]) -> Paper:
    insured = client.insured_on(month[1])
    clinicians = list({x.clinician.initials: x.clinician for x in lines}.values())
    return Paper(
        title="Superbill",
        practice_name=details.practice_name,
        reference=f"{client.client_id}, {month[0]:%B %Y}",
        about=about_client(
            details,
            client,
            (
                ("Date of birth", day_words(client.born)),
                ("Billing NPI", details.billing_npi or ""),
                ("Plan", insured.payer or ""),
                (details.tax_id_kind or "Tax ID", details.tax_id or ""),
                ("Member ID", insured.member_id or ""),
                ("Services", f"{CODE}, group psychotherapy"),
            ),
        ),
        blocks=(
            Figures(columns=COLUMNS, rows=(*map(_row, lines), _total(lines)), figures=3, total=True),
            Table(
                heading="Provided by",
                columns=(("Initials", 10), ("Clinician", 50), ("NPI", 18), ("Taxonomy", 22)),
                rows=tuple((x.initials, credentials(x), x.npi or "", x.taxonomy or "") for x in clinicians),
            ),
            Passage(paragraphs=(("", PLACES),)),
        ),
        signed_by="; ".join(map(credentials, clinicians)),
        wide=True,
    )  # fmt: skip


def _row(line: _Line) -> tuple[str, ...]:
    return (
        day_words(line.visit.on), CODE, ", ".join(line.modifiers), line.place, ", ".join(line.diagnoses),
        line.clinician.initials, "1", money(line.fee), money(line.fee - line.share.price), money(line.paid),
    )  # fmt: skip


def _total(lines: Sequence[_Line]) -> tuple[str, ...]:
    fee, price, paid = (sum(x, NOTHING) for x in zip(*((y.fee, y.share.price, y.paid) for y in lines), strict=True))
    words = "Paid in full" if paid >= price else f"Open: {money(price - paid)}"
    return words, "", "", "", "", "", "", money(fee), money(fee - price), money(paid)
