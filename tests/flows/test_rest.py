"""A served practice in which nothing was to do is left in peace for five minutes, and not a moment after an edit."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.composition import open_desk
from flows.desk import AtRest, Desk, Pass
from flows.passes import one_pass, open_pass
from flows.watch import REST
from tests.flows.sampled import typed, when


@dataclass(frozen=True)
class _Fixed:
    at: datetime

    def now(self) -> datetime:
        return self.at


NOON = when().replace(tzinfo=UTC)


def _desk(folder: Path, after: timedelta) -> Desk:
    return replace(open_desk(folder), clock=_Fixed(NOON + after), rest=REST)


def _looked(folder: Path, after: timedelta) -> Pass | None:
    try:
        return one_pass(_desk(folder, after))
    except AtRest:
        return None


def _settled(folder: Path) -> None:
    for _ in range(6):
        if (this := one_pass(_desk(folder, timedelta(0)))) and not (this.changed or this.done or this.problems):
            return
    pytest.fail("the practice never comes to rest")


MOMENTS = [
    ("at once", timedelta(0), "rests"),
    ("just before the rest ends", REST - timedelta(seconds=1), "rests"),
    ("after the clock was put back", timedelta(seconds=-1), "looks"),
    ("when the rest ends", REST, "looks"),
]


def test_an_unchanged_practice_rests_and_an_edit_ends_that_at_once(worked: Path) -> None:
    _settled(worked)
    for what, after, wanted in MOMENTS:
        assert ("rests" if _looked(worked, after) is None else "looks") == wanted, what
    visit = next(v for v in one_pass(replace(_desk(worked, REST), rest=timedelta(0))).practice.visits if v.mark)
    typed(worked, "Attendance", visit.visit_id, Plan="Bring the sleep diary.")
    this = _looked(worked, REST)
    assert this is not None
    assert this.changed


def test_a_call_of_the_texting_service_during_a_pass_keeps_the_practice_awake(worked: Path) -> None:
    _settled(worked)

    def called(desk: Desk, *, dry_run: bool = False) -> Pass:
        this = open_pass(desk, dry_run=dry_run)
        desk.ledger.begin("heard:SM1", "heard", "", this.now, {"phone": "p", "said": "opt_out"})
        desk.ledger.finish("heard:SM1", "done", this.now)
        return this

    one_pass(_desk(worked, REST), read=called)
    soon = REST + timedelta(seconds=1)
    assert _looked(worked, soon) is not None
    assert _looked(worked, soon) is None, "what it told is known by then"
