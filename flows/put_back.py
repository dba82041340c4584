"""The first passes after a ledger was put back: what happened in the gap is looked for before anything is done."""

from collections.abc import Iterable, Iterator, Mapping

from domain import put_back as gaps
from domain.batches import ready_bills
from domain.claims import standing
from domain.effects import AskDecision, DeclineBatch, Effect
from domain.history import Happened, State
from flows.at_hand import know_of
from flows.desk import Pass

Lying = tuple[int, str, Mapping[str, bytes]]
"""A batch whose files lie in the claims folder: control number, batch, bytes by name."""


def close_gap(this: Pass) -> None:
    """The first pass ends the time of which the ledger knows nothing."""
    if this.gap and this.gap.until is None:
        this.desk.ledger.close_gap(this.now)
        this.gap = this.gap.model_copy(update={"until": this.now})


def look_back(this: Pass) -> None:
    """Take in the claim files that lie there unknown, and hold the batches of which nobody knows whether they went."""
    if not gaps.is_watched(this.gap, this.now):
        return
    _known_from_files(this)
    if this.gap and this.gap.until == this.now:  # the first pass: a Yes that stands already may be from the gap
        for batch_id, row in gaps.doubtful_batches(this.practice, this.history):
            _note(f"{gaps.DOUBT}:{batch_id}", "needs_person", {"row": row}, this)
    for key in tuple(gaps.settled_doubts(this.practice, this.history)):
        _note(key, "done", {}, this)
    this.work_out_again()


def _known_from_files(this: Pass) -> None:
    lying = this.desk.claim_files.batches()
    unknown = _unknown(lying, this)
    # The folder keeps the files of all years: what was put away is no file that nobody knows.
    know_of({batch_id for _, batch_id, _ in unknown}, this)
    for number, batch_id, files in _unknown(unknown, this):
        bills = ready_bills(standing(this.undoubted, this.practice, this.history))
        found = gaps.found_batch(batch_id, this.desk.claim_files.read_back(files), bills, this.practice)
        ledger = this.desk.ledger
        if not any(b.batch_id == batch_id for b in this.batches):
            ledger.propose(batch_id, found.lines, this.now)
        ledger.reserve(batch_id, number, found.claims, files, this.now)
        ledger.written(batch_id, this.now)
        _note(f"batch:{batch_id}", "done", {"batch_id": batch_id, "files": " ".join(files)}, this)
        for claim_id in found.left:
            _note(f"{gaps.DOUBT}:{batch_id}:{claim_id}", "needs_person", {"left": claim_id}, this)
        this.batches = ledger.batches()


def _unknown(lying: Iterable[Lying], this: Pass) -> list[Lying]:
    known = {b.control_number for b in this.batches}
    written = {b.batch_id for b in this.batches if b.state not in ("proposed", "declined")}
    return [x for x in lying if x[0] not in known and x[1] not in written]


def not_asked_again(effects: Iterable[Effect], this: Pass) -> Iterator[Effect]:
    """The effects without questions that stand in Decisions already, and without ends of batches that may have gone."""
    if not gaps.is_watched(this.gap, this.now):
        yield from effects
        return
    doubted = gaps.in_doubt(this.history)
    for effect in effects:
        if isinstance(effect, DeclineBatch) and effect.batch_id in doubted:
            continue  # its lines wait for a person; they are not gone
        is_new = isinstance(effect, AskDecision) and effect.key not in this.happened
        row = gaps.row_of(effect, this.practice, this.history) if is_new and isinstance(effect, AskDecision) else None
        if row is None:
            yield effect
        elif not this.dry_run:
            _note(effect.key, "done", {"decision_id": row}, this, effect.kind, effect.digest)


def _note(  # noqa: PLR0913  what an entry of the ledger is made of
    key: str, state: State, detail: dict[str, str], this: Pass, kind: str = gaps.DOUBT, digest: str = ""
) -> None:
    kind = "batch" if key.startswith("batch:") else kind
    this.desk.ledger.begin(key, kind, digest, this.now, detail)
    this.desk.ledger.finish(key, state, this.now)
    before = this.happened.get(key)
    kept = dict(before.detail) if before else {}
    this.remember(
        Happened(
            key=key, kind=kind, state=state, digest=digest, begun=this.now, finished=this.now,
            attempts=before.attempts + 1 if before else 1, detail=kept | detail,
        )
    )  # fmt: skip
