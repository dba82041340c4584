"""From the tabs of an old file to a proposal: people first, then those who wait, benefits, and attendance."""

from collections.abc import Callable, Sequence

from domain.wording import counted
from sheets_schema.cells.text import squeezed
from sheets_schema.grid import Grid
from sheets_schema.oldsheets.attendance import PRESENT_TOTALS, read_grid, read_log
from sheets_schema.oldsheets.blocks import find_blocks, read_blocks
from sheets_schema.oldsheets.draft import Draft
from sheets_schema.oldsheets.insurance import read_insurance
from sheets_schema.oldsheets.lists import ListKind, OldList, blank, find_lists
from sheets_schema.oldsheets.marks import legend_in
from sheets_schema.oldsheets.plain_cells import as_seen
from sheets_schema.oldsheets.proposal import Choices, Proposal
from sheets_schema.oldsheets.roster import read_roster
from sheets_schema.oldsheets.said import Place
from sheets_schema.oldsheets.standing import Standing
from sheets_schema.oldsheets.waitlist import read_waitlist

_PLAIN: tuple[tuple[ListKind, Callable[[Draft, OldList], None]], ...] = (
    ("roster", read_roster),
    ("waitlist", read_waitlist),
    ("insurance", read_insurance),
)
_MARKED: tuple[tuple[ListKind, Callable[[Draft, OldList, dict[str, str]], None]], ...] = (
    ("grid", read_grid),
    ("log", read_log),
)


def propose(grids: Sequence[Grid], standing: Standing, choices: Choices | None = None) -> Proposal:
    """What bringing in these tabs would add to the practice, and what a person must say first; nothing is guessed."""
    draft = Draft(standing, choices or Choices())
    seen = [as_seen(grid) for grid in grids]
    for grid, doubtful in seen:
        if doubtful:
            draft.proposal.ask("CELL_FORMULA", Place(grid.title), cells=counted(doubtful, "cell"))
    _read_all(draft, [grid for grid, _ in seen])
    return draft.proposal


def _read_all(draft: Draft, grids: Sequence[Grid]) -> None:
    lists = [(one, grid) for grid in grids for one in find_lists(grid)]
    for kind, read in _PLAIN:
        for one, _ in lists:
            if one.kind == kind:
                read(draft, one)
    for kind, read_marks in _MARKED:
        for one, grid in lists:
            if one.kind == kind:
                read_marks(draft, one, legend_in(cell for row in grid.rows for cell in row))
    headed = {one.tab for one, _ in lists}
    for grid in grids:
        blocks = find_blocks(grid) if grid.title not in headed else []
        if blocks:
            read_blocks(draft, grid, blocks)
        elif grid.title not in headed:
            _tell_foreign(draft, grid)
    _tell_rest(draft, [one for one, _ in lists])


def _tell_foreign(draft: Draft, grid: Grid) -> None:
    empty = all(blank(cell) for row in grid.rows for cell in row)
    draft.proposal.note("HEADINGS_NONE" if empty else "LIST_FOREIGN", Place(grid.title))


def _tell_rest(draft: Draft, lists: Sequence[OldList]) -> None:
    for one in lists:
        unused = [h for h in one.unused if squeezed(h) not in PRESENT_TOTALS]
        if unused:
            draft.proposal.note(
                "COLUMNS_NOT_USED", one.place(), columns=", ".join(unused[:6]) + (" ..." if unused[6:] else "")
            )
    visits = [row for row in draft.proposal.rows if row.tab == "Attendance"]
    if visits:
        draft.proposal.note("DO_NOT_BILL", Place(visits[0].place.tab))
