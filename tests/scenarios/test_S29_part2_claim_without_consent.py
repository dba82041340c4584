"""S29: members of a group for substance use; without their consent on file no claim and no text goes (42 CFR Part 2)."""

from datetime import datetime

from tests.faults.acts import billed, type_in
from tests.faults.checker import claims
from tests.faults.place import EVENING
from tests.faults.scene import scene, texted


def test_without_a_part_2_consent_nothing_goes_out_and_with_it_only_that_member() -> None:
    with scene() as (play, p):
        type_in(p, "Groups", "G-01", SUD_program="Yes")
        play.world.hour.at = EVENING
        play.world.pass_of(p)
        billed(play, p)
        assert claims(p) == []
        assert texted(p) == []
        type_in(p, "Clients", "C-001", Part_2_consent_date=datetime(2026, 1, 5))
        play.world.pass_of(p)
        billed(play, p)
        assert texted(p) == ["+15185550110"]
        assert {c["person"] for c in claims(p)} == {"ANA EXAMPLE"}
