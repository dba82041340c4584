"""Random histories of money: nothing is billed twice, and at the end the payers hold what the sheets say.

People mark, sign, correct, answer and restore; payers accept, refuse, pay, deny and take back; files and answers get
late; the computer stops. The payers know the claim files alone.
"""

import os
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest

from connectors.x12 import remittances
from domain import acknowledgements, corrected_claims, payments, remitted, sent, settled, standing
from domain.acknowledgements import Answered, Told
from domain.claim import VOIDS
from domain.history import History
from domain.sent import Chain, Sent
from domain.settled import Entry, Settlement
from tests.faults import payers, paying
from tests.faults.billing import MONEY, Billed, money_history
from tests.faults.histories import shortened
from tests.faults.switches import all_of
from tests.proofs import Proved

PROVE = bool(os.environ.get("CIRCLEBOOK_PROVE"))
ALL, PARTS, EACH_RUN = 1_000, 20, 6


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(PARTS if PROVE else 2))
def test_nothing_is_billed_twice_and_in_the_end_it_is_what_the_sheets_say(part: int, proved: Proved) -> None:
    happened: Counter[str] = Counter()
    each = ALL // PARTS if PROVE else EACH_RUN // 2
    for seed in range(part * each, (part + 1) * each):
        play = Billed(money_history(seed))
        play.play()
        if play.broken:
            script = shortened(money_history(seed), Billed) if PROVE else "make prove"
            pytest.fail(f"seed {seed}: {play.broken[:3]}; as a script: {script}")
        happened += play.happened
        happened += Counter(f"{c.frequency} {c.state}" for p in play.payers.values() for c in p.taken.values())
        happened += Counter(f"said {x.status}" for p in play.payers.values() for x in p.books.all())
        happened["entered"] += sum(len(h.by_hand) for h in play.heard.values())
    assert happened["1 stands"] > 0
    assert happened["said 1"] > 0
    if PROVE:
        assert set(MONEY) <= set(happened), "every act was played"
        assert {"said 4", "said 22", "entered"} <= set(happened)
        assert {"1 refused", "1 voided", "1 replaced", "8 stands", "8 refused", "7 stands"} <= set(happened)
    proved(
        "histories of money",
        histories=each,
        claims=sum(n for what, n in happened.items() if what[0] in "178"),
        corrections=sum(n for what, n in happened.items() if what[0] in "78"),
        came_back=sum(n for what, n in happened.items() if what.endswith("refused")),
        judged_by_payers=sum(n for what, n in happened.items() if what.startswith("said ")),
        taken_back=happened["said 22"],
        stops_in_a_pass=happened["pass killed"],
    )


_ANSWERS, _FOLLOWED = acknowledgements.answers_of, sent._followed
_TOLD, _ROW_OF = remitted._told, payments.row_of


def all_accepted(history: History, *settled: Any) -> dict[str, Answered]:
    return {claim_id: replace(a, state="accepted") for claim_id, a in _ANSWERS(history, *settled).items()}


def void_at_once(before: Chain, now: Sent) -> Chain:
    gone = before.voided + ((before.live,) if before.live else ())
    return (
        Chain(None, None, None, gone, before.failed, before.count + 1)
        if now.claim.frequency == VOIDS
        else _FOLLOWED(before, now)
    )


def denied_is_gone(before: Chain, now: Sent) -> Chain:
    made = _FOLLOWED(before, now)
    if made.live is None or not made.live.is_lost:
        return made
    return Chain(None, None, None, (*made.voided, made.live), made.failed, made.count)


def known_by_place(place: int, *said: Any) -> Told:
    told = _TOLD(place, *said)
    return replace(told, key=f"{told.key}:{place}") if told.key else told


def any_is_last() -> AbstractContextManager[Any]:
    """It shows only while payers think better of claims that they have not paid."""
    return patch.object(acknowledgements, "_order", lambda *_: (0, "", 0, "", ""))


def row_of_sum(entry: Entry) -> str:
    return _ROW_OF(replace(entry, key=f"{entry.claim_id}:{entry.money.paid}"))


FAULTS: dict[str, tuple[Callable[[], AbstractContextManager[Any]], int]] = {
    "what came back is called accepted": (lambda: patch.object(sent, "answers_of", all_accepted), 0),
    "nothing is remembered of what stands": (lambda: patch.object(standing, "chains", lambda *_: {}), 0),
    "nothing speaks against what was sent": (lambda: patch.object(corrected_claims, "SPEAKS_AGAINST_SENT", frozenset()), 15),
    "a correction names our own ID": (lambda: patch.object(corrected_claims, "_number", lambda s: s.claim.claim_id), 0),
    "a void counts before it is taken": (lambda: patch.object(sent, "_followed", void_at_once), 1),
    "any answer counts as the last": (lambda: all_of(any_is_last(), patch.object(payers, "THINKS_BETTER", 0.5), patch.object(paying, "PAYS", 0)), 0),
    "what is taken back is not taken off": (lambda: patch.object(settled, "_reversed", lambda *_: None), 1),
    "what is taken back without a sign is paid": (lambda: patch.object(remittances, "turned", lambda claim: claim), 2),
    "what was denied is billed anew": (lambda: patch.object(sent, "_followed", denied_is_gone), 0),
    "a payment is known by its place in the file": (lambda: patch.object(remitted, "_told", known_by_place), 11),
    "two payments of one sum are one": (lambda: patch.object(payments, "row_of", row_of_sum), 1),
    "what a person entered is entered again": (lambda: patch.object(payments, "_alike", lambda *_: None), 5),
    "the number of a payment counts for nothing": (lambda: patch.object(Settlement, "payer_number", ""), 6),
}  # fmt: skip
"""Faults sown into the product, each with the first seed that showed it; after changes of the product it may be a later one."""
LATER = 20


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", FAULTS)
def test_the_payers_find_a_sown_fault(name: str) -> None:
    switch, first = FAULTS[name]
    with switch():
        assert any(Billed(money_history(seed)).play().broken for seed in range(first, first + LATER))
