"""One request, taken apart."""

from dataclasses import dataclass, field
from typing import Any

from connectors.google.emulator.fields import Mask, mask_of


@dataclass(frozen=True)
class Call:
    """Who asks, what the path and the query name, and the body; ``media`` is an uploaded file with its type."""

    who: str
    path: dict[str, str]
    query: dict[str, list[str]]
    body: dict[str, Any] = field(default_factory=dict)
    media: tuple[bytes, str] | None = None

    def one(self, name: str, otherwise: str = "") -> str:
        """The last value of a query parameter."""
        return self.query.get(name, [otherwise])[-1]

    @property
    def flat(self) -> dict[str, str]:
        """The query with one value for each name."""
        return {name: values[-1] for name, values in self.query.items()}

    @property
    def mask(self) -> Mask:
        """The part of the answer that is asked for; empty for all of it."""
        return mask_of(self.one("fields")) if self.one("fields") else {}
