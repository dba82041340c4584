"""Builds ``note.docx``, the lay-out of a progress note; run it after a change: python -m templates.notes.build_template."""

import io
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from templates.notes.archive import pack, unpack

_INK, _SOFT, _ACCENT, _WARN = (RGBColor.from_string(x) for x in ("222222", "5F6B73", "1F4E5F", "9A4A00"))
_WIDTH = 6.9
_COLUMNS = (0.95, 2.5, 1.15, 2.3)
_HEADER = (
    ("Client", "{{ client_name }} ({{ client_id }})", "Date", "{{ session_on }}"),
    ("Date of birth", "{{ client_born or to_complete }}", "Time", "{{ time }}"),
    ("Service", "{{ service }}", "Session", "{{ session_of or '-' }}"),
    ("Group", "{{ group_name }}", "Participants", "{{ participants }}"),
    ("Facilitator", "{{ facilitator or to_complete }}", "Modality", "{{ modality or to_complete }}"),
    ("Attendance", "{{ presence or '-' }}", "Place of service", "{{ place or to_complete }}"),
)
_SECTIONS = (
    ("S", "Subjective", "subjective"),
    ("O", "Objective", "objective"),
    ("A", "Assessment", "assessment"),
    ("P", "Plan", "plan"),
)


def build() -> bytes:
    """The lay-out as a Word file; the same on every run."""
    paper = _blank()
    _title(paper)
    _boxed(paper, "version", "{{ version_heading }}", "{{ version }}")
    _boxed(paper, "missing", "To be completed:", "{{ missing }}")
    _header(paper)
    for letter, name, field in _SECTIONS:
        _section(paper, letter, name, field)
    _attestation(paper)
    _signature(paper)
    _footer(paper)
    saved = io.BytesIO()
    paper.save(saved)
    return pack(unpack(saved.getvalue()))


def _blank() -> Paper:
    paper = Document()
    _without_ballast(paper)
    page = paper.sections[0]
    page.page_width, page.page_height = Inches(8.5), Inches(11)
    page.left_margin = page.right_margin = Inches(0.8)
    page.top_margin = page.bottom_margin = Inches(0.7)
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = "Arial", Pt(10), _INK
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.1
    about = paper.core_properties
    about.title, about.author, about.comments, about.last_modified_by = "Progress note", "", "", ""
    about.created = about.modified = datetime(2026, 1, 1)  # noqa: DTZ001  Word's own dates have no zone
    return paper


def _without_ballast(paper: Paper) -> None:
    """Leave out what python-docx's own blank file carries and no note needs: most of its size."""
    for owner in (paper.part, paper.part.package):
        for link, rel in list(owner.rels.items()):
            if rel.reltype.endswith(("/stylesWithEffects", "/customXml", "/thumbnail")):
                del owner.rels[link]
    for style in list(paper.styles):
        if style.type == WD_STYLE_TYPE.TABLE and not style.element.get(qn("w:default")):
            style.delete()


