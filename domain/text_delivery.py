"""Whether accepted texts arrived: asked a few times, then left."""

from datetime import datetime, timedelta

from domain.history import Happened, State
from domain.texting import Delivery

CHECKS = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""How long after a text was accepted its carrier is asked; some phone companies never say."""

DRY = "dry-"
"""How the ID of a text begins that was only written down."""


def is_due(happened: Happened, now: datetime) -> bool:
    """Whether the carrier should be asked about this text now."""
    detail = happened.detail
    asked = int(detail.get("asked", "0"))
    live = bool(detail.get("provider_id")) and not detail["provider_id"].startswith(DRY)
    begun = happened.finished or happened.begun
    return (
        happened.kind == "text"
        and happened.state == "done"
        and live
        and not detail.get("status")
        and asked < len(CHECKS)
        and now >= accepted(happened, begun) + CHECKS[asked]
    )


FADES = timedelta(days=2)
"""The longest that a text's words stand in the carrier's log while no backup knows of the text."""


def may_fade(happened: Happened, backed_up: datetime | None, now: datetime) -> bool:
    """Whether a text's words may be taken out of the carrier's log.

    By its words a ledger that was put back from a backup finds a text again; where backups are made, they wait for one.
    """
    return backed_up is None or happened.begun < backed_up or now - happened.begun > FADES


def accepted(happened: Happened, otherwise: datetime) -> datetime:
    """When the carrier accepted the text; asking about it later does not change that."""
    told = happened.detail.get("accepted")
    return datetime.fromisoformat(told) if told else otherwise


def followed(happened: Happened, delivery: Delivery) -> tuple[State, dict[str, str]]:
    """The state after the carrier answered; nothing more is asked once it is final."""
    asked = int(happened.detail.get("asked", "0")) + 1
    if delivery.state == "failed":
        return "failed", {"status": delivery.status, "why": delivery.why or "unexplained", "code": delivery.code}
    told = {"asked": str(asked)}
    if delivery.state == "arrived" or asked == len(CHECKS):
        told["status"] = delivery.status
    return "done", told
