"""What an earlier read makes doubtful about this one: many rows gone at once, an ID that became another person.

A column that was sorted without its rows is the third: to each row it gives another row's name, birth or number.
"""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from domain.practice import RowsGone
from sheets_schema.cells.said import Ask
from sheets_schema.clients import CLIENTS
from sheets_schema.finding import finding
from sheets_schema.findings import Finding
from sheets_schema.lost_columns import without_lost_columns
from sheets_schema.messages import message
from sheets_schema.people import folded
from sheets_schema.reader import TabReading
from sheets_schema.reading import Reading, as_json, with_tabs
from sheets_schema.tab import fields_of

_SHARE = 0.2
_FEW = 3
_CORRECTED = 0.7  # of the letters of a name the same: it was corrected
_OWN = frozenset({"first_name", "last_name", "born", "mobile", "email", "member_id"})
"""The columns of Clients that make a row one person's: sorted by themselves, they make texts and claims go astray."""

_SORTED = "as sorted: "
"""Before the heading of a cell, in a row that the ledger keeps as it was, stands what a sort left in that cell."""

_BORN = next(f for f in fields_of(CLIENTS.row) if f.name == "born")

Doubt = tuple[str, str, Ask]
"""The ID of a row that waits, the field, and what is asked about it."""

_UNGUARDED = frozenset({"Decisions", "Practice"})
"""Tabs with rules of their own for rows that go: a question is asked again, a setting is asked for."""


@dataclass(frozen=True, slots=True)
class Before:
    """The rows of an earlier read, by tab and row ID, as the ledger keeps them: Clients, and tabs that may have lost some.

    ``former`` are the versions, newest first, of clients who were gone at that read and stand here again, or whose row
    was not whole at that read: whoever takes a row away and puts it back, or gives its ID to the next person, cell by
    cell, does not make it new. ``answered`` are the rows beside which Circlebook's answers stand in the workbook now, as
    ``tab|row``: whoever deletes a row leaves its answer there, and whoever puts an older version of the file back takes
    it along.
    """

    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    former: Mapping[str, Sequence[str]] = field(default_factory=dict)
    answered: Collection[str] = frozenset()


def unsure(reading: Reading, last: Mapping[str, str]) -> list[str]:
    """The clients of whom the last read does not say who they are: gone then, or not whole."""
    return [row_id for row_id in reading.tabs[CLIENTS.title].raw if row_id not in last or not _is_whole(last[row_id])]


def watched(reading: Reading, known: Mapping[str, Collection[str]]) -> list[str]:
    """The tabs in which a row of the last read (``known``: row IDs by tab) is missing: worth a closer look."""
    return [
        title
        for title, tab in reading.tabs.items()
        if title not in _UNGUARDED and not tab.stopped and not tab.raw.keys() >= set(known.get(title, ()))
    ]


def guarded(reading: Reading, before: Before, agreed: Callable[[RowsGone], bool]) -> Reading:
    """The reading in which a tab that lost a column or many rows waits, and so does a client who became someone else.

    ``agreed`` says whether a person said Yes to just these rows going.
    """
    reading = without_lost_columns(reading, before.rows)
    lost = (_gone(reading, title, rows, before.answered) for title, rows in before.rows.items())
    gone = {g.tab: g for g in lost if g and not agreed(g)}
    last = {i: found[0] for i, found in before.former.items()} | dict(before.rows.get(CLIENTS.title, {}))
    told = ((i, next(filter(_is_whole, found), "")) for i, found in before.former.items())
    whole = last | {i: cells for i, cells in told if cells}
    people = [] if CLIENTS.title in gone else _other_people(reading.tabs[CLIENTS.title], whole)
    others = [] if CLIENTS.title in gone else [*people, *_sorted_alone(reading, last, people)]
    if not gone and not others:
        return reading
    tabs = dict(reading.tabs)
    for title, missing in gone.items():
        tabs[title] = _waiting(tabs[title], missing, before.rows[title])
    if gone:
        tabs = {title: _without_names_of(tab, gone) for title, tab in tabs.items()}
    if others:
        tabs[CLIENTS.title] = _held(tabs[CLIENTS.title], others)
    kept = {title: before.rows[title] for title in gone}
    if others:
        kept[CLIENTS.title] = _as_sorted(reading.tabs[CLIENTS.title], last, others) | {
            i: whole[i] for i, _, _ in people
        }
    return replace(
        reading,
        practice=with_tabs(reading.practice, tabs, tuple(gone.values())),
        findings=tuple(f for tab in tabs.values() for f in tab.findings),
        counts={title: tab.counts() for title, tab in tabs.items()},
        tabs=tabs,
        as_before=kept,
    )


