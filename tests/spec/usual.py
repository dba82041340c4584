"""The cells that an example does not draw: what a row usually says, and the rows it belongs to."""

from collections.abc import Iterator
from typing import Any

from tests.sheets_schema.sheet import PAYER, STAFF

NAMES = (
    *(("Ada", "Quill"), ("Ben", "Marsh"), ("Cora", "Vance"), ("Dov", "Lindqvist"), ("Elsa", "Prowse")),
    *(("Finn", "Okafor"), ("Gita", "Sandoval"), ("Hal", "Brandt"), ("Ines", "Duarte"), ("Jon", "Eriksen")),
)
GROUP = {
    "name": "CBT for Anxiety", "type": "Skills", "audience": "Working adults", "facilitator": "JR", "weekday": "Tuesday",
    "start_time": "6:00 PM", "minutes": "90", "first_session": "2/3/2026", "sessions_in_cycle": "12", "how": "In person",
    "fee": "$45", "status": "Running",
}  # fmt: skip
CALL = {
    "called_on": "1/12/2026", "by": "JR", "payer": "Aetna", "reference_number": "R-1", "plan_active": "Yes",
    "in_network": "In", "group_covered": "Yes", "copay": "$25", "deductible_applies": "No",
    "authorization": "Not needed", "telehealth_covered": "Yes", "result": "Verified",
}  # fmt: skip
PERSON = {"born": "4/12/1990", "submitted": "1/15/2026 9:00 AM", "mobile": "415-555-0132"}

Rows = Iterator[tuple[str, dict[str, Any]]]


def usual(title: str, cells: dict[str, Any]) -> Rows:
    """The row itself with its usual cells, and before it the rows that it names."""
    yield "Staff", STAFF
    known = _USUAL.get(title)
    if known is not None:
        yield from known(cells)


def _group(cells: dict[str, Any]) -> Rows:
    yield "Groups", GROUP | cells


def _client(cells: dict[str, Any]) -> Rows:
    number = int(cells["client_id"].removeprefix("C-"))
    first, last = NAMES[(number - 1) % len(NAMES)]
    born = f"{number % 12 + 1}/12/1990"
    yield "Payers", PAYER | {"no_show_fee_allowed": "Yes"}
    usual_cells = {"first_name": first, "last_name": last, "born": born, "mobile": f"415-555-0{100 + number}"}
    yield "Clients", {"payer": "Aetna"} | usual_cells | cells


def _seat(cells: dict[str, Any]) -> Rows:
    yield from _group({"group_id": cells["group_id"]})
    yield from _client({"client_id": cells["client_id"]})
    yield "Roster", {"start": "1/20/2026", "status": "Active", "diagnoses": "F41.1", "goals": "Sleep"} | cells


def _session(cells: dict[str, Any]) -> Rows:
    group_id, _, number = cells["session_id"].rpartition("/")
    yield from _group({"group_id": group_id})
    usual_cells = {"group_id": group_id, "number": str(int(number)), "starts": "6:00 PM", "ends": "7:30 PM"}
    yield "Sessions", usual_cells | {"facilitator": "JR"} | cells


def _visit(cells: dict[str, Any]) -> Rows:
    session_id, _, client_id = cells["visit_id"].rpartition("/")
    group_id = session_id.rpartition("/")[0]
    roster_id = f"R-{group_id}-{client_id}"
    yield from _seat({"roster_id": roster_id, "group_id": group_id, "client_id": client_id})
    yield from _session({"session_id": session_id})
    yield "Attendance", {"session_id": session_id, "client_id": client_id} | cells


def _call(cells: dict[str, Any]) -> Rows:
    yield "Verifications", CALL | cells


def _payer(cells: dict[str, Any]) -> Rows:
    yield "Payers", PAYER | cells


def _answer(cells: dict[str, Any]) -> Rows:
    yield "Intake", PERSON | cells


def _waiting(cells: dict[str, Any]) -> Rows:
    yield "Waitlist", {"status": "Waiting", "group_interest": "CBT Anxiety", "added": "1/15/2026"} | cells


_USUAL = {
    "Groups": _group,
    "Clients": _client,
    "Roster": _seat,
    "Sessions": _session,
    "Attendance": _visit,
    "Verifications": _call,
    "Payers": _payer,
    "Intake": _answer,
    "Waitlist": _waiting,
}
