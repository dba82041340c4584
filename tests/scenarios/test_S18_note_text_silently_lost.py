"""S18: signs that mean something to XML or to a template stand in a note as they were typed."""

from templates.notes import render_note
from templates.notes.archive import unpack
from templates.notes.text import text_of
from tests.faults.acts import type_in
from tests.faults.place import EVENING
from tests.faults.scene import scene

SAID = "mood 8/10 -> 4/10 & <calmer>, Tom < Jerry > Tom, {{ 7*7 }} {% if x %} </w:t></w:r> & more"


def test_every_word_of_a_row_is_in_its_note() -> None:
    with scene() as (play, p):
        play.world.desk(p).__dict__["render_note"] = render_note
        type_in(p, "Attendance", "G-01/05/C-006", Contributions=SAID)
        play.world.hour.at = EVENING
        play.world.pass_of(p)
        (file,) = (p.folder / "documents").rglob("G-01-05-C-006*.docx")
        assert SAID in text_of(unpack(file.read_bytes())["word/document.xml"].decode())
