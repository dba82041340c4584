"""Cal.com 30104: British Columbia keeps its summer time from November 2026 on, and older zone files are an hour wrong."""

from dataclasses import replace
from datetime import date, datetime

from tests.domain.people_build import client, session, visit
from tests.flows.test_live_texts import world
from tests.flows.text_story import Story

DUE_UTC = datetime.fromisoformat("2027-01-13T01:00Z")
"""Six in the evening of January 12 in Vancouver, seven hours behind; an old file says eight."""


def test_S13_stale_tzdata() -> None:
    of = world(DUE_UTC)
    of.clock.at = DUE_UTC.replace(hour=0)
    weekly = session(5, on=date(2027, 1, 13))
    details = of.rows.details.model_copy(update={"time_zone": "America/Vancouver", "reminder_hours": (24,)})
    agreed = client(1, consent_date=date(2026, 12, 1))
    of.rows = replace(of.rows, details=details, sessions=(weekly,), visits=(visit(weekly, 1),), clients=(agreed,))
    story = Story(of)
    story.go(minutes=59)
    assert story.sent == []
    story.go(minutes=1)
    ((_, words),) = story.sent
    assert words.startswith("Oak Street: reminder, Wed Jan 13 6:00 PM.")
