"""The flows as Prefect runs them: one run a pass, a few tasks, nothing about people in any parameter."""

import json
import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows.composition import open_desk
from flows.desk import Desk, Pass
from flows.guard import guarded
from flows.moment import moment
from flows.passes import FLOWS, TABS, act, close_pass, decide, open_pass
from flows.report import counts, holds

PRACTICES = "CIRCLEBOOK_PRACTICES"
"""The variable that maps a practice's short name to its folder, as JSON; so no path stands in a parameter."""

_desks: dict[str, Desk] = {}
_open: dict[str, Pass] = {}
finished: dict[str, Pass] = {}
"""The last pass of each practice, for a caller in the same process."""


@task(name="read", retries=2, retry_delay_seconds=[2, 5], persist_result=False, cache_policy=NO_CACHE, log_prints=False)
@guarded
def read(practice: str) -> bool:
    """Read the practice's rows; whether they changed."""
    _open[practice] = open_pass(_desks[practice])
    return _open[practice].changed


@task(
    name="feature", task_run_name="{feature}", retries=0, persist_result=False, cache_policy=NO_CACHE, log_prints=False
)
@guarded
def feature_task(practice: str, feature: str) -> int:
    """Carry out what one feature decided; how many effects."""
    this = _open[practice]
    before = len(this.done)
    act(feature, this)
    return len(this.done) - before


def look(practice: str, today: str, features: tuple[str, ...]) -> dict[str, int]:
    """One pass of one practice, its steps as tasks."""
    with ExitStack() as stack:
        desk = _desks[practice] = open_desk(folders()[practice], moment(today))
        stack.callback(_desks.pop, practice, None)
        stack.callback(_open.pop, practice, None)
        stack.enter_context(desk.ledger.lease("watch"))
        changed = read(practice)
        this = _open[practice]
        for feature in features:
            if feature == TABS or decide(feature, this).effects:
                feature_task(practice, feature)
        close_pass(this)
        finished[practice] = this
        if changed or this.done:
            _show(practice, this)
        return counts(this)


def _show(practice: str, this: Pass) -> None:
    waiting: dict[str, int] = {}
    for hold in holds(this):
        waiting[hold.code] = waiting.get(hold.code, 0) + 1
    table = [{"what": what, "count": n} for what, n in sorted(counts(this).items())]
    table += [{"what": f"waits: {code}", "count": n} for code, n in sorted(waiting.items())]
    if table:
        create_table_artifact(
            key=f"pass-{practice}", table=table, description="Effects by kind, and what waits by code."
        )


def folders() -> dict[str, Path]:
    """The folder of each practice that this process looks after."""
    return {slug: Path(folder) for slug, folder in json.loads(os.environ[PRACTICES]).items()}


@flow(name="watch", persist_result=False, log_prints=False, validate_parameters=False)
@guarded
def watch(practices: list[str], today: str = "") -> dict[str, int]:
    """Look after the practices of a process: one pass of each."""
    total: dict[str, int] = {}
    for practice in practices:
        for what, n in look(practice, today, FLOWS).items():
            total[what] = total.get(what, 0) + n
    return total


def _feature_flow(feature: str) -> Callable[..., dict[str, int]]:
    def alone(practice: str, today: str = "") -> dict[str, int]:
        return look(practice, today, (feature,))

    alone.__name__ = alone.__qualname__ = feature
    alone.__doc__ = f"One pass of {feature} alone."
    return flow(name=feature, persist_result=False, log_prints=False, validate_parameters=False)(guarded(alone))


FEATURE_FLOWS = {feature: _feature_flow(feature) for feature in FLOWS}
"""Each feature as a flow of its own, for ``--only`` and for schedules of its own."""
