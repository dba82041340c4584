"""A STOP that was read and could not be kept: no text goes until it is."""

from unittest.mock import patch

import pytest

from connectors.ledger.ledger import SqlLedger
from domain.problems import Problem
from tests.faults.acts import evening, one_pass_more, says
from tests.faults.histories import Play

STOP = "please stop texting me"


def refuse_replies(self: SqlLedger, key: str, *more: object) -> None:
    if key.startswith("reply:"):
        raise Problem("The disk is full.")
    return _BEGIN(self, key, *more)  # type: ignore[arg-type]


_BEGIN = SqlLedger.begin


@pytest.mark.parametrize("is_full", [True, False])
def test_no_text_goes_while_the_disk_refuses_to_keep_a_reply(*, is_full: bool) -> None:
    play = Play([])
    p = play.world.practices[0]
    try:
        one_pass_more(play, p)
        phone = says(play, p, STOP, stop=True)
        with patch.object(SqlLedger, "begin", refuse_replies if is_full else _BEGIN):
            evening(play, p)
        assert bool(p.account.sent) is not is_full
        one_pass_more(play, p, minutes=5)
        to = {m.to for m in p.account.sent}
        assert to, "the others hear once the reply is kept"
        assert phone not in to
    finally:
        play.world.close()
