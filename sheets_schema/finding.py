"""How the reader puts into words what it met at one place."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from domain.wording import phone_words
from sheets_schema.cells.said import Ask, Note, shown
from sheets_schema.findings import Finding, Outcome, cell_name
from sheets_schema.grid import Raw
from sheets_schema.messages import message, note, quoted, waiting
from sheets_schema.tab import Field, TabSpec


def finding(spec: TabSpec, of: Field, index: int, number: int, row_id: str, said: Ask | Note, raw: Raw) -> Finding:  # noqa: PLR0913  all that a place in a sheet is
    """What to tell about the cell of a column (counted from 0) in a row (as the sheet numbers it)."""
    cell = cell_name(index, number)
    words: dict[str, object] = {
        "column": of.column.header,
        "raw": quoted(shown(raw)),
        "example": of.kind.example,
        "guess": of.kind.example,
        "ex": "Jan 15, 2026",
        "n": 8,
        "m": 12,
        **said.words,
    }
    if isinstance(said, Note):
        text = note(said.code, {"reading": quoted(_reading(said.value))} | words)
        return Finding(spec.title, cell, row_id, said.code, "note", text, waiting(said.stops), of.name)
    text = message(said.code, words)
    return Finding(spec.title, cell, row_id, said.code, "ask", text, waiting(of.column.holds), of.name)


def _reading(value: Any) -> str:
    """A value in the words of the practice: a phone number without the sign of the country."""
    return phone_words(value) if isinstance(value, str) and value.startswith("+1") else shown(value)


def doubled(spec: TabSpec, of: Field, index: int, row_id: str, code: str, number: int, other: int) -> Finding:  # noqa: PLR0913  all that a place in a sheet is
    """What to tell about a row whose ID stands in another row too."""
    text = message(code, {"other": other, "example": of.kind.example})
    return Finding(spec.title, cell_name(index, number), row_id, code, "ask", text, "This row waits.", of.name)


def beside(  # noqa: PLR0913  all that a place in a sheet is
    spec: TabSpec,
    index: int,
    number: int,
    code: str,
    outcome: Outcome = "ignored",
    words: Mapping[str, object] = MappingProxyType({}),
) -> Finding:
    """What to tell about a row or a tab that no cell of it is asked about."""
    return Finding(spec.title, cell_name(index, number), "", code, outcome, note(code, words))


def of_tab(spec: TabSpec, code: str, words: Mapping[str, object]) -> Finding:
    """What to tell about a whole tab that was read."""
    return Finding(spec.title, "", "", code, "note", note(code, words))
