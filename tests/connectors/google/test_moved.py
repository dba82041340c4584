"""Rows that were added while somebody moved the columns: which of them stand wrong, and how they should stand."""

from typing import Any

import pytest

from connectors.google.moved import any_moved, misplaced
from sheets_schema.grid import ColumnLayout, TabLayout

TABS = {"Clients": TabLayout("Clients", tuple(ColumnLayout(h) for h in ("Client ID", "Mobile", "Emergency phone")))}
HEADS = ["Client ID", "Mobile", "Emergency phone"]
NEW = {"Clients": [["C-007", "518-555-0107", "518-555-0157"]]}

CASES: list[tuple[str, list[list[Any]], list[list[Any]] | None]] = [
    ("nothing moved", [HEADS], None),
    ("a row came above", [["Our people"], HEADS], None),
    ("a column was added at the end", [[*HEADS, "Mine"]], None),
    ("a heading has another name", [["Client ID", "Call here", "Emergency phone"]], None),
    ("two columns changed places", [["Client ID", "Emergency phone", "Mobile"]], [["C-007", "518-555-0157", "518-555-0107"]]),
    ("a column came in front", [["Mine", *HEADS]], [[None, "C-007", "518-555-0107", "518-555-0157"]]),
    ("a column of ours is gone", [["Client ID", "Emergency phone"]], [["C-007", "518-555-0157"]]),
    ("the row moved along", [["Client ID", "Emergency phone", "Mobile"], ["C-007", "518-555-0157", "518-555-0107"]], None),
    ("another row is there", [["Client ID", "Emergency phone", "Mobile"], ["C-007", "518-555-0107", "518-555-0157"]],
     [["C-007", "518-555-0157", "518-555-0107"]]),
    ("columns changed places while the row landed, and back", [HEADS, ["C-007", "518-555-0157", "518-555-0107"]],
     [["C-007", "518-555-0107", "518-555-0157"]]),
    ("a column came in front while the row landed, and went", [HEADS, ["518-555-0107", "518-555-0157", "C-007"]],
     [["C-007", "518-555-0107", "518-555-0157"]]),
    ("somebody corrected the row at once", [HEADS, ["C-007", "518-555-0199", "518-555-0157"]], None),
    ("somebody deleted the row at once", [HEADS, ["C-006", "518-555-0157", "518-555-0107"]], None),
    ("case and spaces of a heading", [["Mine", "client id", " Mobile ", "Emergency  phone"]],
     [[None, "C-007", "518-555-0107", "518-555-0157"]]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "after", "wanted"), CASES, ids=[what for what, _, _ in CASES])
def test_rows_are_put_as_the_columns_stand_now(what: str, after: list[Any], wanted: list[Any] | None) -> None:
    found = misplaced(NEW, {"Clients": [HEADS]}, {"Clients": after}, TABS)
    assert found == ({} if wanted is None else {"Clients": wanted}), what


def test_of_two_rows_only_the_one_that_stands_wrong_is_put_right() -> None:
    new = {"Clients": [*NEW["Clients"], ["C-008", "518-555-0108", None]]}
    after = [
        ["Client ID", "Emergency phone", "Mobile"],
        ["C-007", "518-555-0157", "518-555-0107"],
        ["C-008", "518-555-0108"],
    ]
    assert misplaced(new, {"Clients": [HEADS]}, {"Clients": after}, TABS) == {
        "Clients": [["C-008", None, "518-555-0108"]]
    }


@pytest.mark.parametrize(("what", "after", "moved"), [
    ("nothing moved", [HEADS], False),
    ("two columns changed places", [["Client ID", "Emergency phone", "Mobile"]], True),
    ("a column came in front", [["Mine", *HEADS]], True),
    ("a heading has another name", [["Client ID", "Call here", "Emergency phone"]], False),
    ("a column was added at the end", [[*HEADS, "Mine"]], False),
])  # fmt: skip
def test_whether_rows_for_the_old_order_would_stand_wrong(what: str, after: list[Any], moved: object) -> None:
    assert any_moved({"Clients": [HEADS]}, {"Clients": after}, TABS) is moved, what
    assert any_moved({"Clients": [HEADS]}, {"Other": after}, TABS) is False


def test_empty_cells_do_not_count() -> None:
    new = {"Clients": [["C-007", None, None]]}
    assert misplaced(new, {"Clients": [HEADS]}, {"Clients": [["Client ID", "Mine", *HEADS[1:]]]}, TABS) == {}


def test_two_columns_of_one_heading_are_told_apart_by_their_order() -> None:
    before, after = [["Client ID", "Phone", "Phone"]], [["Client ID", "Mine", "Phone", "Phone"]]
    assert misplaced(NEW, {"Clients": before}, {"Clients": after}, TABS) == {
        "Clients": [["C-007", None, "518-555-0107", "518-555-0157"]]
    }


def test_a_tab_that_is_gone_has_no_rows_to_put_right() -> None:
    assert misplaced(NEW, {"Clients": [HEADS]}, {}, TABS) == {}
