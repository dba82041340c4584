"""What holds of every practice's claims, whatever its sheets say."""

from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import lists as l
from domain.claims import claim_lines, decide_claims, wanted_claims
from domain.effects import WriteBatch
from domain.history import History
from domain.practice import Practice
from domain.rollcall import PRESENT
from tests.domain.claims_build import (
    NOW,
    ON,
    call,
    carried_out,
    decided,
    four_payers,
    group,
    member,
    payer,
    practice,
    session,
    visit,
)

DAYS = (("G-01/04", ON - timedelta(days=6)), ("G-01/05", ON))
MEMBERS = range(1, 6)
TABS = ("staff", "groups", "payers", "clients", "roster", "verifications", "sessions", "visits")
ENOUGH = 8
"""More passes than it takes to follow every answer that the sheets below can ask for."""


def choice(*options):
    return st.sampled_from(options)


def mostly(usual, *odd):
    """The usual cell three times in four, so that many lines are ready and batches are written."""
    return st.sampled_from((*(usual,) * (3 * len(odd)), *odd))


@st.composite
def attendance(draw):
    """Two sessions of five members as a hurried clinician fills them in."""
    cells = st.fixed_dictionaries({
        "mark": mostly(l.Mark.PRESENT, None, *l.Mark),
        "arrived": mostly(None, time(18), time(18, 5), time(18, 20), time(19), time(6)),
        "left": mostly(None, time(19, 30), time(19, 10), time(18, 30)),
        "signed": mostly("MC", "Maya Chen", "ZZ", None),
        "attended": mostly(None, *l.Attends),
        "factor": mostly(None, l.Factor.NONE, l.Factor.SENTINEL),
        "do_not_bill": mostly(None, l.YesNo.YES),
        "held": mostly(frozenset(), frozenset({"claims"})),
    })  # fmt: skip
    return tuple(visit(n, s, on, **draw(cells)) for s, on in DAYS for n in MEMBERS)


@st.composite
def practices(draw):
    """A practice whose payers and calls differ as well."""
    rule = st.fixed_dictionaries({
        "presence_rule": choice(*l.PresenceRule),
        "presence_minutes": mostly(45, None),
        "minimum_present": mostly(2, None, 4),
        "maximum_present": mostly(12, None, 4),
        "pays_90785": choice(None, *l.YesNo),
        "per_week": mostly(None, 1),
        "days_to_file": mostly(120, 10),
        "bill_as": mostly(None, *l.BillAs),
    })  # fmt: skip
    said = st.fixed_dictionaries({
        "result": mostly(l.VerificationResult.VERIFIED, *l.VerificationResult),
        "authorization": mostly(l.Authorization.NOT_NEEDED, *l.Authorization),
        "authorization_number": choice(None, "A1"),
        "authorized_sessions": choice(None, 1, 2, 12),
        "session_limit": mostly(None, 1, 2),
    })  # fmt: skip
    lost = draw(mostly(None, ("Attendance", "G-01/05/C-001"), ("Clients", "C-002"), ("Roster", "R-G-01-001")))
    return practice(
        payers=(payer("Aetna", **draw(rule)), *four_payers()[1:]),
        groups=(group(complexity_fee=draw(choice(None, Decimal(15)))),),
        roster=tuple(member(n, billable=draw(mostly(None, l.YesNo.NO))) for n in MEMBERS),
        verifications=tuple(call(n, **draw(said)) for n in draw(st.sets(st.sampled_from(MEMBERS), min_size=3))),
        sessions=tuple(session(s, on, was_held=draw(mostly(None, l.YesNo.NO))) for s, on in DAYS),
        visits=draw(attendance()),
        in_question=frozenset({lost} if lost else ()),
    )


def answered(p: Practice, answers: list[l.YesNo]) -> Practice:
    """Every open question answered, with the given answers in turn."""
    turn = (answers[n % len(answers)] for n in range(len(p.decisions)))
    rows = (d if d.answer else d.model_copy(update={"answer": a}) for d, a in zip(p.decisions, turn, strict=True))
    return replace(p, decisions=tuple(rows))


def settled(p: Practice, history: History, answers: list[l.YesNo]) -> tuple[Practice, History, list[WriteBatch]]:
    """The practice after so many passes and answers that nothing is left to do, with the batches written on the way."""
    batches: list[WriteBatch] = []
    for _ in range(ENOUGH):
        p, history, outcome = carried_out(p, history)
        batches += [e for e in outcome.effects if isinstance(e, WriteBatch)]
        p = answered(p, answers)
    return p, history, batches


def whole(p: Practice) -> list[list[str]]:
    """All that a first pass decides and shows, whatever its order."""
    wanted = wanted_claims(p, NOW)
    outcome = decide_claims(wanted, p, History(), NOW)
    lines = claim_lines(wanted, p, History())
    return [sorted(map(repr, x)) for x in (outcome.effects, outcome.holds, outcome.tasks, lines)]


