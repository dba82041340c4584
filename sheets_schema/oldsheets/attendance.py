"""Old attendance as a grid of days, or as a log with a row for each mark."""

from collections.abc import Iterator, Mapping, Sequence

from domain.records import Group
from sheets_schema.cells.said import Ask, shown
from sheets_schema.cells.text import squeezed
from sheets_schema.grid import Raw
from sheets_schema.kinds import KINDS
from sheets_schema.messages import message, quoted
from sheets_schema.oldsheets import no_rows
from sheets_schema.oldsheets.cells_of import could_be_two, day_first_columns
from sheets_schema.oldsheets.draft import Draft
from sheets_schema.oldsheets.headed_days import Heading, day_of_title, heading, is_second_heading, year_in
from sheets_schema.oldsheets.lists import OldList, Row, blank
from sheets_schema.oldsheets.marks import ReadMark, is_legend, reader, says_present
from sheets_schema.oldsheets.people import raw_name
from sheets_schema.oldsheets.said import Place
from sheets_schema.oldsheets.sittings import Sitting
from sheets_schema.oldsheets.times_near import time_near
from sheets_schema.oldsheets.visits import Entry, Visits

PRESENT_TOTALS = frozenset({"present", "totalpresent", "attended", "totalattended", "numberpresent", "total", "totals"})


def read_grid(draft: Draft, of: OldList, legend: dict[str, str]) -> None:
    """Propose the marks of a grid, column by column of days."""
    found = draft.found("grid", of.place())
    group = draft.group_of((*of.above, of.tab), of.place(), found)
    members = tuple(_members(of))
    marked = [(row, i) for row in members for i in of.days if _is_mark(row.get(i))]
    found.left += sum(bool(row.filled()) for row in of.rows) - sum(bool(row.filled()) for row in members)
    if group is None or not _in_order(draft, of):
        found.asked += len(marked)
        return
    read = reader((row.get(i) for row, i in marked), legend, draft.choices.means)
    visits = Visits(draft, group, found, year_in((*of.above, of.tab)))
    used = {i for _, i in marked}
    sittings = {i: visits.sitting(said, of.place(None, i)) for i, said in of.days.items() if i in used}
    for row in members:
        _grid_row(of, row, visits, sittings, read)
    _check_totals(draft, of, members, read)
    visits.tell(of.place())


def _is_mark(raw: Raw) -> bool:
    """Whether a cell says something; a box without a tick says as little as an empty cell."""
    return not blank(raw) and raw is not False


def _members(of: OldList) -> Iterator[Row]:
    for at, row in enumerate(of.rows):
        second = at < 2 and blank(of.value(row, "name")) and is_second_heading(row.cells, of.days)  # noqa: PLR2004  headings stand on top
        if (
            not no_rows.sort_of(of, row)
            and not second
            and not any(is_legend(c) for c in row.cells)
            and raw_name(of, row)
        ):
            yield row


def _in_order(draft: Draft, of: OldList) -> bool:
    """Days that go up from left to right; others have been read in a way that cannot be right."""
    days = [h.day for h in of.days.values() if h.day]
    if days == sorted(set(days)):
        return True
    draft.proposal.ask("DATE_ORDER", of.place(None, min(of.days)))
    return False


def _grid_row(of: OldList, row: Row, visits: Visits, sittings: Mapping[int, Sitting | None], read: ReadMark) -> None:
    name = raw_name(of, row)
    for index, sitting in sittings.items():
        raw = row.get(index)
        if _is_mark(raw):
            visits.put(Entry(of.place(row, index), name, read(raw), shown(raw)), sitting)
        elif sitting:
            visits.blank.append((name, sitting.on))


def _check_totals(draft: Draft, of: OldList, members: Sequence[Row], read: ReadMark) -> None:
    """A number in a total row or column that is not the number of marks that say present is told."""
    here = {(row.number, i): says_present(read(row.get(i))) for row in members for i in of.days}
    totals = [i for i, cell in enumerate(of.headings) if i not in of.days and squeezed(shown(cell)) in PRESENT_TOTALS]
    for row in members:
        for i in totals:
            _compare(draft, of.place(row, i), row.get(i), sum(here[row.number, d] for d in of.days))
    for row in of.rows:
        name = squeezed(shown(of.value(row, "name")))
        if name in PRESENT_TOTALS or name == "memberspresent":
            for i in of.days:
                _compare(draft, of.place(row, i), row.get(i), sum(here[r.number, i] for r in members))


