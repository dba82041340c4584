"""Mails: to the owner, and to clients who cannot get texts."""

from connectors.mail.folder import MailFolder, MailProblem
from connectors.mail.smtp import SmtpMail

__all__ = ["MailFolder", "MailProblem", "SmtpMail"]
