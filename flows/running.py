"""`circlebook run`: one pass, through Prefect where a server is up."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from domain.problems import Problem
from flows.moment import moment
from flows.report import as_json as report_json
from flows.report import waits
from flows.screen import answer, say, show_pass
from flows.server import known_server
from flows.settings import read_settings

if TYPE_CHECKING:
    from flows.desk import Pass


def run_once(folder: Path, today: str, *, only: str, dry_run: bool, no_prefect: bool, as_json: bool) -> int:  # noqa: PLR0913  each is an option of the command
    """One pass; 0 when nothing waits, 1 when something waits for a person."""
    from flows.passes import FLOWS

    if only and only not in FLOWS:
        raise Problem(f'There is no flow called "{only}". There are: {", ".join(FLOWS)}.')
    moment(today)
    settings = read_settings(folder)
    address = None if no_prefect or dry_run else known_server(folder.resolve() / ".prefect")
    if address:
        this = _through_prefect(folder, settings.practice, today, only, address)
    else:
        if not (no_prefect or dry_run or as_json):
            say("No Prefect server is up: running directly.")
        this = _directly(folder, today, only, dry_run=dry_run)
    if as_json:
        answer(report_json(this))
    else:
        show_pass(this)
    return int(waits(this))


def _directly(folder: Path, today: str, only: str, *, dry_run: bool) -> "Pass":
    from flows.backup import daily_backup
    from flows.composition import open_desk
    from flows.passes import FLOWS, one_pass

    this = one_pass(open_desk(folder, moment(today)), only=(only,) if only else FLOWS, dry_run=dry_run)
    daily_backup(this)
    return this


def _through_prefect(folder: Path, practice: str, today: str, only: str, address: str) -> "Pass":
    from flows.prefect_settings import SHIPPED

    practices = {practice: str(folder.resolve())}
    os.environ.update(SHIPPED | {"PREFECT_API_URL": address, "CIRCLEBOOK_PRACTICES": json.dumps(practices)})
    # Prefect is imported only now: it reads its settings from the environment when it is imported.
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.guard import SafeError
    from flows.watch import FEATURE_FLOWS, finished, watch

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):  # its thread would cost a second
        try:
            FEATURE_FLOWS[only](practice, today) if only else watch([practice], today)
        except SafeError as error:
            raise Problem(
                f"The pass stopped ({error}). Nothing is lost: run it again with --no-prefect to see why."
            ) from None
    return finished[practice]
