"""Rows as people type them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sheets_schema.grid import Written

Row = Mapping[str, Written]
"""One row: field name of the record to the cell's value."""


def row(**cells: Written) -> Row:
    """One row that nobody can change."""
    return MappingProxyType(cells)


def table(fields: str, lines: Sequence[Sequence[Written]]) -> tuple[Row, ...]:
    """The rows of a table whose columns are ``fields``, in that order, apart by spaces."""
    names = fields.split()
    return tuple(MappingProxyType(dict(zip(names, line, strict=True))) for line in lines)
