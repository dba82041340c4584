"""Edits on what a claim file can carry: frequency, signs and lengths, and who the file is from and for."""

import re
from collections.abc import Iterator

from domain import codes
from domain.claim import ORIGINAL, REPLACES, VOIDS
from domain.edits.case import Case
from domain.presend import LONGEST_CITY, LONGEST_FIRST, LONGEST_LAST, LONGEST_NAME, LONGEST_STREET
from domain.reasons import Reason, reason

_OWN = re.compile(r"[A-Z0-9-]{1,20}")
_LINE = re.compile(r"[A-Z0-9-]{1,30}")


def frequency(case: Case) -> Iterator[Reason]:
    """A first claim names no earlier one; a replacement or a void names the payer's own number of it."""
    claim = case.claim
    wrong = bool(claim.original_reference) if claim.frequency == ORIGINAL else not claim.original_reference
    if wrong or claim.frequency not in (ORIGINAL, REPLACES, VOIDS):
        yield reason("CLAIM_FREQUENCY", rows=case.visit_rows, claim=claim.claim_id)


def text(case: Case) -> Iterator[Reason]:
    """Names, addresses and numbers in plain letters, not too long; numbers of our own as they come back."""
    c, p, s = case.claim, case.claim.patient, case.claim.subscriber
    wanted = [
        ("Last name", p.last_or_organization, LONGEST_LAST),
        ("First name", p.first, LONGEST_FIRST),
        ("City", p.city, LONGEST_CITY),
        ("Holder last name", s.last_or_organization, LONGEST_LAST),
        ("Holder first name", s.first, LONGEST_FIRST),
        ("Payer", c.payer, LONGEST_NAME),
        ("Clinician", c.rendering_last, LONGEST_LAST),
        ("Clinician", c.rendering_first, LONGEST_FIRST),
    ]
    wrong = [column for column, found, longest in wanted if not codes.carries(found, longest)]
    wrong += ["Street"] if not codes.carries_street(p.street, LONGEST_STREET) else []
    numbers = (("Authorization number", c.authorization_number), ("The payer's claim number", c.original_reference))
    for column in (*wrong, *(name for name, found in numbers if found and not codes.is_reference(found))):
        yield reason("CLAIM_TEXT", rows=(case.client.client_id,), client=case.client.client_id, column=column)
    own = [x.reference for x in c.lines]
    if not _OWN.fullmatch(c.claim_id) or len(set(own)) < len(own) or not all(map(_LINE.fullmatch, own)):
        yield reason("CLAIM_TEXT", rows=case.visit_rows, client=case.client.client_id, column="Claim ID")


def envelope(case: Case) -> Iterator[Reason]:
    """The file can say who sends it and for whom; its counts and numbers are read back before the bytes are frozen."""
    d = case.details
    for name, value, example in (
        ("Submitter ID", d.submitter_id, "RIVERBENDGRP"),
        ("Receiver ID", d.receiver_id, "CLEARHOUSE1"),
    ):
        if not codes.is_sender_id(value or ""):
            yield reason("CLAIM_SETTING_FORM", rule=name, setting=name, example=example)
