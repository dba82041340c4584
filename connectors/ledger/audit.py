"""The audit chain: each link is sealed with a secret key and names the seal before it.

Changed links and links taken out are found, and so is a tail cut off alone. Whoever holds the key and cuts the tail
together with its mark in ``meta`` is found only by a copy of the mark kept elsewhere.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from connectors.ledger.moments import to_text
from connectors.ledger.opaque import guard
from connectors.ledger.schema import audit, meta
from domain.problems import AuditBroken

HEAD = "audit_head"
_SHORT = 12
_IS_HEAD = meta.c.practice == bindparam("mine"), meta.c.name == HEAD
_HEAD = select(meta.c.value).where(*_IS_HEAD).with_for_update()
_MOVE = update(meta).where(*_IS_HEAD).values(value=bindparam("last"))
_MARK = re.compile(r"(\d{1,12})-([0-9a-f]{12})")
BROKEN = (
    "The audit records do not hold together from link {} on. Keep the ledger as it is and compare it with a backup."
)

CUT = "The audit records end at {}, but the mark is of record {}: some were cut off. If the ledger was put back from an older backup, that is why."
OTHER = "Record {} is not the one of the mark. If the ledger was put back from an older backup, that is why; else somebody changed it."
NO_MARK = "That is no mark. Copy it from the end of a morning mail, like 1204-5f0c2a9b7d31."


def append(conn: Connection, practice: str, key: bytes, links: Sequence[tuple[str, str]], at: datetime) -> None:
    """Add links (action, about) within the transaction of what they tell."""
    guard(x for link in links for x in link)
    seq, mac = _head(conn, practice)
    when = to_text(at)
    rows = []
    for number, (action, about) in enumerate(links, seq + 1):
        link = {"practice": practice, "seq": number, "at": when, "action": action, "about": about, "prev_mac": mac}
        mac = _seal(key, link)
        rows.append(link | {"mac": mac})
    if rows:
        conn.execute(insert(audit), rows)
        conn.execute(_MOVE, {"mine": practice, "last": f"{seq + len(rows)}:{mac}"})


def mark(conn: Connection, practice: str) -> str:
    """The chain's last link in short, such as ``1204-5f0c2a9b7d31``: a copy of it kept elsewhere proves the tail.

    "" for a chain that has no link yet.
    """
    seq, mac = _head(conn, practice)
    return f"{seq}-{mac[:_SHORT]}" if seq else ""


def verify(conn: Connection, practice: str, key: bytes, anchor: str = "") -> int:
    """The number of links; raises AuditBroken where one was changed, taken out, or cut off at the end.

    ``anchor`` is a mark that was kept elsewhere: the link that it names must be there and be the same.
    """
    head = _head(conn, practice)
    wanted = _anchored(anchor)
    query = select(audit).where(audit.c.practice == practice).order_by(audit.c.seq)
    count, last = 0, ""
    for count, row in enumerate(conn.execute(query).mappings(), 1):
        link = dict(row)
        mac = link.pop("mac")
        if link["seq"] != count or link["prev_mac"] != last or not hmac.compare_digest(mac, _seal(key, link)):
            raise AuditBroken(BROKEN.format(count))
        last = mac
        if wanted and count == wanted[0] and not mac.startswith(wanted[1]):
            raise AuditBroken(OTHER.format(count))
    if head != (count, last):
        raise AuditBroken(BROKEN.format(count + 1))
    if wanted and count < wanted[0]:
        raise AuditBroken(CUT.format(count, wanted[0]))
    return count


def _anchored(anchor: str) -> tuple[int, str] | None:
    found = _MARK.fullmatch(anchor.lower())
    if anchor and not found:
        raise AuditBroken(NO_MARK)
    return (int(found[1]), found[2]) if found else None


def _seal(key: bytes, link: dict[str, object]) -> str:
    parts = [link[x] for x in ("practice", "seq", "at", "action", "about", "prev_mac")]
    return hmac.new(key, json.dumps(parts).encode(), hashlib.sha256).hexdigest()


def _head(conn: Connection, practice: str) -> tuple[int, str]:
    seq, _, mac = str(conn.execute(_HEAD, {"mine": practice}).scalar_one()).partition(":")
    return int(seq), mac
