"""Old attendance as a block of lines for each session: labels, then a line with a tick for each member."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.effects import Cell
from domain.lists import Mark, YesNo
from domain.records import Group
from sheets_schema.cells.said import Ask, shown, tidy
from sheets_schema.cells.text import squeezed
from sheets_schema.findings import cell_name
from sheets_schema.grid import Grid, Raw
from sheets_schema.oldsheets.draft import Draft
from sheets_schema.oldsheets.headed_days import Heading, day_of_title, heading, year_in
from sheets_schema.oldsheets.lists import blank
from sheets_schema.oldsheets.marks import ReadMark, reader, says_present
from sheets_schema.oldsheets.proposal import Found
from sheets_schema.oldsheets.said import Place
from sheets_schema.oldsheets.times_near import time_near
from sheets_schema.oldsheets.visits import Entry, Visits

_LABELS: Mapping[str, str] = {
    "group": "group", "groupname": "group", "date": "date", "sessiondate": "date", "facilitator": "facilitator",
    "facilitators": "facilitator", "cofacilitator": "facilitator", "session": "number", "sessionnumber": "number",
    "sessionno": "number", "week": "number", "attendance": "attendance", "memberspresent": "count", "present": "count",
    "totalpresent": "count", "sessionheld": "held", "held": "held", "notes": "notes", "note": "notes", "time": "time",
    "topic": "notes", "topics": "notes",
}  # fmt: skip
_TICK = re.compile(r"(\[[ xX\u2713\u2714]?\]|\([ xX]?\)|[\u2610\u2611\u2705\u2713\u2714])\s*(.*)", re.DOTALL)
_CROSSED = re.compile(r"[xX\u2611\u2705\u2713\u2714]")
_APART = re.compile(r"\s+[-\u2013\u2014]\s+|\s*\|\s*")
_BRACKET = re.compile(r"\(([^()]*)\)")
_ARRIVED = re.compile(r"(?:arrived|came|in)(?: at)?:? (.+)", re.IGNORECASE)
_LEFT = re.compile(r"(?:left|out)(?: early)?(?: at)?:? (.+)", re.IGNORECASE)
_NUMBER = re.compile(r"#?\s*(\d{1,2})(?:\s*(?:of|/)\s*\d{1,2})?")
_SILENT = frozenset({"nonotification", "nonotice", "nocall", "didnotcall"})


@dataclass(frozen=True, slots=True)
class Line:
    """One member's line: its tick, name and what stands behind it."""

    place: Place
    ticked: bool
    name: str
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one session, with the place of its first line."""

    place: Place
    labels: Mapping[str, tuple[Place, Raw]] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()


def find_blocks(grid: Grid) -> list[Block]:
    """The blocks of a tab: a line with a tick makes one; a label it has already begins the next."""
    found: list[Block] = []
    current: Block | None = None
    for at, row in enumerate(grid.rows):
        number = grid.first_row + at
        line = _line(grid.title, row, number)
        label = None if line else _label(grid.title, row, number)
        if label and (
            current is None or label[0] in current.labels or (current.lines and label[0] in ("group", "date", "number"))
        ):
            found += [current] if current and current.lines else []
            current = Block(label[1][0])
        if label and current:
            current = replace(current, labels={**current.labels, label[0]: label[1]})
        elif line:
            current = current or Block(line.place)
            current = replace(current, lines=(*current.lines, line))
    return found + ([current] if current and current.lines else [])


def _label(tab: str, row: Sequence[Raw], number: int) -> tuple[str, tuple[Place, Raw]] | None:
    """A label with its value, in one cell or in two."""
    filled = [i for i, cell in enumerate(row) if not blank(cell)]
    if not filled or not isinstance(row[filled[0]], str):
        return None
    word, colon, value = shown(row[filled[0]]).partition(":")
    name = _LABELS.get(squeezed(word.replace("#", " number ")))
    if name is None or not (colon or len(filled) == 2):  # noqa: PLR2004  label and value
        return None
    others = [row[i] for i in filled[1:]]
    raw: Raw = ", ".join([value.strip(), *map(shown, others)]) if value.strip() else (others[0] if others else None)
    return name, (Place(tab, cell_name(filled[0], number)), raw)


def _line(tab: str, row: Sequence[Raw], number: int) -> Line | None:
    filled = [i for i, cell in enumerate(row) if not blank(cell)]
    tick = _TICK.fullmatch(tidy(first)) if filled and isinstance(first := row[filled[0]], str) else None
    if tick is None:
        return None
    cells = [tick[2], *(shown(row[i]) for i in filled[1:])]
    pieces = [p.strip() for cell in cells for p in _APART.split(cell) if p.strip()]
    if not pieces:
        return None
    name, *rest = pieces
    bracketed = [b.strip() for b in _BRACKET.findall(name)]
    place = Place(tab, cell_name(filled[0], number))
    return Line(place, bool(_CROSSED.search(tick[1])), _BRACKET.sub("", name).strip(" -"), (*bracketed, *rest))


def read_blocks(draft: Draft, grid: Grid, blocks: Sequence[Block]) -> None:
    """Propose the marks of each block of a tab."""
    read = reader((), {}, draft.choices.means)
    for block in blocks:
        found = draft.found("blocks", block.place)
        group = draft.group_of(
            [shown(block.labels["group"][1])] if "group" in block.labels else [grid.title], block.place, found
        )
        said = _day(block, grid.title)
        if said is None:
            draft.proposal.ask("LIST_NO_DAY", block.place)
        if group is None or said is None:
            found.asked += len(block.lines)
            continue
        visits = Visits(draft, group, found, year_in([grid.title]))
        sitting = visits.sitting(said, block.labels.get("date", (block.place, None))[0])
        marks = [_entry(draft, line, group, read) for line in block.lines]
        held = _held(block)
        if sitting and held:
            visits.session(sitting, block.place, held)
        for entry in marks:
            visits.put(entry, sitting)
        _tell(draft, block, marks, found)
        visits.tell(block.place)


def _day(block: Block, title: str) -> Heading | None:
    """The day of a block and its number: from its labels, else from the tab's name."""
    raw = block.labels["date"][1] if "date" in block.labels else None
    said = heading(raw)
    number = _NUMBER.fullmatch(shown(block.labels["number"][1])) if "number" in block.labels else None
    n = int(number[1]) if number else 0
    if said:
        return Heading(said.day, said.month, said.of_month, n or said.number, said.raw)
    if not blank(raw):
        return None
    return (Heading(number=n, raw=f"Session {n}") if n else None) or day_of_title(title)


