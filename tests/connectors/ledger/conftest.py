"""One ledger per test, on each database."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from connectors.ledger import SqlLedger, open_ledger
from tests.connectors.ledger.postgres import server

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/ledger.sqlite3"
    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture
def sqlite_address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/ledger.sqlite3"


@pytest.fixture
def ledger(address: str) -> Iterator[SqlLedger]:
    opened = open_ledger(address, "harbor-groups")
    yield opened
    opened.close()


def new_database(postgres: str) -> str:
    name = f"ledger_{next(_NUMBERS)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgres.replace("/postgres?", f"/{name}?")


@pytest.fixture
def postgres_ledger(postgres: str) -> str:
    """A database with a ledger in it."""
    address = new_database(postgres)
    open_ledger(address, "harbor-groups").close()
    return address
