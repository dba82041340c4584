"""An answer with a number of ours is only taken when it fits the file or the claim that went from here."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.acknowledgements import Ack, received
from domain.history import History
from domain.whose_answer import Marks
from tests.domain.test_acknowledgements import number_of, written

OURS = Marks("RIVERBENDGRP", frozenset({"CLEARHOUSE1"}), "2026-03-04 1200")
TO_US = frozenset({"RIVERBENDGRP"})
FILE = Ack("999", "rejected", control=101, set_number=1, marks=Marks("CLEARHOUSE1", TO_US, "2026-03-05 0915"))
DAY, CHARGE = "20260303", Decimal(150)


def judged(history: History, ack: Ack, *also: str) -> tuple[str, str]:
    (told,) = received([ack], history, lambda _: OURS, also)
    assert bool(told.key) == (told.state != "unknown")
    return told.state, told.sentence


@pytest.mark.parametrize(
    ("ack", "more", "left_out"),
    [
        ({}, {}, ""),
        ({}, {"addressed": frozenset({"OTHERGROUP"})}, "is addressed to OTHERGROUP, not to RIVERBENDGRP"),
        ({}, {"addressed": frozenset({"MAILBOX7", "RIVERBENDGRP"})}, ""),
        ({}, {"addressed": frozenset()}, ""),
        ({}, {"at": "2026-03-01 0915"}, "is older than the file itself"),
        ({}, {"at": "2026-03-03 2350"}, ""),
        ({}, {"at": ""}, ""),
        ({}, {"sets": 1}, ""),
        ({}, {"sets": 12}, "speaks of another number of parts"),
        ({"set_number": 7}, {}, "speaks of another number of parts"),
        ({"kind": "TA1", "set_number": 0, "at": "2026-03-04 0903"}, {}, ""),
        ({"kind": "TA1", "set_number": 0, "at": "2026-03-01 0903"}, {}, "names another day than the file has"),
        ({"kind": "277", "set_number": 0}, {"addressed": frozenset({"OTHERGROUP"})}, "is addressed to OTHERGROUP"),
    ],
)
def test_an_answer_about_a_file_fits_it_in_more_than_its_number(ack, more, left_out):
    _, history = written()
    state, sentence = judged(history, replace(FILE, **ack, marks=replace(FILE.marks, **more)))
    assert state == ("unknown" if left_out else "rejected")
    assert left_out in sentence


@pytest.mark.parametrize(
    ("marks", "left_out"),
    [
        ({"day": DAY, "charge": CHARGE}, ""),
        ({"day": "20250101", "charge": Decimal(99)}, "names another day and charge"),
        ({"day": "20250101"}, ""),
        ({"day": DAY, "charge": Decimal("99.5")}, ""),
        ({"addressed": frozenset({"OTHERGROUP"})}, "is addressed to OTHERGROUP"),
    ],
)
def test_an_answer_about_a_claim_fits_its_day_or_its_charge(marks, left_out):
    _, history = written()
    claim = next(c for b in history.batches for c in b.claims)
    assert (claim.lines[0].on.strftime("%Y%m%d"), claim.total) == (DAY, CHARGE)
    ack = Ack("277", "accepted", claim_id=number_of(history), marks=Marks(**{"addressed": TO_US, **marks}))
    state, sentence = judged(history, ack)
    assert state == ("unknown" if left_out else "accepted")
    assert left_out in sentence


def test_a_clearinghouse_may_know_the_practice_under_another_name():
    _, history = written()
    ack = replace(FILE, marks=replace(FILE.marks, addressed=frozenset({"MAILBOX7"})))
    assert judged(history, ack)[0] == "unknown"
    assert judged(history, ack, "mailbox7")[0] == "rejected"


def test_what_somebody_else_wrote_is_told_without_its_signs():
    _, history = written()
    ack = replace(FILE, marks=replace(FILE.marks, addressed=frozenset({"<B>OTHER|\x1b[1m"})))
    assert "addressed to BOTHER1m, not" in judged(history, ack)[1]
