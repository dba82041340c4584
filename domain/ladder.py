"""The rungs of the attendance policy: contact after the first, talk about the pattern, consider the seat (ruling 28)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from domain.absences import Absence, Record, Seat
from domain.details import Details
from domain.reasons import Reason, reason

Rung = Literal["contact", "pattern", "removal"]
RUNGS: tuple[Rung, ...] = ("contact", "pattern", "removal")
PATTERN = 2
"""The unexcused absence at which the practice talks about the pattern."""


@dataclass(frozen=True)
class Met:
    """A rung of the ladder that one member has reached: by which absence, and which absences led there."""

    rung: Rung
    by: Absence
    because: tuple[Absence, ...]
    reason: Reason


def rungs(seat: Seat, of: Record, details: Details) -> list[Met]:
    """The rungs reached, lowest first; each named by the absence that reached it."""
    client_id, group_id = seat
    unexcused, met = of.unexcused, []
    if unexcused:
        first = unexcused[0]
        rows = (first.visit.visit_id,)
        why = reason("POLICY_FIRST_ABSENCE", rows=rows, client=client_id, session=first.session.session_id)
        met.append(Met("contact", first, unexcused, why))
    if len(unexcused) >= PATTERN:
        number = len(unexcused)
        why = reason("POLICY_PATTERN", rows=ids(unexcused), client=client_id, number=number, group=group_id)
        met.append(Met("pattern", unexcused[PATTERN - 1], unexcused, why))
    return [*met, *_removal(seat, of, details)]


def _removal(seat: Seat, of: Record, details: Details) -> Iterator[Met]:
    client_id, group_id = seat
    many = ("POLICY_TOO_MANY", "Max absences per cycle", of.absences, details.max_absences)
    in_a_row = ("POLICY_TOO_MANY_IN_A_ROW", "Max absences in a row", of.longest_row, details.max_in_a_row)
    for code, rule, because, limit in (many, in_a_row):
        if len(because) > limit:
            number, rows = len(because), ids(because)
            why = reason(code, rows=rows, rule=rule, client=client_id, group=group_id, number=number, limit=limit)
            yield Met("removal", because[limit], because, why)
            return


def ids(because: tuple[Absence, ...]) -> tuple[str, ...]:
    """The visit IDs of some absences."""
    return tuple(a.visit.visit_id for a in because)


def keys(seat: Seat, met: Met) -> Iterator[str]:
    """The keys under which the same question may have been asked, whichever absence reached the rung then."""
    for absence in met.because:
        yield key(seat, met.rung, absence)


def key(seat: Seat, rung: Rung, by: Absence) -> str:
    """The key of the question that a rung asks: the member, the group, and the session that led there."""
    client_id, group_id = seat
    return f"ask:{rung}:{client_id}:{group_id}:{by.session.session_id}"
