"""The sample practice in an emulated Google, worked on without Prefect."""

import json
from pathlib import Path

from connectors.google.emulator.world import SERVICE
from connectors.google.patience import Bucket
from flows.composition import google_account, open_workbook
from flows.sample import Sample
from flows.settings import read_settings
from sheets_schema.layout import Rows, layouts
from tests.connectors.google.place import Place, hurried
from tests.flows.sampled import passed, sample


def key_file(path: Path, place: Place, account: str = SERVICE) -> Path:
    """A key that the emulator's token endpoint takes."""
    said = {"type": "authorized_user", "client_id": "x", "client_secret": "y", "refresh_token": f"refresh-{account}"}
    path.write_text(json.dumps(said | {"token_uri": f"{place.emulator.url}/token"}))
    return path


def folder_on_google(folder: Path, place: Place, rows: Rows | None = None, more: str = "") -> Path:
    """A practice whose tabs stand in the place's spreadsheet."""
    folder.mkdir(exist_ok=True)
    key_file(folder / "google-key.json", place)
    (folder / "circlebook.toml").write_text(
        f'practice = "sample"\n[claims]\ntest = true\n[google]\nspreadsheet = "{place.id}"\n'
        f'address = "{place.emulator.url}"\n{more}'
    )
    if rows is not None:
        open_workbook(folder, read_settings(folder)).lay_out(layouts(rows))
    return folder


def group_on_google(folder: Path, place: Place) -> Path:
    """The sample practice with its first group alone, worked on and at rest; its pauses take no time."""
    rows = {
        tab: [r for r in found if r.get("group_id", "G-01") == "G-01" and str(r.get("visit_id", "G-01"))[:4] == "G-01"]
        for tab, found in sample().rows.items()
    }
    folder_on_google(folder, place, rows)
    account = google_account((folder / "google-key.json").resolve(), place.emulator.url)
    account.patience, account.bucket = hurried(), Bucket({})
    passed(folder)
    passed(folder)
    return folder


def sample_on_google(folder: Path, place: Place, sample: Sample) -> Path:
    return folder_on_google(folder, place, sample.rows)


def release_on_google(folder: Path, place: Place) -> None:
    """The biller says Yes to each batch that waits."""
    this = passed(folder, only=(), dry_run=True)
    for decision in this.practice.decisions:
        if decision.kind == "release" and decision.answer is None:
            place.hands.type("Decisions", decision.decision_id, {"Answer": "Yes", "Answered by": "Biller"})
