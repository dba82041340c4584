"""A big practice: 20,000 attendance rows of 500 clients, as its people would have typed it."""

import random
from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal

from flows.sample import sample_practice
from sheets_schema.grid import Written

TODAY = date(2026, 3, 12)
GROUPS, SEATS, MEETINGS, CLIENTS = 30, 8, 84, 500
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
Row = Mapping[str, Written]
WORDS = (
    "calm asked practised breathed walked wrote listened agreed doubted smiled planned named felt slept shared noticed repeated counted "
    "scored rested tried stopped began finished returned called read drew sang cooked worried hoped laughed paused spoke waited chose "
    "helped thanked learned compared measured recalled described imagined tested accepted challenged replaced rehearsed summed"
).split()


def big_practice() -> Mapping[str, tuple[Row, ...]]:
    """The rows of each tab."""
    small = sample_practice(TODAY).rows
    clients = [_client(n) for n in range(CLIENTS)]
    groups = [_group(n) for n in range(GROUPS)]
    seats = [(g, n) for g in range(GROUPS) for n in range(SEATS)]
    sessions = [(g, n) for n in range(MEETINGS) for g in range(GROUPS)]
    return dict(small) | {
        "Clients": tuple(clients),
        "Groups": tuple(groups),
        "Roster": tuple(_seat(g, n) for g, n in seats),
        "Verifications": tuple(_call(n) for n in range(GROUPS * SEATS)),
        "Sessions": tuple(_session(g, n) for g, n in sessions),
        "Attendance": tuple(_visit(g, n, seat) for g, n in sessions for seat in range(SEATS)),
        "Intake": (), "Waitlist": (), "Other services": (), "Payments": (), "Launch": (),
    }  # fmt: skip


def _words(of: str, many: int) -> str:
    """A sentence of its own for each member and session, the same in every run."""
    return " ".join(random.Random(of).sample(WORDS, many)).capitalize()


def _on(group: int, meeting: int) -> date:
    first = TODAY - timedelta(weeks=MEETINGS)
    monday = first - timedelta(days=first.weekday())
    return monday + timedelta(weeks=meeting, days=group % 5)


def _client(n: int) -> Row:
    return {
        "client_id": f"C-{n + 1:03d}", "first_name": f"First{n}", "last_name": f"Example{n}", "born": date(1980, 1, 1) + timedelta(days=n),
        "sex": "F", "street": f"{n + 1} Sample St", "city": "Springfield", "state": "IL", "zip": "62704",
        "mobile": f"415-555-01{n % 100:02d}", "text_consent": "Yes", "text_risk_accepted": "Yes", "consent_date": date(2024, 1, 2),
        "consent_how": "Form", "payer": "Aetna", "member_id": f"W{100000000 + n}", "holder": "Self", "card_on_file": "Yes",
    }  # fmt: skip


def _group(n: int) -> Row:
    return {
        "group_id": f"G-{n + 1:02d}", "name": f"Skills {n + 1}", "type": "Skills", "facilitator": "MM", "weekday": WEEKDAYS[n % 5],
        "start_time": time(18), "minutes": 90, "first_session": _on(n, 0), "sessions_in_cycle": MEETINGS, "how": "In person",
        "fee": Decimal(150), "status": "Ended",
    }  # fmt: skip


def _seat(group: int, n: int) -> Row:
    client = group * SEATS + n
    return {
        "roster_id": f"R-{client + 1:04d}", "group_id": f"G-{group + 1:02d}", "client_id": f"C-{client + 1:03d}",
        "start": _on(group, 0), "status": "Active", "diagnoses": "F41.1", "goals": "Reduce anxiety from 8/10 to 4/10", "attends": "In person",
    }  # fmt: skip


def _call(n: int) -> Row:
    return {
        "verification_id": f"VF-{n + 1:04d}", "about": f"C-{n + 1:03d}", "called_on": TODAY - timedelta(weeks=MEETINGS + 1), "by": "II",
        "payer": "Aetna", "reference_number": f"REF{n}", "plan_active": "Yes", "in_network": "In", "group_covered": "Yes",
        "authorization": "Not needed", "result": "Verified",
    }  # fmt: skip


def _session(group: int, n: int) -> Row:
    return {
        "session_id": f"G-{group + 1:02d}/{n + 1:02d}", "group_id": f"G-{group + 1:02d}", "on": _on(group, n), "number": n + 1,
        "starts": time(18), "ends": time(19, 30), "facilitator": "MM", "was_held": "Yes", "topics": f"Topic {n}", "content": f"Skill {n} practised",
        "homework": "One thought record",
    }  # fmt: skip


def _visit(group: int, n: int, seat: int) -> Row:
    client = f"C-{group * SEATS + seat + 1:03d}"
    session = f"G-{group + 1:02d}/{n + 1:02d}"
    there = (group + n + seat) % 9 != 0
    row: dict[str, Written] = {
        "visit_id": f"{session}/{client}",
        "session_id": session,
        "on": _on(group, n),
        "client_id": client,
    }
    if not there:
        return row | {"mark": "Absent - told us", "reason": "ill"}
    return row | {
        "mark": "Present", "arrived": time(18, 0), "left": time(19, 30), "attended": "In person", "participation": "Active",
        "contributions": _words(f"{session}{seat}a", 14), "observations": _words(f"{session}{seat}b", 5),
        "progress": f"Now at {10 - (n + seat) % 9} of 10", "plan": _words(f"{session}{seat}c", 5), "signed": "MM", "signed_on": _on(group, n),
    }  # fmt: skip
