"""How Prefect is set up wherever Circlebook starts it: local, quiet, small, and easily thrown away."""

import os
from importlib.metadata import version
from pathlib import Path

from domain.problems import Problem

SHIPPED = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "P14D",
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P7D",
    "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "10",
    "PREFECT_RUNNER_POLL_FREQUENCY": "2",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",  # a page without logs cannot show a client's name
    "PREFECT_LOGGING_LEVEL": "INFO",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_CLI_COLORS": "false",
}
TOO_NEW = {"fastapi": (0, 151), "sqlalchemy": (2, 1)}
"""Prefect 3.8 admits these; with them its server does not start, or schedules nothing."""


def settings_for(home: Path) -> dict[str, str]:
    """The environment of a Prefect process whose state lies in ``home``."""
    shipped = SHIPPED | {"PREFECT_HOME": str(home)}
    return dict(os.environ) | shipped


def address_for(port: int) -> dict[str, str]:
    """The environment of a server on this port of this machine: no page but its own may ask it anything.

    As it comes, Prefect answers pages of all sites, and whoever may ask it may let it start programs.
    """
    here = f"http://127.0.0.1:{port}"
    return {
        "PREFECT_API_URL": f"{here}/api",
        "PREFECT_SERVER_UI_API_URL": f"{here}/api",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": f"{here},http://localhost:{port}",
    }


def make_home(home: Path) -> None:
    """The folder of Prefect's state, for its owner alone; it may be deleted at any time."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    home.chmod(0o700)


def self_test() -> None:
    """Prefect's own parts have versions that work together; raises Problem with one sentence."""
    for package, limit in TOO_NEW.items():
        found = version(package)
        if tuple(int(part) for part in found.split(".")[:2]) >= limit:
            wanted = ".".join(str(part) for part in limit)
            raise Problem(
                f"{package} {found} does not work with Prefect: it wants one below {wanted}. "
                "Set Circlebook up again with: make setup"
            )
