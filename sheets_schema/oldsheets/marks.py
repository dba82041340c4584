"""What the signs of an old attendance sheet mean: as it says itself, as the person says, or as the words are plain."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from domain.lists import Mark
from domain.rollcall import PRESENT
from sheets_schema.cells.marks import is_cross, is_letter_for_present
from sheets_schema.cells.said import Ask, Note, shown, tidy
from sheets_schema.cells.text import squeezed
from sheets_schema.grid import Raw
from sheets_schema.kinds import KINDS

ReadMark = Callable[[Raw], Mark | Ask | None]

_LEGEND = re.compile(r"(\S{1,3}?)\s*(?:=|:|-|\u2013)\s*([^=:]+)")
_BETWEEN = re.compile(r"[,;|\n\u2022]|\s{2,}")
_LONGEST_LEGEND = 500
_PREFIX = re.compile(r"^(?:legend|key|codes?|marks?)\s*:?\s*", re.IGNORECASE)


def sign(raw: Raw) -> str:
    """A mark for comparing: how a person would say the cell."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return shown(raw).replace("\ufe0f", "").casefold()


def plain_mark(raw: Raw) -> Mark | Ask | None:
    """A mark whose word or letter means one thing; None for a blank cell and a box without a tick."""
    found: Any = KINDS["mark"].parse(raw) if raw is not None else None
    if isinstance(found, Note):
        found = found.value
    return found if isinstance(found, Mark | Ask) else None


def reader(cells: Iterable[Raw], legend: Mapping[str, str], means: Mapping[str, str]) -> ReadMark:
    """How the marks of one list are read; x beside P, and no word on x, is asked about."""
    told = {tidy(k).casefold(): v for k, v in means.items()}
    here = list(cells)
    unclear = any(map(is_cross, here)) and any(map(is_letter_for_present, here))

    def read(raw: Raw) -> Mark | Ask | None:
        said = sign(raw)
        if said in told:
            return plain_mark(told[said])
        if said in legend:
            return plain_mark(legend[said])
        if unclear and is_cross(raw):
            return Ask("MARK_X_UNCLEAR")
        return plain_mark(raw)

    return read


def says_present(found: Mark | Ask | None) -> bool:
    """Whether a mark was read and says that the member was there."""
    return isinstance(found, Mark) and found in PRESENT


def legend_in(cells: Iterable[Raw]) -> dict[str, str]:
    """The signs that a sheet explains: "P = Present, A = Absent" in a cell, or in several."""
    found: dict[str, str] = {}
    for cell in cells:
        if isinstance(cell, str) and len(cell) <= _LONGEST_LEGEND:
            found |= _explained(cell)
    return found


def is_legend(cell: Raw) -> bool:
    """Whether a cell explains signs."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_LEGEND:
        return False
    return bool(_explained(cell)) or squeezed(cell) in {"legend", "key", "codes", "marks"}


def _explained(cell: str) -> dict[str, str]:
    parts = [p.strip() for p in _BETWEEN.split(_PREFIX.sub("", cell)) if p.strip()]
    pairs = [m for p in parts if (m := _LEGEND.fullmatch(tidy(p)))]
    if not pairs or len(pairs) < len(parts):
        return {}
    found = {m[1].casefold(): m[2].strip() for m in pairs}
    meant = [plain_mark(word) for word in found.values()]
    return found if all(isinstance(m, Mark) for m in meant) else {}
