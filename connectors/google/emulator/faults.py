"""Faults to come: what goes wrong with the next calls, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from connectors.google.emulator.refused import Refused

FaultKind = Literal[
    "429",
    "rate limit",
    "no permission",
    "500 before",
    "500 after",
    "503 before",
    "no answer",
    "cut off",
    "web page",
    "service off",
    "protected",
    "full",
    "no sharing",
    "nothing in it",
    "a list",
]
"""``after`` and ``no answer``: the call is carried out, and its answer is an error or never comes.

``nothing in it`` and ``a list`` are answers that go well and say nothing.
"""

_REFUSALS: Mapping[FaultKind, tuple[int, str, str]] = {
    "429": (429, "Quota exceeded for quota metric 'Read requests'.", ""),
    "rate limit": (403, "User Rate Limit Exceeded", "userRateLimitExceeded"),
    "no permission": (403, "The caller does not have permission", ""),
    "service off": (403, "The API has not been used in this project.", "SERVICE_DISABLED"),
    "protected": (400, "Invalid requests[0]: You are trying to edit a protected cell or object.", ""),
    "full": (
        400,
        "This action would increase the number of cells in the workbook above the limit of 10000000 cells.",
        "",
    ),
    "no sharing": (403, "Sharing outside the organization is not allowed.", "shareOutNotPermitted"),
    "503 before": (503, "The service is currently unavailable.", ""),
}
EMPTY = {"nothing in it": b"{}", "a list": b"[]"}


@dataclass
class Fault:
    """One kind of fault for calls whose method ID begins with ``method``, ``times`` times (-1: for ever)."""

    kind: FaultKind
    method: str = ""
    times: int = 1
    retry_after: int | None = None

    @property
    def happens(self) -> bool:
        """Whether the call is carried out all the same."""
        return self.kind in {"500 after", "no answer", "cut off"}


@dataclass
class Faults:
    """The faults that wait."""

    waiting: list[Fault] = field(default_factory=list)

    def add(self, kind: FaultKind, method: str = "", times: int = 1, retry_after: int | None = None) -> None:
        """Let the next calls of these methods go wrong."""
        self.waiting.append(Fault(kind, method, times, retry_after))

    def take(self, method: str) -> Fault | None:
        """The fault for this call, if one waits for it."""
        for fault in self.waiting:
            if method.startswith(fault.method) and fault.times:
                fault.times -= 1 if fault.times > 0 else 0
                return fault
        return None

    def clear(self) -> None:
        """Let everything go well again."""
        self.waiting.clear()


class Broken(Exception):  # noqa: N818  it is meant to go wrong
    """A call that goes wrong as it was told to; ``answer`` is what it would have said."""

    def __init__(self, fault: Fault, answer: Any = None) -> None:
        super().__init__(fault.kind)
        self.fault, self.answer = fault, answer

    def refused(self) -> Refused:
        """The error that Google answers with."""
        code, said, reason = _REFUSALS.get(self.fault.kind, (500, "Internal error encountered.", ""))
        return Refused(code, said, reason=reason)
