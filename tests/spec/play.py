"""Reads the drawn sheets with the product's own reader, and lets its own decisions follow, step by step."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain.answers import Shown, answers, held_sessions
from domain.decisions import numbered
from domain.effects import AppendRow, AskDecision
from domain.fees import decide_fees
from domain.health import decide_health
from domain.history import Happened, History
from domain.intake import decide_intake
from domain.outcome import Outcome
from domain.policy import decide_policy
from domain.practice import Practice
from domain.sessions import decide_sessions
from domain.verification import decide_verification
from domain.viability import group_numbers
from domain.waitlist import decide_waitlist
from domain.withdrawn import withdrawn
from sheets_schema.grid import Snapshot
from sheets_schema.reading import Reading, read_practice
from sheets_schema.tab import fields_of
from sheets_schema.tabs import PEOPLES_TABS
from tests.sheets_schema.sheet import SETTINGS, SPECS, filled
from tests.spec.drawn import Example, Step
from tests.spec.usual import usual

DECIDE: dict[str, Callable[[Practice, History, datetime], Outcome]] = {
    "policy": decide_policy,
    "fees": decide_fees,
    "intake": decide_intake,
    "verification": decide_verification,
    "waitlist": decide_waitlist,
    "health": decide_health,
    "sessions": decide_sessions,
}
SPEC = {spec.title: spec for spec in PEOPLES_TABS}

Sheets = dict[str, dict[str, dict[str, Any]]]
"""Tab, then row ID, then field name to cell."""


class Play:
    """One example from its first step to its last: the sheets, and what the ledger remembers."""

    def __init__(self, example: Example) -> None:
        self.features = example.features
        self.sheets: Sheets = {}
        self.settings = dict(SETTINGS) | {"time_zone": "Eastern"}
        self.happened: dict[str, Happened] = {}

    def step(self, step: Step) -> tuple[list[str], Callable[[str], str]]:
        """What follows, a line each as it should be written in a chapter; and how to look up an answer."""
        self._type(step)
        assert step.moment is not None
        reading = self._read(step.moment)
        practice, history = reading.practice, History(self.happened)
        now = step.moment.replace(tzinfo=practice.details.zone)
        outcome = Outcome()
        for name in self.features:
            outcome += DECIDE[name](practice, history, now)
        effects = tuple(numbered(outcome.effects, practice, history))
        gone = withdrawn(practice, history, now)
        said = [
            *(f"cell {f.code} | {f.row_id} | {f.message}" for f in reading.findings if f.outcome in {"ask", "stop"}),
            *(_effect(e) for e in effects),
            *(f"waits {h.code} | {h.about} | {h.reason.sentence}" for h in outcome.holds),
            *(f"to do {t.reason.code} | {t.about} | {t.reason.sentence}" for t in outcome.tasks),
            *(
                f"withdraws {practice.decision[d].kind} | {practice.decision[d].about} | {why}"
                for d, why in gone.items()
            ),
        ]
        self._remember(effects, now)
        return said, lambda where: _beside(practice, history, gone, now, where)

    def _type(self, step: Step) -> None:
        for title, rows in step.sheets.items():
            if title == "Practice":
                names = {f.column.header: f.name for f in fields_of(SPECS["Practice"].settings)}
                self.settings |= {names[row["Setting"]]: row["Value"] for row in rows}
                continue
            fields = {f.column.header: f.name for f in fields_of(SPEC[title].row)}
            for row in rows:
                cells = {fields[header]: cell for header, cell in row.items()}
                self._put(title, cells)

    def _put(self, title: str, cells: dict[str, Any]) -> None:
        of_tab = self.sheets.setdefault(title, {})
        row_id = "|".join(cells.get(name, "") for name in SPEC[title].identity)
        if row_id not in of_tab:
            rows = list(usual(title, cells))
            row_id = _row_id(title, rows[-1][1] if rows[-1][0] == title else cells)
            for other, row in rows:
                self.sheets.setdefault(other, {}).setdefault(_row_id(other, row), row)
        of_tab[row_id] = {name: cell or None for name, cell in (of_tab.get(row_id, {}) | cells).items()}

    def _read(self, now: datetime) -> Reading:
        names = {f.name: f.column.header for f in fields_of(SPECS["Practice"].settings)}
        grids = {title: filled(title, *self.sheets.get(title, {}).values()) for title in SPEC}
        rows = [{"setting": names[name], "value": value} for name, value in self.settings.items()]
        return read_practice("oak", Snapshot("token", grids | {"Practice": filled("Practice", *rows)}), now)

    def _remember(self, effects: tuple[Any, ...], now: datetime) -> None:
        for effect in effects:
            detail = {"source": getattr(effect, "source", ""), "inputs": getattr(effect, "inputs", "")}
            if isinstance(effect, AskDecision):
                detail = {"decision_id": effect.decision_id}
                fields = ("decision_id", "asked_on", "about", "question", "why", "proposed_text")
                row = {name: getattr(effect, name) for name in fields} | {"kind": effect.decision_kind}
                self.sheets.setdefault("Decisions", {})[effect.decision_id] = row
            elif isinstance(effect, AppendRow):
                self.sheets.setdefault(effect.tab, {})[effect.row_id] = dict(effect.cells)
            self.happened[effect.key] = Happened(
                key=effect.key, kind=effect.kind, state="done", digest=effect.digest, begun=now, finished=now, detail=detail
            )  # fmt: skip


def _row_id(title: str, row: dict[str, Any]) -> str:
    return "|".join(str(row[name]) for name in SPEC[title].identity)


def _effect(effect: Any) -> str:
    if isinstance(effect, AskDecision):
        words = f"{effect.question} {effect.why} {effect.proposed_text}"
        return f"asks {effect.decision_kind} | {effect.about} | {words}"
    assert isinstance(effect, AppendRow), effect.kind
    names = {f.name: f.column.header for f in fields_of(SPEC[effect.tab].row)}
    cells = ", ".join(f"{names[name]} {value}" for name, value in effect.cells.items() if value is not None)
    return f"adds to {effect.tab} | {effect.row_id} | {cells}"


def _beside(practice: Practice, history: History, gone: dict[str, str], now: datetime, where: str) -> str:
    title, _, rest = where.partition(" ")
    row_id, _, column = rest.partition(" ")
    lookups = [f.column.header for f in fields_of(SPEC[title].row) if f.lookup is not None]
    groups = group_numbers(practice, held_sessions(practice), now)
    shown = Shown(lines=(), notes=(), benefits=(), groups=groups, withdrawn=gone)
    return answers(practice, history, shown, now)[title][row_id][lookups.index(column)]
