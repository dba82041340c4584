"""Writing notes and other documents: a file that nobody has touched is kept current, a touched or signed one gets a version beside it."""

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import assert_never

from domain.effects import AppendRow, AskDecision, MarkNote, WriteDocument, WriteNote
from domain.history import Happened
from domain.problems import Problem
from domain.put_back import TOUCHED, is_watched, newest_version
from domain.reasons import Hold, Reason
from domain.versions import Earlier
from flows.desk import Pass

Detail = dict[str, str]


def write_documents(effects: Sequence[WriteNote | MarkNote | WriteDocument], this: Pass) -> None:
    """All files of a pass are begun in one stroke and ended in one: a killed pass finds its files and adopts them."""
    ledger = this.desk.ledger
    ledger.begin_many([(e.key, e.kind, e.digest, {}) for e in effects], this.now)
    ended: list[tuple[str, Detail]] = []
    for effect in effects:
        try:
            detail = _detail(effect, this)
        except Problem as problem:
            about = effect.about if isinstance(effect, WriteDocument) else effect.visit_id
            this.problems.append(Hold(about=about, reason=Reason(code=problem.code, sentence=str(problem))))
            continue
        before = this.happened.get(effect.key)
        ended.append((effect.key, detail))
        remember_done(effect, this, (dict(before.detail) if before else {}) | dict(detail))
    ledger.finish_each(ended, "done", this.now)
    this.files = None
    if this.desk.settings.documents.pdf:
        files = dict(ended)
        this.desk.documents.print(
            [files[e.key]["file"] for e in effects if _is_finished(e) and "file" in files.get(e.key, {})]
        )


def _is_finished(effect: WriteNote | MarkNote | WriteDocument) -> bool:
    """Whether a document is no draft: only such are printed to be kept."""
    if isinstance(effect, WriteNote):
        return bool(effect.content.signed)
    return isinstance(effect, WriteDocument) and not effect.content.missing


def _detail(effect: WriteNote | MarkNote | WriteDocument, this: Pass) -> Detail:
    match effect:
        case MarkNote():
            return {"inputs": effect.inputs}
        case WriteDocument():
            path = _path(effect.folder, effect.name)
            paper = partial(this.desk.render_paper, effect.content)
            if forgotten := _forgotten(path, effect.key, paper, this):
                return forgotten | effect.keeps
            return _found(_placed(path, this, this.happened.get(effect.key), paper), this) | effect.keeps
        case WriteNote():
            return {
                "inputs": effect.inputs,
                "parts": effect.parts,
                "says": effect.says,
                "reviewed_on": effect.reviewed_on,
                **_note(effect, this),
            }
        case _:
            assert_never(effect)


def _note(note: WriteNote, this: Pass) -> Detail:
    before = this.happened.get(note.key)
    path = _path(note.folder, note.visit_id)
    render = partial(this.desk.render_note, note.content)
    earlier = before.detail.get("file", "") if before else ""
    if forgotten := _forgotten(path, note.key, render, this):
        return forgotten
    if note.amends and earlier:
        return _found(this.desk.documents.write(path, render(_earlier(earlier, note))), this)
    if note.only_signs and earlier and before and _is_edited(before, render(None), this):
        return {"signed_as": this.desk.documents.fingerprint(earlier) or ""}
    return _found(_placed(path, this, before, render, note), this)


def _found(name: str, this: Pass) -> Detail:
    return {"file": name, "fingerprint": this.desk.documents.fingerprint(name) or "", "signed_as": ""}


def _earlier(file: str, note: WriteNote | None) -> Earlier:
    name = file.rpartition("/")[2]
    return Earlier(file=name, changed=note.changed, was_signed=note.amends) if note else Earlier(file=name)


def _is_edited(before: Happened, content: bytes, this: Pass) -> bool:
    """Whether the file lies there and is neither what was written last nor what would be written now."""
    found = this.desk.documents.fingerprint(before.detail.get("file", ""))
    return found is not None and found not in (before.detail.get("fingerprint"), _print(content))


def _print(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _placed(
    path: str,
    this: Pass,
    before: Happened | None,
    render: Callable[[Earlier | None], bytes],
    note: WriteNote | None = None,
) -> str:
    """The file that now says what it should: its own, kept current while untouched, or a version beside it."""
    documents = this.desk.documents
    kept = before.detail if before else {}
    earlier, content = kept.get("file", ""), render(None)
    found = documents.fingerprint(earlier) if earlier else None
    if found is None:
        return documents.write(path, content)
    if found == _print(content) or documents.replace(earlier, content, kept.get("fingerprint", "")):
        return earlier
    return documents.write(path, render(_earlier(earlier, note)))


def _forgotten(path: str, key: str, render: Callable[[Earlier | None], bytes], this: Pass) -> Detail:
    """The newest file of a document that a put-back ledger forgot, as one that a person may have worked in."""
    before = this.happened.get(key)
    if not is_watched(this.gap, this.now) or (before and "file" in before.detail):
        return {}
    newest = newest_version(path, this.history.files or {})
    if newest is None or this.desk.documents.fingerprint(newest) == _print(render(None)):
        return {}
    return {"file": newest, "fingerprint": TOUCHED, "signed_as": ""}


def _path(folder: str, name: str) -> str:
    folders = [opaque(part) for part in folder.split("/") if part]
    return "/".join([*folders, f"{opaque(name)}.docx"])


def opaque(row_id: str) -> str:
    """An ID as a file's name: no name of a person in a folder's list, and no sign that a disk refuses."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in row_id)


def remember_done(
    effect: WriteNote | MarkNote | WriteDocument | AppendRow | AskDecision, this: Pass, detail: Detail
) -> None:
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
