"""What lies over the rows of a tab grows with them: dropdowns, colours, filters."""

import re
from re import Match

from connectors.excel.markup import attributes

_RANGE = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+):(\$?[A-Z]{1,3}\$?)(\d+)$")
_SQREF = re.compile(r"(<(?:dataValidation|conditionalFormatting)\b[^>]*?\bsqref=\")([^\"]*)(\")")
_EXTENDED = re.compile(r"(<xm:sqref>)([^<]*)(</xm:sqref>)")
_FILTER = re.compile(r"(<autoFilter\b[^>]*?\bref=\")([^\"]*)(\")")
_TABLE = re.compile(r"(<table\b[^>]*?\bref=\")([^\"]*)(\")")
_DIMENSION = re.compile(r"<dimension\b[^>]*/>")


def grown(part: str, last: int, new_last: int) -> str:
    """The XML of a tab or table with every range that covered the last row covering the new last row."""

    def grow(found: Match[str]) -> str:
        return found[1] + " ".join(_grown(piece, last, new_last) for piece in found[2].split()) + found[3]

    for pattern in (_SQREF, _EXTENDED, _FILTER, _TABLE):
        part = pattern.sub(grow, part)
    return part


def _grown(piece: str, last: int, new_last: int) -> str:
    found = _RANGE.match(piece)
    single = re.fullmatch(rf"(\$?[A-Z]{{1,3}}\$?){last}", piece)
    if single and last > 1:
        return f"{piece}:{single[1]}{new_last}"
    if not found or last <= 1 or not int(found[2]) <= last <= int(found[4]) < new_last:
        return piece
    return f"{found[1]}{found[2]}:{found[3]}{new_last}"


def measured(head: str, width: str, last: int) -> str:
    """The head of a tab that says how far the tab reaches, at least as far as before if it is wider."""
    found = _DIMENSION.search(head)
    if found is None:
        return head
    before = re.search(r":([A-Z]+)\d+$", attributes(found[0]).get("ref", ""))
    if before and (len(before[1]), before[1]) > (len(width), width):
        width = before[1]
    return head[: found.start()] + f'<dimension ref="A1:{width}{max(last, 1)}"/>' + head[found.end() :]
