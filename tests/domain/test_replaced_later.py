"""A claim that must be replaced while the new one cannot go out yet: the one that was sent stays until then."""

from dataclasses import replace

import pytest

from domain import lists as l
from domain.acknowledgements import KIND, Ack, received
from domain.claims import standing, wanted_claims
from domain.history import Happened, History
from domain.practice import Practice
from tests.domain.claims_build import NOW, answered, carried_out, client, corrected, four_payers, group, payer
from tests.domain.test_corrections_of_claims import asked, line, written

YES = l.YesNo.YES
TOO_LATE = (payer("Aetna", days_to_file=0), *four_payers()[1:])


def known(p: Practice, history: History) -> tuple[Practice, History]:
    """The practice whose claims the payer took, each under a number of its own."""
    acks = [
        Ack("277", "accepted", claim_id=c.claim_id, payer_number=f"26{n:06}", at="2026-03-04")
        for b in history.batches
        for n, c in enumerate(b.claims)
    ]
    kept = {
        t.key: Happened(key=t.key, kind=KIND, state="done", digest="", begun=NOW, detail=t.detail)
        for t in received(acks, history)
    }
    return p, History({**history.happened, **kept}, history.batches)


def corrections_of(p: Practice, history: History) -> list[int]:
    """The frequency codes of the corrections that may go out."""
    return [b.made.frequency for b in standing(wanted_claims(p, NOW), p, history).agreed if b.made]


UNREADY = [
    ("payers", TOO_LATE[0], "CLAIM_REPLACED_LATE"),
    ("groups", group(fee=None), "CLAIM_FEE_MISSING"),
    ("clients", client(1, zip=None), "CLAIM_CLIENT_COLUMN"),
]


@pytest.mark.parametrize(("tab", "row", "code"), UNREADY)
def test_a_claim_that_changed_is_not_taken_back_because_the_new_one_must_wait(tab, row, code):
    p, history = known(*written())
    whole = corrected(p, "C-001", attended=l.Attends.VIDEO_HOME)
    p = replace(whole, **{tab: (row, *getattr(whole, tab)[1:])})
    assert line(p, history) == ("void needed", ["CLAIM_SENT_CHANGED", code])
    assert asked(p, history) == ["replace"]
    p, history, _ = carried_out(p, history)
    p = answered(p, "replace", YES)
    assert corrections_of(p, history) == []
    assert corrections_of(replace(p, **{tab: getattr(whole, tab)}), history) == [7], "it goes when nothing is missing"
