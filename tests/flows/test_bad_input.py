"""Bad input: one or two sentences that say what to do, nothing lost, nothing half written."""

import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from flows.desk import Pass
from tests.flows.sampled import circlebook, outputs, passed, run_to_the_end, typed
from tests.flows.test_commands import RUN, TODAY, Spoken, short, spoken

__all__ = ["spoken"]
BOOK = "practice.xlsx"
VISIT = "G-01/05/C-001"
COMMANDS: list[tuple[str, Sequence[str], Sequence[str]]] = [
    ("run", (), RUN),
    ("check", (), ()),
    ("explain", ("C-001",), ()),
]
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def everything(folder: Path) -> dict[str, bytes]:
    """All that people see in the folder; the ledger is Circlebook's own."""
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and not p.name.startswith("ledger")
    }


def edited(folder: Path, change: Callable[[Any], None]) -> None:
    book = openpyxl.load_workbook(folder / BOOK)
    change(book)
    book.save(folder / BOOK)


def keys(this: Pass) -> set[str]:
    return {key for key, _, _ in this.done}


@pytest.mark.parametrize(("command", "more", "options"), COMMANDS)
@pytest.mark.parametrize(
    ("place", "wanted"),
    [("nowhere", "no folder"), ("empty", "circlebook.toml is missing"), ("letter.txt", "is a file")],
)
def test_a_folder_that_holds_no_practice_is_named(
    spoken: Spoken,
    tmp_path: Path,
    command: str,
    more: Sequence[str],
    options: Sequence[str],
    place: str,
    wanted: str,
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "letter.txt").write_text("mine")
    status, out, err = spoken(command, tmp_path / place, *more, *options)
    assert (status, out) == (2, "")
    assert short(err)
    assert wanted in err
    assert place in err
    assert list((tmp_path / "empty").iterdir()) == []


SETTINGS = [
    ("practice = ", "A line looks like this"),
    ('practice = "oak"\nworkbook "x"', "line 2"),
    (b"\xff\xfe", "cannot be read"),
    ("", 'setting "practice" is missing'),
    ('practise = "oak"', '"practice"'),
    ("practice = 3", 'practice = "oak-street"'),
    ('practice = "Oak Street"', '"oak-street"'),
    ('practice = "-"', '"oak-street"'),
    ('practice = "\u00e4sch"', '"oak-street"'),
    ('practice = "oak"\n[text]\nlive = true', 'Did you mean "texts"?'),
    ('practice = "oak"\n[texts]\nlve = true', 'Did you mean "live" below the line [texts]?'),
    ('practice = "oak"\nlive = true', 'Did you mean "live" below the line [texts]?'),
    ('practice = "oak"\nzzz = true', "There are: practice, workbook"),
    ('practice = "oak"\n[texts]\nlive = "sometimes"', "live = false"),
    ('practice = "oak"\n[texts]\nlive = true', 'live = true wants "signed" too'),
    ('practice = "oak"\n[texts]\nlive = true\nsigned = "A. Rivera"', 'live = true wants "since" too'),
    ('practice = "oak"\n[texts]\nlive = true\nsigned = "A. R."\nsince = 2026-03-01', 'live = true wants "account" too'),
    ('practice = "oak"\n[texts]\nnumber = "703-555-0100"', 'number = "+12025550100"'),
    ('practice = "oak"\n[texts]\naccount = "AC1"', "account ="),
    ('practice = "oak"\n[texts]\nwebhook = "http://texts.example.com"', 'webhook = "https://texts.example.com"'),
    ('practice = "oak"\n[texts]\non_unknown = "resend"', "never_resend"),
    ('practice = "oak"\n[texts]\nmost_a_day = 0', "most_a_day = 60"),
    ('practice = "oak"\n[mail]\nport = 0', "port = 587"),
    ('practice = "oak"\n[texts]\nsince = "never"', "since = 2026-03-12"),
    ('practice = "oak"\n[texts]\nallow = [3]', 'allow = ["+12025550101"]'),
    ('practice = "oak"\ntexts = 3', "Write [texts] on a line"),
    ('practice = "oak"\nworkbook = ""', 'workbook = "practice.xlsx"'),
    ('practice = "oak"\nworkbook = "practice.ods"', 'workbook = "practice.xlsx"'),
    ('practice = "oak"\n[ledger]\nurl = "nonsense"', "sqlite:///ledger.sqlite3"),
]


