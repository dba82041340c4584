"""S06: a row is copied with its ID and another person typed over the copy; nothing of one reaches the other."""

from tests.faults.place import EVENING
from tests.faults.scene import scene, texted


def test_the_copy_and_its_original_wait_and_the_others_do_not() -> None:
    with scene() as (play, p):
        play.world.pass_of(p)
        original = p.book.find("Clients", "C-001")
        assert original is not None
        copy = list(original)
        p.book.tabs["Clients"].append(copy)
        more = {"First_name": "Zadie", "Last_name": "Newcomer", "Date_of_birth": "2/3/1980", "Mobile": "518-555-0199"}
        p.book.type("Clients", copy, **more)
        play.world.hour.at = EVENING
        play.world.pass_of(p)
        assert len(texted(p)) == 5
        p.book.tabs["Clients"] = [row for row in p.book.tabs["Clients"] if row is not original]
        p.book.saved()
        play.world.pass_of(p)
        assert len(texted(p)) == 5, "the ID was another person"
