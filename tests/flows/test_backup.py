"""Backups and restores of a whole practice, judged by what lies in its folder: nothing is done twice."""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pyrage import x25519

from connectors.backup import read_key, unpack
from connectors.x12.read_back import claims_read_back
from domain.backup import BackupProblem, made_at
from domain.problems import Problem
from flows.backup import daily_backup, make_backup
from flows.composition import open_desk
from flows.restore import run_restore
from tests.flows.sampled import made, passed, release, sample, typed, when

pytestmark = pytest.mark.xdist_group("backup")  # its practice is made once, in one process

KEY = "backup-key.txt"


def backed_up(folder: Path) -> Path:
    return make_backup(open_desk(folder, when()))


def put_back(folder: Path, backup: Path, key: Path | None = None) -> None:
    now = when() + timedelta(hours=1)
    assert run_restore(folder, backup, key, now.isoformat(), yes=True) == 0


def later(folder: Path) -> None:
    for hours in (2, 3):
        passed(folder, at=when() + timedelta(hours=hours))


def seen(folder: Path) -> dict[str, object]:
    """What the world has got, counted; read without the ledger."""
    rows = open_desk(folder, when()).workbook.snapshot(["Decisions"]).grids["Decisions"].rows
    head = [str(x) for x in rows[0]]
    asked = [(row[head.index("Kind")], row[head.index("About")], row[head.index("Question")]) for row in rows[1:]]
    texts = folder / "outbox" / "texts.jsonl"
    return {
        "claims": {p.name: p.read_bytes() for p in sorted((folder / "claims").glob("*"))},
        "documents": {str(p.relative_to(folder)): p.read_bytes() for p in (folder / "documents").rglob("*.docx")},
        "questions": sorted(map(repr, asked)),
        "texts": texts.read_text().splitlines() if texts.exists() else [],
    }


