"""Ranges as people write them (``'My tab'!A1:B2``) and as the API counts them (from 0, ends not included)."""

import re
from dataclasses import dataclass

from connectors.google.emulator.refused import Refused
from sheets_schema.findings import column_letters

_PLACE = re.compile(r"\$?([A-Za-z]{0,3})\$?(\d{0,7})")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a sheet; an end of None goes on to the sheet's edge."""

    top: int = 0
    left: int = 0
    bottom: int | None = None
    right: int | None = None

    def within(self, rows: int, columns: int) -> "Area":
        """The part that lies on a sheet of this size."""
        bottom = rows if self.bottom is None else min(self.bottom, rows)
        right = columns if self.right is None else min(self.right, columns)
        return Area(self.top, self.left, bottom, right)

    @property
    def ends(self) -> tuple[int, int]:
        """Bottom and right of an area that has both."""
        assert self.bottom is not None
        assert self.right is not None
        return self.bottom, self.right


def split(text: str) -> tuple[str | None, str | None]:
    """The tab's title and the range inside; either may be missing."""
    if quoted := re.fullmatch(r"'((?:[^']|'')*)'(?:!(.*))?", text):
        return quoted[1].replace("''", "'"), quoted[2]
    title, mark, inside = text.rpartition("!")
    if mark:
        return title, inside
    return None, text


def area(text: str) -> Area:
    """The rectangle of a range such as ``B2:D``, ``2:2``, ``D4:A1`` or ``C``."""
    first, colon, second = text.partition(":")
    row, column = _place(first, text)
    if not colon:
        return Area(row or 0, column or 0, None if row is None else row + 1, None if column is None else column + 1)
    last_row, last_column = _place(second, text)
    if row is not None and last_row is not None:
        row, last_row = sorted((row, last_row))
    if column is not None and last_column is not None:
        column, last_column = sorted((column, last_column))
    return Area(
        row or 0, column or 0,
        None if last_row is None else last_row + 1,
        None if last_column is None else last_column + 1,
    )  # fmt: skip


def _place(text: str, whole: str) -> tuple[int | None, int | None]:
    found = _PLACE.fullmatch(text)
    if found is None or not text:
        raise Refused(400, f"Unable to parse range: {whole}")
    return (int(found[2]) - 1 if found[2] else None), (number(found[1]) - 1 if found[1] else None)


def number(letters: str) -> int:
    """A column's number, from 1, by its letters."""
    count = 0
    for letter in letters.upper():
        count = count * 26 + ord(letter) - 64
    return count


def quoted(title: str) -> str:
    """A title as it stands before a range: in quotes only where it needs them."""
    if _PLAIN.fullmatch(title) and (not _LIKE_A_CELL.fullmatch(title)):
        return title
    return "'" + title.replace("'", "''") + "'"


def said(title: str, place: Area) -> str:
    """A range as the API answers it."""
    bottom, right = place.ends
    first = f"{column_letters(place.left)}{place.top + 1}"
    last = f"{column_letters(right - 1)}{bottom}"
    return f"{quoted(title)}!{first}" + (f":{last}" if last != first else "")
