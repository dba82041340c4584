"""Nothing about people reaches a log, Prefect's database, a run's name or a ledger key: marked names are searched for."""

import base64
import contextlib
import json
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from flows.demo import build
from flows.sample import Sample
from flows.server import die_with_parent, stop
from tests.flows.sampled import REPOSITORY, passed, sample, typed, when

MARK = "Zqxmark"
SECRET = "0123456789abcdefZqxsecretZqxsecret"
SECRETS = ("CIRCLEBOOK_TWILIO_TOKEN", "CIRCLEBOOK_TWILIO_SECRET", "CIRCLEBOOK_MAIL_PASSWORD")
MARKED_FIELDS = ("first_name", "last_name", "goes_by", "contributions", "observations", "progress", "plan", "content",
                 "reason", "goals", "presenting_issue", "emergency_contact", "member_id")  # fmt: skip


def marked() -> tuple[Sample, list[str]]:
    """The sample practice with a mark of its own in every name and text, and the list of marks and phone numbers."""
    marks: list[str] = []
    rows = {}
    for tab, of_tab in sample().rows.items():
        changed = []
        for row in of_tab:
            new = dict(row)
            for field in MARKED_FIELDS:
                if isinstance(new.get(field), str) and new[field]:
                    marks.append(f"{MARK}{len(marks)}x")
                    new[field] = f"{new[field]}{marks[-1]}" if field != "member_id" else new[field]
            marks.extend(str(new[f]) for f in ("mobile", "emergency_phone") if new.get(f))
            changed.append(new)
        rows[tab] = tuple(changed)
    phones = ["".join(c for c in m if c.isdigit()) for m in marks if not m.startswith(MARK)]
    return replace(sample(), rows=rows), [m for m in marks if m.startswith(MARK)] + phones + [
        m for m in marks if "-" in m
    ]


@contextmanager
def served(folder: Path, every: int = 5) -> Iterator[float]:
    command = [sys.executable, "-m", "flows.cli", "serve", str(folder), "--every", str(every)]
    command += ["--today", when().replace(tzinfo=None).isoformat()]
    begun = time.monotonic()
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=REPOSITORY, stdout=log, stderr=log, start_new_session=True, preexec_fn=die_with_parent
        )
    try:
        while not (folder / ".prefect" / "server.json").exists():
            assert process.poll() is None, (folder / "serve.log").read_text()
            assert time.monotonic() - begun < 150
            time.sleep(0.2)
        yield time.monotonic() - begun
    finally:
        stop(process)


def wait_for(what: str, seconds: float, folder: Path, found) -> float:
    begun = time.monotonic()
    while not found():
        assert time.monotonic() - begun < seconds, f"{what} took too long: {(folder / 'serve.log').read_text()[-2000:]}"
        time.sleep(0.5)
    return time.monotonic() - begun


def runs(folder: Path, **states: list[str]) -> list[dict[str, str]]:
    url = json.loads((folder / ".prefect" / "server.json").read_text())["url"]
    body = json.dumps({"flow_runs": {"state": {"type": states}}, "limit": 100}).encode()
    request = urllib.request.Request(f"{url}/flow_runs/filter", data=body, headers={"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as got:
        return list(json.loads(got.read()))


def keys(folder: Path) -> set[str]:
    with (
        contextlib.suppress(sqlite3.OperationalError),
        sqlite3.connect(f"file:{folder / 'ledger.sqlite3'}?mode=ro", uri=True) as ledger,
    ):
        return {key for (key,) in ledger.execute("select key from effect where state = 'done'")}
    return set()  # not made yet


def everywhere(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All that Prefect and the logs keep: files, rows of every table, and their base64 parts."""
    yield "serve.log", (folder / "serve.log").read_bytes()
    for path in (folder / ".prefect").rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()
            yield str(path), str(path).encode()
    with sqlite3.connect(folder / ".prefect" / "prefect.db") as db:
        for (table,) in db.execute("select name from sqlite_master where type = 'table'").fetchall():
            yield table, repr(db.execute(f'select * from "{table}"').fetchall()).encode()
    with sqlite3.connect(folder / "ledger.sqlite3") as ledger:
        yield "ledger keys", repr(ledger.execute("select key, kind, detail from effect").fetchall()).encode()
        yield "audit", repr(ledger.execute("select action, about from audit").fetchall()).encode()


@pytest.mark.server
@pytest.mark.timeout(1200)
def test_p2_serve_reacts_to_an_edit_and_keeps_health_data_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice, marks = marked()
    for name in SECRETS:
        monkeypatch.setenv(name, SECRET)
    folder = tmp_path / "practice"
    build(folder, practice)
    with served(folder) as took:
        started = wait_for(
            "the first run", 240, folder, lambda: runs(folder, any_=["SCHEDULED", "PENDING", "RUNNING", "COMPLETED"])
        )
        # Half a minute is the goal; on a busy machine all is slower, the start of the server too.
        assert started < max(30, took), "no run was scheduled within half a minute"
        wait_for("the first pass", 240, folder, lambda: len(keys(folder)) > 20 and runs(folder, any_=["COMPLETED"]))
        before = keys(folder)
        typed(folder, "Attendance", "G-01/05/C-003", Mark="Present")
        wait_for("the note after the edit", 240, folder, lambda: "note:G-01/05/C-003" in keys(folder) - before)
        workbook = folder / "practice.xlsx"
        kept = workbook.read_bytes()
        workbook.write_bytes(b"not a workbook any more")
        wait_for("a failed pass", 240, folder, lambda: runs(folder, any_=["FAILED"]))
        workbook.write_bytes(kept)
        passed_before = len(runs(folder, any_=["COMPLETED"]))
        wait_for("a pass after the mend", 240, folder, lambda: len(runs(folder, any_=["COMPLETED"])) > passed_before)
        names = {run["name"] for run in runs(folder, any_=["COMPLETED", "FAILED"])}
    assert len(marks) > 100
    assert not any(MARK in name for name in names)
    for where, content in everywhere(folder):
        for mark in (SECRET, *marks):
            assert mark.encode() not in content, f"{mark} stands in {where}"
            assert base64.b64encode(mark.encode())[:-4] not in content, f"{mark} stands in {where}, as base64"


def test_the_search_finds_a_mark_where_it_may_be(tmp_path: Path) -> None:
    """A search that can find nothing proves nothing: the notes must hold the marks."""
    practice, marks = marked()
    folder = tmp_path / "practice"
    build(folder, practice)
    this = passed(folder)
    told = repr([effect for outcome in this.outcomes.values() for effect in outcome.effects])
    assert sum(mark in told for mark in marks) > 20
    assert isinstance(this.now, datetime)
