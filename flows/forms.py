"""Answers to forms become rows at the end of their tabs, before the practice is read."""

from collections.abc import Mapping
from datetime import tzinfo

from domain.details import Details
from domain.lists import GroupStatus, PayerKind
from domain.practice import Practice
from domain.problems import Problem, WorkbookChanged
from domain.reasons import Hold, Reason, reason
from flows.desk import Desk
from flows.ports_forms import Answers
from sheets_schema.grid import Grid, Written
from sheets_schema.practice import PRACTICE
from sheets_schema.reader import TabReading, read_tab
from sheets_schema.settings import read_settings
from sheets_schema.tab import TabSpec
from sheets_schema.tabs import PEOPLES_TABS

SPECS: Mapping[str, TabSpec] = {spec.title: spec for spec in PEOPLES_TABS}


def collect(desk: Desk) -> list[Hold]:
    """Add what was sent since the last pass; what cannot be added waits, and is named."""
    held = []
    for answers in desk.answers:
        try:
            _add(desk, answers)
        except WorkbookChanged:
            pass  # someone types just now: the answers come again at the next pass
        except Problem as problem:
            held.append(Hold(about=answers.tab, reason=Reason(code=problem.code, sentence=str(problem))))
        held += [Hold(about=answers.tab, reason=reason("INTAKE_UNREAD", question=q)) for q in answers.unread]
        if answers.undated:
            held.append(Hold(about=answers.tab, reason=reason("INTAKE_UNDATED", n=answers.undated)))
    return held


def offer(desk: Desk, practice: Practice) -> list[Hold]:
    """Let the forms offer the groups that people can still join, and the practice's payers."""
    if not desk.answers:
        return []
    groups = [group.name for group in practice.groups if group.status is not GroupStatus.ENDED]
    payers = [rule.payer for rule in practice.payers if rule.kind is not PayerKind.SELF_PAY]
    held = []
    for answers in desk.answers:
        try:
            answers.offer(list(dict.fromkeys(groups)), list(dict.fromkeys(payers)))
        except Problem as problem:
            held.append(Hold(about=answers.tab, reason=Reason(code=problem.code, sentence=str(problem))))
    return held


def _add(desk: Desk, answers: Answers) -> None:
    new = answers.new()
    if new:
        spec = SPECS[answers.tab]
        snapshot = desk.workbook.snapshot([spec.title, PRACTICE.title])
        tab = read_tab(spec, snapshot.grids.get(spec.title, Grid(spec.title, ())))
        if tab.stopped:
            return  # its headings cannot be read, which is asked about; the answers come again
        known, zone = tab.row_numbers.keys(), _zone(snapshot.grids.get(PRACTICE.title))
        rows = []
        for answer in new:
            sent = answer.sent.astimezone(zone).replace(tzinfo=None)
            cells = {**answer.cells, spec.identity[0]: answer.row_id, "submitted": sent}
            if answer.row_id not in known:
                rows.append(_row(cells, tab))
        desk.workbook.append(snapshot.token, {spec.title: rows})
    answers.taken()


def _zone(grid: Grid | None) -> tzinfo:
    details = read_settings(grid)[0] if grid else Details()
    return details.zone


def _row(cells: Mapping[str, Written], tab: TabReading) -> list[Written]:
    row: list[Written] = [None] * (max(tab.columns.values()) + 1)
    for field, value in cells.items():
        if field in tab.columns:  # a person may have taken a column away
            row[tab.columns[field]] = value
    return row
