"""What `circlebook doctor` looks at in Google: that the key opens the practice's files, and no others."""

from collections.abc import Iterator
from typing import Literal

from domain.problems import Problem
from flows.composition import google_documents_seen_by, google_files
from flows.desk import Pass
from flows.settings import GooglePart

Looked = tuple[str, Literal["ok", "look", "mend"], str]
SHOWN = 5


def google(this: Pass) -> Iterator[Looked]:
    """Nothing for a practice that keeps a file."""
    said = this.desk.settings.google
    if said is None:
        return
    try:
        seen = google_files(this.desk.folder, this.desk.settings)
    except Problem as problem:
        yield "Google", "mend", str(problem)
        return
    if any(seen.get(one) for one in (said.spreadsheet, *said.more_spreadsheets)):
        yield (
            "Google bin",
            "mend",
            "A spreadsheet of the practice lies in Drive's bin, which is emptied by itself. Take it out.",
        )
    known = {said.spreadsheet, *said.more_spreadsheets, said.intake_form, said.verification_form, said.form_answers}
    others = sorted(file_id for file_id in seen if file_id not in known)
    if others:
        some = ", ".join(others[:SHOWN]) + ("" if len(others) <= SHOWN else " ...")
        yield (
            "Google files",
            "mend",
            f"The key also opens {len(others)} files that are not this practice's. Take their sharing back: {some}",
        )
    else:
        yield "Google files", "ok", f"The key opens {len(seen)} files, all of them this practice's."
    if said.documents is not None:
        yield _documents(this, said)
    if said.address is not None:
        yield "Google", "look", "This is an emulator on this computer, not Google."
    elif said.agreement is not None:
        yield "Google agreement", "ok", f"On file since {said.agreement.isoformat()}."


def _documents(this: Pass, said: GooglePart) -> Looked:
    """Whether documents can be written, and for whose eyes they are."""
    try:
        others = google_documents_seen_by(this.desk.folder, said)
        many = len(this.desk.documents.listing())
    except Problem as problem:
        return "documents in Drive", "mend", str(problem)
    if any("@" not in who for who in others):
        return (
            "documents in Drive",
            "mend",
            "The folder of the notes is open to people who are not named. Share it with single addresses only.",
        )
    return "documents in Drive", "ok", f"{many} lie there. The folder is shared with {len(others)} others by name."
