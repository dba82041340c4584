"""A later version of a document beside an earlier one that may not be written over."""

from domain.value import Value


class Earlier(Value):
    """The version before: its file, the parts in which this one differs, and whether it was signed."""

    file: str
    changed: tuple[str, ...] = ()
    was_signed: bool = False
