"""What the web address of texts needs: to tell the texting service's calls from others."""

from datetime import datetime
from typing import Protocol

from domain.texting import Inbound, Reported


class Calls(Protocol):
    """The calls of the texting service to the practice's own address; both raise ``CallRefused``."""

    def reply(self, body: bytes, signature: str | None, at: datetime) -> Inbound:
        """A text that came in."""
        ...

    def status(self, query: str, body: bytes, signature: str | None) -> Reported:
        """What became of a text that was handed over."""
        ...
