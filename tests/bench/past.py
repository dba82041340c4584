"""The past of a practice: what a ledger holds of visits whose rows were cleared away long ago."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from connectors.ledger import SqlLedger
from connectors.ledger.batches import _CLAIMS
from connectors.ledger.schema import batch, effect, effect_attempt, row_version
from domain.at_hand import out_of_hand
from domain.claim import Claim, Party, ServiceLine, claim_id
from domain.history import Batch, Happened, History
from domain.phones import phone_key

ENDS = datetime(2024, 12, 1, tzinfo=UTC)
SEATS, PER_DAY, IN_A_BATCH = 8, 64, 40
AT_ONCE = 5_000
Effect = tuple[str, str, dict[str, str]]
"""Key, kind, detail."""


def of_visit(n: int) -> Iterator[Effect]:
    """What one visit left in the ledger: its row, note, texts and what became of them, its reply, claim and answers."""
    session, client = f"OLD-{n // SEATS // 50:03d}/{n // SEATS % 50 + 1:02d}", f"C-{n % 400 + 5000}"
    visit, day, sid = f"{session}/{client}", day_of(n).date().isoformat(), hashlib.md5(str(n).encode()).hexdigest()
    phone, claim = phone_key("size", client), claim_id("size", visit)
    if n % SEATS == 0:
        yield f"row:Sessions:{session}", "row", {}
        for kind in ("summary", "plan", "sign-in"):
            yield (
                f"document:{kind}:{session}",
                "document",
                {"file": f"{session}-{kind}.docx", "fingerprint": sid, "signed_as": ""},
            )
    yield f"row:Attendance:{visit}", "row", {}
    yield (
        f"note:{visit}",
        "note",
        {"inputs": sid, "parts": sid, "file": f"{visit}.docx", "fingerprint": sid, "signed_as": ""},
    )
    for kind in ("reminder_72", "reminder_24")[: 1 + n % 2]:
        text = {
            "client_id": client,
            "session_ids": session,
            "starts": "18:00",
            "phone": phone,
            "words": sid,
            "provider_id": f"SM{sid}{kind}",
        }
        yield f"text:{client}:{kind}:{day}", "text", text | {"status": "delivered", "asked": "1", "redacted": "yes"}
        yield (
            f"status:SM{sid}{kind}",
            "status",
            {"for": sid, "state": "arrived", "status": "delivered", "why": "", "code": ""},
        )
    if n % 3 == 0:
        said = {
            "phone": phone,
            "said": "coming",
            "at": f"{day}T12:00:00Z",
            "client_ids": client,
            "visit_ids": visit,
            "visit_id": visit,
            "asks": "",
            "redacted": "yes",
        }
        yield f"reply:SM{sid}", "reply", said
    for state in ("sent", "accepted"):
        told = {
            "file_kind": "277",
            "state": state,
            "codes": "",
            "at": f"{day} 0915",
            "claim_id": claim,
            "payer_number": f"P{n}",
        }
        yield f"answer:{claim}:277:{sid[:4]}{state}", "answer", told
    if n % 20 == 0:
        yield f"ask:review:{visit}:{sid[:8]}", "decision", {"decision_id": f"D-{n + 100_000}"}
    if n % IN_A_BATCH == 0:
        number = f"B-{n // IN_A_BATCH + 1000}"
        yield f"propose:{number}", "proposal", {}
        yield f"ask:release:{number}", "decision", {"decision_id": f"D-{n + 100_001}"}
        yield f"batch:{number}", "batch", {"batch_id": number, "files": f"{n // IN_A_BATCH + 500_000:09d}.837"}


def day_of(n: int) -> datetime:
    """The day of a visit, counted back."""
    return ENDS - timedelta(days=n // PER_DAY)


def claim_of(n: int) -> Claim:
    """The claim of a visit."""
    session, client = f"OLD-{n // SEATS // 50:03d}/{n // SEATS % 50 + 1:02d}", f"C-{n % 400 + 5000}"
    visit, someone = f"{session}/{client}", Party(last_or_organization="Example", first="Ann")
    made = claim_id("size", visit)
    line = ServiceLine(
        line=1, code="90853", modifiers=(), place="11", pointers=(1,), charge=150, units=1, on=day_of(n).date(), reference=f"{made}-1"
    )  # fmt: skip
    return Claim(
        claim_id=made, visit_id=visit, client_id=client, payer="Aetna", payer_id="60054", filing_code="CI", member_id=f"W{n}",
        holder="Self", subscriber=someone, patient=someone, diagnoses=("F41.1",), rendering_last="Mercer", rendering_first="M",
        rendering_npi="1234567893", rendering_taxonomy="101Y00000X", place="11", lines=(line,),
    )  # fmt: skip


def fill(ledger: SqlLedger, practice: str, effects: int, now: datetime) -> int:
    """Bulk insert of that many past effects, with their attempts, batches and the versions of their rows; visits made.

    All of it is put away in parts, as passes did day by day.
    """
    made = n = 0
    while made < effects:
        rows: list[dict[str, Any]] = []
        first = n
        while len(rows) < min(AT_ONCE, effects - made) or n % IN_A_BATCH:
            at = day_of(n).isoformat(timespec="microseconds")
            rows += [_row(practice, e, at) for e in of_visit(n)]
            n += 1
        batches = [_batch(practice, m) for m in range(first, n, IN_A_BATCH)]
        with ledger._engine.begin() as conn:
            conn.execute(insert(effect), rows)
            conn.execute(insert(effect_attempt), [_attempt(row) for row in rows])
            conn.execute(insert(row_version), [v for m in range(first, n) for v in _versions(practice, m)])
            conn.execute(insert(batch), batches)
        happened = (Happened.model_validate(_bare(row) | {"detail": json.loads(row["detail"])}) for row in rows)
        past = History({h.key: h for h in happened}, tuple(map(_told, batches)))
        away = out_of_hand(past, frozenset(), now)
        ledger.put_away(away.effects, away.batches, now.date())
        made += len(rows)
    return n


def _row(practice: str, one: Effect, at: str) -> dict[str, Any]:
    key, kind, detail = one
    return {
        "practice": practice, "key": key, "kind": kind, "state": "done", "digest": "0" * 32, "attempts": 1, "begun": at,
        "finished": at, "detail": json.dumps(detail),
    }  # fmt: skip


def _attempt(row: dict[str, Any]) -> dict[str, Any]:
    same = {name: row[name] for name in ("practice", "key", "digest", "begun", "finished")}
    return same | {"attempt": 1, "outcome": "done"}


def _versions(practice: str, n: int) -> Iterator[dict[str, Any]]:
    visit = next(key for key, kind, _ in of_visit(n) if kind == "row" and "Attendance" in key).split(":", 2)[2]
    for number in (1, 2, 3):
        yield {
            "practice": practice, "tab": "Attendance", "row_id": visit, "version": number, "gone": number == 3,
            "seen_at": day_of(n).isoformat(timespec="microseconds"), "content_hash": str(number) if number < 3 else "",
            "cells": json.dumps({"Visit ID": visit, "Plan": "a plan " * number}),
        }  # fmt: skip


def _batch(practice: str, n: int) -> dict[str, Any]:
    claims = tuple(claim_of(m) for m in range(n, n + IN_A_BATCH))
    return {
        "practice": practice, "batch_id": f"B-{n // IN_A_BATCH + 1000}", "state": "written",
        "proposed": day_of(n).isoformat(timespec="microseconds"), "control_number": n // IN_A_BATCH + 500_000,
        "lines": json.dumps([(c.claim_id, 1, "0" * 32) for c in claims]), "claims": _CLAIMS.dump_json(claims).decode(),
    }  # fmt: skip


def _told(row: dict[str, Any]) -> Batch:
    return Batch.model_validate(_bare(row) | {"lines": json.loads(row["lines"]), "claims": json.loads(row["claims"])})


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "practice"}
