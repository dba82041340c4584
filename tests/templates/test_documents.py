"""Documents as Word files: every word is there as text, and nothing in it is carried out."""

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from domain.paper import Figures, Paper, Passage, Table
from domain.versions import Earlier
from templates.documents import render_paper
from templates.notes.archive import unpack
from templates.notes.text import squeezed, text_of
from tests.templates.test_notes import HARD

PAPER = Paper(
    title="Session summary",
    practice_name="Oak Street",
    reference="G-01/05",
    about=(("Group", "CBT"), ("Date", "March 3, 2026"), ("Present", "2 of 4")),
    blocks=(
        Passage(heading="Session", paragraphs=(("Topics", "one\ntwo"), ("", "plain"))),
        Table(heading="Who", columns=(("Name", 2), ("Mark", 1)), rows=(("Ada", "Late"), ("Ben", ""))),
    ),
    missing=("Content", "Group dynamics"),
    signed_by="Dana Whitfield",
)


def read(paper, earlier=None):
    parts = unpack(render_paper(paper, earlier))
    return "\n".join(text_of(parts[name].decode()) for name in ("word/document.xml", "word/footer1.xml"))


@pytest.mark.parametrize(
    "line",
    [
        "Session summary\tOak Street",
        "To be completed: Content; Group dynamics",
        "Topics: \none\ntwo",
        "Signature: \t\tDate: \t\nDana Whitfield",
        "Oak Street - confidential - G-01/05\tPage 1 of 1",
    ],
)
def test_a_document_says(line):
    assert line in read(PAPER)


def test_a_bare_document_has_no_box_no_facts_and_no_signature():
    bare = Paper(title="Card", practice_name="", reference="", about=(), blocks=())
    told = squeezed(read(bare))
    assert told == "Card confidential Page 1 of 1"


def test_a_version_beside_an_edited_file_says_so():
    assert "New version. The file a.docx was edited by hand" in read(PAPER, Earlier(file="a.docx"))


@pytest.mark.parametrize("text", HARD, ids=range(len(HARD)))
def test_words_of_any_kind_are_found_again_wherever_they_stand(text):
    paper = Paper(
        title=text, practice_name=text, reference=text, about=((text, text),), missing=(text,), signed_by=text,
        blocks=(
            Passage(heading=text, paragraphs=((text, text),)),
            Table(heading=text, columns=((text, 1),), rows=((text,),), tall=True),
        ),
    )  # fmt: skip
    assert squeezed(read(paper)).count(squeezed(text)) >= 12
    assert "49" not in read(paper)


def test_the_same_content_gives_the_same_bytes():
    assert render_paper(PAPER) == render_paper(PAPER.model_copy(deep=True))


@pytest.mark.parametrize("wide", [True, False])
def test_the_tables_are_as_wide_as_the_lines_and_word_reads_them(tmp_path, wide):
    path = tmp_path / "paper.docx"
    path.write_bytes(render_paper(PAPER.model_copy(update={"wide": wide})))
    paper = Document(path)
    page = paper.sections[0]
    lines = page.page_width - page.left_margin - page.right_margin
    assert [sum(c.width for c in t.rows[0].cells) for t in paper.tables] == [lines] * 3
    assert paper.tables[2].cell(1, 0).text == "Ada"


@pytest.mark.parametrize(("total", "bold"), [(True, [False, True]), (False, [False, False])])
def test_sums_stand_to_the_right_and_their_total_in_bold(tmp_path, total, bold):
    rows = (("March 3", "$45.00", "$45.00"), ("", "", "$45.00"))
    sums = Figures(columns=(("Date", 2), ("Charge", 1), ("Balance", 1)), rows=rows, figures=2, total=total)
    path = tmp_path / "sums.docx"
    path.write_bytes(render_paper(PAPER.model_copy(update={"about": (), "blocks": (sums, PAPER.blocks[1])})))
    first, second = Document(str(path)).tables[-2:]
    assert [[c.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT for c in r.cells] for r in first.rows] == [
        [False, True, True]
    ] * 3
    assert [r.cells[2].paragraphs[0].runs[0].bold for r in first.rows[1:]] == bold
    assert not any(c.paragraphs[0].alignment for r in second.rows for c in r.cells)
