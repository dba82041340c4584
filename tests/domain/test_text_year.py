"""A simulated year: every reminder at the right local time over both clock changes, and where the clocks stay (F2, F5)."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

import flows.composition  # with it the pinned time zones are in use, as in every run of the product
from domain.history import History
from domain.reminders import decide_reminders
from tests.domain.people_build import DETAILS, after, client, group, member, practice, session, visit

DAY = timedelta(days=1)
ZONES = ("America/New_York", "America/Phoenix", "America/Vancouver")
WALL = (time(7), time(18))


def year_of(zone: str, starts: time, first: date):
    """One member of one weekly group for a year."""
    days = [first + timedelta(weeks=n) for n in range(52)]
    sessions = tuple(session(n, on=day, starts=starts, ends=time(23, 59)) for n, day in enumerate(days, start=2))
    return practice(
        details=DETAILS.model_copy(update={"time_zone": zone}), groups=(group(sessions_in_cycle=60),), clients=(client(1, consent_date=first),),
        roster=(member(1),), sessions=sessions, visits=tuple(visit(s, 1) for s in sessions),
    )  # fmt: skip


def moment_before(on: date, starts: time, hours: int) -> datetime:
    """The wall clock's own answer, worked out without any zone: so many hours before, or earlier within the hours."""
    due = datetime.combine(on, starts) - timedelta(hours=hours)
    if due.time() < time(9):
        return datetime.combine(due.date() - DAY, time(19, 30))
    return min(due, datetime.combine(due.date(), time(19, 30)))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("starts", WALL)
def test_f5_each_reminder_of_a_year_goes_out_at_the_same_time_on_the_wall(zone: str, starts: time) -> None:
    first = date(2026, 3, 1) if starts < time(12) else date(2026, 2, 25)  # a Sunday, a Wednesday
    of, there, history, sent = year_of(zone, starts, first), ZoneInfo(zone), History(), []
    wanted = sorted(moment_before(s.on, starts, h) for s in of.sessions for h in (72, 24))
    for wall in wanted:
        due = wall.replace(tzinfo=there)
        early = due.astimezone(UTC) - timedelta(minutes=1)
        assert not [e for e in decide_reminders(of, history, early).effects if e.kind == "text"], wall
        texts = [e for e in decide_reminders(of, history, due.astimezone(UTC)).effects if e.kind == "text"]
        sent += [(due, t) for t in texts]
        history = after(texts, due, history)
    assert len(sent) == 2 * 52
    assert [at.replace(tzinfo=None) for at, _ in sent] == wanted
    assert all(time(9) <= at.time() <= time(20) for at, _ in sent)


def test_f5_the_pinned_zones_know_that_vancouver_stays_on_its_summer_time() -> None:
    assert flows.composition.SQLITE
    assert zoneinfo.TZPATH == ()
    winter = datetime(2027, 1, 15, 18, tzinfo=ZoneInfo("America/Vancouver"))
    assert winter.utcoffset() == timedelta(hours=-7)


def test_f5_a_reminder_in_a_vancouver_winter_is_not_an_hour_off() -> None:
    of = year_of("America/Vancouver", time(18), date(2027, 1, 13))
    due = datetime(2027, 1, 13, 1, tzinfo=UTC)  # 6 PM on January 12 at UTC-7
    assert not decide_reminders(of, History(), due - timedelta(minutes=1)).effects
    assert [e.text_kind for e in decide_reminders(of, History(), due).effects] == ["reminder_24"]
