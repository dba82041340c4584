"""Old sheets drawn as tables, and a small practice to bring them into."""

from datetime import date, datetime
from functools import cache

from domain.history import Happened, History
from sheets_schema.grid import Grid
from sheets_schema.oldsheets import Choices, propose, standing
from sheets_schema.reading import read_practice
from tests.sheets_schema.sheet import CLIENT, GROUP, SEAT, workbook

TODAY = date(2026, 3, 20)
BEN = CLIENT | {"client_id": "C-002", "first_name": "Ben", "last_name": "Bell", "born": "2/3/1985", "mobile": None}
CARA = CLIENT | {"client_id": "C-003", "first_name": "Cara", "last_name": "Diaz", "born": "5/6/1979", "mobile": None}
SEATS = [SEAT | {"roster_id": f"R-00{n}", "client_id": f"C-00{n}"} for n in (1, 2, 3)]
DBT = GROUP | {"group_id": "G-02", "name": "DBT Skills", "weekday": "Tuesday", "first_session": "1/6/2026"}


@cache
def three_members():
    """Ana Sample, Ben Bell and Cara Diaz in G-01, which meets on Thursdays from 1/8/2026; no session has a row."""
    return known(Clients=[CLIENT, BEN, CARA], Roster=SEATS, Groups=[GROUP, DBT], Sessions=[], Attendance=[])


def tab(title, text):
    """A tab from lines of cells with bars between them; a line may begin with a blank cell."""
    return Grid(title, [[cell.strip() or None for cell in line.split("|")] for line in text.strip("\n").split("\n")])


def known(history=(), **tabs):
    happened = {key: _done(key, source) for key, source in history}
    return standing(read_practice("oak", workbook(**tabs), datetime(2026, 3, 20, 12)), History(happened), TODAY)


def _done(key, source):
    at = datetime(2026, 3, 1)
    return Happened(key=key, kind="row", state="done", digest="", begun=at, detail={"source": source} if source else {})


def bring(*sheets, at=None, group="", **means):
    """The proposal of sheets given as (title, drawing)."""
    drawn = [tab(*sheet) if isinstance(sheet, tuple) else sheet for sheet in sheets]
    return propose(drawn, at or three_members(), Choices(group, means))


def cells(proposal, title, *names):
    """The rows for a tab, as the cells of these fields."""
    return [tuple(row.cells.get(name) for name in names) for row in proposal.rows if row.tab == title]


def asked(proposal):
    """The questions as (code, cell)."""
    return [(s.code, s.place.cell) for s in proposal.questions]


def noted(proposal):
    return [s.code for s in proposal.notes]


def marks(proposal):
    """The visits as (session number, client, mark)."""
    return [
        (row.row_id.split("/")[1], row.cells["client_id"], row.cells["mark"])
        for row in proposal.rows
        if row.tab == "Attendance"
    ]


def balance(proposal):
    """Each list as (entries, new, known, asked, left)."""
    return [(f.entries, f.new, f.known, f.asked, f.left) for f in proposal.lists]
