import re
from datetime import date, timedelta

import phonenumbers
import pytest

from domain import records as r
from domain.details import Details
from flows.sample import Sample, sample_practice
from tests.flows.sample_rows import DAYS, GUIDE_DAY, MBI, PHONES, RECORDS, all_cells, day_list, ids, luhn, one


@pytest.fixture(params=DAYS, ids=str)
def sample(request: pytest.FixtureRequest) -> Sample:
    return sample_practice(request.param)


@pytest.fixture
def evening() -> Sample:
    return sample_practice(GUIDE_DAY)


@pytest.mark.parametrize("tab", RECORDS)
def test_every_row_reads_as_a_record_of_its_tab(sample: Sample, tab: str) -> None:
    for row in sample.rows[tab]:
        cells = dict(row)
        if "skip_dates" in cells:
            cells["skip_dates"] = day_list(cells["skip_dates"])  # type: ignore[assignment]
        if "diagnoses" in cells:
            cells["diagnoses"] = tuple(str(cells["diagnoses"]).split(", "))  # type: ignore[assignment]
        RECORDS[tab].model_validate(cells)


def test_the_practice_row_holds_every_setting(evening: Sample) -> None:
    (settings,) = evening.rows["Practice"]
    assert set(settings) == set(Details.model_fields) - {"held"}
    blank = {name for name, cell in settings.items() if cell is None}
    assert blank == {"person_first_name", "person_last_name"}


@pytest.mark.parametrize(
    ("tab", "field"),
    [
        ("Staff", "initials"),
        ("Groups", "group_id"),
        ("Clients", "client_id"),
        ("Roster", "roster_id"),
        ("Intake", "answer_id"),
        ("Waitlist", "wait_id"),
        ("Verifications", "verification_id"),
        ("Sessions", "session_id"),
        ("Attendance", "visit_id"),
        ("Other services", "service_id"),
        ("Payments", "payment_id"),
        ("Launch", "task_id"),
    ],
)
def test_ids_are_there_once(sample: Sample, tab: str, field: str) -> None:
    assert len(ids(sample, tab, field)) == len(sample.rows[tab])


@pytest.mark.parametrize(
    ("tab", "field", "other_tab", "other_field"),
    [
        ("Roster", "group_id", "Groups", "group_id"),
        ("Roster", "client_id", "Clients", "client_id"),
        ("Clients", "payer", "Payers", "payer"),
        ("Waitlist", "payer", "Payers", "payer"),
        ("Intake", "payer", "Payers", "payer"),
        ("Verifications", "payer", "Payers", "payer"),
        ("Verifications", "by", "Staff", "name"),
        ("Sessions", "group_id", "Groups", "group_id"),
        ("Sessions", "facilitator", "Staff", "name"),
        ("Groups", "facilitator", "Staff", "name"),
        ("Groups", "cofacilitator", "Staff", "name"),
        ("Attendance", "session_id", "Sessions", "session_id"),
        ("Attendance", "client_id", "Clients", "client_id"),
        ("Attendance", "signed", "Staff", "initials"),
        ("Other services", "client_id", "Clients", "client_id"),
        ("Payments", "client_id", "Clients", "client_id"),
        ("Payments", "visit_id", "Attendance", "visit_id"),
        ("Launch", "group_id", "Groups", "group_id"),
    ],
)
def test_what_a_row_refers_to_exists(sample: Sample, tab: str, field: str, other_tab: str, other_field: str) -> None:
    assert ids(sample, tab, field) - {None} <= ids(sample, other_tab, other_field)


def test_a_call_is_about_a_client_or_someone_who_waits(sample: Sample) -> None:
    people = ids(sample, "Clients", "client_id") | ids(sample, "Waitlist", "wait_id")
    assert ids(sample, "Verifications", "about") <= people


def test_a_visit_is_made_of_its_session_and_its_client(sample: Sample) -> None:
    for visit in sample.rows["Attendance"]:
        session = one(sample, "Sessions", "session_id", visit["session_id"])
        assert visit["on"] == session["on"]
        assert visit["visit_id"] == f"{visit['session_id']}/{visit['client_id']}"
        assert any(
            (m["group_id"], m["client_id"]) == (session["group_id"], visit["client_id"]) and m["start"] <= visit["on"]  # type: ignore[operator]
            for m in sample.rows["Roster"]
        )


