from datetime import UTC, datetime, timedelta

import pytest

from domain.backup import backup_name, is_due, made_at, too_old

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


def name(days: float = 0, practice: str = "oak-street") -> str:
    return backup_name(practice, NOW - timedelta(days=days))


def test_a_name_tells_when_and_of_whom() -> None:
    assert name() == "oak-street.20261126T080000Z.backup.age"
    assert made_at(name(), "oak-street") == NOW
    assert made_at(name(), "oak") is None


@pytest.mark.parametrize("other", ["", "practice 2026-11-26 b0cd7f07.xlsx", "oak-street.20261399T080000Z.backup.age"])
def test_other_files_are_no_backups(other: str) -> None:
    assert made_at(other, "oak-street") is None
    assert too_old([other], "oak-street") == ()


@pytest.mark.parametrize(
    ("days", "due"), [((), True), ((0.9,), False), ((1,), True), ((5, 0.5), False), ((5, 2), True), ((-3,), True)]
)
def test_one_is_due_when_the_newest_is_a_day_old_or_from_the_future(days: tuple[float, ...], due: object) -> None:
    assert is_due([name(d) for d in days], "oak-street", NOW) is due


def test_the_newest_of_each_of_thirty_days_is_kept_and_all_of_the_newest_day() -> None:
    daily = [name(d) for d in range(40)]
    twice = [name(0.1), name(3.1)]
    others = [name(60, "river-groups"), "notes.txt"]
    assert set(too_old([*daily, *twice, *others], "oak-street")) == {*daily[30:], name(3.1)}
