"""Writing notes: a file that nobody has touched is kept current, a touched or signed one gets a version beside it."""

import hashlib
from collections.abc import Mapping, Sequence

from domain.effects import AppendRow, AskDecision, MarkNote, WriteNote
from domain.history import Happened
from domain.problems import Problem
from domain.reasons import Hold, Reason
from domain.versions import Earlier
from flows.desk import Pass

Detail = Mapping[str, str]


def write_notes(notes: Sequence[WriteNote | MarkNote], this: Pass) -> None:
    """All notes of a pass are begun in one stroke and ended in one: a killed pass finds its files and adopts them."""
    ledger = this.desk.ledger
    ledger.begin_many([(n.key, n.kind, n.digest, {}) for n in notes], this.now)
    ended: list[tuple[str, Detail]] = []
    for note in notes:
        try:
            detail = {"inputs": note.inputs} if isinstance(note, MarkNote) else _written(note, this)
        except Problem as problem:
            this.problems.append(Hold(about=note.visit_id, reason=Reason(code=problem.code, sentence=str(problem))))
            continue
        before = this.happened.get(note.key)
        ended.append((note.key, detail))
        remember_done(note, this, (dict(before.detail) if before else {}) | dict(detail))
    ledger.finish_each(ended, "done", this.now)
    this.files = None


def _written(note: WriteNote, this: Pass) -> Detail:
    documents = this.desk.documents
    name, signed_as = _placed(note, this, this.happened.get(note.key))
    return {
        "inputs": note.inputs,
        "parts": note.parts,
        "file": name,
        "fingerprint": documents.fingerprint(name) or "",
        "signed_as": signed_as,
    }


def _placed(note: WriteNote, this: Pass, before: Happened | None) -> tuple[str, str]:
    """The note's file, and the mark of a file edited by hand that now lacks the signature its row has."""
    documents = this.desk.documents
    kept = before.detail if before else {}
    earlier = kept.get("file", "")
    if not earlier:
        return documents.write(_path(note), this.desk.render_note(note.content, None)), ""
    if not note.amends:
        content = this.desk.render_note(note.content, None)
        found = documents.fingerprint(earlier)
        if found is None:
            return documents.write(_path(note), content), ""
        mine = hashlib.sha256(content).hexdigest()
        if found == mine or documents.replace(earlier, content, kept.get("fingerprint", "")):
            return earlier, ""
        if note.only_signs:
            return earlier, found
    version = Earlier(file=earlier.rpartition("/")[2], changed=note.changed, was_signed=note.amends)
    return documents.write(_path(note), this.desk.render_note(note.content, version)), ""


def _path(note: WriteNote) -> str:
    return f"{'/'.join(map(opaque, note.folder.split('/')))}/{opaque(note.visit_id)}.docx"


def opaque(row_id: str) -> str:
    """An ID as a file's name: no name of a person in a folder's list, and no sign that a disk refuses."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in row_id)


def remember_done(effect: WriteNote | MarkNote | AppendRow | AskDecision, this: Pass, detail: Detail) -> None:
    """Take note in this pass of an effect that the ledger was told of together with others."""
    before = this.happened.get(effect.key)
    done = Happened(
        key=effect.key,
        kind=effect.kind,
        state="done",
        digest=effect.digest,
        begun=this.now,
        finished=this.now,
        attempts=before.attempts + 1 if before else 1,
        detail=detail,
    )
    this.remember(done)
    this.done.append((effect.key, effect.kind, "done"))
