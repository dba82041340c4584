"""`circlebook audit verify` and `circlebook purge`: proof that the ledger's records are whole, and an end to old rows."""

from datetime import UTC, timedelta
from pathlib import Path

from domain.problems import Problem
from flows.composition import has_ledger, open_desk
from flows.moment import moment
from flows.screen import answer, line
from flows.settings import read_settings

SHORTEST = 30
"""Younger versions of rows are needed to explain what was done."""


def run_verify(folder: Path, mark: str, *, as_json: bool) -> int:
    """Hold the records against each other, and against a mark from a morning mail; raises AuditBroken."""
    if not has_ledger(folder, read_settings(folder)):  # a new one would be whole, and prove nothing
        raise Problem("There is no ledger. If the practice had one, put it back: circlebook restore")
    links = open_desk(folder).ledger.verify_audit(mark.strip())
    if as_json:
        answer({"records": links, "mark": mark.strip(), "whole": True})
        return 0
    line(f"The {links} records hold together{', and the mark fits' if mark else ''}.")
    if not mark:
        line("To know that none was cut off at the end, give the mark of a morning mail: --mark 1204-5f0c2a9b7d31")
    return 0


def run_purge(folder: Path, days: int, today: str, *, yes: bool) -> int:
    """Take away what rows said more than so many days ago; 1 when it waits for the Yes."""
    if days < SHORTEST:
        raise Problem(f"--days cannot be {days}. Give {SHORTEST} or more: younger versions explain what was done.")
    desk = open_desk(folder, moment(today))
    now = desk.clock.now()
    now = now if now.tzinfo else now.replace(tzinfo=UTC)
    if not yes:
        line(f"This takes away what rows said before {(now - timedelta(days=days)):%Y-%m-%d}, for good.")
        line("What rows say now, what was done and its records stay. To do it, give the same command with --yes.")
        return 1
    with desk.ledger.lease("purge"):
        gone = desk.ledger.purge_rows(now - timedelta(days=days), now)
    line(f"{gone} old versions of rows are gone. Backups made before still have them for up to 30 days.")
    return 0
