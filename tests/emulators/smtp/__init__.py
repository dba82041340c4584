from tests.emulators.smtp.server import MailServer, serving

__all__ = ["MailServer", "serving"]
