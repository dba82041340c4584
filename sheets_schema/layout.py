"""From the declaration of a tab to how it looks in a new workbook."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from domain.details import Details
from domain.wording import clock_words
from sheets_schema.grid import ColumnLayout, TabLayout, Written
from sheets_schema.practice import PRACTICE
from sheets_schema.tab import Field, TabSpec, fields_of
from sheets_schema.tabs import TABS

Rows = Mapping[str, Sequence[Mapping[str, Written]]]
"""Tab title, then rows as field name to cell."""


def layouts(rows: Rows | None = None) -> tuple[TabLayout, ...]:
    """Every tab as it is first laid out, with these rows in it."""
    return tuple(layout(spec, (rows or {}).get(spec.title, ())) for spec in TABS)


def layout(spec: TabSpec, rows: Sequence[Mapping[str, Written]] = ()) -> TabLayout:
    """One tab: its columns, its rows, and the IDs printed in advance for the rows to come."""
    fields = fields_of(spec.row)
    if spec is PRACTICE:
        typed = _settings(rows[0] if rows else {})
    else:
        typed = tuple(tuple(row.get(f.name) for f in fields) for row in rows) or spec.rows
    return TabLayout(
        title=spec.title,
        columns=tuple(c for f in fields for c in _columns(f)),
        own=spec.own,
        hidden=spec.hidden,
        rows=typed,
        ticket_book=_tickets(spec, len(typed)),
        color=spec.color,
        note=spec.note,
    )


def _columns(of: Field) -> list[ColumnLayout]:
    made = ColumnLayout(
        header=of.column.header,
        width=of.column.width,
        format=of.kind.format if of.lookup is None else "general",
        choices=of.choices,
        required=of.column.required,
        help=of.column.help,
        lookup=of.lookup,
        also=of.column.synonyms,
    )
    if not of.column.repeat:
        return [made]
    return [ColumnLayout(header=str(n), width=of.column.width) for n in range(1, of.column.repeat + 1)]


def _tickets(spec: TabSpec, used: int) -> tuple[str, ...]:
    if spec.book is None:
        return ()
    pattern, last = spec.book
    return tuple(pattern.format(n) for n in range(used + 1, last + 1))


def _settings(values: Mapping[str, Any]) -> tuple[tuple[Written, ...], ...]:
    assert PRACTICE.settings is not None
    defaults = Details()
    return tuple(
        (f.column.header, _said(values.get(f.name, getattr(defaults, f.name, None))), f.column.help)
        for f in fields_of(PRACTICE.settings)
    )


def _said(value: Any) -> Written:
    """A setting the way a person types it into a cell of text."""
    match value:
        case None | "":
            return None
        case (time() as begins, time() as ends):
            return f"{clock_words(begins)}-{clock_words(ends)}"
        case tuple():
            return ", ".join(str(part) for part in value)
        case date():
            return f"{value.month}/{value.day}/{value.year}"
        case Decimal():
            return f"${value:,.2f}"
        case _:
            return str(value)
