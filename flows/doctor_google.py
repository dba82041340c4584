"""What `circlebook doctor` looks at in Google: that the key opens the practice's files, and no others."""

from collections.abc import Iterator
from typing import Literal

from domain.problems import Problem
from flows.composition import google_files
from flows.desk import Pass

Looked = tuple[str, Literal["ok", "look", "mend"], str]
SHOWN = 5


def google(this: Pass) -> Iterator[Looked]:
    """Nothing for a practice that keeps a file."""
    said = this.desk.settings.google
    if said is None:
        return
    try:
        seen = dict(google_files(this.desk.folder, this.desk.settings))
    except Problem as problem:
        yield "Google", "mend", str(problem)
        return
    known = {said.spreadsheet, said.intake_form, said.verification_form}
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
    if said.address is not None:
        yield "Google", "look", "This is an emulator on this computer, not Google."
    elif said.agreement is not None:
        yield "Google agreement", "ok", f"On file since {said.agreement.isoformat()}."
