"""What `circlebook doctor` looks at in documents: the practice's own note template, and LibreOffice for PDFs."""

from collections.abc import Iterator
from datetime import date, time
from typing import Literal

from domain.note import Element, NoteContent
from domain.problems import Problem
from flows.composition import office, own_template
from flows.desk import Pass

Looked = tuple[str, Literal["ok", "look", "mend"], str]
SAMPLE_FILE = "note-sample.docx"

SAMPLE = NoteContent(
    visit_id="G-00/05/C-000", practice_name="Sample Practice", session_on=date(2026, 3, 3), service="Group psychotherapy (90853)",
    group_name="CBT for Anxiety", session_of="5 of 12", starts=time(18), ends=time(19, 30), minutes=90, modality="Live video with sound",
    place="Client at home", participants=5, client_name="Sam Sample", client_id="C-000", client_born=date(1990, 1, 2),
    facilitator="Pat Example, LCSW 0001 (VA)", presence="Arrived 6:05 PM, 5 minutes after the start; there for 85 of 90 minutes",
    subjective=(Element(name="Contributions", text='Tried the exercise twice, "hard & new"; fear < last week.'),),
    objective=(
        Element(name="Attendance", text="Arrived 6:05 PM, 5 minutes after the start; there for 85 of 90 minutes"),
        Element(name="Participation", text="Took part actively"),
        Element(name="Session content", text="Cognitive restructuring\nThought record"),
        Element(name="Observations", text="Calm, clear, at ease."),
    ),
    assessment=(Element(name="Progress", text="", complete=False),),
    plan=(Element(name="Plan", text="Weekly group goes on."), Element(name="Homework", text="One thought record")),
    diagnoses=("F41.1",), goals="Goal 1: from 8/10 to 4/10", next_session=date(2026, 3, 10),
    telehealth_attestation="The client took part by live video with sound and was at home.", missing=("Progress",),
)  # fmt: skip
"""An invented note with all that templates stumble over: signs of XML, two lines, an element that is still owed."""


def documents(this: Pass) -> Iterator[Looked]:
    """The template, a note made of it, and LibreOffice where PDFs are wanted."""
    part = this.desk.settings.documents
    yield from _template(this)
    if part.pdf and office() is None:
        yield "PDFs", "mend", "LibreOffice is not on this computer. Install it, or write: pdf = false"
    elif part.pdf:
        yield "PDFs", "ok", "LibreOffice makes them."


def _template(this: Pass) -> Iterator[Looked]:
    name = this.desk.settings.documents.note
    if name is None:
        yield "note template", "ok", 'Circlebook\'s own. To use yours, write in [documents]: note = "our-note.docx"'
        return
    try:
        faults = own_template(this.desk.folder, name).faults()
        for fault in faults:
            yield "note template", "mend", f"{name}: {fault}"
        if not faults:
            file = this.desk.render_note(SAMPLE, None)
            written = this.desk.documents.write(SAMPLE_FILE, file)
            yield "note template", "ok", f"{name} has every part. See the sample: {written}"
    except Problem as problem:
        yield "note template", "mend", str(problem)
