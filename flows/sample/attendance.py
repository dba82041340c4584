"""Who came, who did not, and what was written about them."""

from collections.abc import Iterator
from datetime import date, datetime, time

from flows.sample.days import Days
from flows.sample.groups import CBT, DBT, PROCESS
from flows.sample.roster import MEMBERS, PAUSED
from flows.sample.rows import Row, row
from flows.sample.sessions import CANCELLED, SERIES, Series
from flows.sample.words import Words
from flows.sample.words_cbt import CBT_WORDS
from flows.sample.words_dbt import DBT_WORDS
from flows.sample.words_process import PROCESS_WORDS
from sheets_schema.grid import Written

_WORDS = {CBT: CBT_WORDS, DBT: DBT_WORDS, PROCESS: PROCESS_WORDS}
_PRESENT = frozenset({"Present", "Late", "Left early"})
_LAST_BEFORE_PAUSE = 3

_OWN: dict[str, dict[str, Written]] = {
    "G-01/02/C-002": {"mark": "Absent - told us", "reason": "Work trip"},
    "G-01/02/C-004": {"mark": "Late", "arrived": time(18, 12)},
    "G-01/03/C-005": {"mark": "No-show"},
    "G-01/05/C-001": {"arrived": time(18)},
    "G-01/05/C-002": {"arrived": time(17, 58)},
    "G-01/05/C-003": {"mark": "Absent - told us", "reason": "Illness"},
    "G-01/05/C-004": {"arrived": time(18, 5)},
    "G-01/05/C-005": {"mark": "No-show"},
    "G-01/05/C-006": {"arrived": time(18, 2), "participation": "Passive"},
    "G-01/05/C-007": {"arrived": time(17, 55)},
    "G-02/04/C-010": {"mark": "Absent - told us", "reason": "Eye doctor"},
    "G-02/04/C-013": {"factor": "Communication"},
    "G-02/05/C-008": {"mark": "Late", "arrived": time(17, 50)},
    "G-02/05/C-011": {"mark": "Left early", "left": time(19), "participation": "Resistant"},
    "G-02/06/C-013": {"mark": "Late cancel", "reason": "Overtime"},
    "G-03/02/C-019": {"mark": "Absent - excused", "reason": "Jury duty"},
    "G-03/04/C-017": {"mark": "Late cancel", "reason": "Car trouble"},
    "G-03/04/C-018": {"mark": "Absent - told us", "reason": "Travel"},
    "G-03/04/C-019": {"mark": "Absent - told us", "reason": "Family visit"},
}
"""Cells in which a visit differs from a plain presence."""

_TOLD: dict[str, tuple[int, time]] = {
    "G-01/02/C-002": (23, time(9, 30)),
    "G-01/05/C-003": (2, time(10, 15)),
    "G-02/04/C-010": (18, time(11)),
    "G-02/06/C-013": (1, time(15, 20)),
    "G-03/02/C-019": (37, time(8, 45)),
    "G-03/04/C-017": (20, time(10, 50)),
    "G-03/04/C-018": (25, time(16)),
    "G-03/04/C-019": (24, time(13, 10)),
}
"""When a member told us: so many days before the evening, and at what time."""

_UNSIGNED = frozenset({"G-01/05/C-006", "G-02/06/C-010", "G-03/06/C-015"})
_QUIET = frozenset({"C-003", "C-011", "C-014"})
"""Members who mostly listen."""


def _note(words: Words, visit_id: str, client: str, on: date, initials: str) -> dict[str, Written]:
    signed = visit_id not in _UNSIGNED
    return {
        **words._asdict(),
        "participation": "Passive" if client in _QUIET else "Active",
        "factor": "none",
        "signed": initials if signed else None,
        "signed_on": on if signed else None,
    }


def _visit(days: Days, series: Series, number: int, client: str, attends: str) -> Row:
    session_id = f"{series.group_id}/{number:02}"
    visit_id, on = f"{session_id}/{client}", series.on(days, number)
    own, told = _OWN.get(visit_id, {}), _TOLD.get(visit_id)
    mark = None if session_id == CANCELLED else own.get("mark", "Present")
    present = mark in _PRESENT
    cells: dict[str, Written] = {
        "visit_id": visit_id,
        "session_id": session_id,
        "on": on,
        "client_id": client,
        "mark": mark,
        "arrived": None,
        "left": None,
        "told_us_on": datetime.combine(days.ago(told[0]), told[1]) if told else None,
        "reason": None,
        "attended": attends if present else None,
        "participation": None,
        "factor": None,
        "signed": None,
        "signed_on": None,
        "do_not_bill": None,
        **Words()._asdict(),
    }
    if present:
        cells |= _note(_WORDS[series.group_id][number, client], visit_id, client, on, series.initials)
    return row(**(cells | own))


def _all(days: Days) -> Iterator[Row]:
    for series in SERIES:
        members = [(client, attends) for group, client, _, _, attends in MEMBERS if group == series.group_id]
        for number in range(1, len(series.covered) + 1):
            for client, attends in members:
                if client != PAUSED or number <= _LAST_BEFORE_PAUSE:
                    yield _visit(days, series, number, client, attends)


def visits(days: Days) -> tuple[Row, ...]:
    """One row for each member and session, in the order of the days; the cancelled session's rows stay blank."""
    return tuple(sorted(_all(days), key=lambda r: (str(r["on"]), str(r["visit_id"]))))
