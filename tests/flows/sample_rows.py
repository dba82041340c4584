import re
from collections.abc import Iterable
from datetime import date

from domain import records as r
from domain.value import Record
from flows.sample import Sample
from flows.sample.rows import Row

GUIDE_DAY = date(2026, 3, 12)
DAYS = [GUIDE_DAY, date(2026, 3, 13), date(2026, 3, 18), date(2024, 2, 29), date(2027, 1, 1), date(2025, 12, 31)]
RECORDS: dict[str, type[Record]] = {
    "Staff": r.StaffMember,
    "Groups": r.Group,
    "Payers": r.PayerRule,
    "Clients": r.Client,
    "Roster": r.Membership,
    "Intake": r.IntakeAnswer,
    "Waitlist": r.WaitlistEntry,
    "Verifications": r.Verification,
    "Sessions": r.Session,
    "Attendance": r.Visit,
    "Other services": r.OtherService,
    "Payments": r.Payment,
    "Decisions": r.Decision,
    "Launch": r.LaunchTask,
}
PRESENT = {"Present", "Late", "Left early"}
PHONES = {"phone", "submitter_phone", "mobile", "emergency_phone"}
NOTE = ("contributions", "observations", "progress", "plan")
A = "AC-HJKMNP-RT-Y"
MBI = re.compile(rf"[1-9][{A}][{A}0-9]\d[{A}][{A}0-9]\d[{A}]{{2}}\d{{2}}")


def one(sample: Sample, tab: str, field: str, value: object) -> Row:
    (found,) = (row for row in sample.rows[tab] if row[field] == value)
    return found


def ids(sample: Sample, tab: str, field: str) -> set[object]:
    return {row[field] for row in sample.rows[tab]}


def of_session(sample: Sample, session_id: str) -> list[Row]:
    return [row for row in sample.rows["Attendance"] if row["session_id"] == session_id]


def present(sample: Sample, session_id: str) -> list[object]:
    return [row["client_id"] for row in of_session(sample, session_id) if row["mark"] in PRESENT]


def texts_of(row: Row) -> str:
    return " ".join(str(row[part]) for part in NOTE if row[part])


def all_cells(sample: Sample) -> Iterable[tuple[str, object]]:
    return ((name, cell) for rows in sample.rows.values() for row in rows for name, cell in row.items())


def luhn(digits: str) -> bool:
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed("80840" + digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def day_list(cell: object) -> tuple[date, ...]:
    parts = str(cell).split(", ") if cell else []
    return tuple(date(int(y), int(m), int(d)) for m, d, y in (part.split("/") for part in parts))
