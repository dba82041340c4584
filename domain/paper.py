"""A document of the practice as values: headings, facts, passages and tables; how it looks is the template's matter."""

from typing import Literal

from domain.value import Value


class Passage(Value):
    """Paragraphs under a heading; each has a name in bold ("" for none) and a text."""

    heading: str = ""
    paragraphs: tuple[tuple[str, str], ...]


class Table(Value):
    """A table under a heading; ``columns`` are names with their share of the width; ``tall`` rows leave room to write."""

    heading: str = ""
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]
    tall: bool = False


class Figures(Table):
    """A table whose last ``figures`` columns hold sums, set to the right; ``total`` is its last row, in bold."""

    figures: int
    total: bool = False


class Paper(Value):
    """One document: title, facts at the top, then its blocks, then who signs it.

    ``missing`` names what a person still has to write; ``signed_by`` is a line for a pen with that name below.
    """

    title: str
    practice_name: str
    reference: str
    about: tuple[tuple[str, str], ...]
    blocks: tuple[Passage | Figures | Table, ...]
    missing: tuple[str, ...] = ()
    signed_by: str = ""
    wide: bool = False


DocumentKind = Literal[
    "summary", "cancelled", "sign-in", "plan", "roster", "ending", "dynamics", "statement", "superbill"
]

KIND_WORDS: dict[str, str] = {
    "summary": "session summary",
    "cancelled": "cancelled session",
    "sign-in": "sign-in sheet",
    "plan": "session plan",
    "roster": "group roster",
    "ending": "end of membership, draft",
    "dynamics": "group dynamics card",
    "statement": "statement",
    "superbill": "superbill",
}
"""How people call each kind of document."""

TO_COMPLETE = "[to be completed]"
"""What stands where a person has still to write."""
