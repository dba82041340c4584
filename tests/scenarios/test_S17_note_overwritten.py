"""S17: a clinician writes into a draft and the row changes later; the words stay and a version comes beside them."""

from tests.faults.scene import scene
from tests.faults.stories import wrote_into_note


def test_a_touched_note_is_never_written_over() -> None:
    with scene() as (play, p):
        wrote_into_note(play, p)
        (name,) = p.edited
        versions = sorted(f.name for f in (p.folder / "documents" / name).parent.glob("*C-006*"))
        assert versions == ["G-01-05-C-006 v2.docx", "G-01-05-C-006.docx"]
