"""Watching practices on a schedule: a Prefect server, and one served flow that looks after them all."""

import json
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flows.prefect_settings import self_test
from flows.screen import say
from flows.server import running_server
from flows.settings import read_settings

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

HOME = ".prefect"
HEARTBEAT_PATIENCE = timedelta(seconds=90)


def serve_practices(folders: Sequence[Path], every: int, today: str, webhook: int = 0) -> int:
    """Serve ``watch`` for these practices every so many seconds, until Ctrl-C; ``webhook`` is a port for calls, or 0."""
    self_test()
    practices = {read_settings(folder).practice: str(folder.resolve()) for folder in folders}
    with running_server(folders[0].resolve() / HOME, say) as server:
        os.environ.update(server.env)
        os.environ["CIRCLEBOOK_PRACTICES"] = json.dumps(practices)
        say(f"Watching {', '.join(practices)} every {every} seconds. Stop with Ctrl-C; nothing is lost.")
        with _calls(folders, webhook):  # its thread begins only now: a process is no longer forked with it
            _serve(sorted(practices), every, today)
    return 0


def _calls(folders: Sequence[Path], port: int) -> AbstractContextManager[object]:
    if not port:
        return nullcontext()
    from flows.webhook_server import taking_calls

    return taking_calls(folders, port, say)


def _serve(practices: list[str], every: int, today: str) -> None:
    # Prefect is imported only now: it reads its settings from the environment when it is imported.
    from prefect import serve
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.types.entrypoint import EntrypointType

    from flows.watch import watch

    _install_zombie_automation()
    deployment = cast(
        "RunnerDeployment",
        watch.to_deployment(
            name="practices",
            interval=timedelta(seconds=every),
            parameters={"practices": practices, "today": today},
            concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
            entrypoint_type=EntrypointType.MODULE_PATH,
        ),
    )
    serve(deployment, pause_on_shutdown=False, print_starting_message=False)


def _install_zombie_automation() -> None:
    """A run whose process was killed is marked as crashed after a while, so that its place is free again."""
    from prefect.automations import Automation
    from prefect.client.schemas.objects import StateType
    from prefect.events.actions import ChangeFlowRunState
    from prefect.events.schemas.automations import EventTrigger, Posture
    from prefect.events.schemas.events import ResourceSpecification

    name = "mark killed runs as crashed"
    try:
        Automation.read(name=name)  # type: ignore[unused-coroutine]  # it is one only where a loop runs
    except ValueError:
        automation = Automation(
            name=name,
            trigger=EventTrigger(
                after={"prefect.flow-run.heartbeat"},
                expect={"prefect.flow-run.*"},
                match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
                for_each={"prefect.resource.id"},
                posture=Posture.Proactive,
                threshold=1,
                within=HEARTBEAT_PATIENCE,
            ),
            actions=[ChangeFlowRunState(state=StateType.CRASHED, message="The run's process was killed.")],
        )
        automation.create()
