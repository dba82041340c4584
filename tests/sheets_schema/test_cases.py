"""Every case of ``cases``, through the tab reader where the rest of the sheet has a say."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from sheets_schema.cells import amounts, answers, counts, text
from sheets_schema.cells.said import Ask, Note, from_formula
from sheets_schema.grid import FormulaCell, Grid
from sheets_schema.people import People, Person, find_person
from sheets_schema.reader import read_tab
from sheets_schema.surroundings import Meeting, Surroundings
from sheets_schema.tab import fields_of
from tests.sheets_schema.cases import ASK, CASES, IGNORE, NOTE
from tests.sheets_schema.sheet import CLIENT, GROUP, SESSION, SPECS, STAFF, VISIT

TODAY = date(2026, 2, 1)
GROUPS = {"G-01": Meeting(date(2026, 1, 8), time(18), date(2026, 3, 26), 3)}
SESSIONS = {"G-01/05": Meeting(date(2026, 2, 5), time(18), date(2026, 2, 5), 3)}
AROUND = Surroundings(TODAY, ZoneInfo("America/New_York"), meetings=GROUPS | SESSIONS)

COLUMNS = {
    "session date": ("Sessions", "on", SESSION),
    "date of birth": ("Clients", "born", CLIENT),
    "start": ("Sessions", "starts", SESSION),
    "arrived": ("Attendance", "arrived", VISIT),
    "mark": ("Attendance", "mark", VISIT),
    "consent to texts": ("Clients", "text_consent", CLIENT),
    "phone": ("Clients", "mobile", CLIENT),
    "member ID": ("Clients", "member_id", CLIENT | {"payer": "Aetna"}),
    "NPI": ("Staff", "npi", STAFF),
    "e-mail": ("Clients", "email", CLIENT),
    "any column": ("Groups", "curriculum", GROUP),
    "notes": ("Sessions", "content", SESSION),
}
"""The column of the practice's own tabs that each kind of case is typed in."""

UNBOUND = {
    "insurance verified": lambda cell: answers.verified(cell, TODAY),
    "copay": amounts.share,
    "sessions left": counts.left,
    "session number": counts.numbered,
}
"""Cells of old lists, which no column of the practice's own tabs holds in that form."""

LIST = ("Ana Smith", "John Dale", "Siobhan O'Neil", "José García", "Jan van der Berg")


@dataclass
class Outcome:
    outcome: str
    code: str = ""
    reading: str = "nothing"


def said(value):  # noqa: PLR0911  one answer for each sort of reading
    """A reading in the words of the tables."""
    match value:
        case None:
            return "nothing"
        case amounts.Share():
            amount = (
                f"${value.dollars:.2f}"
                if value.dollars is not None
                else f"{value.percent}%"
                if value.percent
                else "n/a"
            )
            return f"{amount}; {value.condition}" if value.condition else amount
        case counts.Left():
            left = "n/a" if not value.applies else "unlimited" if value.sessions is None else str(value.sessions)
            return f"{left} of {value.approved}" if value.approved else left
        case counts.Numbered():
            return f"{value.number} of {value.of}" if value.of else str(value.number)
        case answers.Verified():
            return "; ".join(str(part) for part in (value.state, value.payer, value.on) if part)
        case datetime() | date():
            return value.isoformat()[:10]
        case time():
            return f"{value:%H:%M}"
        case Person():
            return value.name
        case Decimal():
            return str(value)
        case _:
            return str(value)


def of_value(found):
    if isinstance(found, Ask):
        return Outcome(ASK, found.code)
    return Outcome(NOTE, found.code, said(found.value)) if isinstance(found, Note) else Outcome("ok", "", said(found))


def in_column(kind, cell, around):
    """The case as the last row of its own tab, among the rows that stand around it."""
    title, name, row = COLUMNS[kind]
    spec = SPECS[title]
    fields = fields_of(spec.row)
    neighbours = {"beside 13/1/26": "13/1/26", "beside P": "P"}.get(around)
    ids = spec.identity[0]
    rows = [{**row, name: cell}]
    if neighbours:
        rows.insert(0, {**row, ids: "X-9", name: neighbours})
    if kind == "member ID":
        rows[:0] = (
            [{**row, ids: f"C-10{n}", name: f"10020030{n}"} for n in range(3)]
            if isinstance(cell, int) and cell < 10**8
            else []
        )
    if kind == "session date":
        rows[:0] = [{**row, ids: f"G-01/{n}", name: date(2026, 1, n)} for n in (8, 22)]
    grid = Grid(title, [[f.column.header for f in fields], *([r.get(f.name) for f in fields] for r in rows)])
    known = AROUND if title == "Attendance" else Surroundings(TODAY, AROUND.zone, meetings=GROUPS)
    known = Surroundings(TODAY, AROUND.zone) if around == "no group" else known
    reading = read_tab(spec, grid, known)
    number = len(rows) + 1
    told = [f for f in reading.findings if f.field == name and f.cell.endswith(str(number))]
    if told:
        outcome = Outcome(told[0].outcome, told[0].code)
        if told[0].outcome == NOTE:
            outcome.reading = said(getattr(reading.rows[str(rows[-1][ids])], name))
        return outcome
    return Outcome("ok", "", said(getattr(reading.rows[str(rows[-1][ids])], name)))


def on_list(cell, around):
    names = [*LIST, "John Dorn"] if around else LIST
    ignored = read_tab(SPECS["Staff"], Grid("Staff", [["Name", "Initials"], [cell, None]]), AROUND)
    if ignored.ignored:
        return Outcome(IGNORE, next(f.code for f in ignored.findings if f.outcome == "ignored"))
    return of_value(find_person(cell, People.of(Person(f"C-{n}", *name.split(" ", 1)) for n, name in enumerate(names))))


def judged(kind, cell, around):
    if kind == "name on a list":
        return on_list(cell, around)
    if around == "under Coinsurance":
        found = amounts.percent(cell)
        return Outcome("ok", "", f"{found}%")
    if kind in UNBOUND:
        return of_value(UNBOUND[kind](cell))
    return in_column(kind, cell, around)


ALL = [(kind, case) for kind, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(("kind", "case"), ALL, ids=[f"{kind}-{ascii(case[0])[:24]}" for kind, case in ALL])
def test_what_people_type_is_read_asked_about_or_shown(kind, case):
    cell, *expected = case
    found = judged(kind, cell, getattr(case, "around", ""))
    match expected:
        case [reading]:
            assert found == Outcome("ok", "", reading)
        case [outcome, code, *reading]:
            assert found.outcome == outcome
            assert not code or found.code == code
            assert not reading or found.reading == reading[0]


def test_there_are_as_many_cases_as_were_collected():
    assert len(ALL) == 369


def test_a_formula_is_never_a_value_of_its_own():
    assert from_formula(FormulaCell("=A1+1", 7), text.text) == "7"
