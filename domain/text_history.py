"""The texts that went out, as the ledger remembers them, and what each member was told last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from domain.history import Happened, History
from domain.text_delivery import accepted
from domain.text_failures import may_try_again

IN_DOUBT = ("inflight", "unknown", "needs_person")
MAY_HAVE_GONE = ("done", *IN_DOUBT)


@dataclass(frozen=True)
class Gone:
    """One text of the past: to whom, of what kind, about which day and sessions."""

    client_id: str
    kind: str
    day: date
    sessions: tuple[str, ...]
    starts: tuple[time, ...]
    happened: Happened

    @property
    def at(self) -> datetime:
        """When it was handed over; while nobody knows whether it was, when it was begun, however late it was looked for."""
        if self.happened.state in IN_DOUBT:
            return self.happened.begun
        return accepted(self.happened, self.happened.finished or self.happened.begun)

    @property
    def phone(self) -> str:
        """The mark of the number it went to, or "" where the ledger does not know it."""
        return self.happened.detail.get("phone", "")

    @property
    def may_have_gone(self) -> bool:
        """Whether the client may have got it."""
        return self.happened.state in MAY_HAVE_GONE

    def start_of(self, session_id: str) -> time | None:
        """The start that the client was told for a session, where the ledger knows it."""
        known = dict(zip(self.sessions, self.starts, strict=False))
        return known.get(session_id)


def gone(history: History) -> Iterator[Gone]:
    """Every text the ledger knows, in no order."""
    for key, happened in history.happened.items():
        if key.startswith("text:"):
            _, client_id, kind, day = key.split(":", 3)
            detail = happened.detail
            starts = tuple(time.fromisoformat(t) for t in detail.get("starts", "").split())
            yield Gone(
                client_id, kind, date.fromisoformat(day), tuple(detail.get("session_ids", "").split()), starts, happened
            )


def may_send(history: History, key: str, now: datetime) -> bool:
    """Whether a text is still to be sent: never begun, known not to have gone, or worth one more try."""
    found = history.happened.get(key)
    return found is None or found.state == "ready" or (found.state == "failed" and may_try_again(found, now))