def test_a_session_is_on_its_groups_day_at_its_groups_time(sample: Sample) -> None:
    for session in sample.rows["Sessions"]:
        group = one(sample, "Groups", "group_id", session["group_id"])
        on, number, first = session["on"], session["number"], group["first_session"]
        assert isinstance(on, date)
        assert isinstance(number, int)
        assert isinstance(first, date)
        assert on == first + timedelta(weeks=number - 1)
        assert f"{on:%A}" == group["weekday"]
        assert session["starts"] == group["start_time"]
        assert session["session_id"] == f"{group['group_id']}/{number:02}"


def test_skip_dates_and_first_sessions_are_the_groups_weekday(sample: Sample) -> None:
    for group in sample.rows["Groups"]:
        days = (*day_list(group["skip_dates"]), group["first_session"])
        assert {f"{day:%A}" for day in days} == {group["weekday"]}


def test_the_evening_is_the_last_thursday_and_nothing_lies_after_it(sample: Sample) -> None:
    assert f"{sample.moment:%A %H:%M}" == "Thursday 19:45"
    assert sample.moment.utcoffset() is not None
    assert max(row["on"] for row in sample.rows["Sessions"]) == sample.moment.date()  # type: ignore[type-var]


@pytest.mark.parametrize("after", range(7))
def test_a_week_of_todays_gives_the_same_practice(after: int) -> None:
    assert sample_practice(GUIDE_DAY + timedelta(days=after)) == sample_practice(GUIDE_DAY)


def test_sessions_of_the_last_six_weeks_have_every_member_marked_but_for_the_cancelled_one(sample: Sample) -> None:
    past = [s for s in sample.rows["Sessions"] if s["on"] < sample.moment.date()]  # type: ignore[operator]
    assert len(past) == 16
    (cancelled,) = (s for s in sample.rows["Sessions"] if s["was_held"] == "No")
    assert cancelled["cancelled_because"]
    assert cancelled["told_how"]
    blank = {row["session_id"] for row in sample.rows["Attendance"] if row["mark"] is None}
    assert blank == {cancelled["session_id"]}


def test_all_phones_are_valid_and_invented(sample: Sample) -> None:
    phones = [str(cell) for name, cell in all_cells(sample) if cell and name in PHONES]
    assert len(phones) > 40
    for phone in phones:
        assert re.fullmatch(r"\d{3}-555-01\d\d", phone)
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone, "US"))


def test_mobiles_are_everybodys_own(evening: Sample) -> None:
    assert len(ids(evening, "Clients", "mobile")) == len(evening.rows["Clients"])


def test_numbers_of_the_claim_are_in_form(evening: Sample) -> None:
    cells = list(all_cells(evening))
    npis = [str(cell) for name, cell in cells if name in {"npi", "billing_npi"} and cell]
    assert len(set(npis)) == 3
    assert all(re.fullmatch(r"[12]\d{9}", npi) and luhn(npi) for npi in npis)
    assert all(re.fullmatch(r"\d{5}-?\d{4}", str(cell)) for name, cell in cells if name == "zip")
    assert [cell for name, cell in cells if name == "tax_id"] == ["12-3456789"]
    medicare = [str(c["member_id"]) for c in evening.rows["Clients"] if c["payer"] == "Medicare"]
    assert len(medicare) == 3
    assert all(MBI.fullmatch(number) for number in medicare)


def test_mail_goes_nowhere(evening: Sample) -> None:
    mail = [str(cell) for name, cell in all_cells(evening) if "email" in name and cell]
    assert all(address.endswith("@example.com") for address in mail)


def test_surnames_are_made_up() -> None:
    made_up = {
        *("Example", "Sample", "Placeholder", "Testcase", "Specimen", "Pretend", "Madeup", "Invented", "Fictional"),
        *("Notreal", "Mockup", "Standin", "Makebelieve", "Neverwas", "Nonesuch", "Fakename", "Dummyton", "Unreal"),
        *("Imaginary", "Dreamtup", "Storybook"),
    }
    sample = sample_practice(GUIDE_DAY)
    assert {name for tab in ("Clients", "Intake") for name in ids(sample, tab, "last_name")} == made_up


def test_the_demonstrations_edit_starts_from_what_stands_there(sample: Sample) -> None:
    visit = one(sample, "Attendance", "visit_id", sample.edit.visit_id)
    assert visit["mark"] == sample.edit.before
    assert visit["signed"]
    r.Visit.model_validate({**visit, "mark": sample.edit.after})
