"""What the command line shows: tables for a person, JSON for a program."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flows.desk import Pass

KIND_WORDS = {
    "row": "rows added for coming sessions",
    "note": "note drafts",
    "document": "summaries, rosters and other documents",
    "text": "texts",
    "reply": "replies to texts",
    "optout": "opt-outs kept",
    "mail": "mails",
    "proposal": "claim batches put together",
    "batch": "claim files",
    "decision": "questions for a person",
    "decline": "batches a person said no to",
}
WHERE = {
    "row": "tabs Sessions and Attendance",
    "note": "folder documents",
    "document": "folder documents",
    "text": "tab Messages",
    "reply": "tab Messages",
    "mail": "folder outbox/mail",
    "proposal": "tab Decisions",
    "batch": "folder claims",
    "decision": "tab Decisions",
}


def say(text: str) -> None:
    """A line for the person, apart from the answer."""
    print(text, file=sys.stderr, flush=True)


def answer(value: Any) -> None:
    """The answer for a program."""
    print(json.dumps(value, indent=1, default=str))


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table for a person, as wide as the screen allows; what stands in brackets is shown as it is."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(title=Text(title), box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", pad_edge=False)
    for heading in headings:
        made.add_column(heading, overflow="fold")
    for row in rows:
        made.add_row(*map(Text, row))
    Console().print(made)


def line(text: str = "") -> None:
    """A line of the answer for a person."""
    print(text)


def show_pass(this: "Pass") -> None:
    """What one pass did and what waits."""
    from flows.report import alike, holds

    kinds: dict[tuple[str, str], int] = {}
    for _, kind, state in this.done:
        kinds[kind, state] = kinds.get((kind, state), 0) + 1
    if kinds:
        made = [(KIND_WORDS.get(k, k), str(n), s, WHERE.get(k, "")) for (k, s), n in sorted(kinds.items())]
        table("What was done", ("what", "how many", "state", "where to look"), made)
    else:
        line("Nothing new to do.")
    if waiting := alike(holds(this)):
        rows = [
            (
                str(len(held)),
                held[0].reason.sentence,
                ", ".join(h.about for h in held[:3]) + (" ..." if held[3:] else ""),
            )
            for held in sorted(waiting, key=len, reverse=True)
        ]
        table("What waits, and why", ("how many", "for example", "rows"), rows)
    asked = [f for f in this.reading.findings if f.outcome in ("ask", "stop")]
    if asked:
        table(
            "What to look at in the workbook",
            ("where", "what"),
            [(f"{f.tab} {f.cell}", f"{f.message} {f.waits}") for f in asked[:20]],
        )
