"""What the statuses of a 277CA say of a claim."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from domain.acknowledgements import Answer
from domain.status_words import REJECTED

_CODE = re.compile(r"[A-Z0-9]{1,6}(?::[A-Z0-9]{0,6}){0,3}")
_DAY = re.compile(r"[0-9]{8}")
_CHARGE = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,2})?")
_COMPOSITES = (1, 10, 11)
"""STC01, STC10 and STC11 each hold a category, a status and an entity."""


class Status(NamedTuple):
    """One STC: its codes, whether it says to act (U) or not (WQ), its day, what the claim charged."""

    codes: tuple[str, ...]
    action: str
    on: str
    charge: Decimal | None = None


def status_of(x: Sequence[str]) -> Status:
    """The status of a segment STC, of which anything may be missing."""
    _, _, day, action, sum_, *_ = (*(part.strip() for part in x), "", "", "", "", "")
    codes = (x[n].strip().rstrip(":") for n in _COMPOSITES if len(x) > n)
    on = f"{day[:4]}-{day[4:6]}-{day[6:]}" if _DAY.fullmatch(day) else ""
    charge = Decimal(sum_) if _CHARGE.fullmatch(sum_) else None
    return Status(tuple(c for c in codes if _CODE.fullmatch(c)), action, on, charge)


def state_of(statuses: Iterable[Status]) -> Answer:
    """Rejected when anything says so, accepted when a payer took it (A2), otherwise only received."""
    known = list(statuses)
    categories = {c.partition(":")[0] for s in known for c in s.codes}
    if categories & REJECTED or any(s.action == "U" for s in known):
        return "rejected"
    return "accepted" if "A2" in categories else "sent"
