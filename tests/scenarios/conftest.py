"""Scenes are played on SQLite and on PostgreSQL; each run of the tests plays a few of them on PostgreSQL, `make prove` all."""

import pytest

from tests.faults.scene import Stage
from tests.proofs import Proved

EACH_RUN = {"test_S03_queue_delivers_twice", "test_S04_schedule_fires_twice"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Play each test of a file that has a scene once on each database."""
    if not hasattr(metafunc.module, "scene"):
        return
    marks = () if metafunc.module.__name__.rpartition(".")[2] in EACH_RUN else pytest.mark.prove
    where = ["sqlite"]
    if getattr(metafunc.module, "ON_POSTGRESQL", True):
        where.append(pytest.param("postgresql", marks=marks))
    metafunc.fixturenames.append("database")
    metafunc.parametrize("database", where, indirect=True)


@pytest.fixture(autouse=True)
def _counted(proved: Proved) -> None:
    proved("scenes of what happened to others", scenes=1)


@pytest.fixture
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database on which a scene is played."""
    if request.param == "postgresql":
        monkeypatch.setattr(Stage, "ledger", request.getfixturevalue("new_database")())
    return str(request.param)
