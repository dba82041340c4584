"""What a claim file cannot carry, said so that a person can mend it."""

from domain.problems import Problem


class X12Refused(Problem):
    """Something of a claim or of the practice cannot go into a claim file.

    ``about`` is "Claim <id>" or "Practice tab", ``field`` what people call the thing; the value is never told.
    """

    def __init__(self, about: str, field: str, what: str) -> None:
        super().__init__(f"{about}: {field} {what}; the batch waits.")
        self.about = about
        self.field = field
