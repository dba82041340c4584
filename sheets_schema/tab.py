"""How a tab is declared: its rows, what names a row, and how it looks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import BaseModel

from domain.value import Record
from sheets_schema.column import Column
from sheets_schema.grid import Written
from sheets_schema.kinds import Kind, choices_of, kind_of, name_of_kind

Excused = Callable[[Mapping[str, Any]], frozenset[str]]
"""From a row's values to the required columns that it may leave blank."""


class Declared(BaseModel):
    """The columns of a people's tab, in order; accepted rows become records of the practice."""


@dataclass(frozen=True, slots=True)
class TabSpec:
    """One tab. ``record`` is what an accepted row becomes, ``identity`` the fields that name a row.

    ``settings`` are the settings of a tab that has one in each row. ``asks`` are the fields that make a question: rows of
    one ID that ask the same are one question. ``book`` is the first and the last of the IDs
    printed in advance, with the pattern they follow.
    """

    title: str
    row: type[BaseModel]
    record: type[Record] | None = None
    identity: tuple[str, ...] = ()
    settings: type[BaseModel] | None = None
    own: bool = False
    hidden: bool = False
    book: tuple[str, int] | None = None
    rows: tuple[tuple[Written, ...], ...] = ()
    color: str = ""
    note: str = ""
    excused: Excused | None = None
    asks: tuple[str, ...] = ()

    def not_required_when(self, values: Mapping[str, Any]) -> frozenset[str]:
        """The required columns that this row may leave blank."""
        return self.excused(values) if self.excused else frozenset()


@dataclass(frozen=True, slots=True)
class Field:
    """One column with all that follows from its declaration; ``lookup`` is its number among the answers."""

    name: str
    column: Column
    kind: Kind
    choices: tuple[str, ...]
    lookup: int | None
    kind_name: str = ""


@cache
def fields_of(row: type[BaseModel]) -> tuple[Field, ...]:
    """The columns of a row class in the order of the sheet."""
    found: list[Field] = []
    answers = 0
    for name, info in row.model_fields.items():
        column = next(m for m in info.metadata if isinstance(m, Column))
        answers += column.lookup
        found.append(_field(name, info.annotation, column, answers if column.lookup else None))
    return tuple(found)


def words_of(spec: TabSpec) -> Mapping[str, tuple[str, ...]]:
    """By which headings people may know each column of a tab."""
    return {f.name: (f.column.header, *f.column.synonyms) for f in fields_of(spec.row)}


def _field(name: str, annotation: Any, column: Column, lookup: int | None) -> Field:
    offered = column.choices or choices_of(annotation)
    kind = kind_of(annotation, column.kind, column.choices)
    if column.example:
        kind = replace(kind, example=column.example)
    return Field(name, column, kind, offered, lookup, name_of_kind(annotation, column.kind))
