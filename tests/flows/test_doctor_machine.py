"""What guards the ledger and the files on this computer."""

import os
from pathlib import Path

import pytest

from flows.backup import make_backup
from flows.composition import open_desk
from flows.doctor_machine import disk_is_encrypted, machine
from tests.flows.sampled import passed, when


def looked(folder: Path) -> dict[str, str]:
    this = passed(folder, only=(), dry_run=True)
    return {what: state for what, state, _ in machine(this)}


def test_a_key_that_others_can_read_is_to_mend_and_a_backup_is_seen(fresh: Path) -> None:
    found = looked(fresh)
    assert (found["database"], found["workbooks"], found["files"], found["backup"]) == ("ok", "ok", "ok", "look")
    make_backup(open_desk(fresh, when()))
    (fresh / "ledger.sqlite3.key").chmod(0o644)
    (fresh / "backup-key.txt").chmod(0o640)
    this = passed(fresh, only=(), dry_run=True)
    (fresh / "backup-key.txt").chmod(0o640)
    assert {what: state for what, state, _ in machine(this)} | {"disk": ""} == found | {
        "files": "mend", "backup": "ok", "disk": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "mode", "wanted"),
    [
        (".", 0o700, "ok"), (".", 0o750, "ok"), (".", 0o755, "mend"), (".", 0o701, "mend"),
        ("circlebook.toml", 0o644, "ok"), ("circlebook.toml", 0o664, "mend"), ("circlebook.toml", 0o666, "mend"),
        ("google-person.json", 0o600, "ok"), ("google-person.json", 0o644, "mend"),
    ],
)  # fmt: skip
def test_what_strangers_can_look_into_or_change_is_to_mend(fresh: Path, name: str, mode: int, wanted: str) -> None:
    (fresh / "google-person.json").touch(mode=0o600)
    this = passed(fresh, only=(), dry_run=True)
    (fresh / name).chmod(mode)
    assert {what: state for what, state, _ in machine(this)}["files"] == wanted


@pytest.mark.parametrize(
    ("uuids", "wanted"),
    [(None, None), (("",), False), (("CRYPT-LUKS2-ab",), True), (("LVM-ab", "CRYPT-LUKS2-ab"), True)],
)
def test_a_luks_volume_is_found_below_others(tmp_path: Path, uuids: tuple[str, ...] | None, wanted: object) -> None:
    device = tmp_path.stat().st_dev
    blocks, below = tmp_path / "blocks", tmp_path / f"blocks/{os.major(device)}:{os.minor(device)}"
    for uuid in uuids or ():
        (below / "dm").mkdir(parents=True)
        (below / "dm" / "uuid").write_text(uuid)
        below = below / "slaves" / "next"
    assert disk_is_encrypted(tmp_path, blocks) is wanted
