"""The commands: what they answer, their exit statuses, and what they say to a person who typed something else."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import main
from flows.passes import FLOWS
from tests.flows.sampled import REPOSITORY, circlebook, passed, typed

TODAY = "2026-03-12T19:45"
RUN = ("--no-prefect", "--today", TODAY)
Spoken = Callable[..., tuple[int, str, str]]


@pytest.fixture
def spoken(capsys: pytest.CaptureFixture[str]) -> Spoken:
    """The command line in this process: status, answer, and what was said beside it."""

    def speak(*words: str | Path) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        told = capsys.readouterr()
        return status, told.out, told.err

    return speak


def short(told: str) -> bool:
    """One or two sentences, and nothing that only a programmer reads."""
    assert "Traceback" not in told
    assert "unexpected" not in told
    return 0 < len(told.splitlines()) <= 1 and told.count(". ") <= 2


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["run"], "Missing argument 'DIR'"),
        (["check"], "Missing argument 'DIR'"),
        (["new"], "Missing argument 'DIR'"),
        (["serve"], "Missing argument 'DIR...'"),
        (["explain", "somewhere"], "Missing argument 'ID'"),
        (["run", "somewhere", "--tody"], "--today"),
        (["rum"], "rum"),
        (["chek"], "Did you mean 'check'? How it is used"),
        (["serve", "somewhere", "--every", "1"], "Please correct '--every'"),
        (["run", "somewhere", "--today"], "--today"),
    ],
)
def test_words_that_a_command_does_not_take_are_answered_in_one_line(
    spoken: Spoken, words: list[str], wanted: str
) -> None:
    status, out, err = spoken(*words)
    assert (status, out) == (2, "")
    assert short(err)
    assert wanted in err
    assert "--help" in err


@pytest.mark.parametrize("when", ["yesterday", "2026-02-30", "2026", "12.3.2026", "2026-03-12T25:00"])
@pytest.mark.parametrize("command", [["run"], ["check"], ["explain"], ["demo"]])
def test_a_day_that_is_none_is_asked_for_again(
    spoken: Spoken, fresh: Path, tmp_path: Path, command: list[str], when: str
) -> None:
    folder = tmp_path / "new" if command == ["demo"] else fresh
    about = ["C-001"] if command == ["explain"] else []
    status, out, err = spoken(*command, folder, *about, "--today", when)
    assert (status, out) == (2, "")
    assert short(err)
    assert f'"{when}"' in err
    assert "2026-03-12" in err


def test_a_flow_that_is_none_is_answered_with_those_there_are(spoken: Spoken, fresh: Path) -> None:
    status, out, err = spoken("run", fresh, *RUN, "--only", "billing")
    assert (status, out) == (2, "")
    assert short(err)
    assert ", ".join(FLOWS) in err


@pytest.mark.parametrize("about", ["C-999", "", " ", "G-01/99"])
def test_an_id_that_nobody_knows_is_said_to_be_unknown(spoken: Spoken, fresh: Path, about: str) -> None:
    status, out, err = spoken("explain", fresh, about, "--today", TODAY)
    assert (status, out) == (2, "")
    assert short(err)
    assert "C-012" in err


@pytest.mark.parametrize(
    ("about", "tab"),
    [("R-001", "Roster"), ("W-001", "Waitlist"), ("P-001", "Payments"), ("V-001", "Verifications"), ("C-001", "Clients"),
     ("S-001", "Other services"), ("A-001", "Intake"), ("G-01", "Groups"), ("G-01/05", "Sessions"), ("G-01/05/C-001", "Attendance")],
)  # fmt: skip
def test_explain_begins_with_the_row_that_has_the_id(spoken: Spoken, fresh: Path, about: str, tab: str) -> None:
    _, out, _ = spoken("explain", fresh, about, "--today", TODAY, "--json")
    assert tab in {fact["tab"] for fact in json.loads(out)["facts"]}


def test_explain_answers_a_program_in_json(spoken: Spoken, fresh: Path) -> None:
    status, out, err = spoken("explain", fresh, "C-001", "--today", TODAY, "--json")
    assert (status, err) == (0, "")
    assert json.loads(out)["about"] == "C-001"


def test_a_practice_is_not_laid_over_another(spoken: Spoken, fresh: Path) -> None:
    before = {p.name: p.read_bytes() for p in fresh.iterdir() if p.is_file()}
    status, out, err = spoken("new", fresh)
    assert (status, out) == (2, "")
    assert short(err)
    assert {p.name: p.read_bytes() for p in fresh.iterdir() if p.is_file()} == before


def test_a_new_practice_that_was_cut_off_is_finished_by_new(spoken: Spoken, tmp_path: Path) -> None:
    folder = tmp_path / "oak"
    assert spoken("new", folder)[0] == 0
    (folder / "practice.xlsx").unlink()
    assert spoken("new", folder)[0] == 0
    assert (folder / "practice.xlsx").exists()


def test_a_new_practice_can_be_checked_and_run_at_once(spoken: Spoken, tmp_path: Path) -> None:
    folder = tmp_path / "oak"
    assert spoken("new", folder)[0] == 0
    for words in (("check", folder, "--today", TODAY), ("run", folder, *RUN)):
        status, _, err = spoken(*words)
        assert status in (0, 1)
        assert err == ""


def test_a_new_practice_begins_with_the_rows_of_payers_that_are_known(spoken: Spoken, tmp_path: Path) -> None:
    folder = tmp_path / "oak"
    assert spoken("new", folder, "--payer", "medicare", "--payer", "Aetna", "--payer", "Medicare")[0] == 0
    status, out, _ = spoken("check", folder, "--today", TODAY, "--json")
    answer = json.loads(out)
    assert status == 1
    assert answer["tabs"]["Payers"] == {"rows": 2, "ok": 0, "note": 0, "ask": 2, "ignored": 0}
    asked = {(f["row_id"], f["cell"][:1]) for f in answer["findings"] if f["tab"] == "Payers"}
    assert {
        ("Medicare|", "B"),
        ("Medicare|", "E"),
        ("Medicare|", "I"),
        ("Aetna|", "R"),
    } <= asked  # ID, From, rule, days


def test_a_payer_that_nothing_is_known_about_is_refused_before_anything_is_made(spoken: Spoken, tmp_path: Path) -> None:
    status, out, err = spoken("new", tmp_path / "oak", "--payer", "Zeta Health")
    assert (status, out) == (2, "")
    assert "Medicare" in err
    assert not (tmp_path / "oak").exists()


def test_a_demo_and_a_practice_want_a_place_of_their_own(spoken: Spoken, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    for words in (("demo", tmp_path), ("new", tmp_path / "letter.txt")):
        status, out, err = spoken(*words)
        assert (status, out) == (2, "")
        assert short(err)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_check_answers_a_program_with_every_row_counted(spoken: Spoken, fresh: Path) -> None:
    status, out, err = spoken("check", fresh, "--today", TODAY, "--json")
    answer = json.loads(out)
    assert (status, err) == (0, "")
    assert list(answer) == ["tabs", "findings"]
    for counts in answer["tabs"].values():
        assert list(counts) == ["rows", "ok", "note", "ask", "ignored"]
        assert counts["rows"] == sum(counts.values()) - counts["rows"]
    assert sum(counts["rows"] for counts in answer["tabs"].values()) > 100


def test_check_says_with_its_status_that_something_is_to_be_asked(spoken: Spoken, fresh: Path) -> None:
    typed(fresh, "Attendance", "G-01/05/C-001", Mark="perhaps")
    status, out, _ = spoken("check", fresh, "--today", TODAY, "--json")
    (finding,) = [f for f in json.loads(out)["findings"] if f["outcome"] == "ask"]
    assert status == 1
    assert list(finding) == ["tab", "cell", "row_id", "code", "outcome", "sentence"]
    assert (finding["tab"], finding["row_id"]) == ("Attendance", "G-01/05/C-001")
    assert json.loads(out)["tabs"]["Attendance"]["ask"] == 1


def test_check_writes_nothing(spoken: Spoken, fresh: Path) -> None:
    before = {p.name: p.read_bytes() for p in fresh.iterdir()}
    spoken("check", fresh)
    assert {p.name: p.read_bytes() for p in fresh.iterdir()} == before


def test_run_answers_a_program_even_when_something_waits(fresh: Path) -> None:
    done = circlebook("run", fresh, *RUN, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert list(answer) == ["pass_id", "effects", "holds", "findings"]
    assert {tuple(x) for x in answer["effects"]} == {("key", "kind", "state")}
    assert {tuple(x) for x in answer["holds"]} == {("about", "code", "sentence")}


def test_a_person_reads_the_same_on_a_screen_without_our_signs(fresh: Path) -> None:
    done = circlebook("check", fresh, env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "Attendance" in done.stdout


def test_whoever_stops_reading_the_answer_causes_no_complaint(fresh: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", "run", str(fresh), *RUN, "--json"],
        cwd=REPOSITORY, stdout=writer, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (2, "")
    assert passed(fresh).done == []


def test_a_run_stopped_by_ctrl_c_says_so_and_goes_on_later(fresh: Path) -> None:
    assert not (fresh / "ledger.sqlite3").exists()
    # The command itself: under `python -m` Python ends by the signal when it came while Python ran text as code.
    command = [str(Path(sys.executable).with_name("circlebook")), "run", str(fresh), *RUN]
    process = subprocess.Popen(
        command,
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a test run in the background ignores it
    )
    for _ in range(6_000):
        if (fresh / "ledger.sqlite3").exists():
            break  # it has begun, and most of its work lies ahead
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err == "Stopped. Nothing is lost; run it again to go on.\n"
    assert passed(fresh).done
