"""Passes that know what is at hand decide as if they knew everything, over years in which people clear their sheets."""

import os
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from domain import long_ago
from domain.at_hand import words_of, words_of_batch
from flows.at_hand import know_everything
from flows.desk import Pass
from flows.explain import explain
from flows.passes import FEATURES, decide, open_pass
from flows.to_do import to_do
from sheets_schema.grid import OwnRows
from tests.faults.histories import Play
from tests.faults.world import OnePractice
from tests.proofs import Proved

PROVE = bool(os.environ.get("CIRCLEBOOK_PROVE"))
DAY = date(2026, 3, 18)
SHORT = timedelta(days=100)
"""In place of 400 days, so that a play of a year sees much put away; longer than any rule of texts looks back."""
ACTS = (
    "mark", "mark", "sign", "sign", "answer_yes", "answer_no", "text_in", "text_in", "phone", "consent", "delete", "restore",
    "copy_row", "cancel", "move", "sort",
)  # fmt: skip


@dataclass
class Seen:
    """A workbook that only takes note of what it is to show."""

    book: Any
    tabs: Mapping[str, OwnRows] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.book, name)

    def show(self, token: str, tabs: Mapping[str, OwnRows]) -> str:
        self.tabs = tabs
        return token


def _decided(play: Play, p: OnePractice, *, everything: bool) -> tuple[Pass, dict[str, Any]]:
    seen = Seen(p.book)
    desk = replace(play.world.desk(p), workbook=seen)
    this = open_pass(desk, dry_run=True)
    if everything:
        know_everything(this)
    found: dict[str, Any] = {name: decide(name, this) for name in FEATURES}
    this.dry_run = False
    to_do(this)
    assert seen.tabs is not None
    tabs = {title: [tuple(row) for row in rows] for title, rows in seen.tabs.items()}
    return this, found | tabs


def _clear(p: OnePractice, now: datetime, chance: random.Random) -> None:
    """People take last season's rows away: sessions, marks, answered questions."""
    oldest = now.replace(tzinfo=None) - timedelta(days=chance.choice((20, 40, 70)))

    def is_old(tab: str, row: list[Any]) -> bool:
        heading = {"Sessions": "Date", "Attendance": "Date", "Decisions": "Asked on"}[tab]
        said = p.book.cell(tab, row, heading)
        on = (
            said
            if isinstance(said, datetime)
            else datetime.combine(said, datetime.min.time())
            if isinstance(said, date)
            else None
        )
        return on is not None and on < oldest and (tab != "Decisions" or bool(p.book.cell(tab, row, "Answer")))

    for tab in ("Attendance", "Sessions", "Decisions"):
        head, *rows = p.book.tabs[tab]
        p.book.tabs[tab] = [head, *(row for row in rows if not is_old(tab, row))]
    p.book.saved()


def _years(seed: int, rounds: int = 16) -> int:
    """Play two years in which sheets are cleared; how much is out of hand at the end."""
    chance = random.Random(seed)
    play = Play([])
    p = play.world.practices[0]
    try:
        for _ in range(rounds):
            play.world.hour.at += timedelta(days=chance.choice((1, 9, 30, 60, 110)), hours=chance.randrange(5))
            for name in chance.choices(ACTS, k=4):
                p.book.keep_version()
                getattr(play, f"_{name}")(p, random.Random(chance.random()))
                play._passes([p])
            if chance.random() < 0.5:
                _clear(p, play.world.hour.at, chance)
                play._passes([p])
                play._answer_yes(p, chance)
            for _ in range(2):
                play.world.hour.at += timedelta(days=1)
                play._passes([p])
            _same(play, p, f"seed {seed}")
        ledger = play.world.desk(p).ledger
        return len(ledger.whole_history().happened) - len(ledger.history().happened)
    finally:
        play.world.close()


