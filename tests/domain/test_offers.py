"""Promised seats: each person counts once, before and after their rows were made."""

from datetime import date

import pytest

from domain import lists as l
from domain import records as r
from domain.health import decide_health
from domain.history import Happened, History
from domain.offers import offers, promised_to
from tests.domain.people_build import at, client, group, member, practice

FIRST = date(2026, 2, 10)
TODAY = date(2026, 2, 4)
ENTRY = {"wait_id": "W-001", "name": "John Dee", "added": date(2026, 1, 14), "status": l.WaitStatus.ACCEPTED}


def said_yes(*sources: str) -> History:
    """The question about the seat was asked and, if named, rows were made of W-001."""
    keys = {"ask:seat:W-001:G-01": ("decision", {"decision_id": "D-0001"})}
    keys |= {"row:Clients:C-004": ("row", {"source": "W-001"})} if "Clients" in sources else {}
    when = at(TODAY)
    return History(
        {
            key: Happened(key=key, kind=kind, state="done", digest="", begun=when, finished=when, detail=detail)
            for key, (kind, detail) in keys.items()
        }
    )


@pytest.mark.parametrize(
    ("made", "seated", "cells", "promised", "committed"),
    [
        ((), 3, {}, 1, 4),
        (("Clients",), 3, {}, 1, 4),  # the roster's row has not arrived yet
        (("Clients",), 4, {}, 0, 4),  # nobody has typed the Client ID into the waitlist yet
        (("Clients",), 4, {"client_id": "C-004"}, 0, 4),
        ((), 3, {"status": l.WaitStatus.OFFERED}, 1, 3),
        ((), 3, {"status": l.WaitStatus.DECLINED}, 0, 3),
    ],
)
def test_who_accepted_counts_once(made, seated, cells, promised, committed):
    of = practice(
        groups=(group(first_session=FIRST, status=l.GroupStatus.ENROLLING),),
        clients=tuple(client(n) for n in range(1, seated + 1)),
        roster=tuple(member(n, start=FIRST) for n in range(1, seated + 1)),
        waitlist=(r.WaitlistEntry(**ENTRY | cells),),
        decisions=(r.Decision(decision_id="D-0001", answer=l.YesNo.YES),),
    )
    history = said_yes(*made)
    assert len(promised_to(of, history, of.groups[0], offers(of, history, TODAY))) == promised
    (few,) = (t for t in decide_health(of, history, at(TODAY)).tasks if t.reason.code == "LAUNCH_FEW")
    assert f"with {committed} committed" in few.reason.sentence
