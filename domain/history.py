"""What has already happened, as the ledger remembers it: decisions compare the wanted state with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from domain.claim import Claim
from domain.value import Value

OLD = "old:"
"""How the ledger's ``source`` of a row begins that was made of a row of an old sheet."""

State = Literal["ready", "inflight", "done", "failed", "unknown", "needs_person", "cancelled", "expired"]


class Happened(Value):
    """One effect that was begun; ``digest`` is of what was done last, ``detail`` holds opaque IDs only."""

    key: str
    kind: str
    state: State
    digest: str
    begun: datetime
    finished: datetime | None = None
    attempts: int = 1
    detail: Mapping[str, str] = {}


class Batch(Value):
    """A set of claim lines put before a person, and later written; ``control_number`` is ISA13.

    ``lines`` are (claim id, line, digest) as they were proposed; ``claims`` those that were written.
    """

    batch_id: str
    state: Literal["proposed", "declined", "reserved", "written", "sent", "accepted", "rejected"]
    lines: tuple[tuple[str, int, str], ...]
    proposed: datetime
    claims: tuple[Claim, ...] = ()
    control_number: int | None = None


@dataclass(frozen=True)
class History:
    """Everything the ledger has done for one practice.

    ``files`` are the documents that lie in the folder now; None while nobody looked. With a file that still lacked a
    signature stands its fingerprint, with the others nothing.
    """

    happened: Mapping[str, Happened] = field(default_factory=dict)
    batches: tuple[Batch, ...] = ()
    files: Mapping[str, str] | None = None

    def state(self, key: str) -> State | None:
        """The state of an effect, or None when it was never begun."""
        found = self.happened.get(key)
        return found.state if found else None

    def is_done(self, key: str) -> bool:
        """Whether the effect has happened."""
        return self.state(key) == "done"

    def may_lie(self, file: str) -> bool:
        """Whether a document's file lies in its folder; as long as nobody looked, it does."""
        return self.files is None or file in self.files

    def of_kind(self, kind: str) -> tuple[Happened, ...]:
        """Every effect of one kind, in no order."""
        return tuple(h for h in self.happened.values() if h.kind == kind)

    def brought_in(self, tab: str, row_id: str) -> bool:
        """Whether a row came out of an old sheet: what it tells of happened before Circlebook."""
        found = self.happened.get(f"row:{tab}:{row_id}")
        return found is not None and found.detail.get("source", "").startswith(OLD)


def stamp(at: datetime) -> str:
    """A moment as a detail of the ledger: ``2026-03-02T17:00:00Z``."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
