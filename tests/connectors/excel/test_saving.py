import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from connectors.excel import ExcelWorkbook
from domain.problems import WorkbookChanged, WorkbookProblem
from tests.connectors.excel import building

ROW = {"Attendance": [("V-1",)]}


@pytest.mark.parametrize("verb", ["append", "show"])
def test_nothing_is_written_over_a_change_by_someone_else(tmp_path: Path, verb: str) -> None:
    book = building.laid_out(tmp_path)
    token = book.token()
    building.edited(tmp_path / "practice.xlsx", "Clients", "B2", "Ann")
    before = (tmp_path / "practice.xlsx").read_bytes()
    with pytest.raises(WorkbookChanged):
        book.append(token, ROW) if verb == "append" else book.show(token, {"Claims": [("1", 2)]})
    assert (tmp_path / "practice.xlsx").read_bytes() == before


def test_a_write_returns_the_token_of_what_it_wrote(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    assert book.append(book.token(), ROW) == book.token() == book.snapshot([]).token


@pytest.mark.parametrize(("lock", "program"), [("~$practice.xlsx", "Excel"), (".~lock.practice.xlsx#", "LibreOffice")])
def test_an_open_workbook_is_read_and_not_written(tmp_path: Path, lock: str, program: str) -> None:
    book = building.laid_out(tmp_path)
    before = (tmp_path / "practice.xlsx").read_bytes()
    (tmp_path / lock).touch()
    with pytest.raises(WorkbookProblem, match=f"open in {program}"):
        book.append(book.token(), ROW)
    with pytest.raises(WorkbookProblem, match=f"open in {program}"):
        book.lay_out([building.CLIENTS])
    assert (tmp_path / "practice.xlsx").read_bytes() == before
    assert book.snapshot(["Clients"]).grids["Clients"].rows
    (tmp_path / lock).unlink()
    book.append(book.token(), ROW)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_file_keeps_its_rights(tmp_path: Path, mode: int) -> None:
    book = building.laid_out(tmp_path)
    assert stat.S_IMODE((tmp_path / "practice.xlsx").stat().st_mode) == 0o600
    (tmp_path / "practice.xlsx").chmod(mode)
    book.append(book.token(), ROW)
    assert stat.S_IMODE((tmp_path / "practice.xlsx").stat().st_mode) == mode


def test_a_link_to_the_workbook_stays_a_link(tmp_path: Path) -> None:
    building.laid_out(tmp_path)
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "practice.xlsx")
    book = ExcelWorkbook(tmp_path / "link.xlsx")
    book.append(book.token(), ROW)
    assert (tmp_path / "link.xlsx").is_symlink()
    assert len(ExcelWorkbook(tmp_path / "practice.xlsx").snapshot(["Attendance"]).grids["Attendance"].rows) == 2


def test_the_version_before_the_first_write_of_a_day_is_kept(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path, tmp_path / "backups")
    before = (tmp_path / "practice.xlsx").read_bytes()
    for number in range(3):
        book.append(book.token(), {"Attendance": [(f"V-{number}",)]})
    kept = list((tmp_path / "backups").iterdir())
    assert [file.read_bytes() for file in kept] == [before]
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600


def test_thirty_versions_are_kept_and_other_files_left_alone(tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    for day in range(1, 32):
        (backups / f"practice 2025-01-{day:02} 0123abcd.xlsx").touch()
    (backups / "mine.xlsx").touch()
    book = building.laid_out(tmp_path, backups)
    book.append(book.token(), ROW)
    names = sorted(file.name for file in backups.iterdir())
    assert (len(names), names[0], names[1][:19]) == (31, "mine.xlsx", "practice 2025-01-03")


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    (tmp_path / ".practice.xlsx.circlebook-0123abcd.tmp").touch()
    (tmp_path / ".practice.xlsx.mine.tmp").touch()
    book.append(book.token(), ROW)
    assert sorted(file.name for file in tmp_path.iterdir()) == [".practice.xlsx.mine.tmp", "practice.xlsx"]


FULL = """
import resource, sys
from pathlib import Path
from connectors.excel import ExcelWorkbook
from domain.problems import WorkbookProblem
book = ExcelWorkbook(Path(sys.argv[1]), Path(sys.argv[2]))
token = book.token()
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
try:
    book.append(token, {"Attendance": [("V-1",)]})
except WorkbookProblem as problem:
    print(problem)
"""


def test_a_full_disk_is_said_and_leaves_the_workbook_whole(tmp_path: Path) -> None:
    building.laid_out(tmp_path)
    path = tmp_path / "practice.xlsx"
    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", FULL, path, tmp_path / "backups"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("The disk is full and nothing was written.")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == ["practice.xlsx"]


def test_without_a_place_for_the_backup_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "backups").touch()
    book = building.laid_out(tmp_path, tmp_path / "backups")
    before = (tmp_path / "practice.xlsx").read_bytes()
    with pytest.raises(WorkbookProblem, match="could not be written"):
        book.append(book.token(), ROW)
    assert (tmp_path / "practice.xlsx").read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["backups", "practice.xlsx"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorkbookProblem, match="no longer there"):
        ExcelWorkbook(tmp_path / "none" / "practice.xlsx").lay_out(building.TABS)


WRITE_ON = """
import sys
from pathlib import Path
from connectors.excel import ExcelWorkbook
book = ExcelWorkbook(Path(sys.argv[1]))
token = book.token()
print("ready", flush=True)
for number in range(100_000):
    token = book.append(token, {"Attendance": [(f"V-{number}",)]})
"""


def test_a_run_killed_at_any_moment_leaves_a_whole_workbook(tmp_path: Path) -> None:
    book = building.laid_out(tmp_path)
    path = tmp_path / "practice.xlsx"
    counts = [1]
    for moment in range(12):
        with subprocess.Popen([sys.executable, "-c", WRITE_ON, path], stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(0.003 + 0.012 * moment)
            run.send_signal(signal.SIGKILL)
        counts.append(len(book.snapshot(["Attendance"]).grids["Attendance"].rows))
    assert counts == sorted(counts)
    assert counts[-1] > 1
    book.append(book.token(), {"Attendance": [("V-last",)]})  # a row that no killed run can have written
    assert [file.name for file in tmp_path.iterdir()] == ["practice.xlsx"]