def _compare(draft: Draft, place: Place, raw: Raw, counted: int) -> None:
    said = shown(raw).partition("/")[0].strip()
    if said.isdecimal() and int(said) != counted:
        draft.proposal.note("TOTAL_DIFFERS", place, raw=shown(raw), n=counted)


def read_log(draft: Draft, of: OldList, legend: dict[str, str]) -> None:
    """Propose the marks of a log; where it has no day column, the tab or a line above names the day."""
    found = draft.found("log", of.place())
    texts = (*of.above, of.tab)
    rows = [row for row in of.rows if not no_rows.sort_of(of, row) and not any(is_legend(c) for c in row.cells)]
    found.left += sum(bool(row.filled()) for row in of.rows) - len(rows)
    alone = None if "on" in of.columns else _day_above(of)
    group = None if "group" in of.columns else draft.group_of(texts, of.place(), found)
    if "on" not in of.columns and alone is None:
        draft.proposal.ask("LIST_NO_DAY", of.place())
    if ("group" not in of.columns and group is None) or ("on" not in of.columns and alone is None):
        found.asked += len(rows)
        return
    read = reader((of.value(row, "mark") for row in rows), legend, draft.choices.means)
    by_group: dict[str, Visits] = {}
    two_ways = day_first_columns(of)("on")
    for row in rows:
        of_row = group or _group_of_row(draft, of, row)
        said = alone or _day_of_row(draft, of, row, two_ways=two_ways)
        if of_row is None or said is None:
            found.asked += 1
            continue
        visits = by_group.setdefault(of_row.group_id, Visits(draft, of_row, found, year_in(texts)))
        _log_row(of, row, visits, read, said)
    for visits in by_group.values():
        visits.tell(of.place())


def _day_above(of: OldList) -> Heading | None:
    above = (found for text in reversed(of.above) if (found := day_of_title(text.partition(":")[2] or text)))
    return next(above, None) or day_of_title(of.tab)


def _group_of_row(draft: Draft, of: OldList, row: Row) -> Group | None:
    said = shown(of.value(row, "group"))
    group = draft.group_named(said)
    if group is None:
        place = of.place(row, of.columns["group"])
        draft.proposal.ask("GROUP_UNKNOWN", place, raw=said, example=draft.example_group)
    return group


def _day_of_row(draft: Draft, of: OldList, row: Row, *, two_ways: bool) -> Heading | None:
    raw = of.value(row, "on")
    number = KINDS["count"].parse(of.value(row, "number")) if of.value(row, "number") is not None else 0
    found = heading(raw)
    place = of.place(row, of.columns["on"])
    if two_ways and could_be_two(raw):
        draft.proposal.ask("DATE_TWO_WAYS", place, raw=shown(raw))
        return None
    if found is None:
        why = KINDS["date"].parse(raw)
        code = why.code if isinstance(why, Ask) else "DATE_UNREADABLE"
        words = {"raw": quoted(shown(raw)), "column": "The day", "example": KINDS["date"].example}
        draft.proposal.ask("CELL_UNSURE", place, said=message(code, words))
        return None
    return Heading(
        found.day, found.month, found.of_month, number if isinstance(number, int) else found.number, found.raw
    )


def _log_row(of: OldList, row: Row, visits: Visits, read: ReadMark, said: Heading) -> None:
    raw = of.value(row, "mark")
    sitting = visits.sitting(said, of.place(row, of.columns.get("on")))
    if not _is_mark(raw):
        visits.found.left += 1
        if sitting:
            visits.blank.append((raw_name(of, row), sitting.on))
        return
    more = [shown(of.value(row, "reason"))]
    times = {
        name: time_near(of.value(row, name), visits.group, visits.draft.standing.today) for name in ("arrived", "left")
    }
    more += [f"{name}: {text}" for name, at in times.items() if at is None and (text := shown(of.value(row, name)))]
    entry = Entry(
        of.place(row, of.columns["mark"]), raw_name(of, row), read(raw), shown(raw), times["arrived"], times["left"],
        "; ".join(part for part in more if part),
    )  # fmt: skip
    visits.put(entry, sitting)
