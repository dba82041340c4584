"""The flows as Prefect runs them: one run a pass, a few tasks, nothing about people in any parameter."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from domain.problems import WorkbookChanged
from flows.backup import daily_backup
from flows.composition import open_desk
from flows.desk import AtRest, Desk, Pass
from flows.guard import SafeError, guarded
from flows.moment import moment
from flows.passes import FLOWS, act, one_pass, open_pass
from flows.report import counts, holds
from flows.rounds import round_of

PRACTICES = "CIRCLEBOOK_PRACTICES"
"""The variable that maps a practice's short name to its folder, as JSON; so no path stands in a parameter."""

PATIENCE = timedelta(minutes=2)
"""How long a row that someone just changed is not asked about its empty cells: it is still being typed."""

REST = timedelta(minutes=5)
"""How long a practice in which nothing was to do is only asked whether it changed: looking at all of it takes seconds."""

_open: dict[str, Pass] = {}
_desks: dict[str, Desk] = {}
finished: dict[str, Pass] = {}
"""The last pass of each practice, for a caller in the same process."""


@task(name="read", retries=2, retry_delay_seconds=[2, 5], persist_result=False, cache_policy=NO_CACHE, log_prints=False)
@guarded
def read(practice: str) -> bool:
    """Read the practice's rows; whether they changed."""
    try:
        _open[practice] = open_pass(_desks[practice])
    except AtRest:
        return False
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
    """One pass of one practice, its steps as tasks; Prefect is told the practice's short name and nothing else."""

    def reading(desk: Desk, *, dry_run: bool = False) -> Pass:  # noqa: ARG001  a watched pass is never a dry run
        _desks[practice] = desk
        _open.pop(practice, None)
        read(practice)
        if practice not in _open:
            raise AtRest
        return _open[practice]

    def carrying_out(feature: str, _: Pass) -> None:
        try:
            feature_task(practice, feature)
        except SafeError as error:
            if str(error) == WorkbookChanged.code:
                raise WorkbookChanged from None  # the pass begins again
            raise

    try:
        desk = open_desk(folders()[practice], moment(today))
        if not today:
            desk = replace(desk, patience=PATIENCE, rest=REST if features == FLOWS else timedelta(0))
        this = one_pass(desk, only=features, read=reading, carry_out=carrying_out)
    except AtRest:
        return {}
    finally:
        _desks.pop(practice, None)
        _open.pop(practice, None)
    daily_backup(this)
    finished[practice] = this
    if this.changed or this.done:
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
    return round_of(practices, lambda practice: look(practice, today, FLOWS))


def _feature_flow(feature: str) -> Callable[..., dict[str, int]]:
    def alone(practice: str, today: str = "") -> dict[str, int]:
        return look(practice, today, (feature,))

    alone.__name__ = alone.__qualname__ = feature
    alone.__doc__ = f"One pass of {feature} alone."
    return flow(name=feature, persist_result=False, log_prints=False, validate_parameters=False)(guarded(alone))


FEATURE_FLOWS = {feature: _feature_flow(feature) for feature in FLOWS}
"""Each feature as a flow of its own, for ``--only`` and for schedules of its own."""
