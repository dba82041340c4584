"""One ledger per test, on each database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from connectors.ledger import SqlLedger, open_ledger


@pytest.fixture
def sqlite_address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/ledger.sqlite3"


@pytest.fixture
def ledger(address: str) -> Iterator[SqlLedger]:
    opened = open_ledger(address, "harbor-groups")
    yield opened
    opened.close()


@pytest.fixture
def postgres_ledger(new_database: Callable[[], str]) -> str:
    """A database with a ledger in it."""
    address = new_database()
    open_ledger(address, "harbor-groups").close()
    return address
