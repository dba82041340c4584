"""S28: a clinician writes another member's name into a row; no document is made with it until the name is gone."""

from tests.faults.acts import type_in
from tests.faults.place import EVENING
from tests.faults.scene import scene


def test_no_note_names_another_member() -> None:
    with scene() as (play, p):
        type_in(p, "Attendance", "G-01/05/C-006", Contributions="told Ben Sample what helped")
        play.world.hour.at = EVENING
        play.world.pass_of(p)
        folder = p.folder / "documents"
        assert not [f for f in folder.rglob("*C-006*.docx") if b"Ben Sample" in f.read_bytes()]
        said = " ".join(str(cell) for row in p.book.tabs["To do"][1:] for cell in row)
        assert "G-01/05/C-006" in said
        type_in(p, "Attendance", "G-01/05/C-006", Contributions="told the group what helped")
        play.world.pass_of(p)
        assert [f for f in folder.rglob("*G-01-05-C-006*.docx") if b"told the group what helped" in f.read_bytes()]
