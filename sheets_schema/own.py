"""From what there is to show to the rows of Circlebook's own tabs."""

from collections.abc import Iterable, Mapping, Sequence

from domain.answers import Answers
from domain.paper import KIND_WORDS
from domain.practice import Practice
from domain.rollcall import PRESENT
from domain.viability import GroupNumbers
from domain.views import Benefit, DocumentStatus, Line, Message, NoteStatus, ToDo
from sheets_schema.findings import Finding
from sheets_schema.grid import Link, OwnRows, Shown
from sheets_schema.own_tabs import CLAIMS
from sheets_schema.tab import fields_of
from sheets_schema.tabs import PEOPLES_TABS

SHORT = {
    "Present": "P", "Late": "L", "Left early": "E", "Absent - told us": "A", "Absent - excused": "X",
    "No-show": "N", "Late cancel": "C",
}  # fmt: skip
"""How the Grid writes each mark; its first row says what they mean."""


KINDS_OF_TEXT = {
    "reminder_24": "reminder, 24 hours", "reminder_72": "reminder, 72 hours", "logistics": "first session",
}  # fmt: skip
"""How Messages names the kinds of texts; the other kinds are words already."""


def to_do(items: Iterable[ToDo]) -> OwnRows:
    """The To do list; Where leads to the cell, or to the tab where a claim stands."""
    return [
        (
            _where(x),
            x.who,
            x.what,
            x.waits,
            x.since,
        )
        for x in items
    ]


def _where(item: ToDo) -> Shown:
    said = f"{item.tab} {item.cell or item.row_id}".strip()
    cell = item.cell or ("A1" if item.tab == CLAIMS.title else "")
    return Link(said, item.tab, cell) if cell else said


def benefits(items: Iterable[Benefit]) -> OwnRows:
    """The mixed-payer table."""
    return [
        (b.client_id, b.name, b.insurance, b.group_copay, b.authorization_required, b.sessions_remaining, b.runs_out_on)
        for b in items
    ]


def notes(items: Iterable[NoteStatus], documents: Iterable[DocumentStatus] = ()) -> OwnRows:
    """Where each note stands, then the other documents: the index of the folder."""
    of_notes = [(n.visit_id, n.on, n.file, n.state, ", ".join(n.missing)) for n in items]
    return [*of_notes, *((d.about, None, d.file, KIND_WORDS.get(d.kind, d.kind), "") for d in documents)]


def claims(items: Iterable[Line]) -> OwnRows:
    """Every service line with its reasons."""
    return [
        (
            x.claim_id, x.line, x.visit_id, x.client_id, x.payer, x.on, x.code, ", ".join(x.modifiers), x.place,
            ", ".join(x.diagnoses), x.charge, x.expected, x.state, " ".join(r.sentence for r in x.reasons), x.batch,
        )
        for x in items
    ]  # fmt: skip


def messages(items: Iterable[Message], practice: Practice) -> OwnRows:
    """What was texted, will be, or will not; times on the practice's wall clock."""
    zone = practice.details.zone
    return [
        (
            m.when.astimezone(zone).replace(tzinfo=None) if m.when else None,
            m.client_id,
            KINDS_OF_TEXT.get(m.kind, m.kind),
            m.state,
            m.reason,
        )
        for m in items
    ]


def grid(practice: Practice, names: Mapping[str, str]) -> OwnRows:
    """Members by sessions, a block for each group, with totals."""
    rows: list[Sequence[Shown]] = []
    for group in practice.groups:
        sessions = sorted(practice.sessions_of_group.get(group.group_id, ()), key=lambda s: s.number)[-24:]
        if not sessions:
            continue
        rows.append((group.group_id, group.name, "", "", *(f"{s.on.month}/{s.on.day}" for s in sessions)))
        marks = {
            (v.session_id, v.client_id): v.mark
            for s in sessions
            for v in practice.visits_of_session.get(s.session_id, ())
        }
        for client_id in dict.fromkeys(m.client_id for m in practice.members_of_group.get(group.group_id, ())):
            of_member = [marks.get((s.session_id, client_id)) for s in sessions]
            here = sum(m in PRESENT for m in of_member)
            away = sum(m is not None and m not in PRESENT for m in of_member)
            signs = (SHORT.get(m.value, "") if m else "" for m in of_member)
            rows.append((group.group_id, names.get(client_id, client_id), here, away, *signs))
        rows.append(())
    if rows:
        rows.append(("", "P present, L late, E left early, A told us, X excused, N no-show, C late cancel"))
    return rows


def dashboard(items: Iterable[GroupNumbers], running_out: Mapping[str, str]) -> OwnRows:
    """A row of numbers for each group."""
    return [
        (
            f"{n.group_id} {n.name}", n.enrolled, n.sessions_held, n.average_present, n.break_even, n.average_revenue,
            n.per_hour, n.individual_per_hour, " ".join(str(x) for x in n.attendance[-16:]), running_out.get(n.group_id, ""),
        )
        for n in items
    ]  # fmt: skip


def status(
    answers: Answers, practice: Practice, findings: Iterable[Finding], row_ids: Mapping[str, Iterable[str]]
) -> OwnRows:
    """The answers that people's tabs look up: tab and row, then the answers; Check comes last."""
    checks = _checks(findings)
    rows: dict[str, Sequence[Shown]] = {}
    for spec in PEOPLES_TABS:
        lookups = [f for f in fields_of(spec.row) if f.lookup is not None]
        if not lookups:
            continue
        with_check = lookups[-1].column.header == "Check"
        blank = ("",) * (len(lookups) - with_check)
        of_tab = answers.get(spec.title, {})
        for row_id in row_ids.get(spec.title, ()):
            said = of_tab.get(row_id, blank)
            check = (checks.get((spec.title, row_id), "OK"),) if with_check else ()
            key = f"{spec.title}|{_first_cell(spec.title, row_id, practice)}"
            if key not in rows or check != ("OK",):  # rows that share a name share the answer that asks
                rows[key] = (key, *said, *check)
    return list(rows.values())


def _first_cell(title: str, row_id: str, practice: Practice) -> str:
    """What stands in column A of the row: the tabs without an ID are looked up by their name."""
    if title == "Payers":
        return row_id.split("|", maxsplit=1)[0]
    if title == "Staff":
        member = practice.staff_member.get(row_id.lower())
        return member.name if member else row_id
    return row_id


def _checks(findings: Iterable[Finding]) -> dict[tuple[str, str], str]:
    """What Check says of each row: what to fix, or how a cell was read."""
    found: dict[tuple[str, str], str] = {}
    for f in sorted(findings, key=lambda f: f.outcome):  # ask before note
        if f.row_id:
            before = found.get((f.tab, f.row_id), "")
            text = f.message if f.outcome == "ask" else f"OK - {f.message}"
            found[f.tab, f.row_id] = f"{before} {text}".strip() if not (before and f.outcome == "note") else before
    return found
