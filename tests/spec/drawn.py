"""Small sheets drawn as text, as they stand in the chapters of docs/policy.md.

A chapter is Markdown. Under each ``### `` heading stand some words and one fenced block: the sheets, then a line
``On <day> <time>`` with what is decided then; sheets that follow are what people changed after that.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

CHAPTERS = Path(__file__).parent / "chapters"
MARKS = {
    "P": "Present", "L": "Late", "E": "Left early", "A": "Absent - told us", "X": "Absent - excused",
    "N": "No-show", "C": "Late cancel", "?": None,
}  # fmt: skip
"""The letters of the tab Grid; ``?`` has no mark yet, ``-`` is a session that was not held, ``.`` has no row."""


@dataclass
class Step:
    """What stands in the sheets (tab, then rows as heading to cell), the moment, and what follows."""

    sheets: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    moment: datetime | None = None
    follows: list[str] = field(default_factory=list)


@dataclass
class Example:
    """One heading of a chapter: the features that decide, and its steps."""

    chapter: str
    title: str
    features: tuple[str, ...]
    steps: list[Step]


def examples() -> list[Example]:
    """All examples of all chapters, in order."""
    return [example for path in sorted(CHAPTERS.glob("*.md")) for example in _of_chapter(path)]


def _of_chapter(path: Path) -> list[Example]:
    text = path.read_text(encoding="utf-8")
    decided = re.search(r"<!-- decided by: (.*?) -->", text)
    assert decided, path.name
    features = tuple(decided[1].split(", "))
    found = []
    for part in text.split("\n### ")[1:]:
        title, _, rest = part.partition("\n")
        blocks = re.findall(r"```\n(.*?)```", rest, re.DOTALL)
        assert len(blocks) == 1, f"{path.name}: {title} has {len(blocks)} blocks"
        found.append(Example(path.stem, title, features, _steps(blocks[0])))
    return found


def _steps(block: str) -> list[Step]:
    steps = [Step()]
    for paragraph in re.split(r"\n\s*\n", block.strip()):
        lines = paragraph.splitlines()
        if lines[0].startswith("On "):
            steps[-1].moment = datetime.strptime(lines[0], "On %m/%d/%Y %I:%M %p")  # noqa: DTZ007  the practice knows its zone
            steps[-1].follows = lines[1:]
            assert steps[-1].follows, "say what follows, or: nothing"
            steps.append(Step())
        else:
            _sheet(steps[-1], lines)
    assert not steps[-1].sheets, "sheets without a moment"
    return steps[:-1]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _sheet(step: Step, lines: list[str]) -> None:
    title, *headings = _cells(lines[0])
    if title.startswith("Grid "):
        _grid(step, title.removeprefix("Grid "), headings, lines[1:])
        return
    rows = [dict(zip(headings, _cells(line)[1:], strict=True)) for line in lines[1:]]
    step.sheets.setdefault(title, []).extend(rows)


def _grid(step: Step, group_id: str, days: list[str], lines: list[str]) -> None:
    members = {row[0]: row[1:] for row in map(_cells, lines)}
    sessions, visits = step.sheets.setdefault("Sessions", []), step.sheets.setdefault("Attendance", [])
    for number, day in enumerate(days, start=1):
        session_id, on = f"{group_id}/{number:02d}", day if day.count("/") > 1 else f"{day}/2026"
        letters = {client_id: of_member[number - 1] for client_id, of_member in members.items()}
        marked = set(letters.values()) - {"?", ".", "-"}
        held = "No" if "-" in letters.values() else "Yes" if marked else ""
        sessions.append({"Session ID": session_id, "Date": on, "Held": held})
        for client_id, letter in letters.items():
            if letter not in {".", "-"}:
                visit_id = f"{session_id}/{client_id}"
                visits.append({"Visit ID": visit_id, "Date": on, "Mark": MARKS[letter] or ""})