def _held(block: Block) -> dict[str, Cell]:
    said = shown(block.labels["held"][1]) if "held" in block.labels else ""
    word = re.split(r"\W", said.casefold(), maxsplit=1)[0]
    why = " ".join(_BRACKET.findall(said)) or said.partition("-")[2].strip()
    if word == "no":
        return {"was_held": YesNo.NO.value, "cancelled_because": why or None}
    return {"was_held": YesNo.YES.value} if word == "yes" else {}


def _entry(draft: Draft, line: Line, group: Group, read: ReadMark) -> Entry:
    """The mark of a line, with arrival, leaving and what else was written."""
    entry = Entry(line.place, line.name, None, "")
    reasons: list[str] = []
    for piece in _pieces(line.rest):
        arrived, left = _ARRIVED.fullmatch(piece), _LEFT.fullmatch(piece)
        at = time_near((arrived or left or [None, piece])[1], group, draft.standing.today)
        mark = read(piece)
        if at:
            entry = replace(entry, left=at) if left else replace(entry, arrived=at)
        elif isinstance(mark, Mark):
            entry = replace(entry, mark=_sharper(entry.mark, mark), said=entry.said or piece)
        elif squeezed(piece) not in _SILENT:
            reasons.append(piece)
    mark = _with_tick(entry.mark, ticked=line.ticked)
    return replace(entry, mark=mark, reason="; ".join(reasons), said=entry.said or line.name)


def _pieces(rest: Sequence[str]) -> Iterator[str]:
    for piece in rest:
        outside = _BRACKET.sub(" ", piece).strip()
        if outside:
            yield outside
        yield from (b.strip() for b in _BRACKET.findall(piece) if b.strip())


def _sharper(before: Mark | Ask | None, now: Mark) -> Mark | Ask:
    """Absent, then how: the second word says more than the first; two marks that differ are asked about."""
    if before is None or (before is Mark.ABSENT and not says_present(now)):
        return now
    return before if now in (before, Mark.ABSENT) else Ask("MARK_UNKNOWN")


def _with_tick(mark: Mark | Ask | None, *, ticked: bool) -> Mark | Ask:
    if mark is None:
        return Mark.PRESENT if ticked else Ask("MARK_MISSING")
    if isinstance(mark, Mark) and says_present(mark) is not ticked:
        return Ask("MARK_TICK_DIFFERS")
    return mark


def _tell(draft: Draft, block: Block, marks: Sequence[Entry], found: Found) -> None:
    count = shown(block.labels["count"][1]).partition("/")[0].strip() if "count" in block.labels else ""
    here = sum(says_present(entry.mark) for entry in marks)
    if count.isdecimal() and int(count) != here:
        draft.proposal.note("TOTAL_DIFFERS", block.labels["count"][0], raw=count, n=here)
    if "notes" in block.labels and not blank(block.labels["notes"][1]):
        draft.proposal.note("SESSION_TEXT", block.labels["notes"][0])
        found.left += 1
