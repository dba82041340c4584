"""When two rows of one ID are copies of each other."""

from collections.abc import Iterable, Mapping, Sequence

from domain.value import Record
from sheets_schema.grid import Raw
from sheets_schema.rows import Row
from sheets_schema.tab import TabSpec


def is_same(one: Sequence[Raw], other: Sequence[Raw], columns: Iterable[int]) -> bool:
    """Whether both rows have the same in each of these columns, to the letter."""
    return all(_cell(one, at) == _cell(other, at) for at in columns)


def is_same_question(
    spec: TabSpec, row: Row, raw: Sequence[Raw], before: Record | None, columns: Mapping[str, int]
) -> bool:
    """Whether both rows put one question to people and have no two answers between them.

    A question whose row was not seen for once is put a second time. ``before`` is the earlier row as it was accepted,
    None where it waits; ``raw`` are its cells.
    """
    if before is None or row.said or not spec.asks:
        return False
    answers = {row.values.get("answer"), getattr(before, "answer", None)} - {None}
    return len(answers) <= 1 and is_same(row.cells, raw, [columns[name] for name in spec.asks if name in columns])


def _cell(cells: Sequence[Raw], at: int) -> Raw:
    return cells[at] if at < len(cells) else None
