"""What the pages say is true: they are current, their commands exist, their links lead somewhere."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from flows import docs
from flows.cli import app
from flows.settings import Settings, _Part
from sheets_schema import docs as sheets_docs
from sheets_schema.tabs import TABS
from tests.spec.page import page as policy_page

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
GENERATED = {**docs.PAGES, "sheets.md": sheets_docs.page, "policy.md": policy_page}
COMMANDS = set(vars(get_command(app))["commands"])
FORBIDDEN = ("pypi" + ".org", "python" + "hosted", "/wo" + "rk/", "/ro" + "ot/", "helper" + "-")
PICTURE_LIMIT = 300_000


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_page_is_current(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == GENERATED[name](), "run: make docs"


def test_check_says_in_one_sentence_which_page_is_not_current(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert docs.main(["--check"], tmp_path) == 1
    assert (
        capsys.readouterr().err
        == "Not current: docs/reasons.md, docs/commands.md, docs/templates.md, docs/payers.md. Please run: make docs\n"
    )
    assert not list(tmp_path.iterdir())
    assert docs.main([], tmp_path) == 0
    assert docs.main(["--check"], tmp_path) == 0


def test_each_reason_has_a_part_on_its_page() -> None:
    assert {code.split("_")[0] for code in docs.SENTENCES} == set(docs.PARTS)


def test_each_command_has_its_exit_codes() -> None:
    assert set(docs.ENDS) == COMMANDS


def test_each_tab_has_a_part_on_the_page_of_the_sheets() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "docs/sheets.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == [tab.title for tab in TABS]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_page_names_only_commands_and_targets_that_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))
    said = set(re.findall(r"(?:\$ |`|bin/)circlebook ([a-z-]+)", code))
    targets = set(re.findall(r"(?:^|`)make ([a-z]+)", code, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert said <= COMMANDS
    assert targets <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_readme_begins_with_the_two_commands_and_shows_each_other_one() -> None:
    assert README.index("make demo") < README.index("make test") < README.index("docs/pictures/workbook.png")
    assert {"new", "check", "run", "explain", "serve"} <= set(re.findall(r"\$ circlebook ([a-z-]+)", README))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    inside = [link for link in links if not link.startswith(("https://", "#"))]
    assert not [link for link in inside if not (page.parent / link.partition("#")[0]).exists()]


@pytest.mark.parametrize("picture", sorted((ROOT / "docs/pictures").iterdir()), ids=lambda p: p.name)
def test_a_picture_is_small_and_shown(picture: Path) -> None:
    assert picture.stat().st_size < PICTURE_LIMIT
    assert f"docs/pictures/{picture.name}" in README


def test_the_example_of_settings_is_accepted_and_names_every_setting() -> None:
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    examples = [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL)]
    read = [Settings.model_validate(example) for example in examples]
    whole = read[-1]
    assert whole.model_fields_set == set(Settings.model_fields)
    for part in vars(whole).values():
        assert not isinstance(part, _Part) or part.model_fields_set == set(type(part).model_fields)


def test_no_tracked_file_names_a_machine_or_a_package_index() -> None:
    found = [
        f"{name}: {word}"
        for name in _tracked()
        for word in FORBIDDEN
        if word.encode() in (ROOT / name).read_bytes() and not name.endswith(".png")
    ]
    assert not found


def _tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        parts = ("*.md", "*.lock", "*.toml", "domain/**/*.py", "flows/**/*.py", "tests/**/*.py")
        return [str(p.relative_to(ROOT)) for part in parts for p in ROOT.glob(part)]
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_the_changelog_has_a_part_for_what_is_not_released() -> None:
    assert "## Unreleased\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
