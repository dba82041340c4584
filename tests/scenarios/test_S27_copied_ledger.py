"""S27: the practice's folder was copied, and two computers look after it; a client is texted once, and the owner is told."""

from tests.faults.scene import scene, texted
from tests.faults.stories_sending import copied_ledger

ON_POSTGRESQL = False
"""A ledger on a server is not copied with a folder."""


def test_two_copies_of_a_ledger_text_a_client_once_and_name_each_other() -> None:
    with scene() as (play, p):
        copied_ledger(play, p)
        assert len(texted(p)) == len(set(texted(p))) == 6
        assert any("Circlebook runs in two places" in str(row[2]) for row in p.book.tabs["To do"])
