"""Rows like those of a practice's sheets, each with the usual cells filled in; all people are invented."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain import lists as l
from domain import records as r
from domain.details import Details
from domain.effects import AskDecision, MarkNote, SendText, WriteNote
from domain.history import Happened, History
from domain.practice import Practice

ZONE = ZoneInfo("America/New_York")
FIRST = date(2026, 2, 3)  # a Tuesday
DETAILS = Details(practice_name="Oak Street Practice", text_name="Oak Street", phone="703-555-0100")
PEOPLE = (
    ("Ada", "Quill"),
    ("Ben", "Marsh"),
    ("Cora", "Vance"),
    ("Dov", "Lindqvist"),
    ("Elsa", "Prowse"),
    ("Finn", "Okafor"),
    ("Gita", "Sandoval"),
)


def at(day: date, clock: str = "12:00") -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def group(**cells: Any) -> r.Group:
    usual: dict[str, Any] = {
        "group_id": "G-01",
        "name": "CBT for Anxiety",
        "type": l.GroupType.SKILLS,
        "facilitator": "DW",
        "weekday": l.Weekday.TUESDAY,
        "start_time": time(18),
        "minutes": 90,
        "first_session": FIRST,
        "sessions_in_cycle": 12,
        "how": l.How.IN_PERSON,
        "place": "Room 2",
        "status": l.GroupStatus.RUNNING,
    }
    return r.Group(**usual | cells)


def client(number: int = 1, **cells: Any) -> r.Client:
    first, last = PEOPLE[(number - 1) % len(PEOPLE)]
    usual: dict[str, Any] = {
        "client_id": f"C-{number:03d}",
        "first_name": first,
        "last_name": last,
        "born": date(1990, 1, number % 28 + 1),
        "mobile": f"+17035550{number:03d}",
        "text_consent": l.YesNo.YES,
        "text_risk_accepted": l.YesNo.YES,
        "consent_date": date(2026, 1, 5),
    }
    return r.Client(**usual | cells)


def member(number: int = 1, group_id: str = "G-01", **cells: Any) -> r.Membership:
    usual: dict[str, Any] = {
        "roster_id": f"R-{group_id}-{number:03d}",
        "group_id": group_id,
        "client_id": f"C-{number:03d}",
        "start": date(2026, 1, 1),
        "status": l.MembershipStatus.ACTIVE,
        "diagnoses": ("F41.1",),
        "goals": "Goal 1: reduce anxiety from 8/10 to 4/10",
        "attends": l.Attends.IN_PERSON,
    }
    return r.Membership(**usual | cells)


def session(number: int = 1, group_id: str = "G-01", **cells: Any) -> r.Session:
    usual: dict[str, Any] = {
        "session_id": f"{group_id}/{number:02d}",
        "group_id": group_id,
        "on": FIRST + timedelta(weeks=number - 1),
        "number": number,
        "starts": time(18),
        "ends": time(19, 30),
        "facilitator": "DW",
    }
    return r.Session(**usual | cells)


def visit(of: r.Session, number: int = 1, mark: l.Mark | None = None, **cells: Any) -> r.Visit:
    usual: dict[str, Any] = {
        "visit_id": f"{of.session_id}/C-{number:03d}",
        "session_id": of.session_id,
        "on": of.on,
        "client_id": f"C-{number:03d}",
        "mark": mark,
    }
    return r.Visit(**usual | cells)


def practice(**tabs: Any) -> Practice:
    usual: dict[str, Any] = {
        "slug": "oak",
        "details": DETAILS,
        "staff": (r.StaffMember(name="Dana Whitfield", initials="DW", license="LCSW 0904", license_state="VA"),),
        "groups": (group(),),
        "clients": tuple(client(n) for n in range(1, 8)),
        "roster": tuple(member(n) for n in range(1, 8)),
    }
    return Practice(**usual | tabs)


def attended(marks: str, number: int = 1) -> Practice:
    """One member's marks session by session, one letter each: P, N(o-show), L(ate cancel), T(old us), E(xcused), - (not held).

    A second member is present each time, so that every session was held.
    """
    letters = {"P": l.Mark.PRESENT, "N": l.Mark.NO_SHOW, "L": l.Mark.LATE_CANCEL}
    letters |= {"T": l.Mark.ABSENT_TOLD, "E": l.Mark.ABSENT_EXCUSED}
    sessions = tuple(
        session(n, **({"was_held": l.YesNo.NO} if mark == "-" else {})) for n, mark in enumerate(marks, start=1)
    )
    mine = [visit(s, number, letters.get(m, l.Mark.NO_SHOW)) for s, m in zip(sessions, marks, strict=True)]
    theirs = [visit(s, 7, l.Mark.PRESENT) for s, m in zip(sessions, marks, strict=True) if m != "-"]
    return practice(sessions=sessions, visits=(*mine, *theirs))


def after(effects: Any, now: datetime, before: History | None = None) -> History:
    """The history once these effects have happened."""
    happened = dict(before.happened) if before else {}
    for number, effect in enumerate(effects, start=len(happened) + 1):
        detail: dict[str, str] = {}
        if isinstance(effect, AskDecision):
            detail = {"decision_id": effect.decision_id or f"D-{number:04d}"}
        if isinstance(effect, SendText):
            detail = {"session_ids": " ".join(effect.session_ids)}
        if isinstance(effect, WriteNote):
            detail = {"file": f"{number}.docx", "inputs": effect.inputs, "parts": effect.parts, "says": effect.says}
            detail["reviewed_on"] = effect.reviewed_on
        if isinstance(effect, MarkNote):
            detail = dict(happened[effect.key].detail) | {"inputs": effect.inputs}
        happened[effect.key] = Happened(
            key=effect.key,
            kind=effect.kind,
            state="done",
            digest=effect.digest,
            begun=now,
            finished=now,
            attempts=happened[effect.key].attempts + 1 if effect.key in happened else 1,
            detail=detail,
        )
    return History(happened)


def with_questions(of: Practice, history: History) -> Practice:
    """The practice once the rows of these questions stand in Decisions."""
    ids = (h.detail["decision_id"] for h in history.happened.values() if "decision_id" in h.detail)
    return replace(of, decisions=tuple(r.Decision(decision_id=decision_id) for decision_id in ids))


def codes(found: Any) -> list[str]:
    return [f.reason.code for f in found]