def _same(play: Play, p: OnePractice, where: str) -> None:
    this, few = _decided(play, p, everything=False)
    _, all_ = _decided(play, p, everything=True)
    listed, long_list = few.pop("Notes"), all_.pop("Notes")
    assert set(map(str, listed)) <= set(map(str, long_list)), where
    differing = [name for name, told in few.items() if told != all_[name]]
    assert not differing, f"{where}, {this.now:%Y-%m-%d}: {differing}"


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(100) if PROVE else (0,))
def test_what_is_put_away_changes_no_decision_and_no_tab(seed: int, proved: Proved) -> None:
    rounds = 16 if PROVE else 7
    with patch.object(long_ago, "KEPT", SHORT):
        away = _years(seed, rounds)
    assert away > 10, "something was put away"
    proved("put away and brought back", plays=1, rounds=rounds, effects_put_away=away)


def _before(p: OnePractice) -> tuple[int, int, list[tuple[str, str]]]:
    rows = sum(len(rows) for rows in p.book.tabs.values())
    return len(p.account.sent), rows, p.book.doubled


@pytest.mark.parametrize("saved", [False, True], ids=["nobody saves", "somebody saves"])
def test_though_all_were_put_away_too_early_nothing_happens_twice(saved: bool) -> None:  # noqa: FBT001  a case
    play = Play([])
    p = play.world.practices[0]
    try:
        for name in ("sign", "answer_yes", "wait", "text_in", "answer_yes", "long_wait"):
            getattr(play, f"_{name}")(p, random.Random(name))
            play._passes([p])
        play._passes([p])
        ledger, before = play.world.desk(p).ledger, _before(p)
        told = ledger.history()
        done = {k: words_of(h, facts=True) for k, h in told.happened.items() if h.state == "done" and h.kind != "test"}
        ledger.put_away(done, {}, DAY)
        stopped = play.happened["pass stopped"]
        if saved:
            p.book.saved()
        play._passes([p, p])
        assert play.happened["pass stopped"] == stopped
        assert _before(p) == before
        assert not play._check("afterwards"), play.broken
        assert ledger.whole_history().batches == told.batches
    finally:
        play.world.close()


def _with_a_batch_written() -> tuple[Play, OnePractice]:
    play = Play([])
    p = play.world.practices[0]
    for name in ("sign", "answer_yes", "wait"):
        getattr(play, f"_{name}")(p, random.Random(name))
        play._passes([p])
    return play, p


def test_a_ledger_put_back_knows_the_claim_files_of_what_is_put_away() -> None:
    play, p = _with_a_batch_written()
    ledger = play.world.desk(p).ledger
    try:
        told = ledger.history()
        assert [b.state for b in told.batches] == ["written"]
        away = {h.key: words_of(h, facts=False) for h in told.of_kind("batch")}
        ledger.put_away(away, {b.batch_id: words_of_batch(b) for b in told.batches}, DAY)
        ledger.open_gap(play.world.hour.at - timedelta(hours=1), play.world.hour.at)
        play._passes([p, p])
        assert ledger.whole_history().batches == told.batches
        assert not ledger.whole_history().of_kind("doubt")
    finally:
        play.world.close()


def test_a_visit_whose_row_was_cleared_away_long_ago_is_explained_with_its_claim() -> None:
    play, p = _with_a_batch_written()
    ledger = play.world.desk(p).ledger
    try:
        (batch,) = ledger.batches()
        for tab in ("Attendance", "Sessions"):
            p.book.tabs[tab] = p.book.tabs[tab][:1]
        p.book.saved()
        play._passes([p])
        play._answer_yes(p, random.Random(0))
        play._passes([p])
        ledger.put_away({}, {batch.batch_id: words_of_batch(batch)}, DAY)
        assert not ledger.batches()
        play.world.hour.at += timedelta(days=401)
        this = open_pass(play.world.desk(p), dry_run=True)
        know_everything(this)
        claim = batch.claims[0]
        for about in (claim.claim_id, claim.visit_id, claim.visit_id.rpartition("/")[0]):
            assert claim.claim_id in {x["claim_id"] for x in explain(this, about)["claim_lines"]}, about
    finally:
        play.world.close()
