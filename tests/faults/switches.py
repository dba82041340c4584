"""What the sown faults put in place of the product's own functions."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from connectors.documents.folder import NoteFolder
from connectors.ledger import effects, kept
from connectors.ledger.ledger import SqlLedger
from connectors.twilio.live import TwilioTexts
from domain import batches, note_one, reminders, text_plan
from domain.lists import YesNo
from domain.problems import SendUnknown
from flows import apply
from sheets_schema import reader, reading
from sheets_schema.grid import Snapshot
from sheets_schema.tab import fields_of

ELSEWHERE = ZoneInfo("America/Los_Angeles")
_SEND, _RECEIVED, _TOLD, _KEPT = TwilioTexts.send, TwilioTexts.received, effects.told, kept.kept
_BEGIN, _FINISH = SqlLedger.begin, SqlLedger.finish
_SEND_TEXT, _ANSWER, _HEADINGS = apply.send_text, batches.answer, reader.find_headings
_CLAIM_OF, _WRITE, _MAY_SEND = batches.claim_of, batches._write, text_plan.may_send
_CONTENT = note_one.note_content
_PLAN, _READ = reminders.plan, reading.read_tab
_numbers = count(1)


@contextmanager
def all_of(*switches: AbstractContextManager[Any]) -> Iterator[None]:
    """A fault that shows only where a second guard is off too."""
    with ExitStack() as stack:
        for switch in switches:
            stack.enter_context(switch)
        yield


def ready(*_: Any, **__: Any) -> tuple[str, dict[str, str]]:
    return "ready", {}


def sends_anyway(self: TwilioTexts, text: Any, valid: timedelta) -> str:
    try:
        return _SEND(self, text, valid)
    except SendUnknown:
        return f"SM{text['key'][-30:]}"


def any_row(practice: Any, session: Any, visit: Any) -> Any:
    return practice.memberships.get((session.group_id, visit.client_id), ())


def remembered() -> Callable[..., Any]:
    """Answers of which a Yes is never forgotten."""
    said: dict[tuple[str, str], Any] = {}

    def answer(practice: Any, history: Any, key: str) -> Any:
        found = _ANSWER(practice, history, key)
        if found is not None and found.answer is YesNo.YES:
            said[practice.slug, key] = found
        return said.get((practice.slug, key), found)

    return answer


def born_as_another() -> Callable[..., Any]:
    """Claims each with the birth of the one before."""
    before: list[Any] = []

    def claim_of(bill: Any) -> Any:
        made = _CLAIM_OF(bill)
        before.append(made.patient.born)
        born = {"born": before[-2] if len(before) > 1 else before[-1]}
        parts = {"patient": made.patient.model_copy(update=born), "subscriber": made.subscriber.model_copy(update=born)}
        return made.model_copy(update=parts)

    return claim_of


def as_now(batch: Any, bills: Any, gone: Any) -> Any:
    """A batch whose lines count as they are now, whatever they were when somebody was asked."""
    lines = tuple((c, n, bills[c].digest if c in bills else digest) for c, n, digest in batch.lines)
    return _WRITE(batch.model_copy(update={"lines": lines}), bills, gone)


def without_a_person(history: Any, key: str, now: datetime) -> bool:
    """A text that waits for a person goes without one."""
    found = history.happened.get(key)
    return _MAY_SEND(history, key, now) or (found is not None and found.state == "needs_person")


@property  # type: ignore[misc]
def surely_gone(gone: Any) -> bool:
    """What a person is to find out takes no place of the day's one text."""
    return gone.happened.state in ("done", "inflight", "unknown")


def marked(visit: Any) -> bool:
    return visit.mark is not None


def born_a_day_later(facts: Any) -> Any:
    made = _CONTENT(facts)
    return made.model_copy(update={"client_born": made.client_born + timedelta(days=1)})