@pytest.fixture(scope="module")
def _drilled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice whose newest backup is older than most of what it did: notes, texts, a released batch, questions."""
    folder = made(tmp_path_factory.mktemp("drilled") / "practice")
    passed(folder, only=("claims",))
    backed_up(folder)
    release(folder)
    passed(folder)
    note = next((folder / "documents").rglob("G-01-05-*.docx"))
    note.write_bytes(note.read_bytes() + b"a clinician worked in it")
    passed(folder)
    return folder


@pytest.fixture
def drilled(_drilled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_drilled, tmp_path / "drilled"))


def newest(folder: Path) -> Path:
    return max(p for p in (folder / "backups").glob("*.backup.age"))


def test_after_a_restore_nothing_is_done_twice(drilled: Path) -> None:
    before = seen(drilled)
    put_back(drilled, newest(drilled))
    later(drilled)
    assert seen(drilled) == before
    desk = open_desk(drilled, when())
    assert desk.ledger.verify_audit() > 0
    assert [b.state for b in desk.ledger.history().batches] == ["written"]
    assert list(drilled.glob("ledger.sqlite3.before-*")), "the old ledger is kept"


def test_without_restore_mode_the_same_drill_sends_the_batch_twice(drilled: Path) -> None:
    before = seen(drilled)
    backup = newest(drilled)
    opened = drilled / "opened"
    opened.mkdir()
    unpack(backup, read_key(drilled / KEY), opened)
    for name in ("ledger.sqlite3", "ledger.sqlite3.key"):
        shutil.copyfile(opened / name, drilled / name)
    later(drilled)
    found = seen(drilled)
    assert len(found["claims"]) > len(before["claims"])  # type: ignore[arg-type]
    assert len(found["documents"]) > len(before["documents"])  # type: ignore[arg-type]


def test_a_batch_whose_files_are_gone_waits_until_a_person_takes_the_yes_back(drilled: Path) -> None:
    backup = newest(drilled)
    shutil.move(drilled / "claims", drilled.parent / "claims-elsewhere")
    put_back(drilled, backup)
    later(drilled)
    assert not list((drilled / "claims").glob("*.837"))
    this = passed(drilled, at=when() + timedelta(hours=3), only=("claims",))
    waiting = [h.reason.sentence for h in this.outcomes["claims"].holds if h.code == "CLAIM_PUT_BACK"]
    assert waiting
    assert "Batch B-0001 may have gone out" in waiting[0]
    (row,) = [d.decision_id for d in this.practice.decisions if d.kind == "release"]
    typed(drilled, "Decisions", row, Answer=None)
    this = passed(drilled, at=when() + timedelta(hours=4))
    assert not [h for h in this.outcomes["claims"].holds if h.code == "CLAIM_PUT_BACK"]
    assert [(b.batch_id, b.state) for b in this.batches] == [("B-0001", "proposed")]
    release(drilled)
    passed(drilled, at=when() + timedelta(hours=5))
    assert len(list((drilled / "claims").glob("*.837"))) == 1


def test_a_batch_whose_files_come_back_is_known_again(drilled: Path) -> None:
    backup = newest(drilled)
    shutil.move(drilled / "claims", drilled.parent / "claims-elsewhere")
    put_back(drilled, backup)
    later(drilled)
    shutil.rmtree(drilled / "claims", ignore_errors=True)
    shutil.move(drilled.parent / "claims-elsewhere", drilled / "claims")
    this = passed(drilled, at=when() + timedelta(hours=4))
    assert [b.state for b in this.batches if b.batch_id == "B-0001"] == ["written"]
    assert not [h for h in this.outcomes["claims"].holds if h.code == "CLAIM_PUT_BACK"]


def test_a_claim_whose_row_changed_is_known_as_the_payer_was_told_and_asked_about(drilled: Path) -> None:
    put_back(drilled, newest(drilled))
    known = (drilled / "claims").glob("*.837")
    claims = {number: c for file in known for number, c in claims_read_back(file.read_text(), twin(file)).items()}
    number, claim = next((n, c) for n, c in claims.items() if c and len(c.lines) == 1)
    typed(drilled, "Attendance", claim.visit_id, Signed=None)
    this = passed(drilled, at=when() + timedelta(hours=2))
    assert [number] == [c.claim_id for b in this.batches for c in b.claims if c.claim_id == number]
    assert not [h for h in this.outcomes["claims"].holds if h.code == "CLAIM_PUT_BACK_LEFT"]
    this = passed(drilled, at=when() + timedelta(hours=3))
    assert [d.about for d in this.practice.decisions if d.kind == "void"] == [claim.visit_id]


def twin(file: Path) -> str:
    return file.with_suffix(".csv").read_text()


def test_a_practice_stands_up_on_a_new_computer(drilled: Path, tmp_path: Path) -> None:
    backup = backed_up(drilled)
    elsewhere = tmp_path / "new" / "practice"
    put_back(elsewhere, backup, drilled / KEY)
    assert (elsewhere / "practice.xlsx").read_bytes() == (drilled / "practice.xlsx").read_bytes()
    assert {p.name for p in (elsewhere / "claims").iterdir()} == {p.name for p in (drilled / "claims").iterdir()}
    this = passed(elsewhere, at=when() + timedelta(hours=2))
    assert not [e for e in this.done if e[1] in ("row", "decision", "batch")]


def test_a_preview_changes_nothing(drilled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (drilled / "ledger.sqlite3").read_bytes()
    assert run_restore(drilled, newest(drilled), None, when().isoformat(), yes=False) == 1
    assert (drilled / "ledger.sqlite3").read_bytes() == before
    assert "--yes" in capsys.readouterr().out


def test_while_a_pass_works_nothing_is_put_back(drilled: Path) -> None:
    with open_desk(drilled, when()).ledger.lease("other"), pytest.raises(Exception, match="Another pass is working"):
        put_back(drilled, newest(drilled))


def test_a_damaged_ledger_is_replaced_too(drilled: Path) -> None:
    (drilled / "ledger.sqlite3").write_bytes(b"not a ledger" * 1000)
    put_back(drilled, newest(drilled))
    later(drilled)
    assert open_desk(drilled, when()).ledger.verify_audit() > 0


LEDGER_KEY = "ledger.sqlite3.key"


@pytest.mark.parametrize("harm", [Path.unlink, lambda key: key.write_text("half")], ids=["gone", "cut off"])
def test_a_lost_key_alone_is_put_back_and_the_ledger_keeps_what_came_after_the_backup(
    drilled: Path, harm: Callable[[Path], object]
) -> None:
    before, records = seen(drilled), open_desk(drilled, when()).ledger.verify_audit()
    harm(drilled / LEDGER_KEY)
    with pytest.raises(Problem, match="circlebook restore DIR FILE, with the newest"):
        passed(drilled)
    put_back(drilled, newest(drilled))
    assert open_desk(drilled, when()).ledger.verify_audit() == records
    assert not list(drilled.glob("ledger.sqlite3.before-*"))
    later(drilled)
    assert seen(drilled) == before


def test_a_key_of_another_ledger_is_not_put_beside_this_one(drilled: Path, fresh: Path) -> None:
    passed(fresh, only=("claims",))
    other = backed_up(fresh)
    (drilled / LEDGER_KEY).unlink()
    put_back(drilled, other, fresh / KEY)
    assert list(drilled.glob("ledger.sqlite3.before-*"))


def _cut(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-100])


def _flipped(backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)


BROKEN: list[tuple[str, Callable[[Path], object], str]] = [
    ("cut off", _cut, "is damaged"),
    ("one bit changed", _flipped, "is damaged"),
    ("empty", lambda b: b.write_bytes(b""), "is damaged"),
    ("another file", lambda b: b.write_bytes(b"PK\3\4 a workbook" * 99), "is damaged"),
    ("gone", lambda b: b.unlink(), "There is no backup"),
    ("a pipe", lambda b: (b.unlink(), os.mkfifo(b)), "There is no backup"),
    ("a folder", lambda b: (b.unlink(), b.mkdir()), "There is no backup"),
]


@pytest.mark.parametrize(("_what", "harm", "told"), BROKEN, ids=[x[0] for x in BROKEN])
def test_a_broken_backup_ends_in_a_sentence(
    drilled: Path, _what: str, harm: Callable[[Path], object], told: str
) -> None:
    before = (drilled / "ledger.sqlite3").read_bytes()
    backup = newest(drilled)
    harm(backup)
    with pytest.raises(BackupProblem, match=told):
        run_restore(drilled, backup, None, "", yes=True)
    assert (drilled / "ledger.sqlite3").read_bytes() == before


def test_a_wrong_key_or_practice_ends_in_a_sentence(drilled: Path, fresh: Path, tmp_path: Path) -> None:
    backup = newest(drilled)
    backed_up(fresh)
    with pytest.raises(BackupProblem, match="does not open that backup"):
        run_restore(drilled, backup, fresh / KEY, "", yes=True)
    with pytest.raises(BackupProblem, match="holds no key"):
        run_restore(drilled, backup, drilled / "circlebook.toml", "", yes=True)
    with pytest.raises(BackupProblem, match="There is no file"):
        run_restore(tmp_path / "nowhere", backup, None, "", yes=True)
    settings = fresh / "circlebook.toml"
    settings.write_text(settings.read_text().replace('practice = "sample"', 'practice = "other"'))
    with pytest.raises(BackupProblem, match=r'is of "sample", but .* holds "other"'):
        run_restore(fresh, backup, drilled / KEY, "", yes=True)


def test_one_backup_a_day_is_made_by_itself(fresh: Path) -> None:
    def made_then() -> int:
        return len(list((fresh / "backups").glob("*.backup.age")))

    for hours, wanted in ((0, 1), (1, 1), (23, 1), (25, 2)):
        daily_backup(passed(fresh, at=when() + timedelta(hours=hours), only=()))
        assert made_then() == wanted
    assert open_desk(fresh, when()).ledger.backed_up() == made_at(newest(fresh).name, "sample")


def test_a_backup_that_fails_is_told_and_takes_nothing_from_the_pass(fresh: Path) -> None:
    settings = fresh / "circlebook.toml"
    settings.write_text(settings.read_text() + '\n[backup]\nfolder = "circlebook.toml"\n')
    this = passed(fresh, only=())
    daily_backup(this)
    assert [h.code for h in this.problems] == ["BACKUP"]


def test_backups_are_sealed_and_need_the_public_key_only(fresh: Path) -> None:
    passed(fresh, only=())
    one = backed_up(fresh)
    (fresh / KEY).rename(fresh.parent / KEY)
    two = make_backup(open_desk(fresh, when()), when() + timedelta(minutes=1))
    assert read_key(fresh.parent / KEY)
    opened = fresh.parent / "opened"
    opened.mkdir()
    assert unpack(two, read_key(fresh.parent / KEY), opened).practice == "sample"
    name = sample().rows["Clients"][0]["last_name"]
    assert str(name).encode() not in one.read_bytes() + two.read_bytes()
    assert {p.stat().st_mode & 0o777 for p in (one, two, fresh.parent / KEY)} == {0o600}


def test_the_disk_of_the_backups_gets_sealed_bytes_alone(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places: list[Path] = []
    plain = tempfile.TemporaryFile
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **more: (places.append(more["dir"]), plain(**more))[1])
    backed_up(fresh)
    assert set(places) == {fresh}


@pytest.mark.parametrize("secret_here", [True, False])
def test_backups_are_not_sealed_for_who_put_another_key_there(fresh: Path, *, secret_here: bool) -> None:
    backed_up(fresh)
    (fresh / "backups" / "backup-key.public").write_text(f"{x25519.Identity.generate().to_public()}\n")
    if secret_here:
        with pytest.raises(BackupProblem, match="belongs to another key"):
            backed_up(fresh)
    else:
        (fresh / KEY).unlink()
        assert backed_up(fresh).exists()


def test_a_link_in_the_place_of_an_unfinished_backup_leads_nowhere(fresh: Path) -> None:
    elsewhere = fresh.parent / "elsewhere"
    elsewhere.write_text("kept")
    name = backed_up(fresh).name
    (fresh / "backups" / f".{name}.part").symlink_to(elsewhere)
    assert not backed_up(fresh).is_symlink()
    assert elsewhere.read_text() == "kept"


def test_what_a_killed_backup_left_open_is_taken_away_after_a_day(fresh: Path) -> None:
    old, new = fresh / ".backup-old", fresh / ".restore-new"
    for left in (old, new):
        left.mkdir()
        (left / "ledger.sqlite3").write_text("plain")
    long_ago = old.stat().st_mtime - 2 * 86_400
    os.utime(old, (long_ago, long_ago))
    backed_up(fresh)
    assert (old.exists(), new.exists()) == (False, True)
