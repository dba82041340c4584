"""A mail server on this machine that keeps what it gets, and fails as it is told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


@dataclass
class MailServer:
    """``refused`` are recipients that get a 550; ``fault`` is one of "drop", "451" or "" and comes after the words."""

    got: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    fault: str = ""
    port: int = 0

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802  aiosmtpd's name
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        if self.fault == "451":
            return "451 try again later"
        self.got.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        if self.fault == "drop":
            server.transport.abort()
        return "250 OK"


class _OnAnyPort(Controller):
    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()


@contextmanager
def serving(user: str = "", password: str = "") -> Iterator[MailServer]:
    """A server on a free port; with a user it wants that login."""
    mail = MailServer()

    def let_in(_server: Any, _session: Any, _envelope: Any, _mechanism: Any, data: Any) -> AuthResult:
        good = (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=good, handled=False)

    more = {"authenticator": let_in, "auth_required": True, "auth_require_tls": False} if user else {}
    controller = _OnAnyPort(mail, hostname="127.0.0.1", port=0, **more)
    controller.start()
    try:
        mail.port = controller.port
        yield mail
    finally:
        controller.stop()
