"""A practice set up in Google: made by a person, shared with Circlebook's account, and made once only."""

import json
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from connectors.google.emulator import Hands
from connectors.google.emulator.world import FOLDER, FORM, OWNER, SERVICE, SHEET
from connectors.google.problems import GoogleAccess, GoogleNoSharing
from domain.problems import Problem
from flows.composition import google_account
from flows.new_google import make_practice
from flows.settings import read_settings
from tests.connectors.google.place import Place, google, shared
from tests.flows.on_google import key_file
from tests.flows.sampled import passed
from tests.flows.test_commands import Spoken, short, spoken

__all__ = ["spoken"]


@pytest.fixture
def place() -> Iterator[Place]:
    with google() as made:
        del made.world.files[made.id], made.world.books[made.id]
        yield made


@pytest.fixture
def folder(tmp_path: Path, place: Place) -> Path:
    folder = tmp_path / "oak-street"
    folder.mkdir()
    key = key_file(folder / "google-key.json", place)
    key.write_text(json.dumps(json.loads(key.read_text()) | {"client_email": SERVICE}))
    return folder


def owner_of(place: Place, folder: Path) -> Any:
    """The owner, who agreed in the browser."""
    agreed = key_file(folder.parent / "agreed.json", place, OWNER)
    return google_account(agreed, place.emulator.url)


def test_a_person_makes_the_files_and_circlebooks_account_works_in_them(place: Place, folder: Path) -> None:
    make_practice(folder, owner_of(place, folder), "2026-01-15", place.emulator.url)
    kinds = sorted(file.kind for file in place.world.files.values())
    assert kinds == sorted([SHEET, FOLDER, FORM, FORM])
    assert {file.owner for file in place.world.files.values()} == {OWNER}
    shared = [file for file in place.world.files.values() if file.kind != FOLDER]
    assert all(file.rights[SERVICE]["role"] == "writer" for file in shared)
    (notes,) = (file for file in place.world.files.values() if file.kind == FOLDER)
    assert not notes.rights
    assert (folder / "google-person.json").stat().st_mode & 0o777 == 0o600
    settings = read_settings(folder)
    assert settings.google is not None
    assert (settings.google.documents, settings.google.documents_as) == (notes.id, "word")
    assert settings.google.agreement is not None
    assert passed(folder).reading.counts["Attendance"].rows == 0
    hands = Hands(place.world, settings.google.spreadsheet)
    hands.put("Groups", 2, 0, "G-01")
    row = {"Group name": "Calm Mondays", "Type": "Skills", "Facilitator": "MM", "Weekday": "Monday", "Status": "Planning",
           "Start time": time(18), "Minutes": 90, "First session": date(2026, 3, 16), "Sessions in cycle": 12,
           "How": "Video", "Fee": 60}  # fmt: skip
    hands.type("Groups", "G-01", row)
    passed(folder)
    assert "Calm Mondays" in str(place.world.forms[settings.google.intake_form or ""]["items"])


@pytest.mark.parametrize("cut", [2, 4, 6, 9, 12])
def test_a_set_up_that_was_cut_off_is_finished_and_makes_nothing_twice(place: Place, folder: Path, cut: int) -> None:
    seen = [0]

    def stop(_: str) -> None:
        seen[0] += 1
        if seen[0] == cut:
            place.world.faults.add("no permission")

    place.world.between = stop
    with pytest.raises(GoogleAccess):
        make_practice(folder, owner_of(place, folder), "2026-01-15", place.emulator.url)
    place.world.between = None
    for _ in range(2):
        make_practice(folder, owner_of(place, folder), "2026-01-15", place.emulator.url)
    named = [file for file in place.world.files.values() if file.app_properties]
    assert sorted(file.kind for file in named) == sorted([SHEET, FOLDER, FORM, FORM])
    (book,) = place.world.books.values()
    titles = [sheet.title for sheet in book.sheets]
    assert len(titles) == len(set(titles))
    assert titles[0] == "To do"


def test_a_form_that_may_not_be_opened_to_all_is_made_once(place: Place, folder: Path) -> None:
    place.world.faults.add("no sharing", "drive.permissions.create", times=-1)
    owner = owner_of(place, folder)
    for _ in range(3):
        with pytest.raises(GoogleNoSharing, match="administrator"):
            make_practice(folder, owner, "2026-01-15", place.emulator.url)
        (sheet,) = (file for file in place.world.files.values() if file.kind == SHEET)
        sheet.rights[SERVICE] = {"id": "2", "type": "user", "role": "writer", "emailAddress": SERVICE}
    place.world.faults.clear()
    for _ in range(2):
        make_practice(folder, owner, "2026-01-15", place.emulator.url)
    forms = [file for file in place.world.files.values() if file.kind == FORM]
    assert len(forms) == 2
    for form in forms:
        assert any(right.get("view") == "published" for right in form.rights.values())


def test_a_form_that_a_person_closed_stays_closed(place: Place, folder: Path) -> None:
    make_practice(folder, owner_of(place, folder), "2026-01-15", place.emulator.url)
    form = next(iter(place.world.forms.values()))
    form["publish"]["publishState"]["isAcceptingResponses"] = False
    make_practice(folder, owner_of(place, folder), "2026-01-15", place.emulator.url)
    assert form["publish"]["publishState"]["isAcceptingResponses"] is False


