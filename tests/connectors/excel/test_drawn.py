"""Own tabs that are to show what they showed in this very file are not compared with it cell by cell."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from connectors.excel import ExcelWorkbook, type_in
from domain.problems import WorkbookChanged
from tests.connectors.excel.building import laid_out

ROWS = {"Status": [("Clients|C-001", "OK")], "To do": [("Clients", "Look", None)]}
OTHER = ROWS | {"Status": [("Clients|C-001", "Ask")]}


@dataclass
class Kept:
    """What a ledger keeps of it."""

    marks: list[str] = field(default_factory=list)

    def drawn(self) -> str | None:
        return self.marks[-1] if self.marks else None

    def note_drawn(self, mark: str) -> None:
        self.marks.append(mark)


def _shows(path: Path) -> list[tuple[object, ...]]:
    return [tuple(row) for row in ExcelWorkbook(path).snapshot(["Status"]).grids["Status"].rows[1:]]


def test_the_same_rows_for_the_same_file_are_not_drawn_again_and_anything_else_is(tmp_path: Path) -> None:
    laid_out(tmp_path)
    path, kept = tmp_path / "practice.xlsx", Kept()
    book = ExcelWorkbook(path, drawn=kept)
    token = book.show(book.token(), ROWS)
    assert book.show(token, ROWS) == token
    assert len(kept.marks) == 1, "the second time there was nothing to look at"
    token = book.show(token, OTHER)
    assert _shows(path)[0][1] == "Ask"
    assert len(kept.marks) == 2
    type_in(path, "Status", "Clients|C-001", {"Check": "typed over"})
    book.show(book.token(), OTHER)
    assert _shows(path)[0][1] == "Ask", "what a person typed into an own tab does not stay"


def test_a_file_that_was_saved_meanwhile_is_noticed_though_nothing_is_to_be_drawn(tmp_path: Path) -> None:
    laid_out(tmp_path)
    book = ExcelWorkbook(tmp_path / "practice.xlsx", drawn=Kept())
    token = book.show(book.token(), ROWS)
    type_in(tmp_path / "practice.xlsx", "Clients", "C-001", {"First name": "Ann"})
    with pytest.raises(WorkbookChanged):
        book.show(token, ROWS)
