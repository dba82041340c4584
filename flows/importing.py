"""`circlebook import`: an old sheet as rows of the practice's own tabs, after a look at what would be added."""

import os
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.problems import Problem
from flows.moment import moment
from flows.screen import answer, line, table

if TYPE_CHECKING:
    from flows.desk import Pass
    from sheets_schema.oldsheets import Choices, Proposal, Said

_SHOWN = 40
"""How many questions and remarks a screen gets; the program's answer has them all."""


def run_import(  # noqa: PLR0913  each is an option of the command
    folder: Path, file: Path, today: str, *, yes: bool, group: str, means: Sequence[str], as_json: bool
) -> int:
    """Show what an old file would add, and with ``yes`` add it; 1 when something is asked and stays out."""
    from flows.composition import open_desk, read_old_file

    desk = open_desk(folder, moment(today))
    if os.path.realpath(file) == os.path.realpath(folder / desk.settings.workbook):  # a link in a circle, too
        raise Problem(f"{file.name} is the practice's own workbook. Give the old file that is to be brought in.")
    grids = read_old_file(file)
    with desk.ledger.lease(f"import-{uuid.uuid4().hex[:8]}"):
        this, proposal = _proposed(desk, grids, group, means, yes=yes)
        if yes and proposal.rows:
            _bring_in(this, proposal)
    if as_json:
        answer(_as_json(proposal, brought_in=yes))
    else:
        _show(proposal, file, folder, brought_in=yes)
    return int(bool(proposal.questions))


def _proposed(desk: Any, grids: Any, group: str, means: Sequence[str], *, yes: bool) -> "tuple[Pass, Proposal]":
    from domain import rollcall
    from flows.at_hand import know_everything
    from flows.passes import open_pass
    from sheets_schema.oldsheets import propose, standing

    this = open_pass(desk, dry_run=not yes)
    know_everything(this)
    _refuse_stopped(this)
    today = rollcall.today(this.practice.details, this.now)
    return this, propose(grids, standing(this.reading, this.history, today), _choices(this, group, means))


def _refuse_stopped(this: "Pass") -> None:
    """Rows added to a tab that cannot be read might stand there already."""
    wanted = ("Clients", "Roster", "Groups", "Waitlist", "Verifications", "Sessions", "Attendance")
    stopped = next((title for title in wanted if this.reading.tabs[title].stopped), None)
    if stopped:
        raise Problem(
            f"The tab {stopped} cannot be read. Put it right first, as circlebook check says, then try again."
        )


def _choices(this: "Pass", group: str, means: Sequence[str]) -> "Choices":
    from domain.lists import Mark
    from sheets_schema.oldsheets import Choices, plain_mark

    wanted = group.strip().upper()
    known = [g.group_id for g in this.practice.groups]
    if wanted and wanted not in known:
        raise Problem(f'There is no group "{group}". There are: {", ".join(known) or "none yet"}.')
    told = {}
    for said in means:
        sign, _, word = said.partition("=")
        if not sign.strip() or not isinstance(plain_mark(word), Mark):
            raise Problem(
                f'--means cannot be "{said}". Write it like this: --means "A=No-show". Marks: {", ".join(Mark)}.'
            )
        told[sign.strip()] = word.strip()
    return Choices(wanted, told)


def _bring_in(this: "Pass", proposal: "Proposal") -> None:
    from domain.effects import AppendRow
    from flows.apply import apply

    apply(
        [
            AppendRow(
                key=f"row:{row.tab}:{row.row_id}",
                tab=row.tab,
                row_id=row.row_id,
                cells=dict(row.cells),
                source=row.source,
            )
            for row in proposal.rows
        ],
        this,
    )
    this.desk.ledger.audit("import", f"{len(proposal.rows)} rows", this.now)


def _show(proposal: "Proposal", file: Path, folder: Path, *, brought_in: bool) -> None:
    lists = [
        (str(f.place), f.words, f.group, str(f.entries), str(f.new), str(f.known), str(f.asked), str(f.left))
        for f in proposal.lists
    ]
    if lists:
        headings = ("where", "what it is", "group", "entries", "new", "known", "asked", "left")
        table(f"What stands in {file.name}", headings, lists)
    _show_said("What I must ask first (these stay out)", proposal.questions)
    _show_said("How I took the rest", proposal.notes)
    counts = [(tab, str(n)) for tab, n in proposal.counts().items()]
    if not counts:
        line("There is nothing to add.")
        return
    table("Added" if brought_in else "What would be added", ("tab", "rows"), counts)
    if brought_in:
        line(f"It is in. Next: circlebook check {folder}")
    else:
        line("Nothing is written yet. To bring it in, give the same command with --yes.")


def _show_said(title: str, said: "Sequence[Said]") -> None:
    if said:
        rows = [(str(s.place), s.sentence) for s in said[:_SHOWN]]
        more = len(said) - _SHOWN
        table(
            title,
            ("where", "what"),
            [*rows, *([("", f"... and {more} more: see them with --json.")] if more > 0 else [])],
        )


def _as_json(proposal: "Proposal", *, brought_in: bool) -> dict[str, Any]:
    return {
        "brought_in": brought_in,
        "adds": proposal.counts(),
        "lists": [
            {
                "tab": f.place.tab, "cell": f.place.cell, "kind": f.words, "group": f.group, "entries": f.entries,
                "new": f.new, "known": f.known, "asked": f.asked, "left": f.left,
            }
            for f in proposal.lists
        ],
        "questions": [_said(s) for s in proposal.questions],
        "notes": [_said(s) for s in proposal.notes],
    }  # fmt: skip


def _said(one: "Said") -> dict[str, str]:
    return {"tab": one.place.tab, "cell": one.place.cell, "code": one.code, "sentence": one.sentence}
