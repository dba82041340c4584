"""Whether a member was there for enough of a session, by the payer's rule."""

from dataclasses import dataclass
from datetime import time

from domain.lists import Mark, PresenceRule
from domain.reasons import Reason, reason
from domain.records import Group, PayerRule, Session, Visit

DAY = 24 * 60
EARLIEST = 4 * 60
"""Nobody arrives more than four hours before a session; an earlier time is a slip (6 AM for 6 PM)."""


@dataclass(frozen=True, slots=True)
class Span:
    """A session on the wall clock, in minutes after its day began; None where nobody knows."""

    begins: int | None
    ends: int | None

    @property
    def minutes(self) -> int | None:
        """How long the session lasts, in minutes."""
        return None if self.begins is None or self.ends is None else self.ends - self.begins


@dataclass(frozen=True, slots=True)
class Stay:
    """What a member missed of a session, in minutes at each end; None where no time says it."""

    late: int | None
    early: int | None
    missing_column: str = ""
    odd: bool = False


def span_of(session: Session, group: Group | None) -> Span:
    """When a session begins and ends: its own row, else its group's time and minutes; it may end after midnight."""
    starts = session.starts or (group.start_time if group else None)
    if starts is None:
        return Span(None, None)
    begins = _minute(starts)
    if session.ends is not None:
        ends = _minute(session.ends)
        return Span(begins, ends if ends > begins else ends + DAY)
    length = group.minutes if group else None
    return Span(begins, begins + length if length else None)


def stay_of(visit: Visit, span: Span) -> Stay:
    """What the member missed: by the times where there are any, else by the mark (ruling 11)."""
    arrived, left = _within(visit.arrived, span), _within(visit.left, span)
    if arrived is None and visit.mark is Mark.LATE:
        column = "Arrived"
    else:
        column = "Left" if left is None and visit.mark is Mark.LEFT_EARLY else ""
    return Stay(
        late=_missed(span.begins, arrived) if arrived is not None else (None if column == "Arrived" else 0),
        early=_missed(left, span.ends) if left is not None else (None if column == "Left" else 0),
        missing_column=column,
        odd=_is_odd(arrived, left, span),
    )


def minutes_present(visit: Visit, span: Span) -> int | None:
    """How long a member was there, in minutes, or None when a time that says it is missing."""
    stay = stay_of(visit, span)
    if span.minutes is None or stay.late is None or stay.early is None or stay.odd:
        return None
    return max(0, span.minutes - stay.late - stay.early)


def presence(visit: Visit, span: Span, rule: PayerRule) -> tuple[Reason, ...]:
    """Why the payer does not pay this stay, or why nobody knows; empty when the member was there enough."""
    if rule.presence_rule is None:
        return (_blank(rule, "Presence rule", PresenceRule.ENTIRE.value),)
    simply_there = visit.mark is Mark.PRESENT and visit.arrived is None and visit.left is None
    if simply_there and rule.presence_rule is not PresenceRule.AT_LEAST:
        return ()
    return _by_times(visit, span, rule, stay_of(visit, span))


def _by_times(visit: Visit, span: Span, rule: PayerRule, stay: Stay) -> tuple[Reason, ...]:
    if stay.odd:
        return (reason("CLAIM_TIMES_ODD", rows=(visit.visit_id,)),)
    if rule.presence_rule is PresenceRule.REVIEW:
        return () if _is_whole(stay, rule) else (reason("CLAIM_REVIEW", rule=rule.row_id, payer=rule.payer),)
    if stay.missing_column:
        mark = visit.mark.value if visit.mark else ""
        return (reason("CLAIM_TIME_MISSING", rows=(visit.visit_id,), mark=mark, column=stay.missing_column),)
    if stay.late is None or stay.early is None:
        return (reason("CLAIM_SESSION_TIMES", rows=(visit.session_id,), session=visit.session_id),)
    return _by_rule(visit, span, rule, stay)


def _by_rule(visit: Visit, span: Span, rule: PayerRule, stay: Stay) -> tuple[Reason, ...]:
    if rule.presence_rule is PresenceRule.ENTIRE:
        return () if _is_whole(stay, rule) else (_too_short(visit, span, rule, "the entire session"),)
    if rule.presence_rule is PresenceRule.AT_LEAST and rule.presence_minutes is None:
        return (_blank(rule, "Presence minutes", "45"),)
    there = minutes_present(visit, span)
    if there is None or span.minutes is None:
        # A member who missed nothing was there for most of it, however long it was.
        if rule.presence_rule is PresenceRule.MAJORITY and not (stay.late or stay.early):
            return ()
        return (reason("CLAIM_SESSION_TIMES", rows=(visit.session_id,), session=visit.session_id),)
    if rule.presence_rule is PresenceRule.MAJORITY:
        return () if there * 2 > span.minutes else (_too_short(visit, span, rule, "more than half of it"),)
    wanted = rule.presence_minutes or 0
    return () if there >= wanted else (_too_short(visit, span, rule, f"at least {wanted} minutes"),)


def _is_whole(stay: Stay, rule: PayerRule) -> bool:
    """Grace is inclusive and counts at each end by itself; the minute rules count real minutes."""
    grace = rule.grace_minutes or 0
    known = stay.late is not None and stay.early is not None and not stay.missing_column
    return known and (stay.late or 0) <= grace and (stay.early or 0) <= grace


def _too_short(visit: Visit, span: Span, rule: PayerRule, wanted: str) -> Reason:
    there = minutes_present(visit, span)
    found = "part of it" if there is None else f"{there} of {span.minutes} minutes"
    rows = (visit.visit_id,)
    return reason("CLAIM_NOT_PRESENT_ENOUGH", rows=rows, rule=rule.row_id, payer=rule.payer, wanted=wanted, found=found)


def _blank(rule: PayerRule, column: str, example: str) -> Reason:
    return reason("CLAIM_PAYER_COLUMN", rule=rule.row_id, payer=rule.payer, column=column, example=example)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _within(at: time | None, span: Span) -> int | None:
    """A time in the session's own count of minutes, which goes on after midnight."""
    if at is None:
        return None
    minute = _minute(at)
    if span.begins is not None and span.ends is not None and span.ends > DAY and minute < span.begins - EARLIEST:
        return minute + DAY
    return minute


def _missed(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else max(0, second - first)


def _is_odd(arrived: int | None, left: int | None, span: Span) -> bool:
    if arrived is not None and left is not None and left <= arrived:
        return True
    if span.begins is None or span.ends is None:
        return False
    came_odd = arrived is not None and not span.begins - EARLIEST <= arrived < span.ends
    return came_odd or (left is not None and left <= span.begins)
