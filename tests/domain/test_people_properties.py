"""What must hold for every practice: no order, no second reading and no other column matters, and corrections leave no trace."""

import os
import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import lists as l
from domain import records as r
from domain.absences import record, seats
from domain.effects import AppendRow, AskDecision
from domain.fees import decide_fees
from domain.health import decide_health
from domain.history import History
from domain.intake import decide_intake
from domain.ladder import rungs
from domain.outcome import Outcome
from domain.policy import decide_policy
from domain.sessions import decide_sessions
from domain.verification import decide_verification
from domain.waitlist import decide_waitlist
from domain.withdrawn import withdrawn
from tests.domain.people_build import DETAILS, FIRST, after, at, attended, group, practice, with_questions

PROVE = bool(os.environ.get("CIRCLEBOOK_PROVE"))
EXAMPLES = 2000 if PROVE else 40
NOW = at(FIRST + timedelta(weeks=20))
DECIDE = (
    decide_intake,
    decide_verification,
    decide_waitlist,
    decide_sessions,
    decide_policy,
    decide_fees,
    decide_health,
)
TABS = ("groups", "clients", "roster", "intake", "waitlist", "verifications", "sessions", "visits", "payers")
WITH_FEE = DETAILS.model_copy(update={"no_show_fee": Decimal(25)})
PAYERS = (
    r.PayerRule(payer="Aetna", kind=l.PayerKind.COMMERCIAL, since=date(2025, 1, 1), no_show_fee_allowed=l.YesNo.YES),
    r.PayerRule(payer="Medicaid", kind=l.PayerKind.MEDICAID, since=date(2025, 1, 1), minimum_present=2),
)

marks = st.text("PNLTE-", max_size=9)
names = st.sampled_from([("Ann", "Lopez"), ("Anna", "Lopez"), ("Ben", "Marsh"), ("Ada", "Quill")])
days = st.sampled_from([date(1990, 1, 2), date(1990, 2, 1), date(1961, 7, 9)])


@st.composite
def answers(draw, number):
    first, last = draw(names)
    return r.IntakeAnswer(
        answer_id=f"A-{number:03d}", submitted=at(FIRST - timedelta(days=draw(st.integers(0, 90)))).replace(tzinfo=None),
        first_name=first, last_name=last, born=draw(days), mobile=draw(st.sampled_from([None, "+14155550101", "+14155550102"])),
        group_interest="CBT", paying_by="Self-pay", emergency_contact="Kin", emergency_phone="+14155550190", signature="x",
        attendance_policy_accepted=l.YesNo.YES, financial_policy_accepted=l.YesNo.YES,
    )  # fmt: skip


@st.composite
def waiting(draw, number):
    first, last = draw(names)
    return r.WaitlistEntry(
        wait_id=f"W-{number:03d}", name=f"{first} {last}", group_interest="CBT", added=FIRST, payer="Self-pay",
        mobile=draw(st.sampled_from([None, "+14155550101"])), prep=draw(st.sampled_from([None, *l.Prep])),
        status=draw(st.sampled_from(l.WaitStatus)), availability="any", age_band=l.AgeBand.ADULT,
    )  # fmt: skip


@st.composite
def practices(draw):
    of = attended(draw(marks))
    payers = draw(st.lists(st.sampled_from(["Aetna", "Medicaid", None]), min_size=7, max_size=7))
    clients = tuple(c.model_copy(update={"payer": p}) for c, p in zip(of.clients, payers, strict=True))
    return replace(
        of,
        details=WITH_FEE,
        clients=clients,
        payers=PAYERS,
        groups=(group(maximum=9, minimum=3, sessions_in_cycle=30),),
        intake=tuple(draw(answers(n)) for n in range(draw(st.integers(0, 4)))),
        waitlist=tuple(draw(waiting(n)) for n in range(draw(st.integers(0, 3)))),
    )


def decided(of, history=None):
    history = history or History()
    return sum((decide(of, history, NOW) for decide in DECIDE), Outcome())


def as_set(outcome):
    effects = {(e.key, e.digest) for e in outcome.effects}
    return effects, {(h.about, h.code) for h in outcome.holds}, {(t.about, t.reason.sentence) for t in outcome.tasks}


@settings(max_examples=EXAMPLES, deadline=None)
@given(practices(), st.integers(0, 2**31))
def test_the_order_of_rows_does_not_matter(of, seed):
    mixed = random.Random(seed)
    other = replace(of, **{tab: tuple(mixed.sample(getattr(of, tab), len(getattr(of, tab)))) for tab in TABS})
    assert as_set(decided(other)) == as_set(decided(of))


@settings(max_examples=EXAMPLES, deadline=None)
@given(practices())
def test_deciding_twice_on_the_same_rows_says_the_same(of):
    assert decided(of) == decided(of)