def test_a_tab_that_stands_in_another_file_is_not_laid_out_again(place: Place, folder: Path) -> None:
    make_practice(folder, owner_of(place, folder), "2026-01-15", place.emulator.url)
    settings = folder / "circlebook.toml"
    settings.write_text(settings.read_text().replace("agreement", 'more_spreadsheets = ["1AbCdEfGhI"]\nagreement', 1))
    (number,) = place.world.books
    Hands(place.world, number).delete_tab("Attendance")
    make_practice(folder, owner_of(place, folder), "2026-01-15", place.emulator.url)
    assert "Attendance" not in {sheet.title for sheet in place.world.books[number].sheets}


def test_a_key_that_ended_is_made_anew_by_the_same_person_alone(place: Place, folder: Path) -> None:
    make_practice(folder, owner_of(place, folder), "2026-01-15", place.emulator.url)
    kept = folder / "google-person.json"
    key = kept.read_text()
    kept.write_text("ended")
    kept.chmod(0o600)
    make_practice(folder, owner_of(place, folder), "2026-01-15", place.emulator.url)
    assert json.loads(kept.read_text()) == json.loads(key)
    assert kept.stat().st_mode & 0o777 == 0o600
    settings = folder / "circlebook.toml"
    said = settings.read_text().replace(read_settings(folder).google.spreadsheet, "1AbCdEfGhIjKl")  # type: ignore[union-attr]
    settings.write_text(said)
    kept.write_text("somebody else's")
    make_practice(folder, owner_of(place, folder), "2026-01-15", place.emulator.url)
    assert (kept.read_text(), settings.read_text()) == ("somebody else's", said)


def test_doctor_names_files_that_the_key_should_not_open(place: Place, folder: Path, spoken: Spoken) -> None:
    make_practice(folder, owner_of(place, folder), "2026-01-15", place.emulator.url)
    doctor = ("doctor", folder, "--today", "2026-03-12T09:00", "--json")
    out = spoken(*doctor)[1]
    said = {f["what"]: f for f in json.loads(out[out.index("{") :])["findings"]}  # the set-up spoke before
    assert said["Google files"]["state"] == said["documents in Drive"]["state"] == "ok"
    assert "Google bin" not in said
    (notes,) = (file for file in place.world.files.values() if file.kind == FOLDER)
    notes.rights["anyone"] = {"id": "2", "type": "anyone", "role": "reader"}
    other = shared(place.world, "Somebody else's clients")
    next(file for file in place.world.files.values() if file.kind == SHEET).trashed = True
    status, out, _ = spoken(*doctor)
    said = {f["what"]: f for f in json.loads(out)["findings"]}
    assert (status, said["Google files"]["state"]) == (1, "mend")
    assert other in said["Google files"]["said"]
    assert said["documents in Drive"]["state"] == said["Google bin"]["state"] == "mend"
    assert "clients" not in out


def test_doctor_names_a_further_spreadsheet_in_the_bin(place: Place, folder: Path, spoken: Spoken) -> None:
    make_practice(folder, owner_of(place, folder), "2026-01-15", place.emulator.url)
    other, settings = shared(place.world, "Group room"), folder / "circlebook.toml"
    settings.write_text(settings.read_text().replace("agreement", f'more_spreadsheets = ["{other}"]\nagreement', 1))
    place.world.files[other].trashed = True
    out = spoken("doctor", folder, "--today", "2026-03-12T09:00", "--json")[1]
    said = {f["what"]: f["state"] for f in json.loads(out[out.index("{") :])["findings"]}
    assert (said["Google files"], said["Google bin"]) == ("ok", "mend")


@pytest.mark.parametrize("name", ["spreadsheet", "intake_form", "verification_form", "form_answers", "documents"])
def test_an_address_where_an_id_is_wanted_is_said(tmp_path: Path, name: str) -> None:
    said = {"spreadsheet": "1AbCdEfGhIjKl", name: "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKl/edit"}
    lines = "".join(f'{key} = "{value}"\n' for key, value in said.items())
    (tmp_path / "circlebook.toml").write_text(f'practice = "oak"\n[google]\nagreement = 2026-01-15\n{lines}')
    with pytest.raises(Problem, match=f'"google.{name}" has a value I cannot use'):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ([], "BAA"),
        (["--agreement", "2026-01-15"], "--client client_secret.json"),
        (["--agreement", "2026-01-15", "--client", "none.json"], "none.json is no OAuth client"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_made(
    spoken: Spoken, folder: Path, more: list[str], wanted: str
) -> None:
    status, _, err = spoken("new", folder, "--google", *more)
    assert status == 2
    assert wanted in err
    assert [file.name for file in folder.iterdir()] == ["google-key.json"]


def test_without_a_key_of_circlebooks_own_account_nothing_is_made(spoken: Spoken, tmp_path: Path) -> None:
    status, _, err = spoken("new", tmp_path / "oak", "--google", "--agreement", "2026-01-15")
    assert status == 2
    assert short(err)
    assert "google-key.json" in err
