"""A mail as it goes out, and what can keep it from going."""

from domain.problems import Problem
from domain.value import Value


class Letter(Value):
    """A mail to one person: plain words; the subject names nobody and nothing about health."""

    to: str
    subject: str
    body: str


class MailRefused(Problem):
    """A mail was refused and has not gone out; ``lasting`` when trying again would not help."""

    code = "MAIL_REFUSED"

    def __init__(self, *, lasting: bool) -> None:
        super().__init__(
            "A mail did not go out. Check the addresses and [mail] in circlebook.toml; circlebook doctor tells more."
        )
        self.lasting = lasting
