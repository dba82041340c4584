"""Sessions on another day than their attendance rows: rows without a mark follow, the others are asked about once."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

from domain.records import Session, Visit
from sheets_schema.cells.said import Ask
from sheets_schema.column import PROOF
from sheets_schema.finding import finding
from sheets_schema.messages import waiting
from sheets_schema.reader import TabReading
from sheets_schema.tab import fields_of

TOUCHED = ("mark", "arrived", "left", "signed", "signed_on")
"""Cells that a person fills in about a day; where none is, the row only follows its session."""


def follow_sessions(visits: TabReading, sessions: TabReading) -> None:
    """A visit's date must equal its session's (ruling 10): which of them is right, only a person knows.

    A row that Circlebook added ahead and nobody has touched takes its session's day. Where all touched rows of a session
    agree on another day, the session is asked about, once; where only some do, each of them is.
    """
    differing: dict[str, dict[str, Visit]] = defaultdict(dict)
    for row_id, visit in visits.rows.items():
        session = sessions.rows.get(visit.session_id)
        if session is None or session.on == visit.on:
            continue
        if visit.held or any(getattr(visit, name) is not None for name in TOUCHED):
            differing[visit.session_id][row_id] = visit
        else:
            visits.rows[row_id] = visit.model_copy(update={"on": session.on})
    for session_id, rows in differing.items():
        session = sessions.rows[session_id]
        if len(rows) > 1 and _all_agree(visits, session, rows):
            _ask_once(sessions, session, next(iter(rows.values())).on)
        else:
            for row_id, visit in rows.items():
                _ask_each(visits, row_id, visit, session.on)
        for row_id, visit in rows.items():
            visits.rows[row_id] = visit.model_copy(update={"held": visit.held | set(PROOF)})


def _all_agree(visits: TabReading, session: Session, rows: dict[str, Visit]) -> bool:
    """Whether every touched row of the session lies on one and the same other day."""
    fits = any(
        v.session_id == session.session_id and row_id not in rows and v.mark is not None
        for row_id, v in visits.rows.items()
    )
    return not fits and len({v.on for v in rows.values()}) == 1


def _ask_once(sessions: TabReading, session: Session, day: date) -> None:
    asked = Ask("SESSION_DATE", {"wanted": _typed(day)})
    _ask(sessions, session.session_id, asked, session.on)


def _ask_each(visits: TabReading, row_id: str, visit: Visit, day: date) -> None:
    _ask(visits, row_id, Ask("VISIT_DATE", {"wanted": _typed(day)}), visit.on)


def _ask(tab: TabReading, row_id: str, ask: Ask, raw: date) -> None:
    of = next(f for f in fields_of(tab.spec.row) if f.name == "on")
    asked = finding(tab.spec, of, tab.columns["on"], tab.row_numbers[row_id], row_id, ask, raw)
    tab.findings.append(replace(asked, waits=waiting(PROOF)))


def _typed(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year}"
