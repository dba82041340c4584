"""What may not happen while a whole tab cannot be read: what it rests on is not known to be so."""

from domain.effects import AppendRow, AskDecision, DeclineBatch, Effect, MarkNote, Withdraw, WriteDocument, WriteNote
from flows.desk import Pass

LOOKS_AT = {
    "replies": ("Clients", "Sessions", "Attendance", "Decisions"),
    "intake": ("Intake", "Waitlist", "Clients", "Decisions"),
    "verification": ("Verifications", "Clients", "Roster", "Waitlist", "Payers"),
    "waitlist": (
        "Waitlist",
        "Intake",
        "Verifications",
        "Groups",
        "Roster",
        "Clients",
        "Payers",
        "Sessions",
        "Decisions",
    ),
    "statements": ("Attendance", "Sessions", "Clients", "Roster", "Groups", "Payers", "Payments", "Decisions", "Staff"),
    "health": ("Groups", "Sessions", "Attendance", "Roster", "Clients", "Payers"),
}
"""The tabs without which a feature would say something wrong; while one of them cannot be read, it says nothing."""

RESTS_ON = {
    "Waitlist": ("Intake", "Clients"),
    "Clients": ("Waitlist", "Intake"),
    "Roster": ("Waitlist", "Clients"),
    "Payments": ("Attendance",),
}
"""The tabs that say whether a new row stands already; those of sessions rest on their own tab and Sessions."""


def may_happen(effect: Effect, this: Pass) -> bool:
    """Whether nothing that the effect rests on is missing while a whole tab cannot be read.

    A row added to such a tab might stand twice, and what was claimed, proposed or written before only seems to be wrong.
    """
    stopped = this.stopped
    match effect:
        case AppendRow(tab=tab):
            return stopped.isdisjoint({tab, *RESTS_ON.get(tab, ("Sessions",))})
        case AskDecision(decision_kind="void" | "replace") | Withdraw() | DeclineBatch():
            return not stopped
        case AskDecision():
            return "Decisions" not in stopped
        case WriteNote(key=key) | MarkNote(key=key) | WriteDocument(key=key):
            return not stopped or key not in this.happened
        case _:
            return True
