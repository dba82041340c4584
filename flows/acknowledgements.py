"""`circlebook receive`: what payers and clearinghouses answered about claims that were sent."""

import stat
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from domain.acknowledgements import KIND, REMITTANCE, Told, received
from domain.problems import Problem
from domain.remitted import remitted, total_of
from domain.settled import KIND as PAID
from domain.whose_answer import Marks
from domain.wording import counted, dollars
from flows.desk import Desk
from flows.moment import moment
from flows.screen import answer, line, table

MOST_BYTES = 100_000_000
QUIET = frozenset({"sent", "accepted", "paid", "kept back"})
"""States after which nobody need do anything."""
HEAD = 400
"""How much of a claim file says who sent it and when: ISA, GS and ST."""


def run_receive(folder: Path, files: Sequence[Path], today: str, *, as_json: bool) -> int:
    """Read the files; 1 when something came back or is not known here."""
    from flows.composition import open_desk

    contents = [(file.name, _bytes(file)) for file in files]
    desk = open_desk(folder, moment(today))
    told = [(name, each) for name, content in contents for each in receive(desk, content)]
    if as_json:
        answer({"answers": [
            {"file": name, "about": t.about, "state": t.state, "new": t.is_new, "sentence": t.sentence} for name, t in told
        ]})  # fmt: skip
    else:
        _show(told)
    return int(any(t.state not in QUIET for _, t in told if t.is_new))


def receive(desk: Desk, content: bytes) -> list[Told]:
    """What one file says, kept in the ledger; an answer that was read before changes nothing."""
    acks = [a for a in desk.read_answers(content) if a.kind != REMITTANCE]
    payments = desk.read_remittances(content)
    now = desk.clock.now()
    now = now if now.tzinfo else now.replace(tzinfo=UTC)
    with desk.ledger.lease("receive"):
        history, also = desk.ledger.whole_history(), desk.settings.claims.answers_to
        told = list(received(acks, history, cache(partial(_marks_of, desk)), also))
        paid = list(remitted(payments, history, now.date()))
        _keep(desk, KIND, told, now)
        _keep(desk, PAID, paid, now)
    return told + paid


def _keep(desk: Desk, kind: str, told: Sequence[Told], now: datetime) -> None:
    fresh = [t for t in told if t.key and t.is_new]
    if fresh:
        desk.ledger.begin_many([(t.key, kind, t.key.rpartition(":")[2], t.detail) for t in fresh], now)
        desk.ledger.finish_many([t.key for t in fresh], "done", now)


def _marks_of(desk: Desk, batch_id: str) -> Marks:
    """What the file of a batch says of itself, by its frozen bytes."""
    files = desk.ledger.reserved_files(batch_id)
    head = next((content[:HEAD] for name, content in files.items() if name.endswith(".837")), b"")
    return desk.read_answers(head)[0].marks if head else Marks()


def _bytes(file: Path) -> bytes:
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # a folder; a device or a pipe may never end
            raise Problem(f'"{file}" is no file. Save what the payer sent as a file, and name that.')
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise Problem(f'"{file}" cannot be read ({error.strerror}). Check its name and try again.') from None
    if len(content) > MOST_BYTES:
        raise Problem(f'"{file}" is too large for an answer file. Check that it is the one you meant.')
    return content


def _show(told: Sequence[tuple[str, Told]]) -> None:
    if not told:
        line("Nothing in the file says what became of a claim.")
        return
    quiet = [t for _, t in told if t.is_new and t.state in ("sent", "accepted")]
    paid = [t for _, t in told if t.is_new and "money" in t.detail]
    loud = [(name, t) for name, t in told if t.is_new and t.state not in ("sent", "accepted", "paid")]
    known = sum(not t.is_new for _, t in told)
    if quiet:
        states = {state: sum(t.state == state for t in quiet) for state in ("accepted", "sent")}
        line(f"{states['accepted']} accepted, {states['sent']} received. The tab Claims shows it after the next pass.")
    if paid:
        line(
            f"{dollars(total_of(paid))} in all for {counted(len(paid), 'claim')}. "
            "The tabs Claims and Payments show it after the next pass."
        )
    if loud:
        table("What to look at", ("file", "state", "what"), [(name, t.state, t.sentence) for name, t in loud])
    if known:
        line(f"{known} answered before; nothing changed for them.")
