"""Files and functions stay small enough to be read in one go."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("domain", "sheets_schema", "templates", "connectors", "flows")
DATA = {"domain/lists.py", "domain/records.py", "domain/effects.py"} | {
    str(p.relative_to(ROOT)) for p in (ROOT / "flows/sample").glob("*.py")
}
FILES = sorted(p for room in ROOMS for p in (ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_has_at_most_300_lines_and_a_function_40(path: Path) -> None:
    text = path.read_text()
    if str(path.relative_to(ROOT)) not in DATA:
        assert text.count("\n") <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and str(path.relative_to(ROOT)) not in DATA:
            assert (node.end_lineno or 0) - node.lineno < 40, node.name


def test_no_room_has_a_drawer_for_odds_and_ends() -> None:
    assert not {p.stem for p in FILES} & {"utils", "helpers", "common", "misc", "manager"}


def test_each_package_has_its_init_file() -> None:
    folders = {p.parent for p in FILES} | {p.parent for p in (ROOT / "tests").rglob("*.py")}
    assert all((folder / "__init__.py").exists() for folder in folders)
