"""`circlebook new --google`: an empty practice in Google, made by a person and shared with Circlebook's account."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from domain.problems import Problem
from flows.moment import moment
from flows.new import payer_rows, slug_of
from flows.screen import line, say
from flows.settings import FILE_NAME, read_settings

KEY, PERSON_KEY = "google-key.json", "google-person.json"
DOCUMENTS = """
documents = "{folder}"   # notes and other documents, as Word files in your Drive
documents_key = "{key}\""""
TEXT = """# The settings of one practice. What people decide day by day stands in the spreadsheet.
practice = "{slug}"

[google]
spreadsheet = "{spreadsheet}"
intake_form = "{intake}"
verification_form = "{verification}"
agreement = {agreement}{documents}{address}

[texts]
live = false          # texts stay in outbox/texts.jsonl until this is true
"""


def new_on_google(folder: Path, client: Path | None, agreement: str, payers: Sequence[str] = ()) -> int:
    """Ask a person to agree in the browser, then make the spreadsheet and the forms. May be run again."""
    from flows.composition import google_person

    day, rows = _agreed(agreement), payer_rows(payers)
    _refuse(folder)
    if client is None:
        raise Problem("Which file says who this program is? Download it from Google Cloud: --client client_secret.json")
    say("Your browser asks whether Circlebook may make files in your Google Drive.")
    make_practice(folder, google_person(client), day, rows=rows)
    return 0


def _agreed(agreement: str) -> str:
    day = moment(agreement)
    if day is None:
        raise Problem(
            "Before health data goes to Google: on which day was its agreement (BAA) accepted? --agreement 2026-01-15"
        )
    return day.date().isoformat()


def _refuse(folder: Path) -> None:
    if folder.is_file():
        raise Problem(f'"{folder}" is a file. Choose the name of a new folder.')
    if (folder / FILE_NAME).exists() and read_settings(folder).google is None:
        raise Problem(f'"{folder}" already holds a practice with a workbook. Choose another folder.')
    if not (folder / KEY).exists():
        raise Problem(f"Put the key file of Circlebook's own account into {folder} first, with the name {KEY}.")


def make_practice(folder: Path, owner: Any, agreement: str, address: str = "", rows: Any = None) -> None:
    """The practice's files in the Drive of the owner (an account from the composition root), and the settings that name them; what is there already stays."""
    from flows.composition import google_address, google_office, keep_person, open_workbook_of
    from sheets_schema.intake_form import intake_form
    from sheets_schema.layout import layouts
    from sheets_schema.verification_form import verification_form

    slug, ours = slug_of(folder.resolve().name), google_address(folder / KEY)
    known = read_settings(folder).google if (folder / FILE_NAME).exists() else None
    office = google_office(owner, slug)
    spreadsheet = office.spreadsheet(f"Practice {slug}", ours)
    if known is None or not known.more_spreadsheets:  # else a tab that lacks here stands in another file
        open_workbook_of(owner, spreadsheet).lay_out(layouts(rows))
    made = {form.name: office.form(form, ours) for form in (intake_form(), verification_form())}
    notes = office.folder(f"Notes {slug}")
    # A second agreement of the same person takes the place of the first, which may have ended; nobody else's does.
    is_kept = keep_person(owner, folder / PERSON_KEY, anew=known is not None and known.spreadsheet == spreadsheet)
    if known is None:
        more = f'\naddress = "{address}"' if address else ""
        documents = DOCUMENTS.format(folder=notes, key=PERSON_KEY) if is_kept else ""
        places = {"spreadsheet": spreadsheet, "documents": documents, "address": more, **made}
        said = TEXT.format(slug=slug, agreement=agreement, **places)
        (folder / FILE_NAME).touch(mode=0o600)
        (folder / FILE_NAME).write_text(said, encoding="utf-8")
    line(f"Your practice is in Google Drive: https://docs.google.com/spreadsheets/d/{spreadsheet}")
    line(f"Its forms: https://docs.google.com/forms/d/{made['intake']} (new clients) and")
    line(f"           https://docs.google.com/forms/d/{made['verification']} (calls to payers)")
    line(f"Its notes: https://drive.google.com/drive/folders/{notes} (share it with your clinicians by name)")
    line(f"Begin with the tab Practice. Then: circlebook check {folder}")
