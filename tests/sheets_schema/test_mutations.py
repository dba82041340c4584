"""A clean workbook, changed in thirty ways that change no fact: the same rows are accepted, and nobody is asked."""

from dataclasses import replace
from random import Random

import pytest

from sheets_schema.cells.text import squeezed
from sheets_schema.grid import Grid, Snapshot
from sheets_schema.reading import read_practice
from sheets_schema.tab import fields_of
from sheets_schema.tab_finding import with_renamed_tabs
from tests.sheets_schema.sheet import CLIENT, NOW, SEAT, SPECS, VISIT, workbook

PEOPLE = [
    CLIENT | {"client_id": f"C-{n:03d}", "last_name": f"Sample{'abcdefgh'[n]}", "mobile": f"415-555-01{n:02d}"}
    for n in range(1, 8)
]
CLEAN = workbook(
    Clients=PEOPLE,
    Roster=[SEAT | {"roster_id": f"R-{n:03d}", "client_id": f"C-{n:03d}"} for n in range(1, 8)],
    Attendance=[VISIT | {"visit_id": f"G-01/05/C-{n:03d}", "client_id": f"C-{n:03d}"} for n in range(1, 8)],
)
TABS = ("Clients", "Roster", "Attendance", "Sessions", "Groups", "Staff", "Payers")


def headings(grid):
    return [list(grid.rows[0])]


def cells(change, *, head=False):
    """A change of each cell that is text, in every row below the headings or in the headings too."""

    def mutate(grid, random):
        del random
        rows = [
            [change(c) if isinstance(c, str) and (at or head) else c for c in row] for at, row in enumerate(grid.rows)
        ]
        return replace(grid, rows=rows)

    return mutate


def rows(change):
    """A change of the rows below the headings."""
    return lambda grid, random: replace(grid, rows=headings(grid) + change([list(r) for r in grid.rows[1:]], random))


def above(*lines):
    return lambda grid, _: replace(grid, rows=[*map(list, lines), *grid.rows])


def inserted(index, head, cell):
    def mutate(grid, random):
        del random
        made = [[*row[:index], head if not at else cell, *row[index:]] for at, row in enumerate(grid.rows)]
        return replace(grid, rows=made)

    return mutate


def shuffled(lines, random):
    random.shuffle(lines)
    return lines


def columns_shuffled(grid, random):
    order = list(range(len(grid.rows[0])))
    random.shuffle(order)
    return replace(grid, rows=[[row[i] if i < len(row) else None for i in order] for row in grid.rows])


def printed(grid, _):
    """IDs printed for rows to come, in tabs whose first column holds IDs."""
    ids = [["X-901"], ["X-902"]] if SPECS[grid.title].identity[0].endswith("_id") else []
    return replace(grid, rows=[*grid.rows, *ids])


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) if "0" <= c <= "9" else c for c in text)


def no_case(text):
    return (
        text.swapcase()
        if squeezed(text) in {squeezed(f.column.header) for s in SPECS.values() for f in fields_of(s.row)}
        else text
    )


MUTATIONS = {
    "spaces around": cells(lambda c: f"  {c} "),
    "no-break spaces": cells(lambda c: f"\xa0{c}\xa0"),
    "tabs": cells(lambda c: f"\t{c}\t"),
    "line breaks at the end": cells(lambda c: f"{c}\n"),
    "double spaces": cells(lambda c: c.replace(" ", "  ")),
    "zero-width spaces": cells(lambda c: f"\u200b{c}\u200b"),
    "byte order marks": cells(lambda c: f"\ufeff{c}"),
    "soft hyphens": cells(lambda c: f"{c}\u00ad"),
    "right-to-left marks": cells(lambda c: f"\u200f{c}"),
    "full-width digits": cells(full_width),
    "headings in other case": cells(no_case, head=True),
    "headings with spaces": cells(lambda c: c, head=True),
    "headings with a colon": lambda grid, _: replace(grid, rows=[[f"{h}:" for h in grid.rows[0]], *grid.rows[1:]]),
    "headings over two lines": lambda grid, _: replace(grid, rows=[[h.replace(" ", "\n") for h in grid.rows[0]], *grid.rows[1:]]),
    "headings in capitals": lambda grid, _: replace(grid, rows=[[h.upper() for h in grid.rows[0]], *grid.rows[1:]]),
    "sorted the other way": rows(lambda lines, _: lines[::-1]),
    "shuffled": rows(shuffled),
    "blank rows between": rows(lambda lines, _: [x for line in lines for x in (line, [])]),
    "rows of empty text": rows(lambda lines, _: [x for line in lines for x in (line, ["", " "])]),
    "many blank rows below": rows(lambda lines, _: [*lines, *[[]] * 60]),
    "columns in another order": columns_shuffled,
    "an extra column in front": inserted(0, "My column", "x"),
    "an extra column in between": inserted(2, "Notes to self", 7),
    "an extra column without a heading": inserted(3, None, None),
    "a title above": above(["Riverbend 2026"]),
    "a title and a remark above": above(["Riverbend 2026"], [None, "as of Monday"], []),
    "a total row": rows(lambda lines, _: [*lines, ["Total", None, None, len(lines)]]),
    "a repeated heading": lambda grid, _: replace(grid, rows=[*grid.rows[:2], grid.rows[0], *grid.rows[2:]]),
    "a remark between": rows(lambda lines, _: [*lines[:1], ["*** see Pat ***"], *lines[1:]]),
    "hidden rows": lambda grid, _: replace(grid, hidden=frozenset(range(2, 5))),
    "the tab renamed": lambda grid, _: replace(grid, title=f"{grid.title} 2026"),
    "printed IDs below": printed,
}  # fmt: skip


def accepted(reading):
    return {title: {i: row.model_dump() for i, row in tab.rows.items()} for title, tab in reading.tabs.items()}


WANTED = accepted(read_practice("riverbend", CLEAN, NOW))


def test_the_clean_workbook_asks_nothing():
    reading = read_practice("riverbend", CLEAN, NOW)
    assert reading.findings == ()
    assert len(reading.practice.visits) == 7


@pytest.mark.parametrize("name", MUTATIONS)
@pytest.mark.parametrize("seed", [1, 2])
def test_what_changes_no_fact_changes_no_row(name, seed):
    changed = {title: MUTATIONS[name](CLEAN.grids[title], Random(seed)) for title in TABS}
    renamed = {g.title: g for title, g in changed.items() if g.title != title}
    grids = {
        title: changed.get(title, grid)
        for title, grid in CLEAN.grids.items()
        if changed.get(title, grid).title == title
    }
    snapshot = with_renamed_tabs(Snapshot("t", grids, renamed), {})
    reading = read_practice("riverbend", snapshot, NOW)
    assert accepted(reading) == WANTED
    assert not [f for f in reading.findings if f.outcome in ("ask", "stop")]
    for title, counts in reading.counts.items():
        grid = snapshot.grids[title]
        assert counts.rows == counts.ok + counts.note + counts.ask + counts.ignored, title
        assert isinstance(grid, Grid)


def test_there_are_at_least_thirty_ways():
    assert len(MUTATIONS) >= 30
