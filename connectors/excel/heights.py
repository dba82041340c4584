"""How high a row is with its wrapped text; not every program works that out when it opens a file."""

import re
from collections.abc import Sequence
from math import ceil

from connectors.excel.markup import attributes
from connectors.excel.styles import Styles
from sheets_schema.grid import Shown

LINE, MOST = 15, 120
"""Points: one line of text, and the most that a row gets."""
_TO_A_UNIT = 1.1
_MOST_COLUMNS = 100
_HEIGHT = re.compile(r'\s(?:ht|customHeight)="[^"]*"')

Wrapping = Sequence[tuple[int, float]]
"""The columns that wrap their text (0 = A), and how many characters one line of each has."""


def line_of(width: float) -> float:
    """How many characters stand in one line of a column."""
    return max(width, 1) * _TO_A_UNIT


def wrapping(head: str, styles: Styles) -> Wrapping:
    """The columns of a tab that wrap their text. Raises KeyError and ValueError for a damaged tab."""
    found: list[tuple[int, float]] = []
    for said in map(attributes, re.findall(r"<col\s[^>]*>", head)):
        if "width" in said and styles.wraps(int(said.get("style", "0"))):
            last = min(int(said["max"]), _MOST_COLUMNS)
            found += [(column - 1, line_of(float(said["width"]))) for column in range(int(said["min"]), last + 1)]
    return found


def height(values: Sequence[Shown], columns: Wrapping) -> str:
    """The attribute of a row that needs more than one line, else nothing; programs may fit it again."""
    most = 1
    for column, line in columns:
        value = values[column] if column < len(values) else None
        if type(value) is str and (len(value) > line or "\n" in value):
            most = max(most, sum(max(1, ceil(len(part) / line)) for part in value.split("\n")))
    return f' ht="{min(most * LINE, MOST)}"' if most > 1 else ""


def with_height(tag: str, values: Sequence[Shown], columns: Wrapping) -> str:
    """The opening tag of a row that stands already, without its end; a height that a person chose stays."""
    if attributes(tag).get("customHeight") in {"1", "true"}:
        return tag
    return _HEIGHT.sub("", tag) + height(values, columns)
