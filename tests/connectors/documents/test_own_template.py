"""The program that fills in a practice's own template: kept on a short lead, and started again when it was stopped."""

import io
import os
import shutil
import sys
import time

import pytest
from docx import Document

from connectors.documents import NoteFolder, Office, OwnTemplate, TemplateProblem, find_office
from connectors.documents.confined import Confined, Stopped
from templates.notes.archive import unpack
from templates.notes.text import text_of
from tests.templates.sample_note import MEMBER_A

COMMAND = (sys.executable, "-m", "templates.notes.own")
ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}{% endfor %}{% endfor %}"
RUNAWAYS = ["{{ 'a' * 10**10 }}", *([ENDLESS] if os.environ.get("CIRCLEBOOK_PROVE") else [])]
"""The one that computes without end takes its five seconds: only `make prove` waits for it."""


def word(*lines):
    paper = Document()
    for line in lines:
        paper.add_paragraph(line)
    saved = io.BytesIO()
    paper.save(saved)
    return saved.getvalue()


def test_a_template_is_filled_in_and_read_anew_when_it_changes_and_a_runaway_is_stopped(tmp_path):
    path = tmp_path / "our-note.docx"
    own = OwnTemplate(path, COMMAND)
    with pytest.raises(TemplateProblem, match="It cannot be read"):
        own.render(MEMBER_A)
    path.write_bytes(word("First: {{ client_name }}"))
    assert "First: Avery Alder" in text_of(unpack(own.render(MEMBER_A))["word/document.xml"].decode())
    path.write_bytes(word("Second: {{ client_name }}"))
    assert "Second: Avery Alder" in text_of(unpack(own.render(MEMBER_A))["word/document.xml"].decode())
    assert any("the plan" in fault for fault in own.faults())
    for runaway in RUNAWAYS:
        path.write_bytes(word(runaway))
        with pytest.raises(TemplateProblem, match="our-note") as problem:
            own.render(MEMBER_A)
        assert "Alder" not in str(problem.value)
        assert len(str(problem.value).split()) <= 30
    path.write_bytes(word("Third: {{ client_name }}"))
    assert "Third: Avery Alder" in text_of(unpack(own.render(MEMBER_A))["word/document.xml"].decode())


@pytest.mark.parametrize(
    "program", ["import time; time.sleep(60)", "import sys; sys.exit(1)", "print('no answer')", "print('{'); input()"]
)
def test_a_program_that_does_not_answer_is_stopped(program):
    asked = Confined((sys.executable, "-c", program), seconds=0.5)
    begun = time.monotonic()
    with pytest.raises(Stopped):
        asked.ask({"content": ""})
    assert time.monotonic() - begun < 20
    assert not asked.is_running


def test_the_program_is_given_no_secrets(monkeypatch):
    monkeypatch.setenv("CIRCLEBOOK_TWILIO_TOKEN", "secret")
    program = "import json, os; input(); print(json.dumps(sorted(os.environ)))"
    asked = Confined((sys.executable, "-c", program))
    (names,) = asked.ask({})
    asked.close()
    assert "CIRCLEBOOK_TWILIO_TOKEN" not in names


def test_a_template_that_stops_the_program_is_a_fault(tmp_path):
    path = tmp_path / "our-note.docx"
    path.write_bytes(b"x")
    own = OwnTemplate(path, (sys.executable, "-c", "pass"))
    assert own.faults() == ["It takes more than 256 MB of memory or 5 seconds for a note. Make it simpler."]
    with pytest.raises(TemplateProblem, match="5 seconds"):
        own.render(MEMBER_A)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_pdfs_lie_beside_their_word_files(tmp_path):
    office = find_office()
    assert office is not None
    assert office.print([]) == []
    good, bad, gone = tmp_path / "a b.docx", tmp_path / "bad.docx", tmp_path / "gone.docx"
    good.write_bytes(word("one"))
    bad.write_bytes(b"PK no")
    made = office.print([good, gone])
    assert made == [tmp_path / "a b.pdf"]
    assert made[0].read_bytes().startswith(b"%PDF")
    assert made[0].stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a b.docx", "a b.pdf", "bad.docx"]


def test_libreoffice_is_given_no_secrets_and_follows_no_link(tmp_path, monkeypatch):
    monkeypatch.setenv("CIRCLEBOOK_MAIL_PASSWORD", "secret")
    program, note, elsewhere = tmp_path / "soffice", tmp_path / "note.docx", tmp_path / "elsewhere"
    program.write_text("#!/bin/sh\nenv > 0.pdf\n")
    program.chmod(0o700)
    note.write_bytes(word("one"))
    elsewhere.write_text("kept")
    (tmp_path / ".note.pdf.part").symlink_to(elsewhere)
    (made,) = Office(str(program)).print([note])
    assert "PATH=" in made.read_text()
    assert "CIRCLEBOOK" not in made.read_text()
    assert elsewhere.read_text() == "kept"


def test_copies_for_libreoffice_stay_beside_the_notes_and_a_kill_leaves_none_for_good(tmp_path):
    program, note, left = tmp_path / "soffice", tmp_path / "note.docx", tmp_path / ".circlebook-print-left"
    program.write_text("#!/bin/sh\npwd > 0.pdf\n")
    program.chmod(0o700)
    note.write_bytes(word("one"))
    left.mkdir()
    (left / "0.docx").write_bytes(note.read_bytes())
    assert NoteFolder(tmp_path).listing() == {"note.docx", "soffice"}
    (made,) = Office(str(program)).print([note])
    assert made.read_text().startswith(f"{tmp_path}/.circlebook-print-")
    assert not [*tmp_path.glob(".circlebook-print-*")]


def test_without_libreoffice_there_is_none(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert find_office() is None
