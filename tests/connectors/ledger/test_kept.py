from datetime import date, datetime, time, timedelta

import pytest

from connectors.ledger import SqlLedger
from sheets_schema.grid import Grid, Snapshot
from tests.connectors.ledger.sample import AT, LATER

VISITS = Grid(
    "Attendance",
    (("Visit ID", "On"), ("V-1", date(2026, 11, 26)), ("V-2", None)),
    2,
    "7",
    ((2, 1, 3, 1),),
    frozenset({3}),
)
NOON = datetime(2026, 1, 1, 12)
GROUPS = Grid("Groups", (("G-1", time(10, 30), timedelta(1), NOON, 1.0, 1, True),), twice=True)
SEEN = Snapshot("t1", {"Groups": GROUPS, "Attendance": VISITS})
ROWS = {"Attendance": {"V-1": '["V-1"]', "V-2": '["V-2"]'}, "Groups": {"G-1": "[]"}}
CASES = [
    ("nothing", ROWS, 0),
    ("one row", ROWS | {"Groups": {"G-1": "[1]"}}, 1),
    ("a new row", ROWS | {"Groups": {"G-1": "[]", "G-2": "[]"}}, 1),
    ("a row that is gone", ROWS | {"Attendance": {"V-1": '["V-1"]'}}, 1),
    ("all rows of a tab gone", ROWS | {"Attendance": {}}, 2),
    ("a tab that was not told", {"Groups": {"G-1": "[]"}}, 0),
]


def test_nothing_is_kept_at_first(ledger: SqlLedger) -> None:
    assert (ledger.kept(), ledger.kept_token()) == (None, None)


def test_the_snapshot_comes_back_as_it_was(ledger: SqlLedger) -> None:
    assert ledger.keep(SEEN, ROWS, AT) == 3
    back = ledger.kept()
    assert back == SEEN
    assert back is not None
    assert list(back.grids) == ["Groups", "Attendance"]
    assert [type(x) for x in back.grids["Groups"].rows[0]] == [type(x) for x in GROUPS.rows[0]]


@pytest.mark.parametrize(("_what", "rows", "changed"), CASES, ids=[x[0] for x in CASES])
def test_only_rows_that_changed_are_kept_again(
    ledger: SqlLedger, _what: str, rows: dict[str, dict[str, str]], changed: int
) -> None:
    ledger.keep(SEEN, ROWS, AT)
    assert ledger.keep(SEEN, rows, LATER) == changed
    assert ledger.keep(SEEN, rows, LATER) == 0


def test_a_tab_that_is_gone_is_no_longer_in_the_snapshot(ledger: SqlLedger) -> None:
    ledger.keep(SEEN, ROWS, AT)
    fewer = Snapshot("t2", {"Attendance": VISITS})
    ledger.keep(fewer, {"Attendance": ROWS["Attendance"]}, LATER)
    assert ledger.kept() == fewer


def test_a_changed_cell_is_kept_though_no_row_was_told(ledger: SqlLedger) -> None:
    ledger.keep(SEEN, ROWS, AT)
    changed = Snapshot("t2", {"Groups": GROUPS, "Attendance": Grid("Attendance", (("Other",),))})
    assert ledger.keep(changed, ROWS, LATER) == 0
    assert ledger.kept() == changed


def test_a_new_token_leaves_what_was_kept(ledger: SqlLedger) -> None:
    ledger.keep(SEEN, ROWS, AT)
    ledger.keep_token("t9")
    assert ledger.kept_token() == "t9"
    assert ledger.kept() == Snapshot("t9", SEEN.grids)


def test_a_rest_is_of_one_token_and_the_last_one_counts(ledger: SqlLedger) -> None:
    assert ledger.rested("t1") is None
    ledger.rest("t1", AT)
    assert (ledger.rested("t1"), ledger.rested("t2")) == (AT, None)
    ledger.rest("t1", LATER)
    assert ledger.rested("t1") == LATER
    ledger.rest("t2", LATER)
    assert (ledger.rested("t1"), ledger.rested("t2")) == (None, LATER)


def test_a_row_tells_its_versions_and_that_it_went_and_came_back(ledger: SqlLedger) -> None:
    steps: list[dict[str, str]] = [{"V-1": "[1]"}, {"V-1": "[2]"}, {}, {"V-1": "[2]"}]
    moments = [AT + timedelta(minutes=x) for x in range(4)]
    for at, rows in zip(moments, steps, strict=True):
        ledger.keep(SEEN, {"Attendance": rows}, at)
    cells = ["[1]", "[2]", "", "[2]"]
    assert ledger.row_history("V-1") == [(at, "Attendance", x) for at, x in zip(moments, cells, strict=True)]
    assert ledger.row_history("V-9") == []


def test_the_rows_of_the_last_read_are_counted_and_told(ledger: SqlLedger) -> None:
    ledger.keep(
        Snapshot("t1", {"Groups": GROUPS}), {"Groups": {"G-1": "{}", "G-2": "{}"}, "Clients": {"C-1": "{}"}}, AT
    )
    ledger.keep(Snapshot("t2", {"Groups": GROUPS}), {"Groups": {"G-1": '{"a":1}'}}, LATER)
    assert ledger.row_ids() == {"Groups": {"G-1"}, "Clients": {"C-1"}}
    assert ledger.last_rows("Groups") == {"G-1": '{"a":1}'}
    assert ledger.last_rows("Roster") == {}


def test_rows_that_went_are_told_as_they_stood_the_newest_first(ledger: SqlLedger) -> None:
    steps: list[dict[str, str]] = [{"C-1": "[1]", "C-2": "[1]"}, {"C-1": "[2]", "C-2": "[1]"}, {"C-2": "[3]"}]
    for n, rows in enumerate(steps):
        ledger.keep(SEEN, {"Clients": rows, "Roster": {"C-1": "[9]"}}, AT + timedelta(minutes=n))
    both = {"C-1": ["[2]", "[1]"], "C-2": ["[3]", "[1]"]}
    assert ledger.former_rows("Clients", ["C-1", "C-9"]) == {"C-1": both["C-1"]}
    assert ledger.former_rows("Clients", {"C-1", "C-2"}) == both
    assert ledger.former_rows("Clients", []) == {}
    assert ledger.former_rows("Clients", (f"C-{n}" for n in range(40_000))) == both
