"""What the carrier tells by itself, by a call to the practice's own address: each word of it counts once, and never backwards."""

from collections.abc import Iterable, Mapping

from domain.history import Happened
from domain.texting import Delivery

ORDER = {
    "accepted": 0, "scheduled": 0, "queued": 1, "sending": 2, "sent": 3,
    "delivered": 4, "undelivered": 4, "failed": 4, "canceled": 4, "partially_delivered": 4, "read": 5,
}  # fmt: skip
"""How far each status is; calls may come twice and out of order."""


def is_news(status: str, before: Happened | None) -> bool:
    """Whether a status says more than what was told before of the same text."""
    return before is None or ORDER[status] > ORDER[before.detail["status"]]


def detail_of(mark: str, told: Delivery) -> dict[str, str]:
    """What the ledger keeps of a status; ``mark`` stands for the text's key."""
    return {"for": mark, "state": told.state, "status": told.status, "why": told.why or "", "code": told.code}


def delivery_in(report: Happened) -> Delivery:
    """The status as it was told."""
    detail = report.detail
    return Delivery.model_validate(
        {"state": detail["state"], "status": detail["status"], "why": detail["why"] or None, "code": detail["code"]}
    )


def reports(happened: Iterable[Happened]) -> Mapping[str, Happened]:
    """What was told of each text, by the carrier's ID."""
    return {h.key.partition(":")[2]: h for h in happened if h.kind == "status"}


def taken_up(told: Mapping[str, Happened], mark: str, known: frozenset[str]) -> str | None:
    """The carrier's ID of a text that it has surely taken, found by the mark of its key and not ``known`` of an attempt."""
    return next((sid for sid, report in told.items() if report.detail["for"] == mark and sid not in known), None)
