"""Answers to forms become rows, each once; people's tabs get them whatever else goes wrong."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from connectors.google.emulator import World
from connectors.google.emulator.forms import submit
from connectors.google.emulator.world import OWNER, SERVICE
from connectors.google.forms import GoogleForms
from connectors.google.patience import Bucket
from flows.composition import google_account
from sheets_schema.intake_form import intake_form
from sheets_schema.verification_form import verification_form
from tests.connectors.google.place import Place, google, hurried
from tests.flows.on_google import folder_on_google
from tests.flows.sampled import passed, sample

INTAKE, CALL = intake_form(), verification_form()
WHO = {
    "first_name": "Nina", "last_name": "Newcomer", "born": "1990-04-12", "mobile": "4155550132", "group_interest": "Not sure - please advise",
    "how": "In person", "paying_by": "Self-pay", "emergency_contact": "Ned, brother", "emergency_phone": "4155550133",
    "text_consent": "Yes, I agree (SMS v1)", "text_risk_accepted": "Yes, I accept the risk (TXT v1)",
    "attendance_policy_accepted": "I agree (ATT v1)", "financial_policy_accepted": "I agree (FIN v1)", "signature": "Nina Newcomer",
}  # fmt: skip


class Day:
    """The day of the sample practice, a little later each time."""

    at = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


DAY = Day()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Place, dict[str, str]]]:
    with google(World(DAY.now)) as place:
        office = GoogleForms(place.account("owner-token"))
        made = {form.name: office.make(form) for form in (INTAKE, CALL)}
        for form_id in made.values():
            place.world.files[form_id].rights[SERVICE] = {"id": "9", "type": "user", "role": "writer"}
        rows = {
            **sample().rows,
            "Attendance": (),
            "Sessions": (),
            "Intake": (),
            "Waitlist": (),
            "Groups": (),
            "Roster": (),
        }
        forms = "".join(f'{name}_form = "{form_id}"\n' for name, form_id in made.items())
        folder = folder_on_google(tmp_path_factory.mktemp("forms") / "practice", place, rows, forms)
        account = google_account((folder / "google-key.json").resolve(), place.emulator.url)
        account.patience, account.bucket = hurried(), Bucket({})
        yield folder, place, made


def send(place: Place, form_id: str, said: dict[str, str], response: str = "") -> str:
    form = INTAKE if "first_name" in said else CALL
    return submit(place.world, form_id, {form.number(field): [value] for field, value in said.items()}, response)


def intake_rows(place: Place) -> list[list[object]]:
    return [row for row in place.hands.seen("Intake")[1:] if row[0]]


def test_an_answer_becomes_an_accepted_row_once(site: tuple[Path, Place, dict[str, str]]) -> None:
    folder, place, made = site
    send(place, made["intake"], WHO)
    for _ in range(2):
        this = passed(folder)
        (answer,) = this.practice.intake
        assert (answer.first_name, answer.born.isoformat()) == ("Nina", "1990-04-12")
        assert isinstance(answer.submitted, datetime)
        assert not [f for f in this.reading.findings if f.tab == "Intake" and f.outcome in ("ask", "stop")]
        assert len(intake_rows(place)) == 1


def test_a_call_becomes_a_verification(site: tuple[Path, Place, dict[str, str]]) -> None:
    folder, place, made = site
    before = len(passed(folder, only=()).practice.verifications)
    call = {"about": "C-001", "called_on": "2026-03-11", "by": "II", "payer": "Aetna", "reference_number": "none given"}
    send(place, made["verification"], call | {"plan_active": "No", "result": "Not covered"})
    assert len(passed(folder).practice.verifications) == before + 1


def test_a_form_that_cannot_be_read_holds_only_itself(site: tuple[Path, Place, dict[str, str]]) -> None:
    folder, place, made = site
    rights = place.world.files[made["intake"]].rights
    del rights[SERVICE]
    send(place, made["intake"], WHO | {"first_name": "Otto"})
    this = passed(folder)
    assert [(hold.about, hold.code) for hold in this.problems] == [("Intake", "GOOGLE_ACCESS")]
    rights[SERVICE] = {"id": "9", "type": "user", "role": "writer"}
    assert {a.first_name for a in passed(folder).practice.intake} == {"Nina", "Otto"}
    assert place.world.files[made["intake"]].owner == OWNER


def test_rows_that_arrived_without_our_knowing_are_not_added_again(site: tuple[Path, Place, dict[str, str]]) -> None:
    folder, place, made = site
    many = len(intake_rows(place))
    send(place, made["intake"], WHO | {"first_name": "Petra"})
    place.world.faults.add("500 after", "sheets.spreadsheets.batchUpdate")
    this = passed(folder, only=())
    place.world.faults.clear()
    assert [hold.code for hold in this.problems] == ["GOOGLE_UNKNOWN"]
    passed(folder, only=())
    assert len(intake_rows(place)) == many + 1


def test_an_edited_answer_stands_beside_the_first(site: tuple[Path, Place, dict[str, str]]) -> None:
    folder, place, made = site
    response = send(place, made["intake"], WHO | {"first_name": "Quentin"})
    passed(folder, only=())
    many = len(intake_rows(place))
    first = place.world.forms[made["intake"]]["responses"][response]
    first["createTime"] = "2026-01-01T00:00:00Z"
    send(place, made["intake"], WHO | {"first_name": "Quentin", "text_consent": "No texts"}, response)
    passed(folder, only=())
    rows = intake_rows(place)
    assert len(rows) == many + 1
    assert str(rows[-1][0]).startswith(f"{rows[-2][0]}-")
