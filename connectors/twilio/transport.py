"""The one way to Twilio: one HTTP client with a time limit, no retries of its own, and no other host."""

import ipaddress
import logging
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from requests.adapters import HTTPAdapter
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response

from domain.texting import RefusedHost

HOST = "api.twilio.com"
TIMEOUT = 25.0
"""Seconds to connect, and seconds without a byte, before a request counts as unanswered."""

QUIET = ("twilio", "twilio.http_client", "urllib3", "urllib3.connectionpool")
"""Logs that would show numbers: Twilio's client writes queries at INFO, urllib3 addresses at DEBUG."""


def is_loopback(address: str) -> bool:
    """Whether an address such as ``http://127.0.0.1:4010`` stays on this machine."""
    parts = urlsplit(address)
    try:
        here = parts.hostname == "localhost" or ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        here = False
    return here and parts.scheme == "http" and not (parts.username or parts.password)


def hide_numbers() -> None:
    """Let no library's log show a number, whatever level the program's own log has."""
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class BoundedClient(TwilioHttpClient):  # type: ignore[misc]  # twilio ships no types
    """The official client's transport, to Twilio alone; ``address`` puts a stand-in on this machine in its place."""

    def __init__(self, address: str = "", timeout: float = TIMEOUT) -> None:
        if address and not is_loopback(address):
            raise RefusedHost("Texts go to Twilio alone. Take the line address out of circlebook.toml.")
        super().__init__(timeout=timeout)
        self._address = address
        self.session.trust_env = False  # no proxy and no .netrc of the machine comes between
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=0))
        hide_numbers()

    def request(self, method: str, url: str, *rest: Any, **named: Any) -> Response:
        """Carry out one request; raises RefusedHost for any host but Twilio's."""
        parts = urlsplit(url)
        if parts.hostname != HOST or parts.scheme != "https":
            raise RefusedHost("Texts go to Twilio alone, and something named another host. Nothing was sent.")
        if self._address:
            base = urlsplit(self._address)
            url = urlunsplit((base.scheme, base.netloc, parts.path, parts.query, ""))
        return super().request(method, url, *rest, **named)
