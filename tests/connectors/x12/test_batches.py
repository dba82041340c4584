"""Every batch that a random practice makes is accepted by pyx12 and read back equal."""

import os
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from x12sdk.io import X12ModelReader

from connectors.x12.check import check_batch
from connectors.x12.parse import parse_claims
from connectors.x12.parsed import Insured, ParsedClaim, ParsedLine
from connectors.x12.render import render_837p
from connectors.x12.words import plain
from domain import lists as l
from domain.claim import Claim
from domain.rollcall import PRESENT
from tests.connectors.x12.people import AT
from tests.connectors.x12.practices import a_practice, claims_of, seeds
from tests.connectors.x12.pyx12_verdict import verdict
from tests.connectors.x12.recount import faults

PROVE = bool(os.environ.get("CIRCLEBOOK_PROVE"))
PARTS = range(10 if PROVE else 1)
"""The proof by pyx12 in parts of 200 batches, which two workers share."""

BATCHES = 200 if PROVE else 8
READ = 2_000 if PROVE else 50
RELATION = {"Self": "18", "Spouse": "01", "Child": "19", "Other": "G8"}


def said(text: str) -> str:
    return plain(text) or ""


def bare(text: str) -> str:
    return "".join(x for x in unicodedata.normalize("NFKC", text).upper() if x not in " -")


def expected(claim: Claim, billing_npi: str) -> ParsedClaim:
    """The claim as it must be read back: words in plain capitals, numbers without blanks and dashes."""
    own = claim.rendering_npi == billing_npi
    p, s = claim.patient, claim.subscriber
    street = ", ".join(said(x) for x in (y.strip(" ,") for y in p.street.split(",", 1)) if x)
    return ParsedClaim(
        claim.claim_id, claim.total, claim.place, claim.frequency, said(claim.authorization_number), claim.original_reference,
        tuple(d.replace(".", "") for d in claim.diagnoses), "" if own else said(claim.rendering_last),
        "" if own else said(claim.rendering_first), "" if own else claim.rendering_npi, "" if own else claim.rendering_taxonomy,
        tuple(ParsedLine(x.code, x.modifiers, x.charge, 1, "", x.pointers, x.on, x.reference) for x in claim.lines),
        Insured(
            claim.filing_code, RELATION[claim.holder], said(s.last_or_organization), said(s.first), bare(claim.member_id), said(claim.payer),
            claim.payer_id, said(p.last_or_organization), said(p.first), street, said(p.city), p.state, p.zip.replace("-", ""), p.born, p.sex,
        ),
    )  # fmt: skip


def written(p) -> tuple[str, list[Claim]]:
    claims = claims_of(p)
    text = render_837p(claims, p.details, 101, AT, test=True) if claims else ""
    return text, claims


@settings(
    max_examples=READ, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(seeds)
def test_what_is_written_is_read_back_equal_and_adds_up(seed):
    p = a_practice(seed)
    text, claims = written(p)
    if claims:
        check_batch(text, claims)
        assert faults(text) == []
        read = {x.claim_id: x for x in parse_claims(text)}
        npi = p.details.billing_npi
        assert read == {c.claim_id: expected(c, npi) for c in claims}


@pytest.mark.timeout(1_200)  # 200 batches take pyx12 a minute, and many on a machine with other work
@pytest.mark.parametrize("part", PARTS)
@settings(
    max_examples=BATCHES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(seeds)
def test_pyx12_finds_no_fault_in_any_batch(part, seed):
    text, claims = written(a_practice(part << 32 | seed))
    assert not claims or verdict(text) == []


def test_x12sdk_reads_every_batch_and_writes_the_same_segments():
    for seed in range(200 if PROVE else 2):
        p = a_practice(seed)
        known = (c.model_copy(update={"sex": l.Sex.FEMALE}) for c in p.clients)  # it lacks U, which the guide has
        text, claims = written(replace(p, clients=tuple(known)))
        if claims:
            with X12ModelReader(text) as reader:
                (model,) = reader.models()
            own = text[text.index("ST*") : text.index("GE*")].replace("\n", "")
            assert model.x12().replace("\n", "").rstrip("~") == own.rstrip("~")


def test_no_claim_goes_out_for_whom_none_may():
    """Absent, unsigned, too few, used up, or without Part 2 consent: counted over many practices from their rows alone."""
    met = dict.fromkeys(("absent", "unsigned", "consent", "authorization", "few", "many"), 0)
    for seed in range(60 if not PROVE else 2_000):
        p = a_practice(seed)
        claims = claims_of(p)
        used: dict[str, int] = {}
        for c in sorted(claims, key=lambda c: (c.lines[0].on, c.visit_id)):
            v, who = p.visit[c.visit_id], p.client[c.client_id]
            there = [x for x in p.visits_of_session[v.session_id] if x.mark in PRESENT]
            said = p.verifications_about[c.client_id][0]
            assert v.mark in PRESENT
            assert v.signed == "MC"
            rule = p.rule_for(who.payer, v.on)
            assert rule.minimum_present <= len(there) <= rule.maximum_present
            assert p.groups[0].sud_program is None or who.part2_consent_date
            assert said.authorization is not l.Authorization.MUST_ASK
            if said.authorization is l.Authorization.HAVE_IT:
                used[who.client_id] = used.get(who.client_id, 0) + 1
                assert c.authorization_number == said.authorization_number
                assert used[who.client_id] <= (said.authorized_sessions or 99)
        met["absent"] += sum(v.mark not in PRESENT for v in p.visits)
        met["unsigned"] += sum(v.mark in PRESENT and not v.signed for v in p.visits)
        met["consent"] += p.groups[0].sud_program is l.YesNo.YES
        met["authorization"] += sum(x.authorized_sessions in (1, 2) for x in p.verifications)
        sizes = [sum(x.mark in PRESENT for x in visits) for visits in p.visits_of_session.values()]
        met["few"] += sum(n < rule.minimum_present for n in sizes for rule in p.payers)
        met["many"] += sum(n > rule.maximum_present for n in sizes for rule in p.payers)
    assert min(met.values()) > 0
