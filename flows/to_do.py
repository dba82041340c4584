"""Circlebook's own tabs, drawn from what stands in the practice and what has happened."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from domain.answers import Shown, answers, display_name, held_sessions
from domain.benefits import benefits
from domain.claims import claim_lines, standing, withdrawn_questions
from domain.decisions import astray
from domain.documents import document_statuses
from domain.notes import note_statuses, parts_missing
from domain.reasons import Hold, Task
from domain.reminders import messages
from domain.rollcall import today
from domain.sentences import SENTENCES
from domain.viability import group_numbers
from domain.views import Benefit, ToDo
from domain.withdrawn import withdrawn
from flows.desk import Pass
from flows.report import ONE_MATTER, alike
from sheets_schema import own
from sheets_schema.findings import Finding, cell_name
from sheets_schema.telling import grouped, in_peace, taken

GROUPED = "claims"
"""Held lines stand in the tab Claims; To do names each kind of hold once."""

WAITING = {
    "NOTE": "Its note",
    "TEXT": "Its text",
    "CLAIM": "Its claim",
    "COVER": "Its claim",
    "SESSION": "Its notes and claims",
    "MARKS": "Its notes and claims",
    "POLICY": "Absence counts",
    "INTAKE": "Its waitlist row",
}
"""What a row holds up, by the first word of the reason's code."""


ASKED_BESIDE = ("Intake", "Waitlist", "Verifications")
"""The tabs whose Check also says what a coordinator still has to do about a row."""

OLD_CALLS = frozenset({"COVER_OLD", "COVER_OLD_YEAR", "COVER_OTHER_PAYER"})


def to_do(this: Pass) -> None:
    """Draw every own tab anew; tabs that come out equal are left alone."""
    practice, history, now = this.practice, this.history, this.now
    lines = claim_lines(this.wanted, practice, history)
    shown = Shown(
        lines=lines,
        notes=note_statuses(practice, history, now),
        benefits=benefits(practice, this.wanted, now),
        groups=group_numbers(practice, held_sessions(practice), now),
        withdrawn=over(this),
    )
    names = {c.client_id: display_name(c) for c in practice.clients}
    tabs = {
        "To do": own.to_do(todo_items(this, names, shown)),
        "Claims": own.claims(shown.lines),
        "Notes": own.notes(shown.notes, document_statuses(history)),
        "Messages": own.messages(messages(practice, history, now), practice),
        "Benefits": own.benefits(shown.benefits),
        "Grid": own.grid(practice, names),
        "Dashboard": own.dashboard(shown.groups, _running_out(this, shown.benefits)),
        "Status": own.status(
            answers(practice, history, shown, now),
            practice,
            (*_told(this), *_beside(this)),
            this.reading.row_numbers,
        ),
    }
    if not this.dry_run:
        this.token = this.desk.workbook.show(this.token, tabs)


def _beside(this: Pass) -> Iterator[Finding]:
    """What a coordinator is asked about a row, for its own Check: the place need not be named there again."""
    for task in _open_tasks(this):
        if task.tab in ASKED_BESIDE:
            said = task.reason.sentence.removeprefix(f"{task.tab}, {task.about}: ")
            yield Finding(task.tab, "", task.about, task.reason.code, "ask", said[:1].upper() + said[1:])


def _open_tasks(this: Pass) -> Iterator[Task]:
    """Every task, each matter once: a call that grew old is named with the calls, not with each claim again."""
    calls = this.outcomes.get("verification")
    named = {task.about for task in calls.tasks} if calls else set()
    for outcome in this.outcomes.values():
        yield from (t for t in outcome.tasks if not (t.reason.code in OLD_CALLS and t.about in named))


def todo_items(this: Pass, names: Mapping[str, str], shown: Shown) -> list[ToDo]:
    """Everything a person should look at: cells to mend, questions to answer, things to do, what waits."""
    tasks = [*_open_tasks(this), *parts_missing(shown.notes, today(this.practice.details, this.now))]
    asked = [*_questions(this, shown.withdrawn), *_findings(this, names)]
    items = [*asked, *_tasks(this, tasks, names), *_holds(this, names)]
    return list({(i.tab, i.row_id, i.what): i for i in items}.values())


def over(this: Pass) -> dict[str, str]:
    """The questions that nobody need answer any more, by decision ID; while a tab cannot be read, nothing is over."""
    if this.stopped:
        return {}
    stand = standing(this.wanted, this.practice, this.history)
    return withdrawn(this.practice, this.history, this.now) | withdrawn_questions(stand, this.history)


def _questions(this: Pass, gone: Mapping[str, str]) -> Iterator[ToDo]:
    others = astray(this.practice, this.history)
    for d in this.practice.decisions:
        if d.decision_id in others:
            yield ToDo(
                tab="Decisions", row_id=d.decision_id, cell=_cell(this, "Decisions", d.decision_id, "about"),
                what=SENTENCES["ROWS_OTHER_QUESTION"], waits="Its outcome", code="ROWS_OTHER_QUESTION", since=d.asked_on,
            )  # fmt: skip
        elif d.answer is None and d.decision_id not in gone:
            yield ToDo(
                tab="Decisions", row_id=d.decision_id, cell=_cell(this, "Decisions", d.decision_id, "answer"),
                what=f"{d.question or ''} Answer Yes or No.", waits="Its outcome", code="DECISION", since=d.asked_on,
            )  # fmt: skip


