"""A column that held something at the last read and is not there any more: its tab waits.

Its heading was cleared, merged, typed over or deleted. To read its cells as empty would text whoever opted out, bill what
says Do not bill, and call signed notes changed. A tab read for the first time has no last read: there is `headings.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheets_schema.findings import Finding
from sheets_schema.messages import message
from sheets_schema.practice import PRACTICE
from sheets_schema.reader import TabReading
from sheets_schema.reading import Reading, with_tabs
from sheets_schema.tab import fields_of


def lacking(reading: Reading) -> list[str]:
    """The tabs without some column that a person may fill in: worth a look at what stood there."""
    return [title for title, tab in reading.tabs.items() if title != PRACTICE.title and _absent(tab)]


def without_lost_columns(reading: Reading, before: Mapping[str, Mapping[str, str]]) -> Reading:
    """The reading in which a tab waits that lost a column with something in it; ``before`` are rows of the last read."""
    lost = {title: found for title in lacking(reading) if (found := _lost(reading.tabs[title], before.get(title, {})))}
    if not lost:
        return reading
    tabs = {title: _waiting(tab, lost[title]) if title in lost else tab for title, tab in reading.tabs.items()}
    return replace(
        reading,
        practice=with_tabs(reading.practice, tabs, reading.practice.rows_gone),
        findings=tuple(f for tab in tabs.values() for f in tab.findings),
        counts={title: tab.counts() for title, tab in tabs.items()},
        tabs=tabs,
    )


def _absent(tab: TabReading) -> list[str]:
    """The headings that are not there, of columns that people fill in."""
    if tab.stopped:
        return []
    return [f.column.header for f in fields_of(tab.spec.row) if f.lookup is None and f.name not in tab.columns]


def _lost(tab: TabReading, rows: Mapping[str, str]) -> list[Finding]:
    """What to tell of each lost heading under which a row had something that still stands.

    The ledger writes a row as JSON without its blank cells; within a cell's words the quotation mark would be escaped.
    """
    standing = [cells for row_id, cells in rows.items() if row_id in tab.raw]
    counts = {header: sum(f'"{header}":' in cells for cells in standing) for header in _absent(tab)}
    return [_told(tab.spec.title, header, n, len(standing)) for header, n in counts.items() if n]


def _waiting(tab: TabReading, told: Sequence[Finding]) -> TabReading:
    """The tab as one that cannot be read; its rows have no questions of their own meanwhile."""
    notes = [f for f in tab.findings if not f.row_id]
    return replace(tab, rows={}, held=tab.held | set(tab.rows), findings=[*notes, *told], stopped=True)


def _told(title: str, header: str, n: int, rows: int) -> Finding:
    text = message("HEADING_GONE", {"column": header, "n": n, "rows": rows})
    return Finding(title, "", "", "HEADING_GONE", "stop", text, "This tab waits.")
