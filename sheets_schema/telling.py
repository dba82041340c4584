"""What is told about a sheet, and how: one entry for each problem, a row still being typed is left in peace."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sheets_schema.findings import Finding

_MANY = 3
_NAMED = 2


def in_peace(
    findings: Iterable[Finding], changed: Mapping[tuple[str, str], datetime], now: datetime, patience: timedelta
) -> tuple[Finding, ...]:
    """The findings without empty cells of rows that changed within ``patience``: someone is still typing there.

    ``changed`` says when each row last changed, by tab and row ID. The row waits all the same.
    """
    return tuple(
        f
        for f in findings
        if f.code != "CELL_MISSING" or now - changed.get((f.tab, f.row_id), now - patience) >= patience
    )


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """Equal problems of one column as one finding at the first cell, which names the others."""
    by_problem: dict[tuple[str, str, str, str, str], list[Finding]] = {}
    for f in findings:
        by_problem.setdefault((f.tab, f.field, f.code, f.message, f.waits), []).append(f)
    told: list[Finding] = []
    for same in by_problem.values():
        if len(same) < _MANY:
            told += same
        else:
            told.append(replace(same[0], message=f"{same[0].message} {_also(same)}", row_id=""))
    return told


def _also(same: list[Finding]) -> str:
    cells = ", ".join(f.cell for f in same[1 : 1 + _NAMED])
    more = len(same) - 1 - _NAMED
    return f"The same in {cells} and {more} more." if more > 0 else f"The same in {cells}."


def taken(findings: Iterable[Finding]) -> list[Finding]:
    """The notes of each column as one entry: "I took these as", with the first reading and how many there are."""
    by_column: dict[tuple[str, str, str], list[Finding]] = {}
    for f in findings:
        if f.outcome == "note" and f.row_id:
            by_column.setdefault((f.tab, f.field, f.code), []).append(f)
    return [
        replace(same[0], message=f"I took {_counted(same)} so: {same[0].message}", row_id="")
        for same in by_column.values()
    ]


def _counted(same: list[Finding]) -> str:
    return "1 cell" if len(same) == 1 else f"{len(same)} cells"