@pytest.mark.parametrize(("text", "wanted"), SETTINGS)
def test_settings_that_cannot_be_used_are_said_with_an_example(
    spoken: Spoken, fresh: Path, text: str | bytes, wanted: str
) -> None:
    (fresh / "circlebook.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    before = everything(fresh)
    status, out, err = spoken("run", fresh, *RUN)
    assert (status, out) == (2, "")
    assert short(err)
    assert wanted in err
    assert everything(fresh) == before


def test_settings_saved_by_a_simple_editor_are_read(spoken: Spoken, fresh: Path) -> None:
    (fresh / "circlebook.toml").write_bytes(b'\xef\xbb\xbfpractice = "sample"\r\n')
    assert spoken("check", fresh)[0] == 0


def _other_book(path: Path) -> None:
    openpyxl.Workbook().save(path)


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


BOOKS: list[tuple[str, Callable[[Path], object], str]] = [
    ("missing", lambda p: p.unlink(), "no workbook practice.xlsx"),
    ("empty", lambda p: p.write_bytes(b""), "empty file"),
    ("web page", lambda p: p.write_text("<html><body>Sign in</body></html>"), "web page"),
    ("old Excel", lambda p: p.write_bytes(OLE), "old Excel file"),
    ("password", lambda p: p.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le")), "has a password"),
    ("text", lambda p: p.write_text("Name;Phone"), "not an Excel workbook"),
    ("cut off", _cut_off, "backups folder"),
    ("folder", a_folder, "is a folder"),
    ("another workbook", _other_book, "none of the practice's tabs"),
]


@pytest.mark.parametrize(("command", "more", "options"), COMMANDS)
@pytest.mark.parametrize(("spoil", "wanted"), [b[1:] for b in BOOKS], ids=[b[0] for b in BOOKS])
def test_a_workbook_that_is_none_is_said_to_be_what_it_is(
    spoken: Spoken,
    fresh: Path,
    command: str,
    more: Sequence[str],
    options: Sequence[str],
    spoil: Callable[[Path], object],
    wanted: str,
) -> None:
    spoil(fresh / BOOK)
    before = everything(fresh)
    status, out, err = spoken(command, fresh, *more, *options)
    assert (status, out) == (2, "")
    assert short(err)
    assert wanted in err
    assert everything(fresh) == before


def also_proved(*values: object) -> list[Any]:
    """Cases that only `make prove` takes: each costs seconds and differs from the others by a tab's name alone."""
    return [pytest.param(*(v if isinstance(v, tuple) else (v,)), marks=pytest.mark.prove) for v in values]


PEOPLES = [
    *("Attendance", "Clients", "Payers", "Practice"),
    *also_proved("Sessions", "Decisions", "Roster", "Groups", "Staff"),
]


@pytest.mark.parametrize("title", PEOPLES)
def test_a_missing_tab_waits_and_the_others_go_on(spoken: Spoken, fresh: Path, title: str) -> None:
    edited(fresh, lambda book: book.remove(book[title]))
    status, out, err = spoken("run", fresh, *RUN, "--json")
    answer = json.loads(out)
    assert (status, err) == (1, "")
    assert [(f["tab"], f["code"]) for f in answer["findings"] if f["outcome"] == "stop"] == [(title, "TAB_MISSING")]
    assert not [e for e in answer["effects"] if e["key"].startswith(f"row:{title}:")]
    assert spoken("check", fresh)[0] == 1


@pytest.mark.parametrize(
    "title", ["Attendance", "Roster", "Payers", *also_proved("Sessions", "Groups", "Staff", "Practice")]
)
def test_a_tab_taken_away_later_undoes_nothing(worked: Path, title: str) -> None:
    edited(worked, lambda book: book.remove(book[title]))
    this = passed(worked)
    assert {kind for _, kind, _ in this.done} <= {"text"}


@pytest.mark.parametrize(("tab", "row_id", "cells"), [
    ("Attendance", VISIT, {"Mark": "perhaps"}),
    ("Clients", "C-001", {"Date_of_birth": "in spring"}),
    ("Staff", "Taylor Tryout", {"NPI": "12"}),
    ("Sessions", "G-01/05", {"Date": "someday"}),
])  # fmt: skip
def test_a_row_that_can_no_longer_be_read_undoes_nothing(
    worked: Path, tab: str, row_id: str, cells: dict[str, str]
) -> None:
    typed(worked, tab, row_id, **cells)
    assert not [key for key in keys(passed(worked)) if "void" in key]


@pytest.mark.parametrize("title", ["To do", "Claims", "Grid"])
def test_a_tab_of_circlebook_that_was_taken_away_comes_back(worked: Path, title: str) -> None:
    edited(worked, lambda book: book.remove(book[title]))
    this = passed(worked)
    assert this.desk.workbook.snapshot([title]).grids[title].rows


def _rename(sheet: Any) -> None:
    sheet["A1"] = "Nr"


def _double(sheet: Any) -> None:
    sheet["B1"] = sheet["A1"].value


@pytest.mark.parametrize(
    ("title", "change", "code"),
    [
        ("Attendance", _rename, "HEADING_MISSING"),
        ("Decisions", _rename, "HEADING_MISSING"),
        ("Sessions", _double, "HEADING_TWICE"),
        ("Clients", _double, "HEADING_TWICE"),
        *also_proved(
            ("Sessions", _rename, "HEADING_MISSING"),
            ("Clients", _rename, "HEADING_MISSING"),
            ("Attendance", _double, "HEADING_TWICE"),
            ("Decisions", _double, "HEADING_TWICE"),
        ),
    ],
)
def test_a_tab_without_its_headings_waits_as_a_whole_and_the_others_go_on(
    spoken: Spoken, fresh: Path, title: str, change: Callable[[Any], None], code: str
) -> None:
    edited(fresh, lambda book: change(book[title]))
    before = [tuple(row) for row in openpyxl.load_workbook(fresh / BOOK)[title].iter_rows(max_col=2, values_only=True)]
    status, out, err = spoken("run", fresh, *RUN, "--json")
    stops = {(f["tab"], f["code"]) for f in json.loads(out)["findings"] if f["outcome"] == "stop"}
    assert (status, err) == (1, "")
    assert (title, code) in stops
    assert {tab for tab, _ in stops} == {title}
    after = [tuple(row) for row in openpyxl.load_workbook(fresh / BOOK)[title].iter_rows(max_col=2, values_only=True)]
    assert after == before
    counts = json.loads(spoken("check", fresh, "--json")[1])["tabs"][title]
    assert counts["rows"] == counts["ok"] + counts["note"] + counts["ask"] + counts["ignored"]


@pytest.mark.parametrize("title", ["Attendance", "Sessions"])
def test_headings_put_right_again_lead_to_what_a_clean_run_makes(
    fresh: Path, clean: dict[str, Any], title: str
) -> None:
    header = openpyxl.load_workbook(fresh / BOOK)[title]["A1"].value
    edited(fresh, lambda book: _rename(book[title]))
    passed(fresh)
    edited(fresh, lambda book: book[title].__setitem__("A1", header))
    run_to_the_end(fresh)
    found = outputs(fresh)
    for part in ("documents", "texts"):
        assert found[part] == clean[part]
    for tab in ("Sessions", "Attendance"):
        assert len(found["tabs"][tab]) == len(clean["tabs"][tab])  # type: ignore[index]


@pytest.fixture(scope="session")
def clean(_fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one undisturbed run of the fresh practice makes."""
    folder = Path(shutil.copytree(_fresh, tmp_path_factory.mktemp("clean") / "practice"))
    run_to_the_end(folder)
    return outputs(folder)


@pytest.mark.parametrize(("lock", "program"), [(f"~${BOOK}", "Excel"), (f".~lock.{BOOK}#", "LibreOffice")])
def test_an_open_workbook_is_left_alone_and_a_later_run_does_the_work(
    fresh: Path, clean: dict[str, Any], lock: str, program: str
) -> None:
    (fresh / lock).touch()
    before = everything(fresh)
    done = circlebook("run", fresh, *RUN)
    assert (done.returncode, done.stdout) == (2, "")
    assert program in done.stderr
    assert lock in done.stderr
    assert everything(fresh) == before
    (fresh / lock).unlink()
    run_to_the_end(fresh)
    assert outputs(fresh) == clean


ROWS = [
    ("Attendance", VISIT, {"Mark": "perhaps"}, VISIT),
    ("Attendance", VISIT, {"Client_ID": "C-999"}, "C-001"),
    ("Clients", "C-002", {"Date_of_birth": "in spring"}, "C-002"),
    ("Roster", "R-003", {"Start_date": "soon"}, "C-003"),
    ("Sessions", "G-01/05", {"Date": "someday"}, "G-01/05"),
]


@pytest.fixture(scope="session")
def undisturbed(_fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the first run of the fresh practice does."""
    return keys(passed(Path(shutil.copytree(_fresh, tmp_path_factory.mktemp("undisturbed") / "practice"))))


@pytest.mark.parametrize(("tab", "row_id", "cells", "touched"), ROWS)
def test_a_row_that_cannot_be_read_holds_only_itself(
    fresh: Path, undisturbed: set[str], tab: str, row_id: str, cells: dict[str, str], touched: str
) -> None:
    typed(fresh, tab, row_id, **cells)
    this = passed(fresh)
    (finding,) = {(f.tab, f.row_id) for f in this.reading.findings if f.outcome == "ask"}
    assert finding == (tab, row_id)
    assert {key for key in undisturbed - keys(this) if touched not in key} == set()
    assert keys(this) - undisturbed == set()


def test_no_sentence_of_a_spoiled_practice_tells_a_name(spoken: Spoken, fresh: Path) -> None:
    typed(fresh, "Clients", "C-002", Date_of_birth="in spring")
    os.truncate(fresh / BOOK, 9_000)
    _, _, err = spoken("run", fresh, "--no-prefect", "--today", TODAY)
    assert short(err)
    assert "spring" not in err
