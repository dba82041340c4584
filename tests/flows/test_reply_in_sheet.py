"""A reply of 2 on its whole way: Twilio's own client, the ledger's file, the workbook, and the policy's notice rule."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from tests.emulators.twilio import Account
from tests.flows.on_twilio import on_twilio
from tests.flows.sampled import passed, when
from tests.flows.test_receptionist import typed

SESSION, EARLY, LATE = "G-01/06", "C-001", "C-006"
STARTS = datetime(2026, 3, 19, 18, tzinfo=ZoneInfo("America/New_York"))
PHONES = {EARLY: "+15185550101", LATE: "+15185550106"}
TEXTS = ("replies", "reminders", "to_do")


def replies_in(folder: Path) -> dict[str, str]:
    """What the column Reply looks up, by client."""
    rows = openpyxl.load_workbook(folder / "practice.xlsx", read_only=True)["Status"].iter_rows(values_only=True)
    return {c: row[2] for row in rows for c in PHONES if row[0] == f"Attendance|{SESSION}/{c}"}


def go_on(folder: Path, account: Account, hours_before: float, only=TEXTS):
    """A pass so many hours before the session, by the clock that the carrier has too."""
    at = STARTS - timedelta(hours=hours_before)
    account.now = lambda: at
    return passed(folder, at, only=only)


def answers(folder: Path, account: Account, client: str, hours_before: float) -> None:
    """A 2 from a client's phone so many hours before the session, and the pass a minute later."""
    at = STARTS - timedelta(hours=hours_before)
    account.now = lambda: at
    account.text_in(PHONES[client], "2")
    go_on(folder, account, hours_before - 1 / 60)


def test_a_2_at_30_hours_and_a_2_at_20_stand_in_the_sheet_and_fall_on_two_sides_of_the_notice_rule(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed(fresh, when(), only=("sessions",))  # the next session gets its rows
    with on_twilio(fresh, monkeypatch, allow=tuple(PHONES.values())) as account:
        go_on(fresh, account, 72)
        assert sorted(m.to for m in account.sent) == sorted(PHONES.values())
        answers(fresh, account, EARLY, 30)
        go_on(fresh, account, 24)
        answers(fresh, account, LATE, 20)
        assert [m.to for m in account.sent][2:] == [PHONES[LATE]], "whoever cannot come is reminded no more"
        assert replies_in(fresh) == {
            EARLY: "cannot come (texted Wed Mar 18 12:00 PM). Mark: Absent - told us",
            LATE: "cannot come (texted Wed Mar 18 10:00 PM). Mark: Late cancel",
        }
        marks = dict.fromkeys(PHONES, "Absent - told us") | {"C-002": "Present"}
        typed(fresh, [("Attendance", f"{SESSION}/{client}", "Mark", mark) for client, mark in marks.items()])
        this = go_on(fresh, account, -3, only=("replies", "policy"))
    asked = {key for key, _, _ in this.done if key.startswith("ask:contact:C-00")}
    assert asked == {f"ask:contact:{LATE}:G-01:{SESSION}"}, "told within the notice hours, it is a late cancel"
