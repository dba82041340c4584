"""A small practice in which everything happens: a part of the sample practice, in a few rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from flows.sample import sample_practice
from flows.sample.rows import Row

DAY = date(2026, 3, 12)
GROUP = "G-01"
CLIENTS = ("C-001", "C-002", "C-003", "C-005", "C-006", "C-007")
SESSIONS = ("G-01/04", "G-01/05")


@cache
def _sample() -> Mapping[str, Sequence[Row]]:
    return sample_practice(DAY).rows


def small_rows(clients: Sequence[str] = CLIENTS) -> dict[str, list[dict[str, object]]]:
    """Field name to cell, by tab: one group, six members, its last two sessions; a copy that a test may change."""
    keep = {
        "Groups": lambda r: r["group_id"] == GROUP,
        "Clients": lambda r: r["client_id"] in clients,
        "Roster": lambda r: r["group_id"] == GROUP and r["client_id"] in clients,
        "Verifications": lambda r: r["about"] in clients,
        "Sessions": lambda r: r["session_id"] in SESSIONS,
        "Attendance": lambda r: r["session_id"] in SESSIONS and r["client_id"] in clients,
        "Payments": lambda r: r["client_id"] in clients,
        "Intake": lambda _: False,
        "Waitlist": lambda _: False,
        "Launch": lambda _: False,
        "Other services": lambda r: r["client_id"] in clients,
    }
    return {tab: [dict(row) for row in rows if keep.get(tab, lambda _: True)(row)] for tab, rows in _sample().items()}
