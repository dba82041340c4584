"""Rows among the others that are none: totals, remarks, repeated headings, the line above those who left."""

import re
from typing import Literal

from sheets_schema.cells.said import shown
from sheets_schema.cells.text import squeezed
from sheets_schema.oldsheets.lists import OldList, Row
from sheets_schema.oldsheets.vocabulary import key

Sort = Literal["", "blank", "heading", "total", "line", "remark", "name only"]

_TOTAL = re.compile(
    r"(?:grand )?(?:total|totals|sum|count|average|avg)\b|(?:number|no\.?|#|%|percent) (?:present|absent|of)|"
    r"(?:total |members? |clients? )?(?:present|absent|attending|attendance)\b"
)
_LINES = frozenset({
    "discharged", "inactive", "former", "formermembers", "exmembers", "ended", "graduated", "graduates", "left",
    "alumni", "removed", "dropped", "droppedout", "archive", "archived", "past", "pastmembers", "completed",
    "dischargedmembers", "inactivemembers", "closed",
})  # fmt: skip
_MOST_WORDS = 4


def sort_of(of: OldList, row: Row) -> Sort:  # noqa: PLR0911  one answer for each sort of row
    """What a row is when it is no member's; "" for one that may be."""
    filled = row.filled()
    if not filled:
        return "blank"
    if _repeats(of, row):
        return "heading"
    first = shown(row.cells[filled[0]])
    if squeezed(first) in _LINES and len(filled) == 1:
        return "line"
    if _TOTAL.match(first.casefold()):
        return "total"
    if len(filled) > 1 or len(of.columns) + len(of.days) < 3:  # noqa: PLR2004  in a narrow list one cell may be all there is
        return ""
    if of.kind == "grid" and filled[0] == of.columns.get("name"):
        return ""
    words = first.split(" ")
    named = filled[0] in {of.columns.get("name"), of.columns.get("first_name")}
    plain = named and len(words) <= _MOST_WORDS and all(c.isalpha() or c in " .,'-" for c in first)
    return "name only" if plain else "remark"


def _repeats(of: OldList, row: Row) -> bool:
    headings = {key(of.headings[i]) for i in of.columns.values() if i < len(of.headings)} - {""}
    here = {key(row.cells[i]) for i in of.columns.values() if i < len(row.cells)} - {""}
    return bool(here) and here == headings
