"""From the intake answer to the roster, in a real workbook: each row is made once, and each step waits for a person."""

from pathlib import Path
from typing import Any

from domain.withdrawn import withdrawn
from flows.desk import Pass
from tests.flows.sampled import passed, typed


def beside(this: Pass, tab: str, row_id: str) -> list[Any]:
    """The answers beside a row, as its grey columns look them up."""
    rows = this.desk.workbook.snapshot(["Status"]).grids["Status"].rows
    return next(list(row[1:]) for row in rows if row and row[0] == f"{tab}|{row_id}")


def asked(this: Pass, kind: str) -> dict[str, str]:
    return {d.decision_id: d.about or "" for d in this.practice.decisions if d.kind == kind}


def test_the_guides_waitlist_john_is_ready_and_mary_prepares(worked: Path) -> None:
    this = passed(worked, only=("to_do",))
    assert beside(this, "Waitlist", "W-001")[:2] == ["Yes - Aetna", "Ready"]
    assert beside(this, "Waitlist", "W-002")[:2] == ["Yes - BCBS", "Missing: individual prep"]
    assert beside(this, "Intake", "A-001")[0] == "W-001"


def test_what_is_missing_on_an_answer_stands_beside_it_and_its_person_is_not_ready(worked: Path) -> None:
    typed(worked, "Intake", "A-001", Signature=None)
    this = passed(worked)
    assert beside(this, "Intake", "A-001")[1] == (
        "Still missing is Signature. Ask the person and fill it in; until then they are not ready."
    )
    assert beside(this, "Waitlist", "W-001")[1] == "Missing: on the form: Signature"
    assert "W-001" in str(asked(this, "seat"))
    assert len(withdrawn(this.practice, this.history, this.now)) == 1  # nobody is offered a seat meanwhile


def test_from_a_yes_to_the_offer_to_rows_like_everyone_has(worked: Path) -> None:
    this = passed(worked, only=())
    (decision_id,) = (d for d, about in asked(this, "seat").items() if about == "W-001, G-01")
    typed(worked, "Decisions", decision_id, Answer="Yes")
    this = passed(worked)
    assert not [key for key, _, _ in this.done if key.startswith(("row:Clients", "row:Roster"))]  # nobody accepted yet
    assert "SEAT_TO_OFFER" in {t.reason.code for t in this.outcomes["waitlist"].tasks}

    typed(worked, "Waitlist", "W-001", Status="Accepted")
    this = passed(worked)
    (client_id,) = (key.rpartition(":")[2] for key, _, _ in this.done if key.startswith("row:Clients:"))
    client = this.practice.client[client_id]
    assert (client.first_name, client.last_name, client.payer) == ("John", "Dreamtup", "Aetna")
    assert client_id > "C-200"  # beyond the IDs printed in advance
    # The call about John counts at once: nobody is asked to phone his payer again until his new ID is typed.
    asked_to_call = {(t.about, t.reason.code) for t in passed(worked).outcomes["verification"].tasks}
    assert not [code for about, code in asked_to_call if about == client_id]
    assert f"row:Attendance:G-01/06/{client_id}" in {key for key, _, _ in this.done}

    typed(worked, "Waitlist", "W-001", Status="Declined")
    told = [t.reason.sentence for t in passed(worked).outcomes["waitlist"].tasks if t.about == "W-001"]
    assert [s.partition(". ")[0] for s in told] == [
        f"Waitlist, W-001: Declined, but {client_id} still has the seat R-201"
    ]

    typed(worked, "Waitlist", "W-001", Status="Placed", Client_ID=client_id)
    placed = passed(worked)
    assert not [key for key, kind, _ in placed.done if kind == "row"]  # each row was made once
    assert not [t for t in placed.outcomes["waitlist"].tasks if t.about == "W-001"]
    assert placed.practice.verifications_about[client_id][0].about == "W-001"
