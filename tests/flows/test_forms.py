"""Answers to forms become rows, each once; people's tabs get them whatever else goes wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from connectors.google.emulator import Hands, World
from connectors.google.emulator.forms import submit
from connectors.google.emulator.linked import Linked
from connectors.google.emulator.world import OWNER, SERVICE, File
from connectors.google.forms import GoogleForms
from connectors.google.patience import Bucket
from flows.composition import google_account
from sheets_schema.intake_form import intake_form
from sheets_schema.verification_form import verification_form
from tests.connectors.google.place import Place, google, hurried, shared
from tests.flows.on_google import folder_on_google
from tests.flows.sampled import passed, sample

pytestmark = pytest.mark.xdist_group("forms")  # its practice is made once, in one process

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
WRITER = {"id": "9", "type": "user", "role": "writer"}


@dataclass
class Site:
    """A practice with both forms, whose answers are asked of the forms or read from a spreadsheet they are linked to."""

    folder: Path
    place: Place
    forms: dict[str, str]
    linked: dict[str, Linked]
    book: str

    def send(self, form_name: str, said: dict[str, str], response: str = "") -> str:
        """Somebody answers a form, or answers it again."""
        form = {"intake": INTAKE, "verification": CALL}[form_name]
        answers = {form.number(field): [value] for field, value in said.items()}
        if self.linked:
            return self.linked[form_name].submit(answers, response)
        return submit(self.place.world, self.forms[form_name], answers, response)

    @property
    def file(self) -> File:
        """The file in which the answers to the intake form stand."""
        return self.place.world.files[self.book if self.linked else self.forms["intake"]]

    def rows(self) -> list[list[object]]:
        """The rows of Intake."""
        return [row for row in self.place.hands.seen("Intake")[1:] if row[0]]


@pytest.fixture(scope="module", params=["form", "tab"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with google(World(DAY.now)) as place:
        office = GoogleForms(place.account("owner-token"))
        made = {form.name: office.make(form) for form in (INTAKE, CALL)}
        for form_id in made.values():
            place.world.files[form_id].rights[SERVICE] = WRITER
        rows = {
            **sample().rows,
            **dict.fromkeys(("Attendance", "Sessions", "Intake", "Waitlist", "Groups", "Roster"), ()),
        }
        settings = "".join(f'{name}_form = "{form_id}"\n' for name, form_id in made.items())
        book, linked = shared(place.world, "Answers to forms"), {}
        if request.param == "tab":
            settings = f'form_answers = "{book}"\n'
            linked = {name: Linked(place.world, form_id, book) for name, form_id in made.items()}
        folder = folder_on_google(tmp_path_factory.mktemp("forms") / "practice", place, rows, settings)
        account = google_account((folder / "google-key.json").resolve(), place.emulator.url)
        account.patience, account.bucket = hurried(), Bucket({})
        yield Site(folder, place, made, linked, book)


def test_an_answer_becomes_an_accepted_row_once(site: Site) -> None:
    site.send("intake", WHO)
    for _ in range(2):
        this = passed(site.folder)
        (answer,) = this.practice.intake
        assert (answer.first_name, answer.born.isoformat()) == ("Nina", "1990-04-12")
        assert isinstance(answer.submitted, datetime)
        assert answer.submitted.hour == 11, "the practice's own time"
        assert not [f for f in this.reading.findings if f.tab == "Intake" and f.outcome in ("ask", "stop")]
        assert len(site.rows()) == 1


def test_a_call_becomes_a_verification(site: Site) -> None:
    before = len(passed(site.folder, only=()).practice.verifications)
    call = {"about": "C-001", "called_on": "2026-03-11", "by": "II", "payer": "Aetna", "reference_number": "none given"}
    site.send("verification", call | {"plan_active": "No", "result": "Not covered"})
    assert len(passed(site.folder).practice.verifications) == before + 1


def test_answers_that_cannot_be_read_hold_only_themselves(site: Site) -> None:
    before = {a.first_name for a in passed(site.folder).practice.intake}
    rights = site.file.rights
    del rights[SERVICE]
    site.send("intake", WHO | {"first_name": "Otto"})
    this = passed(site.folder)
    assert {hold.code for hold in this.problems} == {"GOOGLE_ACCESS"}
    assert "Intake" in {hold.about for hold in this.problems}
    assert 'the file with answers to "New client form"' in this.problems[0].reason.sentence
    rights[SERVICE] = WRITER
    assert {a.first_name for a in passed(site.folder).practice.intake} == before | {"Otto"}
    assert site.file.owner == OWNER


def test_rows_that_arrived_without_our_knowing_are_not_added_again(site: Site) -> None:
    many = len(site.rows())
    site.send("intake", WHO | {"first_name": "Petra"})
    site.place.world.faults.add("500 after", "sheets.spreadsheets.batchUpdate")
    this = passed(site.folder, only=())
    site.place.world.faults.clear()
    assert [hold.code for hold in this.problems] == ["GOOGLE_UNKNOWN"]
    passed(site.folder, only=())
    assert len(site.rows()) == many + 1


def test_an_edited_answer_stands_beside_the_first(site: Site) -> None:
    response = site.send("intake", WHO | {"first_name": "Quentin"})
    passed(site.folder, only=())
    many = len(site.rows())
    if not site.linked:
        site.place.world.forms[site.forms["intake"]]["responses"][response]["createTime"] = "2026-01-01T00:00:00Z"
    site.send("intake", WHO | {"first_name": "Quentin", "text_consent": "No texts"}, response)
    passed(site.folder, only=())
    rows = site.rows()
    assert len(rows) == many + 1
    assert {row[2] for row in rows[-2:]} == {"Quentin"}
    assert site.linked or str(rows[-1][0]).startswith(f"{rows[-2][0]}-")
    assert len(passed(site.folder, only=()).practice.intake) == many + 1


def test_a_question_that_nobody_knows_is_in_the_list_of_things_to_do(site: Site) -> None:
    if site.linked:
        heading = site.linked["intake"].sheet.rows[0]
        mobile = next(column for column, cell in heading.items() if cell["note"] == INTAKE.number("mobile"))
        heading[mobile]["userEnteredValue"] = {"stringValue": "Where do we reach you?"}
        this = passed(site.folder)
        assert [(hold.about, hold.code) for hold in this.problems] == [("Intake", "INTAKE_UNREAD")]
        (told,) = (row for row in site.place.hands.seen("To do") if "Where do we reach you?" in str(row[2]))
        assert told[0] == "Intake"
    else:  # questions of a form are known by their IDs
        items = site.place.world.forms[site.forms["intake"]]["items"]
        next(item for item in items if item["title"] == "Mobile phone")["title"] = "Where do we reach you?"
        assert passed(site.folder).problems == []


def test_an_answer_without_a_time_that_can_be_read_is_in_the_list_of_things_to_do(site: Site) -> None:
    if site.linked:
        site.send("intake", WHO | {"first_name": "Rita"})
        title = site.linked["intake"].title
        hands = Hands(site.place.world, site.book)
        row, stamp = len(hands.seen(title)), hands.column_of(title, "Timestamp")
        hands.put(title, row, stamp, "on Monday")
        assert "INTAKE_UNDATED" in {hold.code for hold in passed(site.folder).problems}
        assert any("Timestamp" in str(told[2]) for told in site.place.hands.seen("To do"))
        hands.put(title, row, stamp, datetime(2026, 3, 11, 18, 30))
        assert "Rita" in {answer.first_name for answer in passed(site.folder).practice.intake}
        assert not any("Timestamp" in str(told[2]) for told in site.place.hands.seen("To do"))
    else:  # Google itself says when
        assert "INTAKE_UNDATED" not in {hold.code for hold in passed(site.folder).problems}


def test_an_answer_that_went_with_an_older_version_of_the_spreadsheet_is_asked_about(site: Site) -> None:
    passed(site.folder)
    book = site.place.hands.book
    older = [sheet.copy() for sheet in book.sheets]
    site.send("intake", WHO | {"first_name": "Quentin", "last_name": "Quick", "born": "1979-02-03"})
    assert "Quentin" in {a.first_name for a in passed(site.folder).practice.intake}
    passed(site.folder)
    newer = [sheet.copy() for sheet in book.sheets]
    book.sheets[:] = older
    for _ in range(2):
        this = passed(site.folder)
        assert {gone.tab for gone in this.practice.rows_gone} >= {"Intake"}
        assert not any(kind == "text" for _, kind, _ in this.done)
    assert any("gone from Intake" in str(row) for row in site.place.hands.seen("To do"))
    book.sheets[:] = newer
    this = passed(site.folder)
    assert not this.practice.rows_gone
    assert "Quentin" in {a.first_name for a in this.practice.intake}


def test_an_answer_that_a_person_deletes_is_not_asked_about(site: Site) -> None:
    site.send("intake", WHO | {"first_name": "Rosa", "last_name": "Rapid", "born": "1978-02-03"})
    passed(site.folder)
    row = next(n for n, row in enumerate(site.place.hands.seen("Intake"), start=1) if "Rosa" in row)
    site.place.hands.delete_row("Intake", row)
    this = passed(site.folder)
    assert not this.practice.rows_gone
    assert "Rosa" not in {a.first_name for a in this.practice.intake}
