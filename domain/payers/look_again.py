"""Rows of the tab ``Payers`` that somebody should look at again: old ones, and those whose day comes."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.billing import bill_as
from domain.lists import BillAs
from domain.practice import Practice
from domain.reasons import Reason, Task, reason
from domain.records import PayerRule

OLD_AFTER = timedelta(days=365)
"""A year: fees, telehealth rules and most contracts change with the year."""

AHEAD = timedelta(days=30)


def wants_a_look(practice: Practice, today: date) -> Iterator[Task]:
    """The rows in force that are old, or whose day to be looked at again is near, of payers that get claims of clients."""
    names = {c.payer.lower() for c in practice.clients if c.payer}
    for name in sorted(names):
        rule = practice.rule_for(name, today)
        if rule is None or bill_as(rule) is not BillAs.CLAIM or _has_a_newer(practice, rule):
            continue
        found = _stale(rule, today)
        if found:
            yield Task(about=rule.row_id, tab="Payers", reason=found)


def _has_a_newer(practice: Practice, rule: PayerRule) -> bool:
    """Whether the row that follows this one is written already."""
    return any(x.since > rule.since for x in practice.rules_of_payer.get(rule.payer.lower(), ()))


def _stale(rule: PayerRule, today: date) -> Reason | None:
    again = rule.look_again_by
    if again is None:
        is_old = today - rule.since > OLD_AFTER
        return _why(rule, "CLAIM_RULE_OLD", rule.since) if is_old else None
    return _why(rule, "CLAIM_RULE_ENDS", again) if today >= again - AHEAD else None


def _why(rule: PayerRule, code: str, day: date) -> Reason:
    return reason(code, rule=rule.row_id, payer=rule.payer, day=day.isoformat())
