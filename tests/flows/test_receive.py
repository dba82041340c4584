"""`circlebook receive`: answer files move the states in the tab Claims, once."""

import json
import os
from pathlib import Path

import pytest

from domain.claims import claim_lines
from flows.cli import main
from tests.connectors.x12.answer_files import ack999, envelope, of_claim, top
from tests.flows.sampled import passed

TODAY = ("--today", "2026-03-13T10:00")


@pytest.fixture
def answered(worked: Path, tmp_path: Path) -> tuple[Path, Path, list[str]]:
    """The practice whose batch was written, a 277CA about it, and the claims: one accepted, one that came back."""
    (file,) = (worked / "claims").glob("*.837")
    sent = [x.split("*") for x in file.read_text().split("~\n") if x.startswith("CLM*")]
    claims, charges = [x[1] for x in sent], [x[2] for x in sent]
    text = envelope(
        *top(f"{int(file.stem):09d}"),
        *of_claim(claims[0], f"A2:20:PR*20260313*WQ*{charges[0]}", number="26072001"),
        *of_claim(claims[1], f"A7:164:IL*20260313*U*{charges[1]}", level=5),
        *of_claim("SOMEBODY-1", "A2:20:PR*20260313*WQ*150", level=6),
    )
    answer = tmp_path / "answer.277"
    answer.write_text(text.replace("RIVERBENDGRP   *", "SAMPLE001      *").replace("*RIVERBENDGRP", "*SAMPLE001"))
    (tmp_path / "answer.999").write_text(ack999(file.read_text()))
    return worked, answer, claims


def receive(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    status = main(["receive", *map(str, words), *TODAY])
    told = capsys.readouterr()
    return status, told.out + told.err


def states(folder: Path) -> dict[str, tuple[str, str]]:
    this = passed(folder, only=("claims", "to_do"))
    lines = claim_lines(this.wanted, this.practice, this.history)
    return {x.claim_id: (x.state, x.reasons[-1].sentence) for x in lines}


def test_answers_move_the_states_once_and_what_is_not_ours_is_told(answered, capsys):
    folder, answer, claims = answered
    status, told = receive(capsys, folder, answer, answer.with_suffix(".999"), "--json")
    answers = json.loads(told)["answers"]
    assert status == 1
    assert [(a["about"], a["state"]) for a in answers] == [
        (claims[0], "accepted"), (claims[1], "rejected"), ("SOMEBODY-1", "unknown"), ("B-0001", "sent"),
    ]  # fmt: skip
    status, told = receive(capsys, folder, answer)
    assert "2 answered before; nothing changed for them." in told
    found = states(folder)
    assert found[claims[0]][0] == "accepted"
    assert claims[1] not in found
    turned = [said for state, said in found.values() if state == "rejected"]
    assert len(turned) == 1
    assert turned[0].startswith("It came back: the member ID is not right (subscriber). Correct what it names")
    assert {state for state, _ in found.values()} >= {"accepted", "rejected", "sent"}
    shown = passed(folder, only=("to_do",)).desk.workbook.snapshot(["Decisions"]).grids["Decisions"].rows
    assert [row for row in shown if "1 claim of batch B-0001 came back: send again unchanged?" in row]


def test_a_person_reads_plain_words(answered, capsys):
    folder, answer, claims = answered
    status, told = receive(capsys, folder, answer)
    assert status == 1
    assert "1 accepted, 0 received." in told
    assert "came back: the member ID is not right" in " ".join(told.split())
    assert claims[1] in told


def test_the_answer_to_another_practice_with_the_same_file_number_is_left_out(answered, capsys):
    folder, answer, _ = answered
    text = answer.with_suffix(".999").read_text().replace("IK5*A", "IK5*R*5").replace("SAMPLE001   ", "OTHERPRACTCE")
    other = answer.with_suffix(".other")
    other.write_text(text.replace("*SAMPLE001*", "*OTHERPRACTCE*"))
    status, told = receive(capsys, folder, other, "--json")
    (told,) = json.loads(told)["answers"]
    assert (status, told["state"]) == (1, "unknown")
    assert "is addressed to OTHERPRACTCE, not to SAMPLE001." in told["sentence"]
    assert {state for state, _ in states(folder).values()}.isdisjoint({"sent", "rejected"})
    settings = folder / "circlebook.toml"
    settings.write_text(settings.read_text().replace("[claims]", '[claims]\nanswers_to = ["OTHERPRACTCE"]'))
    assert json.loads(receive(capsys, folder, other, "--json")[1])["answers"][0]["state"] == "rejected"


@pytest.mark.parametrize("content", ["", "Dear practice", None])
def test_a_file_that_is_no_answer_is_said_in_a_sentence(worked, tmp_path, capsys, content):
    file = tmp_path / "answer.txt"
    if content is not None:
        file.write_text(content)
    status, told = receive(capsys, worked, file)
    assert status == 2
    assert len(told.splitlines()) == 1


def test_what_is_too_large_is_not_read(worked, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("flows.acknowledgements.MOST_BYTES", 1_000)
    (tmp_path / "film.mp4").write_bytes(bytes(1_001))
    status, told = receive(capsys, worked, tmp_path / "film.mp4")
    assert (status, told.count("too large")) == (2, 1)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("device", "is no file"),
        ("pipe", "is no file"),
        ("folder", "is no file"),
        ("circle", "cannot be read"),
        ("long name", "cannot be read"),
    ],
)
def test_what_is_no_file_is_not_waited_for(worked, capsys, tmp_path, what, said):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    named = {"device": Path("/dev/zero"), "folder": tmp_path, "long name": tmp_path / ("a" * 300)}
    status, told = receive(capsys, worked, named.get(what, tmp_path / what))
    assert (status, told.count(said)) == (2, 1)
