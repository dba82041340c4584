"""Trouble while a pass works: a full disk, a ledger that fails, another pass, a person who saves meanwhile."""

import resource
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.problems import Problem, WorkbookChanged
from flows.composition import open_desk
from flows.desk import Desk
from flows.passes import one_pass
from sheets_schema.grid import OwnRows, Snapshot, TabLayout, Written
from tests.flows.sampled import circlebook, outputs, passed, release, run_to_the_end, typed, when
from tests.flows.test_bad_input import BOOK, VISIT, a_folder, clean, everything, keys
from tests.flows.test_commands import RUN, Spoken, short, spoken

__all__ = ["clean", "spoken"]


@pytest.mark.parametrize("most", [0, 40_000, 300_000])
def test_a_full_disk_is_said_and_the_next_run_completes_the_work(fresh: Path, clean: dict[str, Any], most: int) -> None:
    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    done = circlebook("run", fresh, *RUN, preexec_fn=small)
    assert done.returncode in (1, 2)
    if done.returncode == 2:
        assert short(done.stderr)
        assert any(word in done.stderr for word in ("disk", "room", "space"))
    run_to_the_end(fresh)
    assert outputs(fresh) == clean


class Full:
    """A port of the outside world, used while the disk takes no more bytes."""

    def __init__(self, port: Any) -> None:
        self._port = port

    def __getattr__(self, name: str) -> Any:
        def on_full_disk(*args: Any, **more: Any) -> Any:
            with _full_disk():
                return getattr(self._port, name)(*args, **more)

        return on_full_disk


def with_full_disk(desk: Desk, port: str) -> Desk:
    full: dict[str, Any] = {port: Full(getattr(desk, port))}
    return replace(desk, **full)


