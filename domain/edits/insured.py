"""Edits on who is insured, with whom, and how the payer is told of itself."""

from collections.abc import Iterator

from domain import codes
from domain.edits.case import Case
from domain.lists import Holder
from domain.presend import ORIGINAL_MEDICARE, fits_kind
from domain.reasons import Reason, reason


def member_number(case: Case) -> Iterator[Reason]:
    """The member ID is there, is written as on a card, and as Medicare writes it where Medicare pays."""
    who, found = case.client.client_id, case.claim.member_id
    if not found:
        yield reason("CLAIM_MEMBER_ID_MISSING", rows=(who,), client=who)
    elif not codes.is_member_id(found):
        yield reason("CLAIM_MEMBER_ID_FORM", rows=(who,), client=who)
    elif case.claim.filing_code in ORIGINAL_MEDICARE and not codes.is_mbi(found):
        yield reason("CLAIM_MEDICARE_NUMBER", rows=(who,), rule=case.rule.row_id, client=who)


def payer_number(case: Case) -> Iterator[Reason]:
    """The payer has an ID of the clearinghouse's form, and nobody answered that there is no such payer."""
    if not codes.is_payer_id(case.claim.payer_id):
        yield reason("CLAIM_PAYER_ID_FORM", rule=case.rule.row_id, payer=case.claim.payer)
    elif case.claim.payer_id in case.others.no_payers:
        number = case.claim.payer_id
        yield reason("CLAIM_PAYER_NOT_KNOWN", rule=case.rule.row_id, payer=case.claim.payer, number=number)


def insured_person(case: Case) -> Iterator[Reason]:
    """The patient has name, date of birth, sex and address; a dependent has a holder of another name."""
    p, holder, who = case.claim.patient, case.claim.subscriber, case.client.client_id
    wanted = (
        ("Last name", p.last_or_organization, "Rivera"),
        ("First name", p.first, "Alex"),
        ("Date of birth", p.born, "4/23/1988"),
        ("Sex", p.sex in ("F", "M", "U"), "F"),
        ("Street", p.street, "12 Main St"),
        ("City", p.city, "Springfield"),
        ("State", codes.is_state(p.state), "IL"),
        ("ZIP", codes.is_zip(p.zip), "62701"),
    )
    for column, is_there, example in wanted:
        if not is_there:
            yield reason("CLAIM_CLIENT_COLUMN", rows=(who,), client=who, column=column, example=example)
    if case.claim.holder == Holder.SELF.value:
        if holder != p:
            yield reason("CLAIM_HOLDER_MISSING", rows=(who,), client=who)
    elif case.claim.filing_code in ORIGINAL_MEDICARE:
        yield reason("CLAIM_MEDICARE_HOLDER", rows=(who,), rule=case.rule.row_id, client=who)
    elif not (holder.last_or_organization and holder.first):
        words = {"client": who, "column": "Holder last name", "example": "Rivera"}
        yield reason("CLAIM_CLIENT_COLUMN", rows=(who,), **words)


def filing_code(case: Case) -> Iterator[Reason]:
    """What the claim says about the sort of payer is a code that exists and fits the payer's kind."""
    found = case.claim.filing_code
    if found not in codes.FILING_CODES:
        yield reason("CLAIM_FILING_CODE", rule=case.rule.row_id, payer=case.rule.payer)
    elif not fits_kind(found, case.rule.kind):
        yield reason("CLAIM_FILING_CODE_KIND", rule=case.rule.row_id, payer=case.rule.payer, found=found)