def hold_all(spec: Any, *read: Any) -> Any:
    found = _READ(spec, *read)
    if spec.title == "Clients" and found.findings:
        found.rows = {
            row_id: row.model_copy(update={"held": frozenset({"texts"})}) for row_id, row in found.rows.items()
        }
    return found


def overwrite(self: NoteFolder, name: str, content: bytes, _fingerprint: str) -> bool:
    (self._path / name).write_bytes(content)
    return True


def write_blindly(self: NoteFolder, name: str, content: bytes) -> str:
    self._open(name)
    (self._path / name).write_bytes(content)
    return name


def of_oak(conn: Any, practice: str, kind: str = "") -> Any:
    """The texts of the other practice; with its questions too a pass falls over, and no invariant is asked."""
    own, other = _TOLD(conn, practice, kind), _TOLD(conn, "oak", kind)
    texts = {key: h for key, h in other.items() if h.kind == "text"}
    return {key: h for key, h in own.items() if h.kind != "text"} | texts


def kept_of_oak(conn: Any, practice: str) -> Any:
    own, other = _KEPT(conn, practice), _KEPT(conn, "oak")
    return Snapshot(own.token, other.grids) if own and other else own


def begin_as_done(self: SqlLedger, key: str, kind: str, digest: str, at: datetime, detail: Any = ()) -> None:
    _BEGIN(self, key, kind, digest, at, dict(detail))
    if kind == "text":
        _FINISH(self, key, "done", at, {"provider_id": f"SM{next(_numbers)}"})


def begin_nothing(self: SqlLedger, key: str, kind: str, digest: str, at: datetime, detail: Any = ()) -> None:
    if kind != "text":
        _BEGIN(self, key, kind, digest, at, dict(detail))


def finish_only(self: SqlLedger, key: str, state: Any, at: datetime, detail: Any = ()) -> None:
    if key.startswith("text:"):
        _BEGIN(self, key, "text", "", at, {})
    _FINISH(self, key, state, at, dict(detail))


def numbers_of_plan() -> Callable[..., Any]:
    """The plan with each number as it was when its text was first planned."""
    known: dict[str, str] = {}

    def planned(practice: Any, history: Any, now: datetime) -> Any:
        return [
            replace(t, to=known.setdefault(f"{practice.slug} {t.key}", t.to)) for t in _PLAN(practice, history, now)
        ]

    return planned


def last_wins(found: Any, row: Any, row_id: str, _fields: Any) -> None:
    found.raw[row_id] = row.cells
    found.rows[row_id] = reader._accepted(found.spec, row.values, set())


def in_listed_order(self: TwilioTexts, since: datetime) -> Any:
    found = list(_RECEIVED(self, since))
    return [replace_at(m, found[-1].at + timedelta(seconds=n)) for n, m in enumerate(reversed(found))]


def replace_at(inbound: Any, at: datetime) -> Any:
    return inbound.model_copy(update={"at": at}) if hasattr(inbound, "model_copy") else replace(inbound, at=at)


def without_having_heard(effect: Any, this: Any, begin: Any, finish: Any) -> None:
    this.replies_read = True
    _SEND_TEXT(effect, this, begin, finish)


def starts_elsewhere(session: Any, _details: Any) -> datetime | None:
    return datetime.combine(session.on, session.starts, ELSEWHERE) if session.starts else None


def by_place(spec: Any, grid: Any) -> Any:
    found = _HEADINGS(spec, grid)
    return replace(found, columns={f.name: n for n, f in enumerate(fields_of(spec.row)) if f.name in found.columns})


def unlocked(*_: Any) -> AbstractContextManager[None]:
    return nullcontext()


def nothing(*_: Any, **__: Any) -> None:
    return None


def always_yes(practice: Any, history: Any, key: str) -> Any:
    found = _ANSWER(practice, history, key)
    return found.model_copy(update={"answer": YesNo.YES}) if found else None


def swap(where: Any, **functions: Any) -> AbstractContextManager[Any]:
    """Other functions in place of the product's, while the block lasts."""
    return patch.multiple(where, **functions)