def _title(paper: Paper) -> None:
    line = paper.add_paragraph(style="Heading 1")
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(0), Pt(6)
    line.paragraph_format.tab_stops.add_tab_stop(Inches(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _run(line, "Progress note", size=16, bold=True, ink=_ACCENT)
    _run(line, "{%r if draft %}")
    _run(line, "\t{{ not_signed }}", size=10, bold=True, ink=_WARN)
    _run(line, "{%r else %}")
    _run(line, "\t{{ practice_name }}", size=10, ink=_SOFT)
    _run(line, "{%r endif %}")


def _boxed(paper: Paper, field: str, heading: str, text: str) -> None:
    paper.add_paragraph(f"{{%p if {field} %}}")
    box = paper.add_table(1, 1)
    _borders(box, "C77700", inside=False)
    box.columns[0].width = Inches(_WIDTH)
    cell = box.cell(0, 0)
    cell.width = Inches(_WIDTH)
    _shade(cell, "FFF4DF")
    line = cell.paragraphs[0]
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(4)
    _run(line, f"{heading} ", bold=True, ink=_WARN)
    _run(line, text, ink=_WARN)
    _gap(paper)
    paper.add_paragraph("{%p endif %}")


def _header(paper: Paper) -> None:
    table = paper.add_table(len(_HEADER), len(_COLUMNS))
    _borders(table, "CBD3D8", inside=True)
    for column, width in zip(table.columns, _COLUMNS, strict=True):
        column.width = Inches(width)
    for row, texts in zip(table.rows, _HEADER, strict=True):
        for place, (cell, text, width) in enumerate(zip(row.cells, texts, _COLUMNS, strict=True)):
            cell.width = Inches(width)
            line = cell.paragraphs[0]
            line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
            if place % 2:
                _run(line, text, size=9.5)
            else:
                _shade(cell, "F1F4F5")
                _run(line, text, size=9, ink=_SOFT)
    _gap(paper)


def _section(paper: Paper, letter: str, name: str, field: str) -> None:
    _heading(paper, f"{letter} - {name}")
    if letter == "A":
        _listed(paper, "Diagnosis", "diagnoses")
        _named(paper, "Goals", "{{ goals or to_complete }}")
    paper.add_paragraph(f"{{%p for element in {field} %}}")
    line = paper.add_paragraph()
    _run(line, "{{ element.name }}: ", bold=True)
    _run(line, "{%r if '\\n' in element.text %}")
    line.add_run().add_break()
    _run(line, "{%r endif %}")
    _run(line, "{{ element.text }}")
    _run(line, "{%r if not element.complete %}")
    _run(line, " {{ to_complete }}", bold=True, ink=_WARN)
    _run(line, "{%r endif %}")
    paper.add_paragraph("{%p endfor %}")
    if letter == "P":
        _named(paper, "Next session", "{{ next_session }}")


def _listed(paper: Paper, name: str, field: str) -> None:
    _named(
        paper,
        name,
        f"{{% for one in {field} %}}{{{{ one }}}}{{% if not loop.last %}}; {{% endif %}}{{% else %}}{{{{ to_complete }}}}{{% endfor %}}",
    )


def _named(paper: Paper, name: str, text: str) -> None:
    line = paper.add_paragraph()
    _run(line, f"{name}: ", bold=True)
    _run(line, text)


def _attestation(paper: Paper) -> None:
    paper.add_paragraph("{%p if telehealth_attestation %}")
    _heading(paper, "Telehealth")
    _run(paper.add_paragraph(), "{{ telehealth_attestation }}")
    paper.add_paragraph("{%p endif %}")


def _signature(paper: Paper) -> None:
    _signed_by(paper, "Signature", "signed", "{{ facilitator }}", first=True)
    paper.add_paragraph("{%p if reviewer or reviewed %}")
    _signed_by(paper, "Reviewed by", "reviewed", "{{ reviewer }}", first=False)
    paper.add_paragraph("{%p endif %}")


def _signed_by(paper: Paper, label: str, field: str, person: str, *, first: bool) -> None:
    """The signature in words once it is given; a line for a pen before, with the person's name below."""
    line = paper.add_paragraph()
    line.paragraph_format.space_before = Pt(16 if first else 8)
    line.paragraph_format.keep_together = True
    line.paragraph_format.keep_with_next = first
    line.paragraph_format.tab_stops.add_tab_stop(Inches(4.4), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
    line.paragraph_format.tab_stops.add_tab_stop(Inches(4.6), WD_TAB_ALIGNMENT.LEFT)
    line.paragraph_format.tab_stops.add_tab_stop(Inches(_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    if first:
        _edge(line, "top", "CBD3D8")
    _run(line, f"{label}: ", bold=True)
    _run(line, f"{{%r if {field} %}}")
    _run(line, f"{{{{ {field} }}}}")
    _run(line, "{%r else %}")
    _run(line, "\t\tDate: \t", ink=_SOFT)
    line.add_run().add_break()
    _run(line, person, size=9, ink=_SOFT)
    _run(line, "{%r endif %}")


def _footer(paper: Paper) -> None:
    line = paper.sections[0].footer.paragraphs[0]
    line.style = paper.styles["Normal"]
    line.paragraph_format.tab_stops.add_tab_stop(Inches(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _run(
        line,
        "{% if practice_name %}{{ practice_name }} - {% endif %}confidential - visit {{ visit_id }}\tPage ",
        size=8,
        ink=_SOFT,
    )
    _field(line, "PAGE")
    _run(line, " of ", size=8, ink=_SOFT)
    _field(line, "NUMPAGES")


def _heading(paper: Paper, text: str) -> None:
    line = paper.add_paragraph(style="Heading 2")
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(10), Pt(4)
    _edge(line, "bottom", "1F4E5F")
    _run(line, text, size=11, bold=True, ink=_ACCENT)


def _run(line: Paragraph, text: str, *, size: float = 10, bold: bool = False, ink: RGBColor = _INK) -> None:
    run = line.add_run(text)
    run.font.name, run.font.size, run.font.color.rgb = "Arial", Pt(size), ink
    run.bold = bold


def _field(line: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    line._p.append(field)  # noqa: SLF001  python-docx knows no fields
    _run(line, "1", size=8, ink=_SOFT)
    field.append(line.runs[-1]._r)  # noqa: SLF001  python-docx knows no fields


def _gap(paper: Paper) -> None:
    line = paper.add_paragraph()
    line.paragraph_format.space_after = Pt(0)
    line.paragraph_format.line_spacing = Pt(6)


def _shade(cell: _Cell, colour: str) -> None:
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001  python-docx knows no shading


def _borders(table: Table, colour: str, *, inside: bool) -> None:
    sides = ("top", "left", "bottom", "right", *(("insideH", "insideV") if inside else ()))
    drawn = "".join(f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="{colour}"/>' for side in sides)
    table.autofit = False
    about = table._tbl.tblPr  # noqa: SLF001  python-docx knows no borders
    layout = about.find(qn("w:tblLayout"))
    layout.addprevious(parse_xml(f'<w:tblInd {nsdecls("w")} w:w="108" w:type="dxa"/>'))
    layout.addprevious(parse_xml(f"<w:tblBorders {nsdecls('w')}>{drawn}</w:tblBorders>"))


def _edge(line: Paragraph, side: str, colour: str) -> None:
    drawn = f'<w:{side} w:val="single" w:sz="6" w:space="2" w:color="{colour}"/>'
    line._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001  python-docx knows no paragraph borders
        parse_xml(f"<w:pBdr {nsdecls('w')}>{drawn}</w:pBdr>"), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


if __name__ == "__main__":
    Path(__file__).with_name("note.docx").write_bytes(build())
