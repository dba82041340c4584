"""Whatever stands in the cells stands in the document, in every field of every template."""

import os
import random
import shutil
import subprocess
import unicodedata

import pytest

from domain.note import Element, NoteContent
from domain.paper import Paper, Passage, Table
from templates.documents import render_paper
from templates.notes import render_note
from templates.notes.archive import unpack
from templates.notes.own import render_own
from templates.notes.text import legal, squeezed, strings, text_of
from tests.templates.hostile import CLASSES, STRINGS
from tests.templates.sample_note import MEMBER_A
from tests.templates.test_own_template import ALL, template

NOTES = 2_000 if os.environ.get("CIRCLEBOOK_PROVE") else 50
SEED = 20260312
OWN = template(*ALL, "{%p for e in subjective + objective + assessment + plan %}", "{{ e.text }}", "{%p endfor %}")
TEXTS = [name for name, field in NoteContent.model_fields.items() if field.annotation is str]


def note(chance: random.Random) -> NoteContent:
    """A note with one or several hostile strings in each field."""

    def some() -> str:
        return chance.choice(["", " ", "\n"]).join(chance.choices(STRINGS, k=chance.choice([1, 1, 2, 3])))

    def elements() -> tuple[Element, ...]:
        return tuple(
            Element(name=some(), text=some(), complete=chance.random() < 0.8) for _ in range(chance.randint(1, 3))
        )

    parts = {name: elements() for name in ("subjective", "objective", "assessment", "plan")}
    lists = {"diagnoses": (some(), some()), "missing": (some(),)}
    texts = {name: some() for name in TEXTS}
    texts["reviewed"] = chance.choice(["", f"{texts['reviewer']}, March 3, 2026"])  # it begins with who reviewed
    return MEMBER_A.model_copy(update=texts | parts | lists)


def seen(file: bytes) -> str:
    parts = unpack(file)
    return squeezed(
        "\n".join(text_of(parts[n].decode()) for n in parts if n.startswith(("word/document", "word/footer")))
    )


def test_every_word_of_notes_with_hostile_strings_in_all_fields_is_found_again() -> None:
    chance = random.Random(SEED)
    for number in range(NOTES):
        content = note(chance)
        found = seen(render_note(content))
        for name in NoteContent.model_fields:
            for text in strings(getattr(content, name)):
                assert squeezed(legal(text)) in found, f"note {number}, field {name}, seed {SEED}"
        assert "49" not in found


def test_the_same_holds_for_a_practices_own_template() -> None:
    chance = random.Random(SEED)
    for _ in range(NOTES // 10):
        content = note(chance)
        found = seen(render_own(OWN, content, None))
        for text in strings((content.goals, content.subjective[0].text, content.plan[-1].text, content.diagnoses)):
            assert squeezed(legal(text)) in found


def whole(texts: list[str]) -> Paper:
    return Paper(
        title="All classes", practice_name="Oak Street", reference="G-01/05", about=tuple((t, t) for t in texts),
        blocks=(
            Passage(heading="Texts", paragraphs=tuple(("", t) for t in texts)),
            Table(heading="Cells", columns=(("Text", 1), ("Again", 2)), rows=tuple((t, t) for t in texts)),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("kind", CLASSES)
def test_every_class_is_found_again_in_facts_passages_and_tables(kind: str) -> None:
    found = seen(render_paper(whole(CLASSES[kind])))
    assert all(squeezed(legal(text)) in found for text in CLASSES[kind])


def visible(text: str) -> str:
    """What a reader sees: LibreOffice leaves out or draws in its own way what has no shape."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c)[0] not in "CZ" and c != "\ufffd")


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_libreoffice_opens_all_classes_and_shows_each_text(tmp_path) -> None:
    everything = MEMBER_A.model_copy(
        update={"plan": tuple(Element(name="Plan", text=t) for t in STRINGS), "goals": "\n".join(STRINGS)}
    )
    (tmp_path / "note.docx").write_bytes(render_note(everything))
    (tmp_path / "paper.docx").write_bytes(render_paper(whole(STRINGS)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path]
    subprocess.run(
        [*command, tmp_path / "note.docx", tmp_path / "paper.docx"], check=True, capture_output=True, timeout=240
    )
    for name in ("note", "paper"):
        shown = visible((tmp_path / f"{name}.txt").read_text(encoding="utf-8-sig"))
        assert [t for t in STRINGS if visible(legal(t)) not in shown] == []
        assert "49" not in shown
