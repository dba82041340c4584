"""`circlebook new`: an empty practice, ready to be filled in."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from domain.problems import Problem
from flows.screen import line
from flows.settings import FILE_NAME, Settings

TEXT = """# The settings of one practice. What people decide day by day stands in the workbook.
practice = "{slug}"
workbook = "practice.xlsx"

[texts]
live = false          # texts stay in outbox/texts.jsonl; docs/texting.md leads to live ones
"""


def make_folder(folder: Path, slug: str, more: str = "") -> Settings:
    """The folder with its settings; what is there already stays."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / FILE_NAME
        if not path.exists():
            path.touch(mode=0o600)  # whoever may change it may send backups and texts elsewhere
            path.write_text(TEXT.format(slug=slug) + more, encoding="utf-8")
    except OSError as error:
        raise Problem(f'The folder "{folder}" cannot be made ({error.strerror}). Choose another place.') from None
    return Settings(practice=slug)


def new_practice(folder: Path, payers: Sequence[str] = ()) -> int:
    """Lay out a practice in this folder, with a row to begin with for each of these payers; refuses one that is there."""
    from flows.composition import open_workbook
    from sheets_schema.layout import layouts

    rows = payer_rows(payers)

    if folder.is_file():
        raise Problem(f'"{folder}" is a file. Choose the name of a new folder.')
    if (folder / FILE_NAME).exists() and not _half_made(folder):
        raise Problem(
            f'"{folder}" already holds a practice. Choose another folder, or go on with: circlebook run {folder}'
        )
    settings = make_folder(folder, slug_of(folder.resolve().name))
    open_workbook(folder, settings).lay_out(layouts(rows))
    line(
        f"Your practice is in {folder}. Open practice.xlsx, begin with the tab Practice, then Staff, Groups and Payers."
    )
    if payers:
        line("In Payers, compare each row with your contract, fill in what is blank, and name the contract in Source.")
    line(f"Then: circlebook check {folder}")
    return 0


def payer_rows(names: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Rows of the tab Payers to begin with. Raises Problem for a payer that nothing is known about."""
    from domain.payers import presets
    from sheets_schema.payers import preset_row

    known = {p.payer.lower(): p for p in presets()}
    for name in names:
        if name.strip().lower() not in known:
            listed = ", ".join(p.payer for p in presets())
            raise Problem(f"Nothing is known about that payer; type its row in Payers. Known are: {listed}.")
    chosen = dict.fromkeys(name.strip().lower() for name in names)
    return {"Payers": [preset_row(known[name]) for name in chosen]}


def _half_made(folder: Path) -> bool:
    """Whether making this practice was cut off: nothing but its settings is there."""
    return [file.name for file in folder.iterdir() if not file.name.startswith(".")] == [FILE_NAME]


def slug_of(name: str) -> str:
    """A short name of small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "practice"
