"""`circlebook explain`: everything about one ID, with the rows, rules and history behind it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from domain.claims import claim_lines, why_no_line
from domain.notes import note_statuses
from domain.practice import Practice
from domain.problems import Problem
from domain.reasons import Reason
from domain.reminders import messages
from domain.value import Record
from flows.at_hand import know_everything
from flows.composition import open_desk
from flows.desk import Pass
from flows.moment import moment
from flows.packet import write_packet
from flows.passes import FEATURES, open_pass
from flows.screen import answer, line, table

IDS = ("roster_id", "wait_id", "verification_id", "decision_id", "payment_id", "service_id", "answer_id", "task_id",
       "visit_id", "session_id", "client_id", "group_id", "row_id", "initials")  # fmt: skip
"""The first that a row has is its own; behind it stand those of other rows."""
_BELONGS = {"Roster": "client_id", "Verifications": "about", "Waitlist": "client_id", "Payments": "visit_id",
            "Other services": "client_id"}  # fmt: skip
"""Which ID besides its own makes a row a fact about that ID."""


def run_explain(folder: Path, about: str, today: str, *, as_json: bool, packet: Path | None = None) -> int:
    """Show what is known about the ID, or write the packet of its claim; 2 when nothing is known."""
    this = open_pass(open_desk(folder, moment(today)), dry_run=True)
    know_everything(this)
    if packet is not None:
        write_packet(this, about.strip(), packet)
        line(f"The packet is in {packet}. It holds health data: keep it in the practice's own places.")
        return 0
    told = explain(this, about.strip())
    if not about.strip() or not any(told.values()):
        raise Problem(
            f'Nothing is known about "{about}". Type an ID as it stands in a tab, like C-012 or G-01/05/C-012.'
        )
    if as_json:
        answer({"about": about} | told)
    else:
        _show(about, told)
    return 0


def explain(this: Pass, about: str) -> dict[str, list[dict[str, Any]]]:
    """Facts, claim lines, notes, texts, what waits, the rules they rest on, and what happened."""
    visits = _visits(this, about)
    lines = [
        x
        for x in claim_lines(this.wanted, this.practice, this.history, past=True)
        if about in (x.claim_id, x.batch, x.visit_id, x.visit_id.rpartition("/")[0]) or x.visit_id in visits
    ]
    visits |= {x.visit_id for x in lines}
    reasons = [r for x in lines for r in x.reasons]
    holds = [h for name in FEATURES for h in FEATURES[name](this).holds if h.about == about or h.about in visits]
    reasons += [h.reason for h in holds]
    without = [(v, r) for v in sorted(visits) if not any(x.visit_id == v for x in lines) for r in _no_line(this, v)]
    reasons += [r for _, r in without]
    rules = {r.rule for r in reasons if r.rule}
    return {
        "facts": _facts(this.practice, {about} | visits | {i for v in visits for i in _around(this.practice, v)}),
        "claim_lines": [_line(x.model_dump(mode="json")) for x in lines],
        "no_claim_line": [{"visit_id": v} | _reason(r) for v, r in without],
        "notes": [n.model_dump(mode="json") for n in note_statuses(this.practice, this.history, this.now) if n.visit_id in visits],
        "texts": [m.model_dump(mode="json") for m in messages(this.practice, this.history, this.now) if _concerns(m, about, visits)],
        "waits": [{"about": h.about} | _reason(h.reason) for h in holds],
        "rules": [p.model_dump(mode="json", exclude_none=True) for p in this.practice.payers if p.row_id in rules],
        "happened": _happened(this, about, visits),
        "row_versions": [
            {"seen": seen.isoformat(), "tab": tab, "cells": cells} for seen, tab, cells in this.desk.ledger.row_history(about)
        ],
    }  # fmt: skip


def _visits(this: Pass, about: str) -> set[str]:
    if about in this.practice.visit:
        return {about}
    return {v.visit_id for v in this.practice.visits_of_session.get(about, ())}


def _around(practice: Practice, visit_id: str) -> Iterable[str]:
    visit = practice.visit.get(visit_id)
    if visit is None:
        return ()
    session = practice.session.get(visit.session_id)
    return (visit.session_id, visit.client_id, session.group_id if session else "")


def _no_line(this: Pass, visit_id: str) -> tuple[Reason, ...]:
    visit = this.practice.visit.get(visit_id)
    why = why_no_line(visit) if visit else None
    return (why,) if why else ()


def _facts(practice: Practice, ids: set[str]) -> list[dict[str, Any]]:
    tabs: Mapping[str, tuple[Record, ...]] = {
        "Attendance": practice.visits, "Sessions": practice.sessions, "Groups": practice.groups, "Clients": practice.clients,
        "Roster": practice.roster, "Verifications": practice.verifications, "Waitlist": practice.waitlist,
        "Intake": practice.intake, "Decisions": practice.decisions, "Payments": practice.payments, "Staff": practice.staff,
        "Payers": practice.payers, "Other services": practice.other_services, "Launch": practice.launch,
    }  # fmt: skip
    found = []
    for tab, rows in tabs.items():
        for row in rows:
            own = next((str(getattr(row, name)) for name in IDS if hasattr(row, name)), "")
            if own in ids or getattr(row, _BELONGS.get(tab, ""), None) in ids:
                found.append({"tab": tab} | row.model_dump(mode="json", exclude_none=True, exclude={"held"}))
    return found


def _reason(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "sentence": reason.sentence, "rows": list(reason.rows), "rule": reason.rule}


def _line(dumped: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in dumped.items() if value not in (None, "", [])}


def _concerns(message: Any, about: str, visits: set[str]) -> bool:
    if message.client_id == about:
        return True
    return any(f"{session}/{message.client_id}" in visits for session in message.session_ids)


def _happened(this: Pass, about: str, visits: set[str]) -> list[dict[str, Any]]:
    wanted = {about} | visits
    return [
        {"key": h.key, "kind": h.kind, "state": h.state, "begun": h.begun.isoformat(), "attempts": h.attempts}
        | dict(h.detail)
        for h in this.happened.values()
        if wanted & {*h.key.split(":"), *h.detail.values()}
    ]


def _show(about: str, told: Mapping[str, list[dict[str, Any]]]) -> None:
    line(f"About {about}")
    for part, items in told.items():
        if items:
            rows = []
            for item in items:
                head, *rest = [
                    f"{name.replace('_', ' ')}: {_text(value)}"
                    for name, value in item.items()
                    if value not in (None, "", [])
                ]
                rows.append((head, "\n".join(rest)))
            table(part.replace("_", " ").capitalize(), ("", ""), rows)


def _text(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "; ".join(str(item.get("sentence", item)) for item in value)
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)
