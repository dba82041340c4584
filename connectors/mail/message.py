"""A letter as a message of RFC 5322."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from domain.mailing import Letter, MailRefused

DOMAIN = "circlebook.invalid"
"""The right side of our message IDs: a name that nobody can own (RFC 2606)."""


def message_of(letter: Letter, sender: str, message_id: str, at: datetime) -> EmailMessage:
    """The message with its ID, which is the same for the same mail: a second copy shows itself as one.

    Raises MailRefused for an address or subject that would break out of its line.
    """
    made = EmailMessage(policy=SMTP)
    try:
        made["From"] = sender
        made["To"] = letter.to
        made["Subject"] = letter.subject
    except ValueError:
        raise MailRefused(lasting=True) from None
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<{message_id}@{DOMAIN}>"
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: no automatic answer, please
    made.set_content(letter.body)
    if made["To"].defects or len(made["To"].addresses) != 1:
        raise MailRefused(lasting=True)
    return made
