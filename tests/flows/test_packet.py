"""`explain CLAIM --packet FILE`: what an auditor asks for, of one member alone."""

import shutil
from pathlib import Path

import pytest
from docx import Document

from flows.cli import main
from tests.flows.sampled import sample, typed

TODAY = ("--today", "2026-03-13T10:00")
VISIT = "G-01/05/C-001"


def words_of(path: Path) -> str:
    made = Document(str(path))
    cells = (c.text for t in made.tables for row in t.rows for c in row.cells)
    return "\n".join([*(p.text for p in made.paragraphs), *cells])


def test_a_packet_holds_what_a_claim_rests_on_and_no_other_member(worked: Path, tmp_path: Path) -> None:
    target = tmp_path / "packet.docx"
    assert main(["explain", str(worked), VISIT, "--packet", str(target), *TODAY]) == 0
    words = words_of(target)
    for part in (
        VISIT,
        "90853",
        "Attendance",
        "Participants",
        "5 present",
        "F41.1",
        "Signed",
        "reference",
        "batch B-0001 written",
        "presence rule",
    ):
        assert part in words, part
    others = [c for c in sample().rows["Clients"] if c["client_id"] != "C-001"]
    assert not [
        c["client_id"] for c in others if str(c["client_id"]) in words or f"{c['first_name']} {c['last_name']}" in words
    ]
    assert target.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("about", "name", "said"),
    [
        (VISIT, "packet.txt", "a Word file or a PDF"),
        ("G-01/05/C-003", "packet.docx", "has no claim line"),
        (VISIT, "there.docx", "is there already"),
    ],
)
def test_what_cannot_be_packed_is_said_in_a_sentence(worked: Path, tmp_path: Path, capsys, about, name, said) -> None:
    (tmp_path / "there.docx").write_text("somebody's")
    assert main(["explain", str(worked), about, "--packet", str(tmp_path / name), *TODAY]) == 2
    assert said in capsys.readouterr().err
    assert (tmp_path / "there.docx").read_text() == "somebody's"


def test_a_note_edited_in_word_after_it_was_made_is_told_of(worked: Path, tmp_path: Path) -> None:
    (note,) = (worked / "documents").rglob("G-01-05-C-001.docx")
    paper = Document(str(note))
    paper.add_paragraph("Added in Word.")
    paper.save(str(note))
    assert main(["explain", str(worked), VISIT, "--packet", str(tmp_path / "packet.docx"), *TODAY]) == 0
    assert "The file was edited by hand after it was made" in words_of(tmp_path / "packet.docx")


def test_no_packet_leaves_of_who_did_not_agree_to_it(worked: Path, tmp_path: Path, capsys) -> None:
    typed(worked, "Groups", "G-01", SUD_program="Yes")
    assert main(["explain", str(worked), VISIT, "--packet", str(tmp_path / "packet.docx"), *TODAY]) == 2
    assert "Part 2" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.docx"))


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_a_packet_can_be_a_pdf(worked: Path, tmp_path: Path) -> None:
    target = tmp_path / "packet.pdf"
    assert main(["explain", str(worked), VISIT, "--packet", str(target), *TODAY]) == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert [f.name for f in tmp_path.iterdir() if f.suffix == ".docx"] == []