def grown(of, effects, history):
    """The practice once these effects have happened: the questions stand in Decisions, the rows in their tabs."""
    rows = [e for e in effects if isinstance(e, AppendRow)]
    records = {
        "Waitlist": ("waitlist", r.WaitlistEntry), "Sessions": ("sessions", r.Session), "Attendance": ("visits", r.Visit),
        "Clients": ("clients", r.Client), "Roster": ("roster", r.Membership),
    }  # fmt: skip
    found = with_questions(of, history)
    for tab, (name, kind) in records.items():
        new = tuple(kind.model_validate(dict(e.cells)) for e in rows if e.tab == tab)
        found = replace(found, **{name: (*getattr(found, name), *new)})
    return found


@settings(max_examples=EXAMPLES, deadline=None)
@given(practices())
def test_what_has_happened_is_not_wanted_again(of):
    """Passes come to rest: each adds what follows from the rows of the one before, and soon nothing is left."""
    history, seen = History(), set()
    for _ in range(4):
        effects = tuple(
            e.model_copy(update={"decision_id": f"D-{len(history.happened) + n:04d}"})
            if isinstance(e, AskDecision)
            else e
            for n, e in enumerate(decided(of, history).effects)
        )
        keys = [e.key for e in effects]
        assert len(set(keys)) == len(keys)
        assert seen.isdisjoint(keys)
        if not effects:
            break
        seen.update(keys)
        history = after(effects, NOW, history)
        of = grown(of, effects, history)
    assert decided(of, history).effects == ()


@settings(max_examples=EXAMPLES, deadline=None)
@given(marks, st.data())
def test_a_correction_restores_the_state_of_a_history_without_the_mistake(right, data):
    """A mistake in one mark, seen by a pass and then corrected, leaves open only what the right marks ask for."""
    held = [n for n, m in enumerate(right) if m != "-"]
    if not held:
        return
    at_ = data.draw(st.sampled_from(held))
    wrong = right[:at_] + data.draw(st.sampled_from("PNLTE")) + right[at_ + 1 :]
    never, mistaken = insured(right), insured(wrong)
    history = after(of_policy(mistaken, History()).effects, NOW)
    corrected = with_questions(never, history)
    gone = withdrawn(corrected, history, NOW)
    left = {k for k, h in history.happened.items() if h.detail["decision_id"] not in gone}
    now_ = of_policy(corrected, history)
    standing = {matter(k) for k in left | {e.key for e in now_.effects}}
    reached = {
        ("ask", met.rung, *seat)
        for seat, visits in seats(never).items()
        for met in rungs(seat, record(visits, never.details), never.details)
    }
    wanted = {matter(e.key) for e in of_policy(never, History()).effects}
    fees = {m for m in wanted if m[1] == "fee"}
    assert wanted <= standing <= reached | fees
    assert now_.tasks == of_policy(never, History()).tasks


def insured(marks_):
    of = replace(attended(marks_), details=WITH_FEE, payers=PAYERS)
    return replace(of, clients=tuple(c.model_copy(update={"payer": "Aetna"}) for c in of.clients))


def of_policy(of, history):
    now = at(FIRST + timedelta(weeks=len(of.sessions)))
    return decide_policy(of, history, now) + decide_fees(of, history, now)


def matter(key):
    """What a question is about, whichever absence reached the rung: its kind and the member, or the visit."""
    return tuple(key.split(":")[:4])


@settings(max_examples=EXAMPLES, deadline=None)
@given(practices())
def test_nothing_reaches_a_client_a_payer_or_a_chart_without_a_yes(of):
    """Of their own accord these features only ask, and add rows that wait for people: never a client or a membership."""
    for effect in decided(of).effects:
        assert isinstance(effect, AskDecision | AppendRow)
        if isinstance(effect, AppendRow):
            assert effect.tab in {"Waitlist", "Sessions", "Attendance"}
            assert not {"mark", "signed", "was_held"} & effect.cells.keys()


@settings(max_examples=EXAMPLES, deadline=None)
@given(practices())
def test_questions_and_keys_hold_ids_only_and_the_proposed_words_tell_nothing(of):
    for effect in decided(of).effects:
        for name in ("Lopez", "Marsh", "Quill"):
            assert name not in effect.key
        if isinstance(effect, AskDecision):
            assert not any(w in effect.proposed_text.lower() for w in ("group", "therapy", "session", "policy", "cbt"))


def test_irrelevant_columns_do_not_matter():
    of = replace(attended("NPN"), details=WITH_FEE, payers=PAYERS)
    other = replace(
        of,
        visits=tuple(v.model_copy(update={"contributions": "x", "observations": "y", "plan": "z"}) for v in of.visits),
        sessions=tuple(s.model_copy(update={"topics": "a", "homework": "b"}) for s in of.sessions),
        roster=tuple(m.model_copy(update={"goals": "other"}) for m in of.roster),
        staff=(),
    )
    assert decided(other) == decided(of)


def test_the_practice_of_these_tests_is_not_empty():
    of = replace(attended("NPN"), details=WITH_FEE, payers=PAYERS)
    assert decided(of).effects
    assert practice().groups
