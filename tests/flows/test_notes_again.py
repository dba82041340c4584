"""What becomes of note files that people edit, sign, move and delete."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from domain.notes import note_statuses
from domain.own_words import Rosters, others_named
from flows.composition import open_desk, own_template
from flows.desk import Pass
from flows.passes import one_pass
from templates.notes.archive import unpack
from templates.notes.text import squeezed, text_of
from tests.flows.sampled import NEXT_DAY, effects, passed, typed, when
from tests.templates.test_own_template import ALL, template

DRAFT = "G-01/05/C-006"  # its plan is still missing
SIGNED = "G-01/05/C-001"
NOTES = ("notes",)
EDITED = b"as a clinician left it"


def note_file(folder: Path, visit_id: str, version: str = "") -> Path:
    (found,) = (folder / "documents").rglob(f"{visit_id.replace('/', '-')}{version}.docx")
    return found


def words(path: Path) -> str:
    return squeezed(text_of(unpack(path.read_bytes())["word/document.xml"].decode()))


def asked(this: Pass, visit_id: str) -> list[str]:
    return [t.reason.code for t in this.outcomes["notes"].tasks if t.about == visit_id]


def documents(folder: Path) -> dict[str, bytes]:
    root = folder / "documents"
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_a_notes_file_lies_by_group_and_day_and_is_named_by_ids(worked: Path) -> None:
    path = note_file(worked, DRAFT)
    day = path.parent.name
    assert path.relative_to(worked / "documents").as_posix() == f"G-01/{day}/G-01-05-C-006.docx"
    this = passed(worked, dry_run=True)
    assert this.practice.session["G-01/05"].on.isoformat() == day


def test_no_note_names_another_member_of_its_group(worked: Path) -> None:
    practice = passed(worked, only=(), dry_run=True).practice
    rosters, looked_at = Rosters(practice), 0
    for visit in practice.visits:
        for path in (worked / "documents").rglob(f"{visit.visit_id.replace('/', '-')}*.docx"):
            text = words(path).replace(practice.details.practice_name, "")  # a member of the sample is called Sample
            group = practice.session[visit.session_id].group_id
            assert others_named(text, visit.client_id, rosters.names(group)) == (), path.name
            looked_at += 1
    assert looked_at > 50


def test_a_supervised_clinician_signs_and_the_supervisor_signs_behind_a_comma(worked: Path) -> None:
    typed(worked, "Staff", "Morgan Mockley", Supervisor="Taylor Tryout")
    typed(worked, "Attendance", DRAFT, Plan="Opens the last bill.", Signed="MM", Signed_on=when().date())
    this = passed(worked, only=("notes", "to_do"))
    assert asked(this, DRAFT) == ["NOTE_COSIGN"]
    assert "Reviewed by: Date: Taylor Tryout" in words(note_file(worked, DRAFT))  # a line to sign on
    status = {n.visit_id: n for n in note_statuses(this.practice, this.history, this.now)}[DRAFT]
    assert (status.state, status.missing) == ("signed", ("Co-signature",))

    typed(worked, "Attendance", DRAFT, Signed="MM, TT")
    this = passed(worked, only=("notes", "to_do"))
    assert ([f for f in this.reading.findings if f.row_id == DRAFT], asked(this, DRAFT)) == ([], [])
    assert "Reviewed by: Taylor Tryout, LCSW000002 (NY)" in words(note_file(worked, DRAFT))
    assert passed(worked, only=("notes",)).done == []


def test_a_co_signature_that_comes_the_next_day_bears_that_day_in_the_same_file(worked: Path) -> None:
    typed(worked, "Staff", "Morgan Mockley", Supervisor="Taylor Tryout")
    typed(worked, "Attendance", DRAFT, Plan="Opens the last bill.", Signed="MM", Signed_on=when().date())
    passed(worked, only=NOTES)
    typed(worked, "Attendance", DRAFT, Signed="MM, TT")
    passed(worked, NEXT_DAY, only=NOTES)
    told = words(note_file(worked, DRAFT))
    assert "Signature: Morgan Mockley, PSY000001 (NY), March 12, 2026" in told
    assert "Reviewed by: Taylor Tryout, LCSW000002 (NY), March 13, 2026" in told
    assert passed(worked, NEXT_DAY, only=NOTES).done == []


def test_a_claim_waits_while_its_row_says_otherwise_than_the_signed_note(worked: Path) -> None:
    typed(worked, "Attendance", DRAFT, Plan="Opens the last bill.", Signed="MM", Signed_on=when().date())
    passed(worked)
    typed(worked, "Attendance", DRAFT, Attended="Video from home")
    this = passed(worked)
    assert (DRAFT, "CLAIM_NOTE_SAYS_OTHERWISE") in {(h.about, h.code) for h in this.outcomes["claims"].holds}
    assert asked(this, DRAFT) == ["NOTE_CHANGED_AFTER_SIGNING"]
    typed(worked, "Attendance", DRAFT, Attended=None)
    this = passed(worked)
    assert DRAFT not in {h.about for h in this.outcomes["claims"].holds}


def test_an_untouched_draft_is_kept_current_in_its_own_file(worked: Path) -> None:
    before = documents(worked)
    typed(worked, "Attendance", DRAFT, Plan="Opens the last bill before the next session.")
    this = passed(worked, only=NOTES)
    assert f"note:{DRAFT}" in effects(this)["note"]
    now = documents(worked)
    assert now.keys() == before.keys()
    assert "Opens the last bill" in words(note_file(worked, DRAFT))
    assert passed(worked, only=NOTES).done == []


def test_a_file_edited_by_hand_stays_and_the_new_version_says_what_changed(worked: Path) -> None:
    path = note_file(worked, DRAFT)
    path.write_bytes(EDITED)
    typed(worked, "Attendance", DRAFT, Plan="Opens the last bill before the next session.")
    passed(worked, only=NOTES)
    assert path.read_bytes() == EDITED
    told = words(note_file(worked, DRAFT, " v2"))
    assert f"New version. The file {path.name} was edited by hand" in told
    assert "Changed in the sheet since: Plan." in told
    assert passed(worked, only=NOTES).done == []


def test_signing_a_file_edited_by_hand_leaves_it_alone_and_asks_for_the_signature_in_it(worked: Path) -> None:
    path = note_file(worked, DRAFT)
    path.write_bytes(EDITED)
    typed(worked, "Attendance", DRAFT, Signed="MM")
    before = documents(worked)
    passed(worked, only=NOTES)
    assert documents(worked) == before
    assert asked(passed(worked, only=NOTES), DRAFT) == ["NOTE_SIGN_BY_HAND"]
    path.write_bytes(EDITED + b", and signed")
    assert asked(passed(worked, only=NOTES), DRAFT) == []


def test_a_signed_note_is_amended_beside_it(worked: Path) -> None:
    path = note_file(worked, SIGNED)
    before = path.read_bytes()
    typed(worked, "Attendance", SIGNED, Plan="Two exposures a week.", Signed_on=NEXT_DAY.date())
    passed(worked, NEXT_DAY, only=NOTES)
    assert path.read_bytes() == before
    told = words(note_file(worked, SIGNED, " v2"))
    assert f"Amended note. The signed note stays as it is in {path.name}. Changed since: Plan; Signature." in told
    again = passed(worked, NEXT_DAY, only=NOTES)
    assert "note" not in effects(again)
    assert asked(again, SIGNED) == []


def test_a_deleted_file_is_asked_about_and_made_again_on_yes(worked: Path) -> None:
    path = note_file(worked, DRAFT)
    before = path.read_bytes()
    path.unlink()
    this = passed(worked, only=NOTES)
    (key,) = [k for k in effects(this)["decision"] if k.startswith("ask:note:")]
    assert not path.exists()
    assert passed(worked, only=NOTES).done == []
    row = this.happened[key].detail["decision_id"]
    typed(worked, "Decisions", row, Answer="Yes")
    passed(worked, only=NOTES)
    assert path.read_bytes() == before
    assert passed(worked, only=NOTES).done == []


@pytest.mark.parametrize("how", [lambda p: p.rename(p.with_name("elsewhere")), shutil.rmtree], ids=["moved", "deleted"])
def test_a_folder_that_is_gone_is_one_thing_to_do_and_nothing_is_made_again(
    worked: Path, how: Callable[[Path], object]
) -> None:
    how(worked / "documents")
    this = passed(worked, only=NOTES)
    assert [t.reason.code for t in this.outcomes["notes"].tasks].count("NOTE_FILES_GONE") == 1
    assert not {"note", "decision"} & effects(this).keys()


@pytest.mark.parametrize("edit", [None, {"Plan": "Other."}, {"Signed": "MM"}], ids=["first", "changed", "signed"])
def test_a_pass_killed_between_the_file_and_the_ledger_finds_its_file_again(
    request: pytest.FixtureRequest, edit: dict[str, str] | None
) -> None:
    folder: Path = request.getfixturevalue("worked" if edit else "fresh")
    if edit:
        typed(folder, "Attendance", DRAFT, **edit)
    desk = open_desk(folder, when())

    class Dies:
        def __getattr__(self, name: str) -> object:
            if name == "finish_each":
                raise KeyboardInterrupt
            return getattr(desk.ledger, name)

    with pytest.raises(KeyboardInterrupt):
        one_pass(replace(desk, ledger=Dies()), only=NOTES)  # type: ignore[arg-type]
    made = documents(folder)
    this = passed(folder, only=NOTES)
    assert f"note:{DRAFT}" in effects(this)["note"]
    assert documents(folder) == made
    assert not [name for name in made if " v" in name]
    assert passed(folder, only=NOTES).done == []


def test_a_template_of_the_practices_own_holds_its_notes_while_it_is_broken(fresh: Path) -> None:
    own_template.cache_clear()
    with (fresh / "circlebook.toml").open("a") as file:
        file.write('\n[documents]\nnote = "our-note.docx"\n')
    (fresh / "our-note.docx").write_bytes(template("{{ goals[:3] }}"))
    this = passed(fresh, only=("notes", "to_do"))
    held = {(h.about, h.code) for h in this.problems}
    assert (DRAFT, "TEMPLATE") in held
    assert all("the template lost words of its field 'goals'" in h.reason.sentence.lower() for h in this.problems)
    assert not (fresh / "documents").exists()
    (fresh / "our-note.docx").write_bytes(template(*ALL))
    assert f"note:{DRAFT}" in effects(passed(fresh, only=NOTES))["note"]
    assert "[to be completed]" not in words(note_file(fresh, DRAFT))  # this template has its own words for it


def test_pdfs_are_made_of_what_is_no_draft(worked: Path) -> None:
    desk = open_desk(worked, when())
    printed: list[str] = []
    folder = desk.documents

    class Prints:
        def __getattr__(self, name: str) -> object:
            return printed.extend if name == "print" else getattr(folder, name)

    part = desk.settings.documents.model_copy(update={"pdf": True})
    desk = replace(desk, settings=desk.settings.model_copy(update={"documents": part}), documents=Prints())  # type: ignore[arg-type]
    typed(worked, "Attendance", DRAFT, Plan="Opens the last bill.", Signed="MM")
    typed(worked, "Attendance", "G-03/06/C-015", Plan="Another week, then a look at it.")  # stays a draft
    one_pass(desk, only=NOTES)
    day = note_file(worked, DRAFT).parent.name
    assert printed == [f"G-01/{day}/G-01-05-C-006.docx"]
