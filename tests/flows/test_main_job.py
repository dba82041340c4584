"""A clinician ticks attendance; notes, claims, texts, questions and a To do list follow."""

import json
from pathlib import Path

import pytest

from domain.claims import claim_lines
from flows.explain import explain
from tests.connectors.x12.pyx12_verdict import verdict
from tests.flows.sampled import NEXT_DAY, effects, passed, release, typed

SESSION = "G-01/05"
PRESENT = ["C-001", "C-002", "C-004", "C-006", "C-007"]
GUIDE = {f"{SESSION}/{client}" for client in PRESENT}


def test_the_guides_session_has_five_of_seven_present_and_is_held(worked: Path) -> None:
    this = passed(worked, only=("to_do",))
    shown = this.desk.workbook.snapshot(["Status"]).grids["Status"].rows
    answers = {row[0]: row[1:] for row in shown if row and str(row[0]).startswith("Sessions|")}
    assert answers[f"Sessions|{SESSION}"][0] == "5 of 7"


def test_only_members_who_were_present_have_claim_lines(worked: Path) -> None:
    this = passed(worked, only=())
    lines = claim_lines(this.wanted, this.practice, this.history)
    assert {x.visit_id for x in lines if x.visit_id.startswith(f"{SESSION}/")} == GUIDE


def test_only_members_who_were_present_have_notes(worked: Path) -> None:
    this = passed(worked, only=())
    notes = {h.key.removeprefix("note:") for h in this.happened.values() if h.kind == "note" and SESSION in h.key}
    assert notes == GUIDE
    for happened in this.happened.values():
        if happened.kind == "note":
            assert (worked / "documents" / happened.detail["file"]).exists()


def test_client_e_is_to_be_contacted_after_the_second_no_show(worked: Path) -> None:
    this = passed(worked, only=())
    about_e = [d for d in this.practice.decisions if d.about and "C-005" in d.about]
    assert [d.kind for d in about_e] == ["pattern"]
    assert "contact" in (about_e[0].question or "").lower()
    assert "No-show" in (about_e[0].why or "")


def test_a_batch_is_written_only_after_a_yes(fresh: Path) -> None:
    passed(fresh)
    assert not list((fresh / "claims").glob("*"))
    release(fresh)
    done = effects(passed(fresh))
    assert done["batch"] == ["batch:B-0001"]
    assert sorted(p.suffix for p in (fresh / "claims").iterdir()) == [".837", ".csv"]


@pytest.mark.parametrize("charset", ["E"])
def test_an_independent_validator_accepts_the_claim_file(worked: Path, charset: str) -> None:
    (file,) = (worked / "claims").glob("*.837")
    text = file.read_text("ascii")
    assert text.count("CLM*") > 10
    assert verdict(text, charset) == []


def test_every_line_has_a_reason_with_a_code_and_a_sentence(worked: Path) -> None:
    this = passed(worked, only=())
    lines = claim_lines(this.wanted, this.practice, this.history)
    assert {x.state for x in lines} >= {"held", "batched", "not billed"}
    for line in lines:
        assert line.reasons, line
        for reason in line.reasons:
            assert reason.code.isupper()
            assert len(reason.sentence.split()) >= 3


def test_any_visit_can_be_explained(worked: Path) -> None:
    this = passed(worked, only=(), dry_run=True)
    rules = 0
    for visit in this.practice.visits:
        told = explain(this, visit.visit_id)
        assert {fact["tab"] for fact in told["facts"]} >= {"Attendance", "Sessions", "Clients", "Roster"}
        assert told["claim_lines"] or told["no_claim_line"], visit.visit_id
        rules += len(told["rules"])
        assert told["row_versions"]
    assert rules


def test_texts_go_to_the_outbox_with_the_agreed_fields_and_nothing_that_tells(worked: Path) -> None:
    lines = [json.loads(x) for x in (worked / "outbox" / "texts.jsonl").read_text().splitlines()]
    assert lines
    for text in lines:
        assert list(text) == ["key", "kind", "client_id", "session_ids", "session_date", "to", "body", "sent_at"]
        for word in ("group", "therapy", "anxiety", "cbt", "dbt", "session"):
            assert word not in text["body"].lower()


def test_a_second_run_makes_nothing_new(worked: Path) -> None:
    before = {p: p.read_bytes() for p in worked.rglob("*") if p.is_file() and "ledger" not in p.name}
    again = passed(worked)
    assert again.done == []
    assert {p: p.read_bytes() for p in worked.rglob("*") if p.is_file() and "ledger" not in p.name} == before


def test_the_next_day_what_falls_due_by_the_clock_is_done_without_reading_again(worked: Path) -> None:
    passed(worked)
    later = passed(worked, NEXT_DAY)
    assert not later.changed
    assert later.done


def documents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (folder / "documents").rglob("*.docx")}


def test_one_corrected_mark_changes_only_what_depends_on_it(worked: Path) -> None:
    notes = documents(worked)
    typed(worked, "Attendance", f"{SESSION}/C-004", Mark="No-show")
    this = passed(worked)
    about = {key for key, _, _ in this.done if not key.startswith("row:")}
    assert about
    recounted = f"note:{SESSION}/C-006"  # a draft of the same session: it says how many took part
    summary = f"document:summary:{SESSION}"
    assert all("C-004" in key or "void" in key or key in (recounted, summary) for key in about), about
    now = documents(worked)
    assert {name for name, content in now.items() if notes.get(name) != content} == {
        "G-01-05-C-006.docx",
        "G-01-05-summary.docx",
    }
    assert now.keys() == notes.keys()  # nobody had touched the draft: it is kept current
    lines = {x.visit_id: x.state for x in claim_lines(this.wanted, this.practice, this.history)}
    assert lines[f"{SESSION}/C-004"] in ("void needed", "held")
    assert "C-004" in str([t.about for o in this.outcomes.values() for t in o.tasks]) or any("ask:" in k for k in about)


def test_a_mark_corrected_before_the_batch_simply_drops_out(fresh: Path) -> None:
    passed(fresh)
    typed(fresh, "Attendance", f"{SESSION}/C-001", Mark="No-show")
    release(fresh)
    passed(fresh)
    text = next((fresh / "claims").glob("*.837")).read_text("ascii")
    this = passed(fresh, only=())
    sent = {c.visit_id for b in this.batches for c in b.claims}
    assert f"{SESSION}/C-001" not in sent
    assert text.count("CLM*") == len(sent)


def test_a_dry_run_does_nothing(fresh: Path) -> None:
    before = {p: p.read_bytes() for p in fresh.rglob("*") if p.is_file() and "ledger" not in p.name}
    planned = passed(fresh, dry_run=True)
    assert planned.done
    assert {state for _, _, state in planned.done} == {"planned"}
    assert {p: p.read_bytes() for p in fresh.rglob("*") if p.is_file() and "ledger" not in p.name} == before


@pytest.mark.parametrize("visit_id", ["G-01/02/C-006", "G-02/02/C-008", "G-02/02/C-013"])
def test_a_claim_waits_with_a_note_that_names_another_member_or_copies_one(worked: Path, visit_id: str) -> None:
    this = passed(worked, only=())
    (line,) = [x for x in claim_lines(this.wanted, this.practice, this.history) if x.visit_id == visit_id]
    assert line.state == "held"
    assert "CLAIM_NOTE_WAITS" in {r.code for r in line.reasons}
    assert not list((worked / "documents").rglob(visit_id.replace("/", "-") + "*"))
