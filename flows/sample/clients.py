"""Nineteen invented clients; the first seven are the guide's Client A to Client G."""

from decimal import Decimal

from flows.sample.days import Days
from flows.sample.payers import AETNA, BCBS, MEDICAID, MEDICARE, OUT_OF_NETWORK, SELF_PAY
from flows.sample.rows import Row, row
from sheets_schema.grid import Written

_People = tuple[tuple[str, str, str | None, tuple[int, int, int], str, str, str | None], ...]

PEOPLE: _People = (
    ("Ana", "Example", "Client A", (34, 5, 17), "F", AETNA, "W100000001"),
    ("Ben", "Sample", "Client B", (41, 9, 3), "M", BCBS, "YPB100000002"),
    ("Cora", "Placeholder", "Client C", (29, 1, 22), "F", SELF_PAY, None),
    ("Dan", "Testcase", "Client D", (72, 11, 8), "M", MEDICARE, "1EG4TE5MK73"),
    ("Eve", "Specimen", "Client E", (26, 7, 30), "F", MEDICAID, "AA00005A"),
    ("Finn", "Pretend", "Client F", (38, 3, 14), "M", AETNA, "W100000006"),
    ("Gia", "Madeup", "Client G", (45, 12, 1), "F", BCBS, "YPB100000007"),
    ("Hana", "Invented", None, (31, 2, 11), "F", AETNA, "W100000008"),
    ("Ivan", "Fictional", None, (36, 6, 25), "M", BCBS, "YPB100000009"),
    ("Jada", "Notreal", None, (70, 4, 9), "F", MEDICARE, "2AC3DE4FG56"),
    ("Kofi", "Mockup", None, (24, 10, 19), "M", MEDICAID, "BB00011B"),
    ("Lena", "Standin", None, (39, 8, 6), "F", OUT_OF_NETWORK, "HSP0000012"),
    ("Milo", "Makebelieve", None, (33, 5, 28), "M", AETNA, "W100000013"),
    ("Nia", "Neverwas", None, (28, 1, 15), "F", AETNA, "W100000014"),
    ("Omar", "Nonesuch", None, (47, 3, 2), "M", BCBS, "YPB100000015"),
    ("Pia", "Fakename", None, (42, 9, 21), "F", AETNA, "W100000016"),
    ("Quin", "Dummyton", None, (37, 11, 30), "U", MEDICAID, "CC00017C"),
    ("Rosa", "Unreal", None, (68, 2, 27), "F", MEDICARE, "3HJ5KM6NP78"),
    ("Sol", "Imaginary", None, (30, 7, 12), "M", SELF_PAY, None),
)
"""First name, last name, goes by, (age this year, month, day), sex, payer, member ID."""

_OWN: dict[str, dict[str, Written]] = {
    "C-003": {"self_pay_rate": Decimal(45), "card_on_file": "Yes"},
    "C-007": {"holder": "Spouse", "holder_first_name": "Gus", "holder_last_name": "Madeup", "holder_sex": "M"},
    "C-017": {"text_consent": "No", "text_risk_accepted": "No"},
    "C-019": {"reminders": "Off", "self_pay_rate": Decimal(35)},
}
"""Cells in which a client differs from most."""


def _dated(days: Days) -> dict[str, dict[str, Written]]:
    return {
        "C-007": {"holder_born": days.born(47, 6, 4)},
        "C-018": {"opted_out_on": days.ago(10)},
    }


def _client(days: Days, number: int) -> Row:
    first, last, goes_by, born, sex, payer, member_id = PEOPLE[number - 1]
    client_id = f"C-{number:03}"
    insured = member_id is not None
    cells: dict[str, Written] = {
        "client_id": client_id,
        "first_name": first,
        "last_name": last,
        "goes_by": goes_by,
        "born": days.born(*born),
        "sex": sex,
        "street": f"{number} Sample Lane",
        "city": "Albany",
        "state": "NY",
        "zip": "122080001",
        "mobile": f"518-555-01{number:02}",
        "text_consent": "Yes",
        "text_risk_accepted": "Yes",
        "consent_date": days.ago(60),
        "consent_how": "Form",
        "consent_version": "Sample 1",
        "opted_out_on": None,
        "reminders": "On",
        "email": f"{first.lower()}@example.com",
        "emergency_contact": f"Kin of {first}",
        "emergency_phone": f"518-555-01{number + 50:02}",
        "guardian": None,
        "payer": payer,
        "member_id": member_id,
        "holder": "Self" if insured else None,
        "holder_first_name": None,
        "holder_last_name": None,
        "holder_born": None,
        "holder_sex": None,
        "self_pay_rate": None,
        "part2_consent_date": None,
        "card_on_file": "No",
    }
    return row(**(cells | _OWN.get(client_id, {}) | _dated(days).get(client_id, {})))


def clients(days: Days) -> tuple[Row, ...]:
    """Everyone who is or was in a group."""
    return tuple(_client(days, number) for number in range(1, len(PEOPLE) + 1))
