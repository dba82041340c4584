"""However an old sheet is dressed up, it says the same; whatever is broken in one cell touches only its row."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_schema.cells.said import tidy
from sheets_schema.grid import Grid
from tests.sheets_schema.oldsheets.old import balance, bring, marks, tab

GRID = tab(
    "CBT for Anxiety",
    """Name | 1/8/2026 | 1/15/2026 | 1/22/2026
Ana Sample | P | L | NS
Ben Bell | P | LC | E
Cara Diaz | Late | P | P""",
)
ROSTER = tab(
    "CBT for Anxiety",
    """Name | DOB | Start Date | Diagnosis | Treatment Goals
Eve Stone | 3/4/1991 | 1/8/2026 | F41.1 | Sleep
Hill, Gus | 5/6/1982 | 1/8/2026 | F41.1 | Drive""",
)
WAITLIST = tab(
    "Waitlist",
    """Name | Date Added | Group Interest | Individual Prep Completed
John D. | 1/15/26 | CBT Anxiety | Yes
Mary S. | 1/18/26 | DBT Skills | In progress""",
)
LISTS = [GRID, ROSTER, WAITLIST]


def said(proposal):
    """What would be added, whatever the order and the numbers given."""
    own = {"client_id", "roster_id", "wait_id", "visit_id"}
    return sorted(
        (row.tab, sorted((n, tidy(str(v)).casefold()) for n, v in row.cells.items() if v is not None and n not in own))
        for row in proposal.rows
    ) + sorted(marks(proposal))


def each_cell(change):
    return lambda grid: Grid(grid.title, [[change(c) if isinstance(c, str) else c for c in row] for row in grid.rows])


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) if c.isalpha() and c.isascii() else c for c in text)


def headings(change):
    return lambda grid: Grid(
        grid.title, [[change(c) if isinstance(c, str) else c for c in grid.rows[0]], *grid.rows[1:]]
    )


def rows(change):
    return lambda grid: Grid(grid.title, [grid.rows[0], *change(list(grid.rows[1:]))])


CONTENT = {
    "spaces around": each_cell(lambda c: f"  {c} "),
    "double spaces": each_cell(lambda c: c.replace(" ", "  ")),
    "no-break spaces": each_cell(lambda c: c.replace(" ", "\xa0")),
    "zero-width letters": each_cell(lambda c: f"\u200b{c}\u2060"),
    "byte order marks": each_cell(lambda c: f"\ufeff{c}"),
    "right-to-left marks": each_cell(lambda c: f"\u200f{c}\u202c"),
    "soft hyphens": each_cell(lambda c: c[:1] + "\u00ad" + c[1:]),
    "tabs and line breaks": each_cell(lambda c: f"\t{c}\n"),
    "full-width headings": headings(full_width),
    "capital headings": headings(str.upper),
    "small headings": headings(str.lower),
    "headings with marks": headings(lambda c: c if c[0].isdigit() else f"{c}:*"),
    "headings in two lines": headings(lambda c: c.replace(" ", "\n")),
    "capital names": rows(lambda r: [[str(row[0]).upper(), *row[1:]] for row in r]),
    "sorted rows": rows(lambda r: sorted(r, key=str)),
    "rows turned round": rows(lambda r: r[::-1]),
    "blank rows between": rows(lambda r: [x for row in r for x in ([None], row)]),
    "a long gap": rows(lambda r: [*r[:1], *[[]] * 30, *r[1:]]),
    "blank rows below": rows(lambda r: [*r, [], [None, ""]]),
    "a total row": rows(lambda r: [*r, ["Total", len(r)]]),
    "a remark": rows(lambda r: [*r, ["Updated by Jo on 1/15"]]),
}
SHAPE = {
    "headings again": lambda g: Grid(g.title, [*g.rows, g.rows[0]]),
    "a title above": lambda g: Grid(g.title, [["Riverbend Groups"], [], *g.rows]),
    "further down": lambda g: Grid(g.title, g.rows, first_row=40),
    "a column in front": lambda g: Grid(g.title, [["" if i else "No.", *row] for i, row in enumerate(g.rows)]),
    "blank columns in front": lambda g: Grid(g.title, [[None, None, *row] for row in g.rows]),
    "columns behind": lambda g: Grid(g.title, [[*row, "Snacks" if i == 0 else "chips"] for i, row in enumerate(g.rows)]),
    "a signature column": lambda g: Grid(g.title, [[*row, None, "Signature" if i == 0 else None] for i, row in enumerate(g.rows)]),
    "another tab before": lambda g: g,
    "a tab renamed": lambda g: Grid(f"Copy of {g.title} (old)", g.rows),
}  # fmt: skip


@pytest.mark.parametrize("content", CONTENT)
def test_changes_that_say_nothing_change_nothing(content):
    for grid in LISTS:
        wanted = said(bring(grid))
        for shape, reshape in SHAPE.items():
            changed = reshape(CONTENT[content](grid))
            assert said(bring(tab("Snacks", "Dish | Who"), changed)) == wanted, (grid.rows[0], shape)


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=True),
    st.text(max_size=30),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(
        ["=1+1", "#REF!", "x" * 60_000, "\x00\x1b", "A & B", "1/2", "Total", "DISCHARGED", "Name", "P = Present"]
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LISTS), st.data())
def test_a_broken_cell_touches_no_row_but_its_own(grid, data):
    at = data.draw(st.integers(1, len(grid.rows) - 1))
    column = data.draw(st.integers(1, len(grid.rows[at]) - 1))
    cells = [list(row) for row in grid.rows]
    cells[at][column] = data.draw(ODD)
    before, after = said(bring(grid)), said(bring(Grid(grid.title, cells)))
    others = said(bring(Grid(grid.title, [row for row in grid.rows if row is not grid.rows[at]])))
    assert [x for x in others if x[0] != "Sessions" and x in before and x not in after] == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(ODD, max_size=6), max_size=8), st.sampled_from([*LISTS, None]))
def test_nothing_makes_it_stumble_and_every_entry_is_counted(cells, under):
    grid = Grid("CBT for Anxiety", [*(under.rows[:1] if under else []), *cells])
    proposal = bring(grid)
    for entries, *parts in balance(proposal):
        assert entries == sum(parts)
        assert min(parts) >= 0
    again = {(row.tab, row.row_id) for row in proposal.rows}
    assert len(again) == len(proposal.rows)
