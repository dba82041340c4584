"""The records proved, and old rows taken away, as a person does it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from domain.problems import AuditBroken, Problem
from flows.audit import run_purge, run_verify
from flows.composition import open_desk
from tests.flows.sampled import passed, when


def test_the_mark_of_the_morning_mail_proves_the_records(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    passed(fresh, only=("sessions",))
    open_desk(fresh, when()).ledger.audit("looked", "C-001", when())
    day = when().date() + timedelta(days=1)
    passed(fresh, at=when().replace(year=day.year, month=day.month, day=day.day, hour=8, minute=0), only=("mail",))
    (mail,) = (fresh / "outbox" / "mail").glob("*.eml")
    (mark,) = re.findall(r"Mark of the records: (\d+-[0-9a-f]{12})", mail.read_text())
    assert run_verify(fresh, mark, as_json=False) == 0
    assert "the mark fits" in capsys.readouterr().out
    number, _, mac = mark.partition("-")
    with pytest.raises(AuditBroken, match="not the one of the mark"):
        run_verify(fresh, f"{number}-{'0' * len(mac)}", as_json=False)


def test_a_purge_asks_first_and_leaves_what_rows_say_now(worked: Path) -> None:
    ledger = open_desk(worked, when()).ledger
    before = {tab: ledger.last_rows(tab) for tab in ledger.row_ids()}
    far = (when() + timedelta(days=200)).replace(tzinfo=None).isoformat()
    assert run_purge(worked, 90, far, yes=False) == 1
    assert run_purge(worked, 90, far, yes=True) == 0
    assert {tab: ledger.last_rows(tab) for tab in ledger.row_ids()} == before
    assert ledger.verify_audit() > 0
    with pytest.raises(Problem, match="Give 30 or more"):
        run_purge(worked, 5, far, yes=True)


@pytest.mark.parametrize("mark", ["", "3-000000000000"])
def test_records_that_are_gone_are_not_called_whole(fresh: Path, mark: str) -> None:
    passed(fresh, only=("sessions",))
    (fresh / "ledger.sqlite3").unlink()
    with pytest.raises(Problem, match="There is no ledger"):
        run_verify(fresh, mark, as_json=False)
    assert not (fresh / "ledger.sqlite3").exists()
