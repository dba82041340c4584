"""Questions about texts stand in To do only as long as an answer would change anything."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain import lists as l
from domain.history import Happened, History
from domain.records import Decision
from domain.text_questions import withdrawn
from tests.domain.people_build import at, client, practice
from tests.domain.texts_build import heard, reply

AGREED = date(2026, 2, 20)
NOW = at(date(2026, 3, 3), "10:00")
STOPPED = at(date(2026, 2, 10))


def asked(key, said=None, **cells):
    of = practice(clients=(client(1, **{"consent_date": AGREED} | cells),))
    happened = Happened(key=key, kind="decision", state="done", digest="", begun=NOW, detail={"decision_id": "D-0001"})
    history = History({**heard(of, History(), reply("STOP", STOPPED)).happened, key: happened})
    return replace(of, decisions=(Decision(decision_id="D-0001", answer=said),)), history


CONSENT = f"ask:consent:C-001:{AGREED}"


@pytest.mark.parametrize(
    ("case", "cells", "over"),
    [
        ("as it was asked", {}, False),
        ("its row waits", {"held": frozenset({"texts"})}, False),
        ("No by now", {"text_consent": l.YesNo.NO}, True),
        ("switched off", {"reminders": l.OnOff.OFF}, True),
        ("agreed on another day, so asked anew", {"consent_date": AGREED + timedelta(days=1)}, True),
        ("another opt-out", {"opted_out_on": AGREED}, True),
        ("another mobile, which nobody stopped", {"mobile": "+17035550009"}, True),
    ],
)
def test_a_question_about_consent_is_over_when_the_row_says_otherwise(case, cells, over):
    assert bool(withdrawn(*asked(CONSENT, **cells), NOW)) is over, case


def test_a_question_about_consent_is_over_with_start_and_stays_while_the_client_waits():
    of, history = asked(CONSENT)
    assert withdrawn(of, heard(of, history, reply("START", NOW, "SM2")), NOW)
    away = replace(of, clients=())
    assert withdrawn(away, history, NOW)
    assert not withdrawn(replace(away, in_question=frozenset({("Clients", "C-001")})), history, NOW)


@pytest.mark.parametrize(("day", "over"), [("2026-03-03", False), ("2026-03-02", True)])
def test_whether_all_texts_of_a_day_go_is_over_with_the_day(day, over):
    assert list(withdrawn(*asked(f"ask:texts:{day}"), NOW)) == ["D-0001"] * over


@pytest.mark.parametrize("said", list(l.YesNo))
def test_an_answer_stays_as_it_is(said):
    assert withdrawn(*asked("ask:texts:2026-03-02", said), NOW) == {}
