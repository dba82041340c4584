"""Edits on who bills and who led the session: numbers, taxonomy, tax number, address, enrolment."""

from collections.abc import Iterator

from domain import codes
from domain.edits.case import Case
from domain.lists import YesNo
from domain.presend import is_taken_in
from domain.reasons import Reason, reason


def provider_numbers(case: Case) -> Iterator[Reason]:
    """Both numbers prove themselves, and an organization's own number is never the clinician's."""
    billing, rendering = (case.details.billing_npi or "").strip(), case.claim.rendering_npi
    staff = case.staff.initials if case.staff else ""
    if not codes.is_npi(billing):
        yield _setting("Billing NPI", "1234567893")
    if not codes.is_npi(rendering):
        yield reason("CLAIM_CLINICIAN_NPI", rows=(staff,), staff=staff)
    elif rendering == billing and (case.details.entity or "").strip().upper() != "PERSON":
        yield reason("CLAIM_CLINICIAN_IS_PRACTICE", rows=(staff,), staff=staff)


def provider_forms(case: Case) -> Iterator[Reason]:
    """Taxonomies, tax number, nine-digit ZIP and a street, as payers want them of who bills."""
    d, staff = case.details, case.staff.initials if case.staff else ""
    if not codes.is_taxonomy(case.claim.rendering_taxonomy):
        yield reason("CLAIM_CLINICIAN_TAXONOMY", rows=(staff,), staff=staff)
    if not codes.is_taxonomy(d.billing_taxonomy or ""):
        yield _setting("Billing taxonomy", "193200000X")
    if not codes.is_tax_id(d.tax_id or ""):
        yield _setting("Tax ID", "12-3456789")
    if not codes.is_zip9(d.zip or ""):
        yield _setting("ZIP", "62701-1234")
    if codes.is_post_box(d.street or ""):
        yield reason("CLAIM_POST_BOX", rule="Street")


def enrolment(case: Case) -> Iterator[Reason]:
    """The clinician works here; the payer has taken them in, as far as its row says, and has not said that it does not know them."""
    staff = case.staff
    if staff is None:
        return
    if staff.active is YesNo.NO and case.bill.visit.on >= case.today:
        yield reason("CLAIM_CLINICIAN_LEFT", rows=(staff.initials,), staff=staff.initials)
    if not is_taken_in(case.practice, case.rule, staff):
        words = {"payer": case.rule.payer, "staff": staff.initials}
        yield reason("CLAIM_NOT_TAKEN_IN", rows=(staff.initials,), rule=case.rule.row_id, **words)
    if (case.claim.payer, case.claim.rendering_npi) in case.others.unknown:
        words = {"payer": case.claim.payer, "staff": staff.initials}
        yield reason("CLAIM_NOT_ENROLLED", rows=(staff.initials,), rule=case.rule.row_id, **words)


def _setting(name: str, example: str) -> Reason:
    return reason("CLAIM_SETTING_FORM", rule=name, setting=name, example=example)
