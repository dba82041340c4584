"""The dry run of mailing: each mail is a file for people to open, and none goes out."""

import secrets
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from connectors.disk import write_private
from connectors.mail.message import message_of
from domain.mailing import Letter
from domain.problems import Problem

SENDER = "circlebook@localhost"
_CANNOT = "The outbox of mails cannot be used. Free disk space or the right to write there, then run Circlebook again."


class MailProblem(Problem):
    """The outbox of mails cannot be written; nothing was added to it."""


class MailFolder:
    """The folder ``outbox/mail`` of a practice: one ``.eml`` a mail, named by its message ID."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, letter: Letter, message_id: str, at: datetime) -> None:
        """Write one mail down, whole or not at all; the same mail again replaces itself. Raises MailProblem."""
        content = message_of(letter, SENDER, message_id, at).as_bytes()
        unfinished = self._path / f".{secrets.token_hex(8)}.unfinished"
        try:
            self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_private(unfinished, content)
            unfinished.replace(self._path / f"{message_id}.eml")
        except OSError:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise MailProblem(_CANNOT) from None

    def reach(self) -> None:
        """The folder is made with the first mail: there is nothing to reach."""
