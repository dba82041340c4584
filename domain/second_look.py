"""Ready bills looked at once more as finished claims, with everything else that is billed beside them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from domain.billing import Bill, in_order
from domain.claim import VOIDS, Claim
from domain.counting import counted_under
from domain.edits import Authorized, Billed, Case, Others, Person, blocked, person_of, person_of_bill
from domain.practice import Practice
from domain.reasons import Reason
from domain.sent import Chain

Known = Collection[tuple[str, str]]
"""Lines that were looked at before as they are now, by claim ID and digest."""


def looked_at(
    bills: Sequence[Bill], others: Others, practice: Practice, today: date, known: Known
) -> Iterator[tuple[Bill, bool]]:
    """The bills in their order, each ready one with what an edit has against it, and whether one had."""
    for bill in bills:
        if bill.state != "ready" or bill.made is not None:
            yield bill, False
            continue
        case = Case(bill, practice, today, others)
        fine = (bill.claim_id, bill.digest) in known and not _may_clash(bill, others)
        against = () if fine else blocked(case)
        yield (replace(bill, state="held", reasons=in_order(against), digest=""), True) if against else (bill, False)


def corrections_looked_at(
    bills: Iterable[Bill], of_visit: Mapping[str, Bill], others: Others, practice: Practice, today: date
) -> Iterator[tuple[Bill, tuple[Reason, ...]]]:
    """Corrections with what the edits have against them; a void says what was sent and is not looked at."""
    for bill in bills:
        now = of_visit.get(bill.visit.visit_id)
        if bill.made is None or bill.made.frequency == VOIDS or now is None:
            yield bill, ()
        else:
            yield bill, in_order(blocked(Case(now, practice, today, others, bill.made)))


def _may_clash(bill: Bill, others: Others) -> bool:
    """Whether the same person stands on another claim of that day, or an answer spoke against the clinician or payer."""
    person = person_of_bill(bill)
    same_day = others.of_day.get((person, bill.visit.on), ()) if person else ()
    npi = bill.parts.clinician.npi or "" if bill.parts and bill.parts.clinician else ""
    payer_id = (bill.parts.rule.payer_id or "").strip().upper() if bill.parts else ""
    return len(same_day) > 1 or (bill.payer, npi.strip()) in others.unknown or payer_id in others.no_payers


def others_of(
    bills: Iterable[Bill],
    sent: Mapping[str, Chain],
    unknown: frozenset[tuple[str, str]],
    no_payers: frozenset[str] = frozenset(),
) -> Others:
    """Everything billed: what stands at payers first, then the ready bills by day."""
    of_person: dict[Person, list[Billed]] = defaultdict(list)
    of_authorization: dict[Authorized, list[Billed]] = defaultdict(list)
    in_session: dict[str, int] = defaultdict(int)
    lost = frozenset(visit_id for visit_id, chain in sent.items() if chain.live and chain.live.is_lost)
    for claim in _standing(sent):
        billed = Billed(claim.lines[0].on, claim.visit_id, claim.claim_id)
        of_person[person_of(claim)].append(billed)
        born = claim.patient.born or date.min
        if claim.visit_id not in lost:  # what a payer denied used up no session
            of_authorization[born, counted_under(claim.authorization_number)].append(billed)
        in_session[claim.visit_id.rpartition("/")[0]] += 1
    ready = (b for b in bills if b.state == "ready" and b.made is None and b.parts)
    for bill in sorted(ready, key=lambda b: (b.visit.on, b.begins, b.visit.visit_id)):
        billed = Billed(bill.visit.on, bill.visit.visit_id, bill.claim_id)
        if person := person_of_bill(bill):
            of_person[person].append(billed)
        found = bill.parts.covered.authorization if bill.parts else None
        number = (found.authorization_number or "") if found else ""
        if bill.parts:
            of_authorization[bill.parts.client.born, counted_under(number)].append(billed)
        in_session[bill.visit.session_id] += 1
    return Others(
        {k: tuple(v) for k, v in of_person.items()},
        {k: tuple(v) for k, v in of_authorization.items()},
        in_session,
        unknown,
        no_payers,
        frozenset(visit_id for visit_id, chain in sent.items() if chain.live),
        lost,
    )


def _standing(sent: Mapping[str, Chain]) -> Iterator[Claim]:
    return (chain.live.claim for chain in sent.values() if chain.live)
