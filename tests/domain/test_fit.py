"""Who fits a free seat: each thing that speaks for or against it, by itself and at its limit."""

from datetime import date, time

import pytest

from domain import lists as l
from domain import records as r
from domain.fit import asks_for, fit
from domain.seats import Seats
from tests.domain.claims_build import payer
from tests.domain.people_build import client, group, member, practice

ADULT, OLDER, ADOLESCENT, CHILD = l.AgeBand.ADULT, l.AgeBand.OLDER, l.AgeBand.ADOLESCENT, l.AgeBand.CHILD
ALL = (CHILD, ADOLESCENT, ADULT, OLDER)


def seats(taken=3, promised=0) -> Seats:
    return Seats(size=8, taken=taken, paused=0, leaving=0, promised=promised, unread=0, first_day=date(2026, 2, 10))


def entry(**cells) -> r.WaitlistEntry:
    usual = {
        "wait_id": "W-001", "name": "John D.", "group_interest": "CBT Anxiety", "payer": "Self-pay",
        "age_band": ADULT, "availability": "any",
    }  # fmt: skip
    return r.WaitlistEntry(**usual | cells)


def found(p=None, of=None, where=None, **cells):
    """What speaks against a person, and what is not known."""
    of = of or group()
    seen = fit(p or practice(groups=(of,)), of, where or seats(), entry(**cells))
    return (seen.against, seen.unknown) if seen else None


FITS = ((), ())


@pytest.mark.parametrize(
    ("interest", "asks"),
    [
        ("G-01", True),
        ("g 01", True),
        ("G-02", False),
        ("CBT for Anxiety", True),
        ("anxiety group", True),
        ("CBT Anxiety", True),
        ("Anxiety, teens", True),  # any part may name it
        ("DBT Skills; Anxiety", True),
        ("DBT or anxiety", True),
        ("DBT\nanxiety", True),
        ("Skills", True),  # its type
        ("worry", True),  # its focus
        ("DBT Skills", False),
        ("CBT for Depression", False),
        ("group therapy", False),  # small words alone name nothing
        ("anxieties", False),
        ("", False),
        (None, False),
    ],
)
def test_an_interest_names_a_group_by_its_id_or_by_words_of_its_name_focus_and_type(interest, asks):
    of = group(focus="Worry")
    assert asks_for(interest, of) is asks
    assert (found(of=of, group_interest=interest) is not None) is asks


@pytest.mark.parametrize(
    ("status", "kind", "against"),
    [
        (l.GroupStatus.RUNNING, l.WaitKind.NEXT_CYCLE, ("waits for the next cycle",)),
        (l.GroupStatus.ENROLLING, l.WaitKind.NEXT_CYCLE, ()),
        (l.GroupStatus.RUNNING, l.WaitKind.REPLACEMENT, ()),
        (l.GroupStatus.RUNNING, l.WaitKind.PREP, ()),
        (l.GroupStatus.RUNNING, None, ()),
    ],
)
def test_who_waits_for_the_next_cycle_is_not_offered_a_seat_in_a_running_one(status, kind, against):
    assert found(of=group(status=status), kind=kind) == (against, ())


@pytest.mark.parametrize(
    ("audience", "kind", "bands"),
    [
        (None, l.GroupType.SKILLS, ALL),
        (l.Audience.ANY, l.GroupType.PROCESS, ALL),
        (l.Audience.WORKING_ADULTS, l.GroupType.SKILLS, (ADULT, OLDER)),
        (l.Audience.PARENTS, l.GroupType.SUPPORT, (ADULT,)),
        (l.Audience.ADOLESCENTS, l.GroupType.SKILLS, (ADOLESCENT,)),
        (l.Audience.OLDER_ADULTS, l.GroupType.PROCESS, (ADULT, OLDER)),
        (l.Audience.CHILDREN, l.GroupType.SKILLS, (CHILD,)),
        (None, l.GroupType.ADOLESCENT, (ADOLESCENT,)),  # the type says whom it is for
        (l.Audience.ANY, l.GroupType.CHILDREN, (CHILD,)),
        (l.Audience.WORKING_ADULTS, l.GroupType.ADOLESCENT, (ADOLESCENT,)),
    ],
)
def test_ages_sit_with_their_own(audience, kind, bands):
    of = group(audience=audience, type=kind)
    for band in ALL:
        assert found(of=of, age_band=band) == (() if band in bands else (f"age band {band}",), ())
    assert found(of=of, age_band=None) == ((), () if bands == ALL else ("age band",))


@pytest.mark.parametrize(
    ("members", "theirs", "against", "unknown"),
    [
        ((), 1, (), ()),  # nobody's is known
        ((3,), 2, (), ()),
        ((3,), 4, (), ()),
        ((3,), 5, ("functioning 5, the group's is about 3",), ()),
        ((3,), 1, ("functioning 1, the group's is about 3",), ()),
        ((2, 3), 4, ("functioning 4, the group's is about 2.5",), ()),
        ((1, 3, 5), 4, (), ()),  # the middle, not the mean of the edges
        ((3,), None, (), ("functioning",)),
    ],
)
def test_functioning_may_lie_one_step_from_the_middle_of_the_group(members, theirs, against, unknown):
    known = tuple(entry(wait_id=f"W-1{n}", client_id=f"C-{n:03d}", functioning=f) for n, f in enumerate(members, 1))
    elsewhere = entry(wait_id="W-99", client_id="C-099", functioning=1)
    assert found(practice(waitlist=(*known, elsewhere)), functioning=theirs) == (against, unknown)


OURS = payer("Aetna", maximum_present=8)


@pytest.mark.parametrize(
    ("where", "rules", "theirs", "against"),
    [
        (seats(7), (OURS,), "Self-pay", ()),  # they would be eight
        (seats(8), (OURS,), "Self-pay", ("Aetna pays up to 8 members, and they would be 9",)),
        (seats(7, promised=1), (OURS,), "Self-pay", ("Aetna pays up to 8 members, and they would be 9",)),
        (seats(8), (payer("Aetna", maximum_present=None),), "Self-pay", ()),
        (seats(8), (payer("Aetna", maximum_present=8, since=date(2026, 2, 11)),), "Self-pay", ()),  # not yet in force
        (seats(8), (payer("BCBS", maximum_present=8),), "Self-pay", ()),  # nobody's
        (seats(8), (payer("BCBS", maximum_present=8),), "BCBS", ("BCBS pays up to 8 members, and they would be 9",)),
        (seats(8), (), None, ()),
    ],
)
def test_a_seat_never_takes_a_group_over_what_a_payer_pays_for(where, rules, theirs, against):
    p = practice(clients=(client(1, payer="Aetna"), client(2, payer=None)), roster=(member(1), member(2)), payers=rules)
    assert found(p, where=where, payer=theirs) == (against, ())


def test_all_that_speaks_against_a_person_is_told_at_once():
    of = group(audience=l.Audience.ADOLESCENTS, start_time=time(18))
    assert found(of=of, kind=l.WaitKind.NEXT_CYCLE, availability="mornings") == (
        ("waits for the next cycle", "age band Adult", "not free at that hour"), (),
    )  # fmt: skip
    assert found(of=of, age_band=None, availability=None) == ((), ("age band", "availability"))
