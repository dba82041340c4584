"""Mails that really go out, through the practice's own mail server."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime

from connectors.mail.message import message_of
from domain.mailing import Letter, MailRefused
from domain.problems import SendUnknown

TIMEOUT = 25.0
_LASTING = 500
_UNKNOWN = "It is not known whether a mail went out. Look into the sender's folder of sent mail."


@dataclass(frozen=True)
class SmtpMail:
    """The Mail port over SMTP; ``encrypted`` asks for STARTTLS, or TLS from the start on port 465."""

    server: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    encrypted: bool = True
    context: ssl.SSLContext | None = None

    def send(self, letter: Letter, message_id: str, at: datetime) -> None:
        """Hand over one mail to one person.

        Raises MailRefused when it surely did not go, SendUnknown when the connection broke after its words were sent.
        """
        message = message_of(letter, self.sender, message_id, at)
        try:
            connection = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            lasting = isinstance(error, smtplib.SMTPAuthenticationError)
            raise MailRefused(lasting=lasting) from None
        try:
            connection.send_message(message, self.sender, [letter.to])
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise MailRefused(lasting=_code(error) >= _LASTING) from None
        except (OSError, smtplib.SMTPException):
            raise SendUnknown(_UNKNOWN) from None
        finally:
            connection.close()

    def _connected(self) -> smtplib.SMTP:
        context = self.context or ssl.create_default_context()
        if self.encrypted and self.port == smtplib.SMTP_SSL_PORT:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(self.server, self.port, timeout=TIMEOUT, context=context)
        else:
            connection = smtplib.SMTP(self.server, self.port, timeout=TIMEOUT)
        try:
            if self.encrypted and self.port != smtplib.SMTP_SSL_PORT:
                connection.starttls(context=context)
            if self.user:
                connection.login(self.user, self.password)
        except (OSError, smtplib.SMTPException):
            connection.close()
            raise
        return connection

    def reach(self) -> None:
        """Connect, and log in; raises MailRefused."""
        try:
            self._connected().quit()
        except (OSError, smtplib.SMTPException):
            raise MailRefused(lasting=False) from None


def _code(error: smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException) -> int:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _ in error.recipients.values())
    return error.smtp_code
