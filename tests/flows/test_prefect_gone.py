"""Prefect's state is disposable: with its database deleted between any two passes, all that people see is the same."""

import json
import os
import shutil
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from flows.server import running_server
from tests.emulators.twilio import serving
from tests.emulators.twilio.account import TOKEN
from tests.faults.place import EVENING, Place, answer_all, made_place
from tests.flows.sampled import circlebook, passed
from tests.proofs import Proved

HOME = ".prefect"
PASSES: tuple[tuple[timedelta, Callable[[Place], object]], ...] = (
    (timedelta(0), lambda place: place.account.faults.append("accept, 500")),
    (timedelta(minutes=4), answer_all),
    (timedelta(minutes=20), lambda _: None),
    (timedelta(minutes=21), lambda _: None),
)
"""When each pass runs, and what happens before: one proposes and texts, one files and settles, two find nothing amiss."""


def test_a_practice_goes_on_without_the_history_of_its_passes(worked: Path) -> None:
    """The passes do not look at Prefect's folder at all: gone or spoilt, the next pass finds nothing to do again."""
    home = worked / HOME
    home.mkdir(exist_ok=True)
    (home / "prefect.db").write_bytes(b"not a database")
    assert passed(worked).done == []
    shutil.rmtree(home)
    assert passed(worked).done == []


@pytest.mark.server
@pytest.mark.prove
@pytest.mark.timeout(1800)
def test_the_database_deleted_between_any_two_passes_changes_nothing_but_its_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proved: Proved
) -> None:
    monkeypatch.setenv("CIRCLEBOOK_TWILIO_TOKEN", TOKEN)
    first = made_place(tmp_path / "made" / "small")
    kept, deleted = (first.copy(tmp_path / name / "small") for name in ("kept", "deleted"))
    with running_server(kept.folder / HOME, lambda _: None) as server:
        for n in range(len(PASSES)):
            through_prefect(kept, n)
        assert runs(server.url) == len(PASSES), "each pass was a run of Prefect's"
    for n in range(len(PASSES)):
        with running_server(deleted.folder / HOME, lambda _: None) as server:
            through_prefect(deleted, n)
            assert runs(server.url) == 1, "it knows of no pass before"
        shutil.rmtree(deleted.folder / HOME)
    seen = everything(kept)
    assert {kind for kind, *_ in seen["effects"].values()} >= {"text", "note", "proposal", "batch", "decision"}
    assert len(kept.account.sent) >= 6
    assert everything(deleted) == seen
    proved("Prefect's database deleted between any two passes", passes=len(PASSES))


def through_prefect(place: Place, n: int) -> None:
    """One pass by the command that people use; a server is up, so it goes through it."""
    span, before = PASSES[n]
    before(place)
    place.hour.at = EVENING + span
    settings = place.folder / "circlebook.toml"
    told = settings.read_text()
    with serving(place.account) as address:
        settings.write_text(told.replace("live = true\n", f'live = true\naddress = "{address}"\n'))
        done = circlebook("run", place.folder, "--today", f"{place.hour.at:%Y-%m-%dT%H:%M}", env=dict(os.environ))
    settings.write_text(told)
    assert done.returncode in (0, 1), done.stderr[-1500:]
    assert "running directly" not in done.stdout


def everything(place: Place) -> dict[str, dict[str, tuple[object, ...]]]:
    """Effects, findings, files and sheets; the moment and the provider's own names are not compared."""
    this = place.passed(only=(), dry_run=True)
    told = {h.key: (h.kind, h.state, h.digest, h.attempts) for h in this.happened.values()}
    found = {f"{f.tab} {f.cell} {f.code}": (f.outcome, f.sentence) for f in this.reading.findings}
    return {"effects": told, "findings": found, **place.outputs()}  # type: ignore[dict-item]


def runs(url: str) -> int:
    """How many finished passes Prefect knows of."""
    asked = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}, "flows": {"name": {"any_": ["watch"]}}}
    request = urllib.request.Request(
        f"{url}/flow_runs/count", data=json.dumps(asked).encode(), headers={"content-type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return int(answer.read())
