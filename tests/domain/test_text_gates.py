"""What stands between a due text and its going out (checklist D1, S1, S2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain import lists as l
from domain.details import Details
from domain.history import Happened, History, stamp
from domain.records import Decision
from domain.reminders import decide_reminders
from domain.text_failures import PAUSE, pause_until
from domain.texting import Texting
from tests.domain.people_build import DETAILS, after, at, client, codes, practice, session, visit
from tests.domain.texts_build import text_gone

TUESDAY = date(2026, 3, 3)
FIVE = session(5)
DAY = timedelta(days=1)
NOW = at(TUESDAY - DAY, "18:00")
SIGNED = DETAILS.model_copy(update={"texting_agreement_since": date(2026, 1, 1)})
EARLIER = History(text_gone(NOW - 7 * DAY, day="2026-02-24", client="C-009", phone="+17035550009", provider_id="SM7"))
LIVE = Texting(live=True, since=date(2026, 1, 1))


def of(number=1, details=SIGNED, **tabs):
    people = range(1, number + 1)
    usual = {
        "details": details,
        "clients": tuple(client(n) for n in people),
        "sessions": (FIVE,),
        "visits": tuple(visit(FIVE, n) for n in people),
    }
    return practice(**usual | tabs)


def outcome(practice_, history=EARLIER, rules=LIVE, now=NOW):
    return decide_reminders(practice_, history, now, rules)


def to(found):
    return [e.client_id for e in found.effects if e.kind == "text"]


@pytest.mark.parametrize(
    ("case", "on_tab", "in_file", "goes"),
    [
        ("both", date(2026, 1, 1), date(2026, 1, 1), True),
        ("not on the tab", None, date(2026, 1, 1), False),
        ("not in the file", date(2026, 1, 1), None, False),
        ("tomorrow", TUESDAY, date(2026, 1, 1), False),
        ("today", TUESDAY - DAY, TUESDAY - DAY, True),
    ],
)
def test_d1_live_texts_wait_for_a_dated_agreement(case, on_tab, in_file, goes):
    details = Details.model_validate(DETAILS.model_dump() | {"texting_agreement_since": on_tab})
    found = outcome(of(details=details), rules=Texting(live=True, since=in_file))
    assert (to(found), codes(found.holds)) == ((["C-001"], []) if goes else ([], ["TEXT_NO_AGREEMENT"])), case


@pytest.mark.parametrize(
    ("case", "history", "allow", "wanted", "held"),
    [
        ("first day, nobody allowed", History(), (), [], ["TEXT_FIRST_DAY"] * 2),
        ("first day, one allowed", History(), ("+17035550001",), ["C-001"], ["TEXT_NOT_ALLOWED"]),
        ("a later day, the list is still there", EARLIER, ("+17035550001",), ["C-001"], ["TEXT_NOT_ALLOWED"]),
        ("a later day, the list is empty", EARLIER, (), ["C-001", "C-002"], []),
        (
            "the dry run counts as no day",
            History(text_gone(NOW - 7 * DAY, day="2026-02-24", client="C-009", provider_id="dry-7")),
            (),
            [],
            ["TEXT_FIRST_DAY"] * 2,
        ),
    ],
)
def test_s1_on_the_first_day_only_listed_numbers_get_a_text(case, history, allow, wanted, held):
    found = outcome(of(2), history, Texting(live=True, since=date(2026, 1, 1), allow=allow))
    assert (to(found), codes(found.holds)) == (wanted, held), case


def test_s1_the_dry_run_is_the_default_and_asks_for_nothing():
    assert Texting().live is False
    assert to(decide_reminders(of(2, details=DETAILS), History(), NOW)) == ["C-001", "C-002"]


@pytest.mark.parametrize(
    ("number", "most", "busiest", "goes"),
    [(4, 3, 0, False), (3, 3, 0, True), (7, 3, 2, False), (6, 3, 2, True), (5, 60, 0, True)],
)
def test_s2_far_more_texts_than_usual_wait_for_a_yes(number, most, busiest, goes):
    usual = {}
    for n in range(busiest):
        usual |= text_gone(NOW - 6 * DAY, day="2026-02-25", client=f"C-09{n}", phone=f"+170355500{n}")
    rules = Texting(most_a_day=most)
    history = History(usual)
    practice_ = of(number)
    found = outcome(practice_, history, rules)
    asked = [e for e in found.effects if e.kind == "decision"]
    assert (len(to(found)), len(asked)) == ((number, 0) if goes else (0, 1))
    if goes:
        return
    assert codes(found.holds) == ["TEXT_BRAKE"]
    history = after(asked, NOW, history)
    for answer, texts in ((None, 0), (l.YesNo.NO, 0), (l.YesNo.YES, number)):
        row = Decision(decision_id=history.happened[asked[0].key].detail["decision_id"], answer=answer)
        again = outcome(replace(practice_, decisions=(row,)), history, rules)
        assert (len(to(again)), [e for e in again.effects if e.kind == "decision"]) == (texts, [])


@pytest.mark.parametrize(
    ("why", "until", "code"),
    [
        ("credentials", NOW + timedelta(minutes=30), "TEXT_PAUSED_CREDENTIALS"),
        ("suspended", NOW + timedelta(minutes=30), "TEXT_PAUSED_SUSPENDED"),
        ("set_up", NOW + timedelta(minutes=30), "TEXT_PAUSED_SET_UP"),
        ("busy", NOW + timedelta(minutes=2), "TEXT_PAUSED_SHORTLY"),
        ("no_network", NOW + timedelta(minutes=2), "TEXT_PAUSED_SHORTLY"),
        ("hour_full", NOW + timedelta(minutes=15), "TEXT_PAUSED_SHORTLY"),
        ("day_full", at(TUESDAY, "09:00"), "TEXT_PAUSED_DAY_FULL"),
    ],
)
def test_what_all_texts_would_share_pauses_them_all_for_a_while(why, until, code):
    assert pause_until(why, NOW, SIGNED) == until
    paused = Happened(
        key=PAUSE, kind="pause", state="done", digest="", begun=NOW, detail={"why": why, "until": stamp(until)}
    )
    history = History({**EARLIER.happened, PAUSE: paused})
    found = outcome(of(), history, now=NOW + timedelta(minutes=1))
    assert (to(found), codes(found.holds)) == ([], [code])
    if until.date() == NOW.date():
        assert to(outcome(of(), history, now=until)) == ["C-001"]
