"""Live texting without a key: nothing goes out, everything else goes on, and a person is told."""

# ruff: noqa: ARG002  nothing can be done with what the port gives
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NoReturn

from domain.texting import CarrierSilent, Delivery, Inbound, SendLater, Sought, Went


class NoKey:
    """The Texts port while the environment has no key for Twilio."""

    certain = False

    def send(self, text: Mapping[str, object], valid_for: timedelta) -> str:
        """Nothing goes out."""
        raise SendLater("credentials")

    def find(self, sought: Sought) -> str | None:
        """Nobody can be asked."""
        self._silent()

    def strayed(self, sought: Sought) -> bool:
        """Nobody can be asked."""
        self._silent()

    def went(self, since: datetime) -> Sequence[Went]:
        """Nobody can be asked."""
        self._silent()

    def received(self, since: datetime) -> Sequence[Inbound]:
        """Nobody can be asked."""
        self._silent()

    def delivery(self, provider_id: str) -> Delivery:
        """Nobody can be asked."""
        self._silent()

    def redact(self, provider_id: str) -> bool:
        """Nobody can be asked."""
        self._silent()

    def reach(self) -> None:
        """Nobody can be asked."""
        self._silent()

    def _silent(self) -> NoReturn:
        raise CarrierSilent("credentials")
