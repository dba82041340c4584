"""Why something happens or waits: a code for programs, a sentence for people."""

from domain.sentences import SENTENCES
from domain.value import Value


class Reason(Value):
    """One reason with the rows and the rule it rests on.

    ``rows`` are row IDs; ``rule`` is the row ID of a payer rule or the name of a setting.
    """

    code: str
    sentence: str
    rows: tuple[str, ...] = ()
    rule: str | None = None


class Hold(Value):
    """Something that waits; ``about`` is the ID of the row it would have served."""

    about: str
    reason: Reason

    @property
    def code(self) -> str:
        """The reason's code."""
        return self.reason.code


class Task(Value):
    """Something a person should do, though nothing waits for it; ``about`` is a row ID of ``tab``."""

    about: str
    tab: str
    reason: Reason


def reason(code: str, *, rows: tuple[str, ...] = (), rule: str | None = None, **words: object) -> Reason:
    """The reason of that code with its sentence filled in.

    Raises KeyError for a code that the catalogue does not have or a word that is missing: both are bugs.
    """
    return Reason(code=code, sentence=SENTENCES[code].format(**words), rows=rows, rule=rule)
