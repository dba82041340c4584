"""One call to the payer about everyone whom a payer insures, and about the two who wait."""

from dataclasses import dataclass
from decimal import Decimal

from flows.sample.clients import PEOPLE
from flows.sample.days import Days
from flows.sample.payers import AETNA, BCBS, OUT_OF_NETWORK
from flows.sample.rows import Row, row
from sheets_schema.grid import Written


@dataclass(frozen=True, slots=True)
class _Authorized:
    sessions: int
    first: int
    last: int


_COPAY = {
    "C-001": 25,
    "C-002": 30,
    "C-005": 0,
    "C-006": 25,
    "C-007": 35,
    "C-008": 20,
    "C-009": 30,
    "C-011": 0,
    "C-013": 20,
    "C-014": 20,
    "C-015": 30,
    "C-016": 25,
    "C-017": 0,
    "W-001": 25,
    "W-002": 30,
}
_COINSURANCE = {"C-004": "0.20", "C-010": "0.20", "C-018": "0.20", "C-012": "0.40"}
_AUTHORIZED = {
    "C-002": _Authorized(sessions=12, first=28, last=-84),
    "C-009": _Authorized(sessions=6, first=36, last=-60),
    "C-015": _Authorized(sessions=20, first=41, last=-120),
}
"""Sessions approved, and from how many days ago to how many days ahead."""
_LIMIT = {"C-008": 30, "C-016": 24}
_CALLED = {"C-013": 120, "W-001": 50, "W-002": 49}
_USUALLY_CALLED = 44


def _authorization(days: Days, about: str) -> dict[str, Written]:
    given = _AUTHORIZED.get(about)
    if given is None:
        return {"authorization": "Not needed"}
    return {
        "authorization": "Have it",
        "authorization_number": f"SAMPLEAUTH{about[-3:]}",
        "authorized_sessions": given.sessions,
        "authorized_from": days.ago(given.first),
        "authorized_to": days.ago(given.last),
    }


def _call(days: Days, number: int, about: str, payer: str) -> Row:
    copay, coinsurance, limit = _COPAY.get(about), _COINSURANCE.get(about), _LIMIT.get(about)
    called = days.ago(_CALLED.get(about, _USUALLY_CALLED))
    cells: dict[str, Written] = {
        "verification_id": f"V-{number:03}",
        "about": about,
        "called_on": called,
        "by": "Indra Intakely",
        "payer": payer,
        "spoke_with": "Agent Sample",
        "reference_number": f"REF{number:04}",
        "plan_active": "Yes",
        "in_network": "Out" if payer == OUT_OF_NETWORK else "In",
        "group_covered": "Yes",
        "copay": None if copay is None else Decimal(copay),
        "coinsurance": None if coinsurance is None else Decimal(coinsurance),
        "deductible_applies": "No",
        "deductible": None,
        "deductible_met": None,
        "session_limit": limit,
        "sessions_used": None if limit is None else 3,
        "authorization": None,
        "authorization_number": None,
        "authorized_sessions": None,
        "authorized_from": None,
        "authorized_to": None,
        "telehealth_covered": "Yes",
        "other_coverage": None,
        "result": "Verified",
        "note": None,
    }
    return row(**(cells | _authorization(days, about)))


def verifications(days: Days) -> tuple[Row, ...]:
    """All verified; C-013's call is older than the practice allows."""
    insured = [(f"C-{n:03}", p[5]) for n, p in enumerate(PEOPLE, 1) if p[6] is not None]
    about = [*insured, ("W-001", AETNA), ("W-002", BCBS)]
    return tuple(_call(days, number, who, payer) for number, (who, payer) in enumerate(about, 1))
