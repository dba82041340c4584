"""A practice's own note template: its fields are known, its words are all there, and it cannot run away."""

import base64
import io
import json
import zipfile

import pytest
from docx import Document

from domain.versions import Earlier
from templates.notes import TextLost
from templates.notes.archive import unpack
from templates.notes.fields import FIELDS, NEEDED
from templates.notes.note import words_of
from templates.notes.own import MOST_BYTES, Unusable, faults, main, render_own
from templates.notes.text import squeezed, text_of
from tests.templates.sample_note import MEMBER_A, UNFINISHED
from tests.templates.test_notes import HARD, SHIPPED, with_text

ALL = [f"{{{{ {fields[0]} }}}}" for _, fields in NEEDED if fields[0] != "diagnoses"] + ['{{ diagnoses|join(", ") }}']


def template(*lines):
    paper = Document()
    for line in lines:
        paper.add_paragraph(line)
    saved = io.BytesIO()
    paper.save(saved)
    return saved.getvalue()


def read(file):
    return squeezed(text_of(unpack(file)["word/document.xml"].decode()))


def test_the_page_names_every_field_there_is_and_no_other():
    assert set(words_of(MEMBER_A)) == set(FIELDS)


def test_the_shipped_lay_out_and_a_plain_one_have_every_part():
    assert list(faults(SHIPPED.read_bytes())) == []
    assert list(faults(template(*ALL))) == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([*ALL, "{{ clinet_name }}"], 'no field "clinet_name"'),
        ([line for line in ALL if "participants" not in line], "no field for the number of participants"),
        ([line for line in ALL if "missing" not in line], "no field for what is still to be completed"),
        (["{{ client_name }"], "A field is not written as it must be"),
        (["{% if draft %}"], "A field is not written as it must be"),
    ],
)
def test_a_fault_is_said_in_a_sentence(lines, said):
    assert said in " ".join(faults(template(*lines)))


def _zip(**members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/"), content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "no Word file"),
        (b"%PDF-1.7 and so on", "no Word file"),
        (_zip(**{"a.txt": "a"}), "no Word file"),
        (b"x" * (MOST_BYTES + 1), "larger than 5 MB"),
        (_zip(**{"word__document.xml": b"0" * 21_000_000}), "more than 20 MB"),
        (_zip(**{"word__vbaProject.bin": b"0"}), "macros"),
        (_zip(**{"word__embeddings__oleObject1.bin": b"0"}), "macros"),
    ],
    ids=["empty", "PDF", "another archive", "too large", "too large unpacked", "macro", "embedded object"],
)
def test_a_file_that_is_no_plain_word_file_is_refused(file, said):
    (fault,) = faults(file)
    assert said in fault
    with pytest.raises(Unusable):
        render_own(file, MEMBER_A, None)


def test_a_note_in_the_practices_own_lay_out():
    lines = ["{{ client_name }} / {{ time }}", "{%p for e in plan %}", "{{ e.name }}: {{ e.text }}", "{%p endfor %}"]
    told = read(render_own(template(*lines, "{{ version_heading }} {{ version }}"), MEMBER_A, Earlier(file="a.docx")))
    assert "Avery Alder / 5:00 PM - 6:30 PM (90 minutes)" in told
    assert "Plan: 1. Weekly group psychotherapy goes on. 2. Homework" in told
    assert "New version. The file a.docx was edited by hand" in told


@pytest.mark.parametrize("text", HARD, ids=range(len(HARD)))
def test_words_of_any_kind_are_found_again(text):
    content = with_text("plan", text).model_copy(update={"goals": text, "diagnoses": (text, text)})
    file = render_own(template(*ALL, "{%p for e in plan %}", "{{ e.text }}", "{%p endfor %}"), content, None)
    assert read(file).count(squeezed(text)) >= 3
    assert "49" not in read(file)


@pytest.mark.parametrize(
    "line",
    ["{{ goals[:3] }}", "{% if draft %}{{ goals }}{% endif %}", "{{ goals|upper }}", "{{ goals|striptags }}x"],
    ids=["cut", "hidden", "changed", "stripped"],
)
def test_a_template_that_loses_words_makes_no_note_and_does_not_repeat_them(line):
    with pytest.raises(TextLost, match="goals") as lost:
        render_own(template(line), MEMBER_A.model_copy(update={"goals": "less <b>anxiety</b>"}), None)
    assert "anxiety" not in str(lost.value)


@pytest.mark.parametrize(
    "line",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ client_name.__init__.__globals__ }}",
        "{{ self.__init__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id') }}",
        "{{ range(10**9)|list }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ nope }}",
        "{{ plan.append(1) }}",
        "{{ 1 / 0 }}",
    ],
)
def test_a_template_reaches_nothing_and_its_fault_is_a_sentence(line):
    with pytest.raises(Unusable, match=r"cannot be filled in|not written as it must"):
        render_own(template(line), MEMBER_A, None)


def test_the_program_answers_line_by_line():
    def asked(*lines):
        answers = io.StringIO()
        main(io.StringIO("".join(json.dumps(line) + "\n" for line in lines)), answers)
        return [json.loads(line) for line in answers.getvalue().splitlines()]

    good = {"template": base64.b64encode(template(*ALL)).decode()}
    bad = {"template": base64.b64encode(template("{{ goals[:3] }}")).decode()}
    broken = {"template": base64.b64encode(template("{{ nope }}")).decode()}
    note = {"content": UNFINISHED.model_dump_json(), "earlier": {"file": "a.docx"}}
    told = asked(good, note, bad, note, broken, note)
    assert [list(answer) for answer in told] == [["faults"], ["file"], ["faults"], ["fault"], ["faults"], ["fault"]]
    assert "edited by hand" in read(base64.b64decode(told[1]["file"]))
    assert told[3]["fault"] == "The template lost words of its field 'goals'."