ANSWERS = st.lists(st.sampled_from(l.YesNo), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(practices(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(p, order):
    shuffled = {tab: tuple(order.sample(getattr(p, tab), len(getattr(p, tab)))) for tab in TABS}
    assert whole(replace(p, **shuffled)) == whole(p)


def test_a_fee_that_is_blank_for_members_of_several_payers_is_one_task_that_names_none_of_them():
    visits = tuple(visit(n, factor=l.Factor.SENTINEL) for n in (1, 2, 4))
    p = practice(groups=(group(complexity_fee=None),), visits=visits)
    (task,) = wanted_claims(p, NOW).tasks
    assert (task.about, task.reason.code, task.reason.rule) == ("G-01", "CLAIM_COMPLEXITY_FEE", None)
    assert wanted_claims(replace(p, visits=visits[::-1]), NOW).tasks == (task,)


@settings(max_examples=80, deadline=None)
@given(practices())
def test_an_absent_member_never_has_a_line_and_a_present_one_always_has(p):
    billed = {x.visit_id for x in claim_lines(wanted_claims(p, NOW), p, History())}
    assert billed == {v.visit_id for v in p.visits if v.mark in PRESENT}


@settings(max_examples=80, deadline=None)
@given(practices())
def test_every_present_visit_is_exactly_one_of_ready_held_and_not_billed(p):
    lines = claim_lines(wanted_claims(p, NOW), p, History())
    states = {v: {x.state for x in lines if x.visit_id == v} for v in {x.visit_id for x in lines}}
    assert all(len(s) == 1 and s <= {"ready", "held", "not billed"} for s in states.values())
    assert all(x.reasons for x in lines)


@settings(max_examples=80, deadline=None)
@given(practices())
def test_holds_are_about_the_lines_that_are_held_and_about_no_other(p):
    lines = claim_lines(wanted_claims(p, NOW), p, History())
    assert {h.about for h in decided(p, History()).holds} == {x.visit_id for x in lines if x.state == "held"}


@settings(max_examples=60, deadline=None)
@given(practices())
def test_a_second_pass_before_anyone_answers_decides_nothing_new(p):
    p, history, _ = carried_out(p, History())
    assert decided(p, history).effects == ()


@settings(max_examples=40, deadline=None)
@given(practices(), ANSWERS)
def test_once_every_question_is_answered_and_followed_nothing_new_is_decided(p, answers):
    p, history, _ = settled(p, History(), answers)
    assert decided(p, history).effects == ()


@settings(max_examples=40, deadline=None)
@given(practices(), attendance(), ANSWERS)
def test_no_claim_is_written_twice_though_the_attendance_is_written_anew(p, later, answers):
    p, history, first = settled(p, History(), answers)
    p, history, second = settled(replace(p, visits=later), history, answers)
    written = Counter(c.claim_id for e in (*first, *second) for c in e.claims)
    assert set(written.values()) <= {1}
    assert decided(p, history).effects == ()


WEEKS = tuple((f"G-01/{n:02d}", ON - timedelta(weeks=5 - n)) for n in range(1, 6))
HERE = st.lists(st.booleans(), min_size=len(WEEKS), max_size=len(WEEKS))


def marked(here: list[bool]):
    """Two members in five sessions, of whom the first was there on these days."""
    marks = (l.Mark.NO_SHOW, l.Mark.PRESENT)
    days = zip(WEEKS, here, strict=True)
    return tuple(visit(n, s, on, mark=marks[there or n > 1]) for (s, on), there in days for n in (1, 5, 6))


@settings(max_examples=40, deadline=None)
@given(HERE, HERE, st.integers(1, 4), choice("session_limit", "authorized_sessions"))
def test_no_more_is_sent_than_a_payer_pays_though_the_attendance_is_written_anew(before, after, paid, limit):
    authorized = {"authorization": l.Authorization.HAVE_IT, "authorization_number": "A1"}
    said = call(1, called_on=ON - timedelta(weeks=8), **authorized, **{limit: paid})
    sessions = tuple(session(s, on) for s, on in WEEKS)
    p = practice(sessions=sessions, visits=marked(before), verifications=(said, call(5), call(6)))
    p, history, first = settled(p, History(), [l.YesNo.YES])
    p, history, second = settled(replace(p, visits=marked(after)), history, [l.YesNo.YES])
    sent = [c for e in (*first, *second) for c in e.claims if c.client_id == "C-001"]
    assert len(sent) <= paid
    assert sum(c.client_id == "C-001" for e in first for c in e.claims) == min(paid, sum(before))


@settings(max_examples=40, deadline=None)
@given(practices(), attendance(), ANSWERS)
def test_what_was_sent_stays_in_the_claims_as_it_was_sent(p, later, answers):
    p, history, batches = settled(p, History(), answers)
    sent = {(c.claim_id, x.line, x.charge, x.on) for e in batches for c in e.claims for x in c.lines}
    p = replace(p, visits=later[:7])
    told = {(x.claim_id, x.line, x.charge, x.on) for x in claim_lines(wanted_claims(p, NOW), p, history)}
    assert sent <= told


@settings(max_examples=60, deadline=None)
@given(practices(), st.integers(1, 3))
def test_days_that_pass_only_make_lines_late(p, weeks):
    later = NOW + timedelta(weeks=weeks)
    before, after = (wanted_claims(p, at).of_visit for at in (NOW, later))
    assert set(before) == set(after)
    for visit_id, bill in before.items():
        more = {r.code for r in after[visit_id].reasons} - {r.code for r in bill.reasons}
        assert more <= {"CLAIM_FILING_LATE"}


def test_the_sheets_above_lie_in_the_past():
    assert max(on for _, on in DAYS) < date(2026, 3, 4)
