"""What of all that happened concerns the sheets of today; the rest can be put away until a word of it turns up again."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain import long_ago
from domain.history import Batch, Happened, History
from domain.lasting import lasting, of_phone
from domain.phones import phone_key
from domain.practice import Practice

ENDED = frozenset({"done", "failed", "cancelled", "expired"})
ALWAYS = frozenset({"poll", "pause", "test", "doubt"})
"""Kinds of which there are few."""

OPEN = frozenset({"proposed", "reserved"})
"""States of a batch that waits for someone."""

Words = frozenset[str]
_NO_ID = re.compile(r"[a-z_-]+|[\d.]+")


@dataclass(frozen=True)
class PutAway:
    """Effects by key and batches by ID, each with the words under which it would be looked for."""

    effects: Mapping[str, Words]
    batches: Mapping[str, Words]


def words_of_sheets(practice: Practice, rows: Iterable[str]) -> Words:
    """The IDs of the rows that stand in the sheets, the marks of the phones, and each client with each day of theirs."""
    phones = (phone_key(practice.slug, c.mobile) for c in practice.clients if c.mobile)
    days = (_client_day(v.client_id, v.on.isoformat()) for v in practice.visits)
    return frozenset((*rows, *phones, *days)) - {""}


def out_of_hand(history: History, words: Words, now: datetime) -> PutAway:
    """What no pass needs any more: it has ended, 400 days have gone by, and no word of it stands in the sheets."""
    since = long_ago.since(now)
    batches = {b.batch_id: words_of_batch(b) for b in _batches_over(history, words, since)}
    known = words | {w for b in history.batches if b.batch_id not in batches for w in _numbers(b)}
    keep = lasting(history)
    over = [h for h in history.happened.values() if _is_over(h, since) and h.key not in keep.always]
    effects = {
        h.key: found for h in over if known.isdisjoint(found := words_of(h, facts=h.key in keep.facts)) and _may_go(h)
    }
    # An answer that was withdrawn counts no more: whoever knows the question knows that too.
    asked = {k for k in effects if k.startswith("withdrawn:") and _kept(k.partition(":")[2], history, effects)}
    return PutAway({k: w for k, w in effects.items() if k not in asked}, batches)


def words_of(happened: Happened, *, facts: bool) -> Words:
    """The words under which an effect is looked for; ``facts`` also those of a phone of which it says the newest."""
    kind, detail = happened.kind, happened.detail
    if kind in ("text", "reply", "optout"):
        told = f"{detail.get('session_ids', '')} {detail.get('visit_ids', '')} {detail.get('visit_id', '')}"
        return frozenset((*told.split(), *(of_phone(happened) if facts else ()))) - {""}
    if kind in ("mail", "status", "heard"):
        return frozenset()
    after = {"row": 2, "document": 2, "note": 1}.get(kind)  # an ID of a row may be anything
    named = happened.key.split(":", after)[after:] if after else _ids(happened.key)
    if happened.key.startswith("document:statement:"):  # what it states counts as long as its client has a row
        named = [named[0].partition("/")[0]]
    group = named[0].rpartition("/")[0] if happened.key.startswith("row:Sessions:") else ""
    return frozenset((*named, group, detail.get("decision_id", ""), detail.get("source", ""))) - {""}


def words_of_batch(batch: Batch) -> Words:
    """The words under which a batch is looked for: its claims, their visits and sessions, each client with each day."""
    visits = (c.visit_id for c in batch.claims)
    sessions = (c.visit_id.rpartition("/")[0] for c in batch.claims)
    days = (_client_day(c.client_id, x.on.isoformat()) for c in batch.claims for x in c.lines)
    return frozenset((*_numbers(batch), *visits, *sessions, *days)) - {""}


def led_to(found: History) -> Words:
    """The words by which what was just found leads to more: a batch to its answers, a question to its claim's batch."""
    asked = (h for h in found.happened.values() if h.kind in ("decision", "answer", "remittance", "withdrawn", "batch"))
    ids = (w for h in asked for w in (*_ids(h.key), h.detail.get("claim_id", ""), h.detail.get("batch_id", "")))
    return frozenset((*ids, *(w for b in found.batches for w in _numbers(b)))) - {""}


def _ids(key: str) -> list[str]:
    """The IDs in a key, without what sort of question it is and how often it was asked."""
    return [part for part in key.split(":")[1:] if not _NO_ID.fullmatch(part)]


def _client_day(client_id: str, day: str) -> str:
    return f"{client_id}|{day}" if client_id else ""


def _numbers(batch: Batch) -> Iterator[str]:
    yield batch.batch_id
    yield from (claim_id for claim_id, _, _ in batch.lines)
    yield from (c.claim_id for c in batch.claims)


def _batches_over(history: History, words: Words, since: datetime) -> Iterator[Batch]:
    # The last one says what a person declined, the highest number which one is next; after a clock was wrong they differ.
    stay = {b.batch_id for b in (*history.batches[-1:], *sorted(history.batches, key=_number)[-1:])}
    for batch in history.batches:
        asked = history.happened.get(f"ask:release:{batch.batch_id}")
        stands = asked is not None and asked.detail.get("decision_id") in words
        is_over = batch.state not in OPEN and batch.proposed < since and not stands and batch.batch_id not in stay
        # The very words that would bring it back: else it is known by the passes that read a sheet, and by no other.
        if is_over and words.isdisjoint(words_of_batch(batch)):
            yield batch


def _number(batch: Batch) -> tuple[int, str]:
    return len(batch.batch_id), batch.batch_id


def _is_over(happened: Happened, since: datetime) -> bool:
    return happened.state in ENDED and max(happened.begun, happened.finished or happened.begun) < since


def _may_go(happened: Happened) -> bool:
    return happened.kind not in ALWAYS and happened.key != "document:dynamics:"


def _kept(key: str, history: History, gone: Collection[str]) -> bool:
    return key in history.happened and key not in gone