def _gone(reading: Reading, title: str, rows: Mapping[str, str], answered: Collection[str]) -> RowsGone | None:
    tab = reading.tabs.get(title)
    if tab is None or tab.stopped:
        return None
    missing = sorted(rows.keys() - tab.raw.keys())
    emptied = len(rows) > 1 and len(missing) == len(rows)
    few = len(missing) < _FEW or len(missing) <= _SHARE * len(rows)
    if not emptied and few and not _is_older(title, missing, tab.raw, answered):
        return None
    mark = hashlib.sha256("\n".join(missing).encode()).hexdigest()[:12]
    return RowsGone(title, len(missing), len(rows), mark)


def _is_older(title: str, missing: Collection[str], there: Collection[str], answered: Collection[str]) -> bool:
    """Whether the answers of rows that are gone went with them, while those of others stand: a version was put back."""
    return any(f"{title}|{i}" in answered for i in there) and any(f"{title}|{i}" not in answered for i in missing)


def _waiting(tab: TabReading, gone: RowsGone, rows: Collection[str]) -> TabReading:
    """The tab as one that cannot be read: whatever it held waits."""
    text = message("ROWS_GONE", {"n": gone.missing, "rows": gone.known})
    told = Finding(tab.spec.title, "", "", "ROWS_GONE", "stop", text, "This tab waits.")
    return replace(
        tab, rows={}, held=tab.held | set(tab.rows) | set(rows), findings=[*tab.findings, told], stopped=True
    )


def _without_names_of(tab: TabReading, gone: Collection[str]) -> TabReading:
    """The tab without questions about names of rows that are gone: one matter, one question."""
    refer = {f.name for f in fields_of(tab.spec.row) if not set(gone).isdisjoint(f.column.refers)}
    told = [f for f in tab.findings if f.code != "REF_UNKNOWN" or f.field not in refer]
    return replace(tab, findings=told)


def _sorted_alone(reading: Reading, rows: Mapping[str, str], doubts: Collection[Doubt]) -> list[Doubt]:
    """The clients whose cell changed in a column in which two or more got another's: it was sorted without its rows.

    Two who exchange their cells may be a mistake put right, but a sort that moves only two looks just so. Not every
    new cell need be known as another's: of rows with one ID only the first is kept, and all of them take part in a sort.
    Rows that wait for another reason count too, or the next reading would have forgotten whose cells they had. What
    was typed into such a row since is known as nobody's: where one takes part, one cell that is another's is enough.
    A cell that is still as the sort left it waits on, whatever became of the other rows; and one sort may follow another.
    """
    tab = reading.tabs[CLIENTS.title]
    if tab.stopped:
        return []
    now = as_json(tab)
    changed = [i for i, cells in now.items() if i in rows and rows[i] != cells]
    twice = [f.row_id for f in tab.findings if f.code == "ROW_ID_TWICE" and f.row_id in rows]
    was, is_now = ({i: json.loads(source[i]) for i in changed} for source in (rows, now))
    first = {i: json.loads(rows[i]) for i in twice}
    found, waiting = [], tab.held | {row_id for row_id, _, _ in doubts}
    for of in (f for f in fields_of(CLIENTS.row) if f.name in _OWN):
        heading = of.column.header
        other = [i for i in changed if is_now[i].get(heading) != was[i].get(heading)]
        of_twice = {cells.get(heading) for cells in first.values()} - {None}
        left = {i: was[i][_SORTED + heading] for i in changed if _SORTED + heading in was[i]}
        still = [i for i in other if i in left and left[i] == is_now[i].get(heading)]
        theirs = {was[i].get(heading) for i in other} | of_twice | set(left.values())
        moved = [i for i in other if i not in still and is_now[i].get(heading) in theirs - {None}]
        takes_part = left or not waiting.isdisjoint(other) or any(is_now[i].get(heading) in of_twice for i in moved)
        sorted_ = other if len(moved) >= (1 if takes_part else 2) else still
        found += [(i, of.name, Ask("COLUMN_SORTED", {"n": len(sorted_)})) for i in sorted_]
    return found


