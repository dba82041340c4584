"""Nextcloud calendar 2670: after the clocks had changed, weekly events were an hour off."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.domain.people_build import session, visit
from tests.flows.test_live_texts import world
from tests.flows.text_story import Story
from tests.flows.text_world import World

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("on", "due_utc"),
    [
        (date(2026, 3, 7), datetime.fromisoformat("2026-03-06T23:00Z")),
        (date(2026, 3, 8), datetime.fromisoformat("2026-03-07T23:00Z")),
        (date(2026, 3, 9), datetime.fromisoformat("2026-03-08T22:00Z")),
        (date(2026, 11, 1), datetime.fromisoformat("2026-10-31T22:00Z")),
        (date(2026, 11, 2), datetime.fromisoformat("2026-11-01T23:00Z")),
    ],
)
def test_S11_dst_one_hour(on: date, due_utc: datetime) -> None:
    """Six in the evening on the wall is six in the evening on the wall, and the reminder comes at six the day before."""

    def begin() -> World:
        of = world(due_utc - HOUR)
        weekly = session(5, on=on)
        of.rows = replace(of.rows, sessions=(weekly,), visits=(visit(weekly, 1),), details=_last_only(of))
        return of

    story = Story(begin())
    story.go(minutes=59)
    assert story.sent == []
    story.go(minutes=1)
    ((_, words),) = story.sent
    assert words.startswith(f"Oak Street: reminder, {on:%a %b} {on.day} 6:00 PM.")


def _last_only(of: World):
    return of.rows.details.model_copy(update={"reminder_hours": (24,)})
