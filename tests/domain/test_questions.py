"""When a question whose row is gone is put again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.effects import AskDecision
from domain.history import Happened, History
from domain.questions import is_put_again

NOW = datetime(2026, 3, 18, 18, 30, tzinfo=UTC)
ASK = AskDecision(
    key="ask:void:C1:12345678", decision_id="", decision_kind="void", about="G-01/04/C-001", question="Void it?",
    why="Absent.", asked_on=date(2026, 3, 18), reasons=(),
)  # fmt: skip


def history(state: str, **ago: float) -> History:
    missed = {"missed": (NOW - timedelta(**ago)).isoformat()} if ago else {}
    done = Happened.model_validate(
        {"key": ASK.key, "kind": "decision", "state": state, "digest": "", "begun": NOW, "detail": missed}
    )
    return History({ASK.key: done})


@pytest.mark.parametrize(
    ("before", "again"),
    [
        (History(), True),  # never put
        (history("ready"), True),  # no row could be added
        (history("done"), None),  # missed for the first time
        (history("done", minutes=0), False),
        (history("done", minutes=9, seconds=59), False),
        (history("done", minutes=10), True),
        (history("done", hours=24), True),  # by the evening's only pass
        (history("done", days=3), True),
    ],
)
def test_a_question_is_put_again_when_its_row_is_still_gone_at_a_second_look(before, again):
    assert is_put_again(ASK, before, NOW) is again
