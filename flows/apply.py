"""Carrying out what was decided: the ledger is asked first, then the outside world, then the ledger is told."""

from collections.abc import Iterable, Mapping
from typing import assert_never

from domain.decisions import ASKED, mark_of
from domain.effects import (
    AppendRow,
    AskDecision,
    DeclineBatch,
    Effect,
    KeepOptOut,
    MarkNote,
    ProposeBatch,
    SendMail,
    SendText,
    TakeReply,
    Withdraw,
    WriteBatch,
    WriteDocument,
    WriteNote,
)
from domain.history import Happened, State
from domain.problems import Problem, RowsRefused, WorkbookChanged
from domain.questions import MISSED
from domain.reasons import Hold, Reason
from domain.replies import detail_of
from flows.desk import Pass
from flows.mailing import send_mail, settle_mails
from flows.texting import look_after_texts, send_text
from flows.writing import remember_done, write_documents
from sheets_schema.grid import Written

Alone = SendText | TakeReply | KeepOptOut | SendMail | ProposeBatch | DeclineBatch | WriteBatch | Withdraw
"""Effects that are carried out one by one."""


def apply(effects: Iterable[Effect], this: Pass) -> None:
    """Let each effect happen once; rows of people's tabs are appended together, so that the workbook is written once."""
    rows: list[AppendRow | AskDecision] = []
    written: list[WriteNote | MarkNote | WriteDocument] = []
    for effect in effects:
        if isinstance(effect, AppendRow | AskDecision):
            rows.append(effect)
            continue
        if isinstance(effect, WriteNote | MarkNote | WriteDocument):
            written.append(effect)
            continue
        try:
            _carry_out(effect, this)
        except WorkbookChanged:
            raise
        except Problem as problem:
            # One text or note that cannot be made holds only itself; the next pass tries it again.
            if isinstance(effect, TakeReply):
                this.replies_read = False  # it may say STOP, and nobody would know
            this.problems.append(Hold(about=about(effect), reason=Reason(code=problem.code, sentence=str(problem))))
    if written:
        write_documents(written, this)
    if rows:
        _append(rows, this)


def _carry_out(effect: Alone, this: Pass) -> None:
    match effect:
        case SendText():
            send_text(effect, this, _begin, _finish)
        case TakeReply():
            _begin(effect, this, detail_of(effect))
            _finish(effect, this, "done", {})
        case KeepOptOut():
            _begin(effect, this, {"phone": effect.phone, "on": effect.on.isoformat()})
            _finish(effect, this, "done", {})
        case SendMail():
            send_mail(effect, this, _begin, _finish)
        case ProposeBatch():
            _begin(effect, this, {})
            this.desk.ledger.propose(effect.batch_id, effect.lines, this.now)
            _finish(effect, this, "done", {})
        case DeclineBatch():
            _begin(effect, this, {"because": effect.reasons[0].code} if effect.reasons else {})
            this.desk.ledger.decline(effect.batch_id, this.now)
            _finish(effect, this, "done", {})
        case Withdraw():
            _begin(effect, this, {})
            _finish(effect, this, "done", {})
        case WriteBatch():
            _write_batch(effect, this)
        case _:
            assert_never(effect)
    if isinstance(effect, ProposeBatch | DeclineBatch | WriteBatch):
        this.batches = this.desk.ledger.batches()


def about(effect: Effect) -> str:
    """The ID of the row that an effect serves."""
    match effect:
        case (
            AppendRow(row_id=row)
            | AskDecision(about=row)
            | WriteDocument(about=row)
            | Withdraw(about=row)
            | SendText(client_id=row)
            | SendMail(about=row)
            | KeepOptOut(phone=row)
            | WriteNote(visit_id=row)
            | MarkNote(visit_id=row)
        ):
            return row
        case TakeReply():
            return effect.visit_id or " ".join(effect.client_ids)
        case ProposeBatch() | DeclineBatch() | WriteBatch():
            return effect.batch_id
        case _:
            assert_never(effect)


def _begin(effect: Effect, this: Pass, detail: Mapping[str, str]) -> None:
    this.desk.ledger.begin(effect.key, effect.kind, effect.digest, this.now, detail)
    before = this.happened.get(effect.key)
    kept = dict(before.detail) if before else {}
    this.remember(
        Happened(
            key=effect.key,
            kind=effect.kind,
            state="inflight",
            digest=effect.digest,
            begun=this.now,
            attempts=before.attempts + 1 if before else 1,
            detail=kept | dict(detail),
        )
    )


def _finish(effect: Effect, this: Pass, state: State, detail: Mapping[str, str]) -> None:
    this.desk.ledger.finish(effect.key, state, this.now, detail)
    begun = this.happened[effect.key]
    this.remember(
        begun.model_copy(update={"state": state, "finished": this.now, "detail": dict(begun.detail) | dict(detail)})
    )
    this.done.append((effect.key, effect.kind, state))


