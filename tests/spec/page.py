"""``docs/policy.md``, made of the chapters; each of its examples is a test."""

import sys
from collections.abc import Sequence
from pathlib import Path

from tests.spec.drawn import CHAPTERS

PAGE = Path(__file__).parents[2] / "docs" / "policy.md"

_HEAD = """# The rules for people, drawn as small sheets

Made by `python -m tests.spec.page` of the chapters in `tests/spec/chapters/`; change those, not this page. Every block is
read by Circlebook's own reader and decided by its own rules at each test run, so the page cannot be wrong for long.

How to read a block: the sheets come first, one column a bar; cells that are not drawn say the usual. `Grid` draws sessions
and marks at once: P present, L late, E left early, A absent - told us, X absent - excused, N no-show, C late cancel,
? no mark yet, - session not held. Then comes a moment, and under it all that follows: `asks` is a row in `Decisions`, `adds to`
a row in another tab, `to do` a line in `To do`, `waits` something held, `withdraws` a question that no longer applies,
`cell` what is asked about a cell, `beside` the answer in a grey column. What is drawn after that is what people changed.
"""


def page() -> str:
    """The whole page."""
    chapters = [path.read_text(encoding="utf-8") for path in sorted(CHAPTERS.glob("*.md"))]
    titles = [text.partition("\n")[0].removeprefix("## ") for text in chapters]
    anchors = [title.lower().replace(" ", "-").replace(",", "") for title in titles]
    listed = "\n".join(f"* [{title}](#{anchor})" for title, anchor in zip(titles, anchors, strict=True))
    return "\n".join([_HEAD, listed + "\n", *chapters])


def main(arguments: Sequence[str], at: Path = PAGE) -> int:
    """Write the page, or with ``--check`` say whether it is current: 0 when it is, 1 when not."""
    if "--check" not in arguments:
        at.write_text(page(), encoding="utf-8")
        return 0
    if at.is_file() and at.read_text(encoding="utf-8") == page():
        return 0
    sys.stderr.write("Not current: docs/policy.md. Please run: make docs\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