@contextmanager
def _full_disk() -> Any:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture(scope="session")
def all_due(_fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything is due at once: rows, notes, texts, questions, and a released batch."""
    folder = Path(shutil.copytree(_fresh, tmp_path_factory.mktemp("released") / "practice"))
    passed(folder, only=("claims",))
    release(folder)
    return folder


@pytest.fixture(scope="session")
def clean_released(all_due: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = Path(shutil.copytree(all_due, tmp_path_factory.mktemp("clean") / "practice"))
    run_to_the_end(folder)
    return outputs(folder)


@pytest.mark.parametrize("port", ["documents", "texts", "claim_files"])
def test_a_disk_too_full_for_one_kind_of_file_stops_only_that(
    all_due: Path, tmp_path: Path, clean_released: dict[str, Any], port: str
) -> None:
    folder = Path(shutil.copytree(all_due, tmp_path / "practice"))
    desk = open_desk(folder, when())
    this = one_pass(with_full_disk(desk, port))
    assert this.problems
    for hold in this.problems:
        assert "disk" in hold.reason.sentence
        assert short(hold.reason.sentence)
    run_to_the_end(folder)
    assert outputs(folder) == clean_released


def test_a_disk_too_full_for_the_workbook_leaves_the_old_one(
    all_due: Path, tmp_path: Path, clean_released: dict[str, Any]
) -> None:
    folder = Path(shutil.copytree(all_due, tmp_path / "practice"))
    before = (folder / BOOK).read_bytes()
    desk = open_desk(folder, when())
    with pytest.raises(Problem, match="disk is full"):
        one_pass(with_full_disk(desk, "workbook"))
    assert (folder / BOOK).read_bytes() == before
    run_to_the_end(folder)
    assert outputs(folder) == clean_released


def _newer(ledger: Path) -> None:
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE ledger_version SET version_num = '9999'")
    connection.close()


LEDGERS: list[tuple[str, Callable[[Path], object], str]] = [
    ("a folder", a_folder, "cannot be written"),
    ("a text", lambda p: p.write_text("Dear diary" * 100), "damaged"),
    ("newer", _newer, "newer Circlebook"),
    ("without its key", lambda p: p.with_name(p.name + ".key").unlink(), "key file is missing"),
]


@pytest.mark.parametrize(("spoil", "wanted"), [x[1:] for x in LEDGERS], ids=[x[0] for x in LEDGERS])
def test_a_ledger_that_cannot_be_used_stops_the_run_before_anything_happens(
    spoken: Spoken, worked: Path, spoil: Callable[[Path], object], wanted: str
) -> None:
    spoil(worked / "ledger.sqlite3")
    before = everything(worked)
    status, out, err = spoken("run", worked, *RUN)
    assert (status, out) == (2, "")
    assert short(err)
    assert wanted in err
    assert everything(worked) == before


def test_a_second_run_at_the_same_time_is_asked_to_wait(fresh: Path) -> None:
    with open_desk(fresh, when()).ledger.lease("the first"):
        done = circlebook("run", fresh, *RUN)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Another pass is working on this practice. Wait until it has ended, then try again.\n"


class Meddled:
    """A workbook in which a person corrects a mark and saves, right after Circlebook has read it."""

    exact = True

    def __init__(self, desk: Desk, times: int) -> None:
        self._real, self._folder, self._left = desk.workbook, desk.folder, times

    def token(self) -> str:
        return self._real.token()

    def snapshot(self, titles: Sequence[str]) -> Snapshot:
        found = self._real.snapshot(titles)
        if self._left:
            self._left -= 1
            typed(self._folder, "Attendance", VISIT, Mark="No-show" if self._left % 2 == 0 else "Present")
        return found

    def append(self, token: str, rows: Mapping[str, Sequence[Sequence[Written]]]) -> str:
        return self._real.append(token, rows)

    def show(self, token: str, tabs: Mapping[str, OwnRows]) -> str:
        return self._real.show(token, tabs)

    def lay_out(self, tabs: Sequence[TabLayout]) -> None:
        self._real.lay_out(tabs)


@pytest.mark.parametrize("times", [1, 2])
def test_a_workbook_saved_by_a_person_meanwhile_is_read_again(fresh: Path, times: int) -> None:
    desk = open_desk(fresh, when())
    this = one_pass(replace(desk, workbook=Meddled(desk, times)))
    assert this.practice.visit[VISIT].mark == "No-show"
    assert len(this.done) == len(keys(this))
    assert passed(fresh).done == []


def test_a_person_who_never_stops_saving_is_asked_to_run_again_later(fresh: Path) -> None:
    desk = open_desk(fresh, when())
    with pytest.raises(WorkbookChanged, match="saved by someone else"):
        one_pass(replace(desk, workbook=Meddled(desk, 100)))
    run_to_the_end(fresh)
    assert passed(fresh).done == []


def test_a_workbook_whose_ledger_is_gone_is_not_worked_on_as_if_nothing_had_been_done(worked: Path) -> None:
    kept = {path: path.read_bytes() for path in worked.glob("ledger.sqlite3*")}
    before = everything(worked)
    for path in kept:
        path.unlink()
    done = circlebook("run", worked, *RUN)
    assert done.returncode == 2
    assert "its ledger is missing" in done.stderr
    assert short(done.stderr)
    for path, content in kept.items():
        path.write_bytes(content)
    assert everything(worked) == before
    assert passed(worked).done == []


def test_a_question_that_no_longer_holds_leaves_the_to_do_list(worked: Path) -> None:
    typed(worked, "Attendance", "G-01/05/C-001", Mark="No-show")
    passed(worked)
    assert "was sent: void it?" in str(passed(worked).desk.workbook.snapshot(["To do"]).grids["To do"].rows)
    typed(worked, "Attendance", "G-01/05/C-001", Mark="Present")
    passed(worked)
    shown = passed(worked).desk.workbook.snapshot(["To do", "Status"]).grids
    assert "was sent: void it?" not in str(shown["To do"].rows)
    assert "You need not answer it." in str(shown["Status"].rows)
