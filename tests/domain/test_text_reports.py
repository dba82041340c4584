"""What the carrier tells by itself moves a text forward only, and belongs to one attempt."""

from datetime import date

import pytest

from domain.history import Happened
from domain.text_reports import ORDER, delivery_in, detail_of, is_news, reports, taken_up
from domain.texting import Delivery
from tests.domain.people_build import at
from tests.domain.texts_build import text_gone

NOW = at(date(2026, 3, 2))


def report(status="sent", sid="SM1", mark="m", **told):
    detail = detail_of(mark, Delivery(state=told.pop("state", "going"), status=status, **told))
    return Happened(key=f"status:{sid}", kind="status", state="done", digest="", begun=NOW, detail=detail)


@pytest.mark.parametrize(
    ("before", "status", "news"),
    [
        (None, "queued", True),
        ("queued", "queued", False),
        ("queued", "sent", True),
        ("sent", "queued", False),
        ("sent", "delivered", True),
        ("delivered", "sent", False),
        ("delivered", "undelivered", False),
        ("undelivered", "delivered", False),
        ("delivered", "read", True),
    ],
)
def test_threat_12_a_state_is_never_replaced_by_an_earlier_one(before, status, news):
    assert is_news(status, report(before) if before else None) is news
    assert status in ORDER


@pytest.mark.parametrize(
    "told",
    [
        Delivery(state="going", status="sent"),
        Delivery(state="arrived", status="delivered"),
        Delivery(state="failed", status="undelivered", why="retry_later", code="30003"),
    ],
)
def test_a_state_is_kept_as_it_was_told(told):
    kept = Happened(key="status:SM1", kind="status", state="done", digest="", begun=NOW, detail=detail_of("m", told))
    assert delivery_in(kept) == told


@pytest.mark.parametrize(
    ("mark", "known", "sid"),
    [
        ("m", frozenset(), "SM1"),
        ("other", frozenset(), "SM3"),
        ("m", frozenset({"SM1"}), "SM2"),
        ("m", frozenset({"SM1", "SM2"}), None),
        ("nobody's", frozenset(), None),
    ],
)
def test_a_text_is_known_by_the_mark_of_its_key_and_an_attempt_by_its_own_id(mark, known, sid):
    happened = [report(sid="SM1"), report(sid="SM2"), report(sid="SM3", mark="other"), *text_gone(NOW).values()]
    assert taken_up(reports(happened), mark, known) == sid
