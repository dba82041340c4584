"""`circlebook explain CLAIM --packet FILE`: all that stands behind one claim, as a Word file or a PDF."""

from pathlib import Path

from domain import rollcall
from domain.claims import claim_lines
from domain.coverage import calls_about, part2
from domain.notes import note_statuses
from domain.packet import packet
from domain.problems import Problem
from domain.views import NoteStatus
from flows.desk import Pass

KINDS = (".docx", ".pdf")


def write_packet(this: Pass, about: str, target: Path) -> None:
    """Write the packet of a claim or visit; raises Problem when there is none, or the file cannot be made."""
    if target.suffix.lower() not in KINDS:
        raise Problem(f"A packet is a Word file or a PDF. Name it so, like: --packet {about.replace('/', '-')}.docx")
    if target.exists():
        raise Problem(f'"{target}" is there already. Choose another name for the packet.')
    found = [
        x for x in claim_lines(this.wanted, this.practice, this.history, past=True) if about in (x.claim_id, x.visit_id)
    ]
    if not found:
        raise Problem(f'"{about}" has no claim line. Type a claim or visit ID as it stands in the tab Claims.')
    _refuse_without_consent(this, found[0].visit_id)
    lines = [x for x in found if x.visit_id == found[0].visit_id]
    note = {n.visit_id: n for n in note_statuses(this.practice, this.history, this.now)}.get(lines[0].visit_id)
    if note and _is_edited(this, note):
        note = note.model_copy(update={"missing": (*note.missing, "The file was edited by hand after it was made")})
    calls = calls_about(this.practice.verifications_about.get(lines[0].client_id, ()), lines[0].payer)
    paper = packet(this.practice, this.history, lines, note, tuple(reversed(calls)))
    content = this.desk.render_paper(paper, None)
    word = target if target.suffix.lower() == ".docx" else target.with_suffix(".docx")
    try:
        _write(word, content)
        if word != target:
            _print(word)
    except OSError as error:
        raise Problem(f'"{target}" cannot be written ({error.strerror}). Choose another place.') from None


def _refuse_without_consent(this: Pass, visit_id: str) -> None:
    """Nothing about a member of a program for substance use leaves before they agreed (ruling 19)."""
    visit = this.practice.visit.get(visit_id)
    session = this.practice.session.get(visit.session_id) if visit else None
    group = this.practice.group.get(session.group_id) if session else None
    client = this.practice.client.get(visit.client_id) if visit else None
    if group and client and (why := part2(client, group, rollcall.today(this.practice.details, this.now))):
        raise Problem(why[0].sentence)


def _is_edited(this: Pass, note: NoteStatus) -> bool:
    """Whether the note's file is another than the one that was written."""
    if not note.file:
        return False
    written = this.happened[f"note:{note.visit_id}"].detail.get("fingerprint", "")
    found = this.desk.documents.fingerprint(note.file)
    return bool(written and found and found != written)


def _write(path: Path, content: bytes) -> None:
    if path.exists():
        raise Problem(f'"{path}" is there already. Choose another name for the packet.')
    path.touch(mode=0o600)
    path.write_bytes(content)


def _print(word: Path) -> None:
    from flows.composition import office

    program = office()
    made = program.print([word]) if program else []
    word.unlink()
    if not made:
        raise Problem("A PDF needs LibreOffice, which is not here or could not make it. Name the packet with .docx.")
