"""Batches of claim lines: proposed, declined or reserved with frozen bytes, written."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, insert, select, update

from connectors.ledger.engine import insert_into
from connectors.ledger.moments import from_text, to_text
from connectors.ledger.opaque import guard
from connectors.ledger.put_away import in_parts
from connectors.ledger.schema import AT_HAND, batch, batch_file, claim, counter
from domain.claim import Claim
from domain.history import Batch

Lines = Sequence[tuple[str, int, str]]

_CLAIMS = TypeAdapter(tuple[Claim, ...])
_ALL = select(batch).where(batch.c.practice == bindparam("mine")).order_by(batch.c.proposed, batch.c.batch_id)
_AT_HAND = _ALL.where(AT_HAND)
_THESE = _ALL.where(batch.c.batch_id.in_(bindparam("some", expanding=True)))


def propose(conn: Connection, practice: str, batch_id: str, lines: Lines, at: datetime) -> bool:
    """Freeze the lines; False when the same are frozen already. Raises ValueError for other lines."""
    guard((batch_id, *(x for claim_id, _, digest in lines for x in (claim_id, digest))))
    text = json.dumps(lines)
    found = _found(conn, practice, batch_id)
    if found is not None:
        _must(found.lines == text, "frozen with other lines")
        return False
    row = {"batch_id": batch_id, "state": "proposed", "proposed": to_text(at), "lines": text, "claims": "[]"}
    conn.execute(insert(batch), row | {"practice": practice, "control_number": None})
    return True


def decline(conn: Connection, practice: str, batch_id: str) -> bool:
    """Close a proposed batch; False when it was declined before. Raises ValueError for any other."""
    return _move(conn, practice, batch_id, "proposed", "declined")


def written(conn: Connection, practice: str, batch_id: str) -> bool:
    """Note that a reserved batch is on the disk; False when it was noted before."""
    return _move(conn, practice, batch_id, "reserved", "written")


def reserve(  # noqa: PLR0913  a batch is reserved with all that it is
    conn: Connection,
    practice: str,
    batch_id: str,
    control_number: int,
    claims: Sequence[Claim],
    files: Mapping[str, bytes],
) -> bool:
    """Freeze a batch's claims and bytes; False when they are frozen so already.

    It was proposed, or declined by a person who then said Yes after all.
    """
    found = _found(conn, practice, batch_id)
    _must(found is not None, "never proposed")
    if found.state == "reserved":
        same = found.control_number == control_number and reserved_files(conn, practice, batch_id) == files
        _must(same, "reserved with other bytes")
        return False
    _must(found.state in ("proposed", "declined"), f"{found.state}, so it cannot be reserved")
    text = _CLAIMS.dump_json(tuple(claims)).decode()
    values = {"state": "reserved", "control_number": control_number, "claims": text}
    conn.execute(update(batch).where(*_is(practice, batch_id)).values(values))
    _keep_parts(conn, {"practice": practice, "batch_id": batch_id}, claims, files)
    return True


def reserved_files(conn: Connection, practice: str, batch_id: str) -> dict[str, bytes]:
    """The frozen bytes by file name; raises ValueError for bytes that are no longer what was frozen."""
    columns = batch_file.c
    query = select(columns.name, columns.content, columns.sha256)
    query = query.where(columns.practice == practice, columns.batch_id == batch_id).order_by(columns.name)
    files = {}
    for name, content, digest in conn.execute(query).tuples():
        files[name] = bytes(content)
        _must(hashlib.sha256(files[name]).hexdigest() == digest, "kept with damaged bytes")
    return files


def told(conn: Connection, practice: str) -> tuple[Batch, ...]:
    """The batches at hand in the order in which they were proposed."""
    return tuple(_batch(row) for row in conn.execute(_AT_HAND, {"mine": practice}))


def told_all(conn: Connection, practice: str) -> tuple[Batch, ...]:
    """All batches in the order in which they were proposed, those put away too."""
    return tuple(_batch(row) for row in conn.execute(_ALL, {"mine": practice}))


def told_of(conn: Connection, practice: str, batch_ids: Iterable[str]) -> tuple[Batch, ...]:
    """The batches of these IDs, wherever they are."""
    found = (conn.execute(_THESE, {"mine": practice, "some": part}) for part in in_parts(batch_ids))
    return tuple(_batch(row) for rows in found for row in rows)


def next_number(conn: Connection, practice: str, name: str) -> int:
    """The next number of a counter; the first is 1."""
    make = insert_into(conn, counter).values(practice=practice, name=name, value=1)
    more = {"value": counter.c.value + 1}
    query = make.on_conflict_do_update(index_elements=["practice", "name"], set_=more).returning(counter.c.value)
    return int(conn.execute(query).scalar_one())


def _keep_parts(conn: Connection, where: dict[str, Any], claims: Sequence[Claim], files: Mapping[str, bytes]) -> None:
    if claims:
        conn.execute(
            insert(claim),
            [
                where
                | {"claim_id": x.claim_id, "visit_id": x.visit_id, "frequency": x.frequency, "total": str(x.total)}
                for x in claims
            ],
        )
    for name, content in files.items():
        guard((name,))
        digest = hashlib.sha256(content).hexdigest()
        conn.execute(insert(batch_file), where | {"name": name, "content": content, "sha256": digest})


def _move(conn: Connection, practice: str, batch_id: str, before: str, after: str) -> bool:
    found = _found(conn, practice, batch_id)
    _must(found is not None, "never proposed")
    if found.state == after:
        return False
    _must(found.state == before, f"{found.state}, so it cannot become {after}")
    conn.execute(update(batch).where(*_is(practice, batch_id)).values(state=after))
    return True


def _found(conn: Connection, practice: str, batch_id: str) -> Any:
    return conn.execute(select(batch).where(*_is(practice, batch_id)).with_for_update()).first()


def _is(practice: str, batch_id: str) -> tuple[Any, Any]:
    return batch.c.practice == practice, batch.c.batch_id == batch_id


def _must(holds: bool, what: str) -> None:  # noqa: FBT001  it is the condition
    if not holds:
        raise ValueError(f"the batch is {what}")


def _batch(row: Any) -> Batch:
    return Batch.model_construct(
        batch_id=row.batch_id,
        state=row.state,
        lines=tuple((claim_id, line, digest) for claim_id, line, digest in json.loads(row.lines)),
        proposed=from_text(row.proposed),
        claims=_CLAIMS.validate_json(row.claims),
        control_number=row.control_number,
    )
