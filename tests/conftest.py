"""What every room of the tests may ask for: a real PostgreSQL, and the address of an empty ledger on each database."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from tests import proofs
from tests.postgres import emptied, server
from tests.proofs import proved

__all__ = ["proved"]

settings.register_profile(
    "each run", derandomize=not os.environ.get("CIRCLEBOOK_PROVE"), deadline=None, print_blob=True
)
settings.load_profile("each run")
"""The same examples in each run, so that a red one means a change; `make prove` draws new ones."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is too long for each run of the tests."""
    if os.environ.get("CIRCLEBOOK_PROVE"):
        return
    long = [item for item in items if item.get_closest_marker("prove")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End with the figures of what was proved; what failed stands above."""
    reports = [r for r in terminalreporter.stats.get("passed", ()) if isinstance(r, pytest.TestReport)]
    if found := proofs.sums(reports):
        terminalreporter.section("what was tried, and held")
        for what, figures in sorted(found.items()):
            terminalreporter.write_line(proofs.told(what, figures))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of this run's own; skips with the reason where none can run."""
    with server() as address:
        yield address


@pytest.fixture
def new_database(postgres: str) -> Callable[[], str]:
    """Gives the address of an empty database; a test that asks again gets another one."""
    numbers = count(1)
    return lambda: emptied(postgres, f"ledger_{next(numbers)}")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty ledger's address, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/ledger.sqlite3"
    return str(request.getfixturevalue("new_database")())