def _as_sorted(tab: TabReading, rows: Mapping[str, str], doubts: Collection[Doubt]) -> dict[str, str]:
    """The rows as they were before somebody sorted a column, with the cells that the sort left in them."""
    now = as_json(tab)
    headings = {f.name: f.column.header for f in fields_of(CLIENTS.row)}
    kept: dict[str, dict[str, Any]] = {}
    for row_id, name, said in doubts:
        cells = kept.setdefault(
            row_id, {k: v for k, v in json.loads(rows[row_id]).items() if not k.startswith(_SORTED)}
        )
        if said.code == "COLUMN_SORTED":
            cells[_SORTED + headings[name]] = json.loads(now[row_id]).get(headings[name])
    return {row_id: json.dumps(cells, ensure_ascii=False, separators=(",", ":")) for row_id, cells in kept.items()}


def _other_people(tab: TabReading, rows: Mapping[str, str]) -> list[Doubt]:
    """The clients whose name and date of birth are both other than before: most likely someone else.

    A name that is nearly the same was corrected; a row that was never whole before was nobody yet.
    """
    found = []
    for row_id, client in tab.rows.items():
        first, last, born = _who(rows[row_id]) if row_id in rows else ("", "", "")
        if first and last and born and not _same_day(born, tab, row_id):
            other = not (_near(first, client.first_name) and _near(last, client.last_name))
            found += [(row_id, "last_name", Ask("ID_OTHER_PERSON", {"example": _next_id(tab)}))] * other
    return found


def _who(cells: str) -> tuple[str, str, str]:
    """The first name, the last name and the date of birth as they were typed; a blank cell is empty."""
    row = json.loads(cells)
    first, last, born = (str(row.get(heading) or "") for heading in ("First name", "Last name", "Date of birth"))
    return first, last, born


def _is_whole(cells: str) -> bool:
    """Whether a row said who somebody is: two names, and a date of birth that can be read."""
    first, last, born = _who(cells)
    return bool(first and last and born) and not isinstance(_birthday(born), Ask)


def _birthday(born: str) -> Any:
    """A date of birth as the ledger keeps it, read."""
    return _BORN.kind.parse(born[:10] if born[:4].isdigit() and born[4:5] == "-" else born)


def _near(before: str, now: str) -> bool:
    return SequenceMatcher(None, folded(before), folded(now)).ratio() >= _CORRECTED


def _same_day(born: str, tab: TabReading, row_id: str) -> bool:
    """Whether the cell of the date of birth holds what it held, or the same day in other words."""
    return str(tab.raw[row_id][tab.columns["born"]]) == born or _birthday(born) == tab.rows[row_id].born


def _next_id(tab: TabReading) -> str:
    """An ID that no client has."""
    last = max((int(m[1]) for i in tab.raw if (m := re.fullmatch(r"C-(\d+)", i))), default=0)
    return f"C-{last + 1:03d}"


def _held(tab: TabReading, others: Collection[Doubt]) -> TabReading:
    fields = {f.name: f for f in fields_of(CLIENTS.row)}
    ids = {row_id for row_id, _, _ in others}
    told = [
        finding(tab.spec, fields[name], tab.columns[name], tab.row_numbers[row_id], row_id, said, None)
        for row_id, name, said in sorted(others, key=lambda doubt: doubt[:2])
    ]
    rows = {i: row for i, row in tab.rows.items() if i not in ids}
    return replace(tab, rows=rows, held=tab.held | ids, findings=[*tab.findings, *told])
