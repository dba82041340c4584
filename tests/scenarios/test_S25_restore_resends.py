"""S25: the ledger is put back as it was before the texts went; what went is found, and nothing goes again."""

from tests.faults.scene import scene, texted
from tests.faults.stories_sending import put_back

ON_POSTGRESQL = False
"""A ledger on a server is put back by that server's own means."""


def test_a_ledger_put_back_texts_nobody_again() -> None:
    with scene() as (play, p):
        put_back(play, p)
        assert len(texted(p)) == len(set(texted(p))) == 6
