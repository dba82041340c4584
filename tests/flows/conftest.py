import shutil
from pathlib import Path

import pytest

from tests.flows.sampled import made, passed, release


@pytest.fixture(scope="session")
def _worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = made(tmp_path_factory.mktemp("worked") / "practice")
    passed(folder)
    release(folder)
    passed(folder)
    return folder


@pytest.fixture(scope="session")
def _fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("fresh") / "practice")


@pytest.fixture
def fresh(_fresh: Path, tmp_path: Path) -> Path:
    """The sample practice, never worked on."""
    return Path(shutil.copytree(_fresh, tmp_path / "practice"))


@pytest.fixture
def worked(_worked: Path, tmp_path: Path) -> Path:
    """The sample practice after a pass, the biller's Yes, and another pass."""
    return Path(shutil.copytree(_worked, tmp_path / "practice"))
