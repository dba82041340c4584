"""What stands in the practice's places in the end, read from outside: sheets, texts, documents, claim files."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from connectors.google.emulator.view import View
from sheets_schema.tab import TabSpec, fields_of
from sheets_schema.tabs import OWN_TABS, PEOPLES_TABS
from tests.flows.races.grounds import JOHN, Site

_CELL = re.compile(r"\b[A-Z]{1,2}\d+\b")
_WAIT_ID = re.compile(r"\bW-\d+\b")
_NUMBERED = re.compile(r"\bD-\d{4}\b|(?<=\bA-\d{8})-\d{4}\b")
Outcome = Mapping[tuple[str, ...], Any]
"""Each thing by what it is and what it is about."""


def outcome(site: Site) -> dict[tuple[str, ...], Any]:
    """Everything that can be seen; where a row stands, and in which order, does not count."""
    found: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for spec in PEOPLES_TABS:
        for row_id, typed, answers in people(site, spec):
            found["row", spec.title, row_id].append({head: plain(said) for head, said in typed.items()})
            found["answers", spec.title, row_id].append({head: plain(said) for head, said in answers.items()})
    for spec in OWN_TABS:
        for key, said in _own(site, spec):
            found[key].append(said)
    for text in texts(site):
        found["text", text["client_id"], text["kind"], text["session_date"]].append((text["to"], text["body"]))
    for place in ("documents", "claims"):
        for path in (site.folder / place).rglob("*"):
            if path.is_file():
                found[place, path.name].append(path.read_bytes())
    return {key: sorted(said, key=str) for key, said in found.items()}


def texts(site: Site) -> list[dict[str, Any]]:
    """The texts that went out."""
    path = site.folder / "outbox" / "texts.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def table(site: Site, title: str) -> list[list[Any]]:
    """A tab as people see it, whatever it is called now; nothing where it is gone.

    Who is new on the waitlist stands under their name: of two, the lower number only tells who came first.
    """
    names = {str(row[0]): f"W, {row[1]}" for row in _cells(site, "Waitlist")[1:] if row[0] != JOHN and len(row) > 1}

    def named(said: Any) -> Any:
        return _WAIT_ID.sub(lambda number: names.get(number[0], number[0]), said) if isinstance(said, str) else said

    return [[named(said) for said in row] for row in _cells(site, title)]


def _cells(site: Site, title: str) -> list[list[Any]]:
    sheet = site.sheet(title)
    if sheet is None:
        return []
    view = View(site.place.hands.book, sheet)
    width = max((max(row, default=-1) + 1 for row in sheet.rows), default=0)
    return [[view.plain(row, column) for column in range(width)] for row in range(len(sheet.rows))]


def people(site: Site, spec: TabSpec) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Each row of a people's tab: its ID, what was typed by heading, what we answer by heading."""
    rows = table(site, spec.title)
    ours = {f.column.header for f in fields_of(spec.row) if f.lookup is not None}
    names = {f.column.header for f in fields_of(spec.row)}
    at = max(range(min(len(rows), 5)), key=lambda n: len(names.intersection(map(str, rows[n]))), default=0)
    for row in rows[at + 1 :]:
        cells = {str(head): said for head, said in zip(rows[at], row, strict=True) if said not in (None, "")}
        typed = {head: said for head, said in cells.items() if head not in ours}
        if typed:
            yield _id(spec, typed), typed, {head: said for head, said in cells.items() if head in ours}


def _id(spec: TabSpec, typed: Mapping[str, Any]) -> str:
    headers = {f.name: f.column.header for f in fields_of(spec.row)}
    if spec.title == "Practice":
        return str(typed.get("Setting"))
    if spec.title == "Decisions":  # its ID is only the next number
        return f"{typed.get('Kind')} {typed.get('About')}"
    return str(plain("|".join(str(typed.get(headers[name])) for name in spec.identity)))


def _own(site: Site, spec: TabSpec) -> Iterator[tuple[tuple[str, ...], Any]]:
    rows = table(site, spec.title)
    for row in rows[1:]:
        said = [plain(cell) for cell in row if cell is not None]
        if not said:
            continue
        if spec.title == "To do":
            yield ("To do", str(said[0]).split(" §", maxsplit=1)[0], str(plain(row[2]))), said[3:]
        elif spec.title == "Claims":
            yield ("Claims", str(row[2]), str(row[6])), said[3:]
        elif spec.title in ("Grid", "Messages"):
            yield (spec.title, *map(str, said[:3])), said
        elif spec.title == "Status" and str(row[0]).startswith("Decisions|"):
            continue
        else:
            yield (spec.title, str(plain(row[0])), str(row[1]) if spec.title == "Notes" else ""), said


def plain(said: Any) -> Any:
    """Without the places of cells, the numbers of questions and those of an answer that was sent again."""
    return _NUMBERED.sub("-again", _CELL.sub("§", said)) if isinstance(said, str) else said