def _findings(this: Pass, names: Mapping[str, str]) -> Iterator[ToDo]:
    told = _told(this)
    asked = grouped(f for f in told if f.outcome in ("ask", "stop"))
    changed = this.desk.ledger.changed_on() if asked else {}
    for f in asked:
        since = today(this.practice.details, changed.get((f.tab, f.row_id), this.now))
        yield ToDo(
            tab=f.tab, row_id=f.row_id, cell=f.cell, who=_who(this, f.row_id, names), what=f.message, waits=f.waits,
            code=f.code, since=since,
        )  # fmt: skip

    for f in taken(told):
        yield ToDo(tab=f.tab, row_id="", cell=f.cell, what=f.message, waits=f.waits, code=f.code)


def _told(this: Pass) -> tuple[Finding, ...]:
    """The findings that people are told of now."""
    findings = this.reading.findings
    if not this.desk.patience or all(f.code != "CELL_MISSING" for f in findings):
        return findings
    return in_peace(findings, this.desk.ledger.changed_on(), this.now, this.desk.patience)


def _tasks(this: Pass, tasks: Iterable[Task], names: Mapping[str, str]) -> Iterator[ToDo]:
    for task in tasks:
        yield ToDo(
            tab=task.tab, row_id=task.about, cell=_cell(this, task.tab, task.about), who=_who(this, task.about, names),
            what=task.reason.sentence, code=task.reason.code, since=_since(this, task.about),
        )  # fmt: skip


def _holds(this: Pass, names: Mapping[str, str]) -> Iterator[ToDo]:
    asked = {f.row_id for f in this.reading.findings if f.outcome in ("ask", "stop")}
    many: list[Hold] = []
    for name, outcome in this.outcomes.items():
        # A row whose cell is asked about already has its entry.
        for hold in (h for h in outcome.holds if name == GROUPED or asked.isdisjoint(_asked_for(h))):
            if name == GROUPED or hold.code in ONE_MATTER:
                many.append(hold)
            else:
                yield _held(this, hold, names)
    yield from (_held(this, hold, names) for hold in this.problems)
    yield from (_alike(this, holds, names) for holds in alike(many))


def _asked_for(hold: Hold) -> tuple[str, ...]:
    """The rows that speak for a hold where one of their cells is asked about: of two days, either may be the wrong one."""
    return hold.reason.rows if hold.code == "NOTE_DATE_DIFFERS" else (hold.about,)


def _alike(this: Pass, holds: Sequence[Hold], names: Mapping[str, str]) -> ToDo:
    """One entry for holds of one kind; it names the first."""
    first, many = holds[0], len(holds)
    if what := ONE_MATTER.get(first.code):
        item = _held(this, first, names)
        return item if many == 1 else item.model_copy(update={"who": "", "waits": f"{many} {what}"})
    return ToDo(
        tab="Claims", row_id=first.about, who=_who(this, first.about, names) if many == 1 else "",
        what=first.reason.sentence, waits="1 claim line" if many == 1 else f"{many} claim lines", code=first.code,
        since=_since(this, first.about),
    )  # fmt: skip


def _held(this: Pass, hold: Hold, names: Mapping[str, str]) -> ToDo:
    if hold.about in this.reading.row_numbers:  # a whole tab waits
        return ToDo(tab=hold.about, row_id="", what=hold.reason.sentence, code=hold.code)
    tab = next((t for t, rows in this.reading.row_numbers.items() if hold.about in rows), "")
    return ToDo(
        tab=tab or "Claims", row_id=hold.about, cell=_cell(this, tab, hold.about), who=_who(this, hold.about, names),
        what=hold.reason.sentence, waits=_waits(hold.code), code=hold.code, since=_since(this, hold.about),
    )  # fmt: skip


def _waits(code: str) -> str:
    return WAITING.get(code.partition("_")[0], "")


def _cell(this: Pass, tab: str, row_id: str, field: str = "") -> str:
    number = this.reading.row_numbers.get(tab, {}).get(row_id)
    if number is None:
        return ""
    return cell_name(this.reading.columns[tab].get(field, 0), number)


def _who(this: Pass, row_id: str, names: Mapping[str, str]) -> str:
    visit = this.practice.visit.get(row_id)
    return names.get(visit.client_id if visit else row_id, "")


def _since(this: Pass, row_id: str) -> date | None:
    visit, session = this.practice.visit.get(row_id), this.practice.session.get(row_id)
    found = visit or session
    return found.on if found else None


def _running_out(this: Pass, found: tuple[Benefit, ...]) -> dict[str, str]:
    """The members of each group whose sessions run out, soonest first."""
    ends = {b.client_id: b for b in found if b.runs_out_on}
    said = {}
    for group in this.practice.groups:
        of_group = {m.client_id for m in this.practice.members_of_group.get(group.group_id, ())} & ends.keys()
        soonest = sorted((ends[c].runs_out_on, ends[c].name) for c in of_group)
        said[group.group_id] = ", ".join(f"{name} {day:%b} {day.day}" for day, name in soonest if day)
    return said