def _append(rows: list[AppendRow | AskDecision], this: Pass) -> None:
    placed = [_placed(row) for row in rows]
    details = [_kept(row) for row in rows]
    this.desk.ledger.begin_many([(r.key, r.kind, r.digest, d) for r, d in zip(rows, details, strict=True)], this.now)
    by_tab: dict[str, list[list[Written]]] = {}
    for tab, cells in placed:
        title = this.reading.title_of(tab)
        by_tab.setdefault(title, []).append(_in_live_order(cells, this.reading.columns[tab]))
    try:
        this.token = this.desk.workbook.append(this.token, by_tab)
    except RowsRefused as refused:
        _wait(rows, details, this)
        why = Reason(code=refused.code, sentence=str(refused))
        this.problems.extend(Hold(about=tab, reason=why) for tab in dict.fromkeys(tab for tab, _ in placed))
        return
    this.appended = True
    this.desk.ledger.finish_many([r.key for r in rows], "done", this.now)
    for row, detail in zip(rows, details, strict=True):
        remember_done(row, this, detail)


def _wait(rows: Iterable[AppendRow | AskDecision], details: Iterable[Mapping[str, str]], this: Pass) -> None:
    """Rows that nobody took come again at the next pass; a question keeps the ID that it got."""
    this.desk.ledger.finish_many([row.key for row in rows], "ready", this.now)
    for row, detail in zip(rows, details, strict=True):
        begun = Happened(
            key=row.key,
            kind=row.kind,
            state="ready",
            digest=row.digest,
            begun=this.now,
            attempts=1,
            detail=dict(detail),
        )
        this.remember(begun)


def _kept(row: AppendRow | AskDecision) -> dict[str, str]:
    """What the ledger keeps of a new row beside its key: opaque IDs and fingerprints."""
    if isinstance(row, AskDecision):
        return {"decision_id": row.decision_id, ASKED: mark_of(row.decision_kind, row.about)}
    return {"source": row.source, "inputs": row.inputs} if row.source else {}


def _placed(row: AppendRow | AskDecision) -> tuple[str, Mapping[str, Written]]:
    if isinstance(row, AppendRow):
        return row.tab, row.cells
    return "Decisions", {
        "decision_id": row.decision_id,
        "asked_on": row.asked_on,
        "kind": row.decision_kind,
        "about": row.about,
        "question": row.question,
        "why": row.why,
        "proposed_text": row.proposed_text,
    }


def _in_live_order(cells: Mapping[str, Written], columns: Mapping[str, int]) -> list[Written]:
    row: list[Written] = [None] * (max(columns.values()) + 1)
    for field, value in cells.items():
        if field in columns:  # a person may have taken a column away
            row[columns[field]] = value
    return row


def _write_batch(effect: WriteBatch, this: Pass) -> None:
    ledger = this.desk.ledger
    _begin(effect, this, {"batch_id": effect.batch_id})
    reserved = ledger.reserved_files(effect.batch_id)
    if not reserved:
        number = ledger.next_control_number()
        while this.desk.claim_files.has(f"{number:09d}.837"):  # a ledger put back from a backup counts from behind
            number = ledger.next_control_number()
        details = this.practice.details
        reserved = this.desk.claim_writer(
            effect.claims, effect.lines, details, number, this.now.astimezone(details.zone)
        )
        ledger.reserve(effect.batch_id, number, effect.claims, reserved, this.now)
    for name, content in reserved.items():
        this.desk.claim_files.write(name, content)
    ledger.written(effect.batch_id, this.now)
    _finish(effect, this, "done", {"batch_id": effect.batch_id, "files": " ".join(reserved)})


def settle(this: Pass) -> None:
    """End what a pass before this one began and did not finish, by looking at what is there."""
    look_after_texts(this)
    settle_mails(this)
    for happened in [h for h in this.happened.values() if h.state in ("inflight", "unknown")]:
        if ended := _ended(happened, this):
            state, detail = ended
            this.desk.ledger.finish(happened.key, state, this.now, detail)
            this.remember(happened.model_copy(update={"state": state, "detail": dict(happened.detail) | detail}))


def _ended(happened: Happened, this: Pass) -> tuple[State, dict[str, str]] | None:
    if happened.kind == "row":
        _, tab, row_id = happened.key.split(":", 2)
        return ("done", {}) if row_id in this.reading.row_numbers.get(tab, {}) else ("ready", {})
    if happened.kind == "decision":
        stands = happened.detail.get("decision_id") in this.reading.row_numbers.get("Decisions", {})
        if stands or this.desk.workbook.exact:
            return ("done" if stands else "ready"), {}
        return "done", {MISSED: this.now.isoformat()}  # it may stand there, and the answer fell short
    if happened.kind in ("reply", "optout"):
        return "ready", {}  # the carrier's list, or the row, still shows it
    return None  # notes, batches and proposals are found and adopted when they are decided again
