"""A note as a Word file: nothing of a clinician's words is lost, nothing in them is ever carried out."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.note import Element, NoteContent
from templates.notes import TextLost, build_template, render_note
from templates.notes.archive import unpack
from templates.notes.text import all_there, squeezed, text_of
from tests.templates.sample_note import MEMBER_A, UNFINISHED

SHIPPED = Path(build_template.__file__).with_name("note.docx")
TEXT_FIELDS = [name for name, field in NoteContent.model_fields.items() if field.annotation is str]
PART_FIELDS = ["subjective", "objective", "assessment", "plan"]
HARD = [
    "A & B",
    "x < y",
    "Tom <b>Jerry",
    "🙂 héllo 北京",
    "one\ntwo\r\nthree\rfour",
    "left\tright",
    "{{ 7*7 }}",
    "{% for x in y %}{# gone #}",
    "{_{ kept }_}",
    "{{ ''.__class__.__mro__ }}",
    "</w:t></w:r></w:p><w:p><w:r><w:t>in",
    "]]><!--",
    "&amp; &#65;",
    "“quoted” \u2018so\u2019",
    " led by a space",
    "a" * 20_000,
]


def read(file, part="word/document.xml"):
    return text_of(unpack(file)[part].decode())


def page(file):
    return squeezed(f"{read(file)} {read(file, 'word/footer1.xml')}")


def with_text(field, text):
    if field in PART_FIELDS:
        return MEMBER_A.model_copy(update={field: (Element(name=text, text=text),)})
    if field in {"diagnoses", "missing"}:
        return MEMBER_A.model_copy(update={field: (text, "second")})
    return MEMBER_A.model_copy(update={field: text})


@pytest.mark.parametrize("field", [*TEXT_FIELDS, *PART_FIELDS, "diagnoses", "missing"])
@pytest.mark.parametrize("text", HARD, ids=range(len(HARD)))
def test_words_of_any_kind_are_found_again_as_they_were_written(field, text):
    expected = squeezed(text)
    assert expected in page(render_note(with_text(field, text)))
    assert "49" not in read(render_note(with_text(field, "{{ 7*7 }}")))


def test_line_breaks_and_tabs_stay():
    assert "one\ntwo\nthree\n\tfour" in read(render_note(with_text("subjective", "one\r\ntwo\rthree\n\tfour")))


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_character_no_word_file_can_hold_leaves_a_visible_mark(sign):
    assert "be\ufffdfore" in read(render_note(with_text("goals", f"be{sign}fore")))


@given(text=st.text(max_size=60))
@settings(max_examples=60)
def test_any_text_is_given_back(text):
    read(render_note(with_text("plan", text)))


@pytest.mark.parametrize(
    "line",
    [
        "Avery Alder (C-001)",
        "March 4, 1990",
        "Group Psychotherapy (90853)",
        "5 of 12",
        "Tuesday, November 24, 2026",
        "5:00 PM - 6:30 PM (90 minutes)",
        "Dana Reyes, LCSW",
        "Office (11)",
        "S - Subjective",
        "O - Objective",
        "A - Assessment",
        "P - Plan",
        "Diagnosis: F41.1 Generalized anxiety disorder",
        "Goals: 1. Bring anxiety from 8/10 to 4/10.",
        "Participation: Active",
        "Next session: Tuesday, December 1, 2026",
        "Signature: Dana Reyes, LCSW, November 24, 2026",
    ],
)
def test_a_signed_note_says(line):
    assert line in read(render_note(MEMBER_A))


@pytest.mark.parametrize("line", ["To be completed", "[to be completed]", "DRAFT", "Telehealth"])
def test_a_finished_note_of_the_office_has_no(line):
    assert line not in read(render_note(MEMBER_A))


@pytest.mark.parametrize(
    "line",
    [
        "DRAFT - not signed",
        "To be completed: observations; progress toward goals; time the session ended",
        "Observations: Quiet. [to be completed]",
        "Progress: [to be completed]",
        "5:00 PM - [to be completed]",
        "Next session: not yet planned",
        "was at home in New York",
    ],
)
def test_an_unfinished_note_says(line):
    assert line in squeezed(read(render_note(UNFINISHED)))


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"starts": None, "ends": None, "minutes": None}, "Time [to be completed] "),
        ({"diagnoses": ()}, "Diagnosis: [to be completed]"),
        ({"diagnoses": ("F41.1", "F32.0")}, "Diagnosis: F41.1; F32.0"),
        ({"goals": ""}, "Goals: [to be completed]"),
        ({"session_of": ""}, "Session - "),
        ({"modality": "", "place": ""}, "Modality [to be completed] Attendance"),
    ],
)
def test_what_is_not_known_is_said(change, line):
    assert line in squeezed(read(render_note(MEMBER_A.model_copy(update=change))))


def test_the_footer_has_the_visit_and_the_pages():
    assert (
        read(render_note(MEMBER_A), "word/footer1.xml").strip()
        == "Oak Street - confidential - visit G-01/05/C-001\tPage 1 of 1"
    )


def test_the_same_content_gives_the_same_bytes():
    assert render_note(MEMBER_A) == render_note(MEMBER_A.model_copy(deep=True))
    assert render_note(MEMBER_A) != render_note(UNFINISHED)


def test_a_note_that_lost_words_is_not_given_and_the_words_are_not_repeated():
    with pytest.raises(TextLost, match="goals") as lost:
        all_there(MEMBER_A, page(render_note(MEMBER_A)).replace("from 8/10 to", "from"))
    assert "anxiety" not in str(lost.value)


def test_the_shipped_layout_is_the_one_that_the_script_builds():
    assert unpack(build_template.build()) == unpack(SHIPPED.read_bytes())


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_libreoffice_opens_a_note(tmp_path):
    (tmp_path / "note.docx").write_bytes(render_note(UNFINISHED))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "txt:Text", "--outdir", tmp_path, tmp_path / "note.docx"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    opened = (tmp_path / "note.txt").read_text(encoding="utf-8-sig")
    assert "To be completed: observations" in opened
    assert "\n1. Weekly group psychotherapy goes on.\n2. Homework" in opened
