"""The one place that reads the time."""

from datetime import UTC, datetime


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """This moment in UTC."""
        return datetime.now(UTC)  # noqa: TID251  the Clock port itself


class FixedClock:
    """A clock that stands still, for ``--today`` and for tests."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment it was given."""
        return self.moment
