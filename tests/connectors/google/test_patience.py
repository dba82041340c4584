"""Asking again within bounds: which errors, how long, and never a second time where it could do harm."""

from collections.abc import Callable

import pytest

from connectors.google.patience import Bucket, Failed, Patience
from connectors.google.problems import (
    GoogleAccess,
    GoogleBusy,
    GoogleDown,
    GoogleGone,
    GoogleKey,
    GoogleNoRoom,
    GoogleNoSharing,
    GoogleOff,
    GoogleProblem,
    GoogleRefused,
    GoogleUnknown,
)


class Wall:
    """A clock on which sleeping takes no time."""

    def __init__(self) -> None:
        self.at = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    def patience(self, **more: float) -> Patience:
        return Patience(clock=lambda: self.at, sleep=self.sleep, chance=lambda: 1.0, **more)  # type: ignore[arg-type]

    def bucket(self, **limits: int) -> Bucket:
        return Bucket(limits or {"read": 60, "write": 60}, clock=lambda: self.at)


def failing(times: int, failed: Failed) -> tuple[Callable[[], str], list[int]]:
    tried: list[int] = []

    def attempt() -> str:
        tried.append(1)
        if len(tried) <= times:
            raise failed
        return "answer"

    return attempt, tried


@pytest.mark.parametrize(
    ("failed", "harmless", "again", "problem"),
    [
        (Failed(429), True, True, GoogleBusy),
        (Failed(429), False, True, GoogleBusy),
        (Failed(403, "userRateLimitExceeded"), False, True, GoogleBusy),
        (Failed(403, "rateLimitExceeded"), True, True, GoogleBusy),
        (Failed(403, "storageQuotaExceeded"), True, False, GoogleNoRoom),
        (Failed(403, "SERVICE_DISABLED"), True, False, GoogleOff),
        (Failed(403, "accessNotConfigured"), True, False, GoogleOff),
        (Failed(403, "shareOutNotPermitted"), True, False, GoogleNoSharing),
        (Failed(400, "invalidSharingRequest"), True, False, GoogleNoSharing),
        (Failed(403), True, False, GoogleAccess),
        (Failed(401), True, False, GoogleKey),
        (Failed(404), True, False, GoogleGone),
        (Failed(400), True, False, GoogleRefused),
        (Failed(413), True, False, GoogleRefused),
        (Failed(408), True, True, GoogleDown),
        (Failed(500), True, True, GoogleDown),
        (Failed(503), True, True, GoogleDown),
        (Failed(0), True, True, GoogleDown),
        (Failed(500), False, False, GoogleUnknown),
        (Failed(503), False, False, GoogleUnknown),
        (Failed(0), False, False, GoogleUnknown),
    ],
)
def test_only_what_can_do_no_harm_is_tried_again(
    failed: Failed, *, harmless: bool, again: bool, problem: type[GoogleProblem]
) -> None:
    wall = Wall()
    attempt, tried = failing(1, failed)
    if again:
        assert wall.patience().call(attempt, harmless=harmless, bucket=wall.bucket(), kind="read") == "answer"
        assert len(tried) == 2
    else:
        with pytest.raises(problem):
            wall.patience().call(attempt, harmless=harmless, bucket=wall.bucket(), kind="read")
        assert len(tried) == 1
    wall, (attempt, _) = Wall(), failing(10_000, failed)
    with pytest.raises(problem):
        wall.patience().call(attempt, harmless=harmless, bucket=wall.bucket(), kind="read")
    assert wall.at < 90


def test_pauses_double_up_to_a_cap_and_end_at_the_deadline() -> None:
    wall, (attempt, tried) = Wall(), failing(10_000, Failed(503))
    with pytest.raises(GoogleDown):
        wall.patience(deadline=300).call(attempt, harmless=True, bucket=wall.bucket(), kind="read")
    assert wall.slept[:7] == [1, 2, 4, 8, 16, 32, 32]
    assert wall.at < 300
    assert len(tried) == len(wall.slept) + 1


def test_pauses_are_spread_by_chance() -> None:
    wall, (attempt, _) = Wall(), failing(3, Failed(503))
    chances = iter([0.5, 0.0, 0.25])
    patience = Patience(clock=lambda: wall.at, sleep=wall.sleep, chance=lambda: next(chances))
    patience.call(attempt, harmless=True, bucket=wall.bucket(), kind="read")
    assert wall.slept == [0.5, 0, 1]


def test_the_pause_that_google_wishes_is_kept() -> None:
    wall, (attempt, _) = Wall(), failing(2, Failed(429, pause=7))
    wall.patience().call(attempt, harmless=True, bucket=wall.bucket(), kind="read")
    assert wall.slept == [7, 7]
    wall, (attempt, tried) = Wall(), failing(2, Failed(429, pause=3600))
    with pytest.raises(GoogleBusy):
        wall.patience().call(attempt, harmless=True, bucket=wall.bucket(), kind="read")
    assert (wall.slept, len(tried)) == ([], 1)


def test_calls_beyond_a_minutes_worth_wait_here_and_not_there() -> None:
    wall = Wall()
    bucket, patience = wall.bucket(read=3), wall.patience()
    for _ in range(3):
        patience.call(lambda: 1, harmless=True, bucket=bucket, kind="read")
        wall.at += 1
    assert wall.slept == []
    patience.call(lambda: 1, harmless=True, bucket=bucket, kind="read")
    assert wall.slept == [57]
    patience.call(lambda: 1, harmless=True, bucket=bucket, kind="other")
    with pytest.raises(GoogleBusy):
        wall.patience(deadline=0.5).call(lambda: 1, harmless=True, bucket=bucket, kind="read")
