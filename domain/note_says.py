"""What a signed note and the claim behind it both say of a visit: a claim never contradicts what was signed."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from domain.history import History
from domain.lists import Factor
from domain.note_content import presence_words
from domain.note_states import Kept
from domain.practice import Practice
from domain.records import Group, Membership, Session, Visit
from domain.rollcall import was_present
from domain.telehealth import how_attended

SAID = ("the day", "the clinician", "the attendance", "how the member took part", "the complexity factor")
"""What both say, in the order of the marks."""


def says(practice: Practice, visit: Visit, session: Session, group: Group, member: Membership | None) -> str:
    """A short mark for each thing that both say of a visit, as the rows stand; no words can be read from it."""
    led_by = session.facilitator or group.facilitator
    clinician = practice.staff_named(led_by)
    how = how_attended(visit.attended, member.attends if member else None, group.how)
    factor = None if visit.factor is Factor.NONE else visit.factor
    facts = (
        f"{session.on}",
        clinician.initials if clinician else led_by or "",
        presence_words(visit, session),
        f"{how}",
        f"{factor}",
    )
    return " ".join(map(_mark, facts))


def signed_otherwise(practice: Practice, history: History) -> Mapping[str, tuple[str, ...]]:
    """The visits whose signed note says something else than the rows do now, each with what that is."""
    found: dict[str, tuple[str, ...]] = {}
    for visit in practice.visits:
        before = history.happened.get(f"note:{visit.visit_id}")
        said = before.detail.get("says", "") if before else ""
        if said and visit.signed and was_present(visit) and Kept.of(before).was_signed:
            now = _now(practice, visit)
            if now and now != said:
                marks = zip(SAID, said.split(), now.split(), strict=True)
                found[visit.visit_id] = tuple(name for name, then, today in marks if then != today)
    return found


def _now(practice: Practice, visit: Visit) -> str:
    session = practice.session.get(visit.session_id)
    group = practice.group.get(session.group_id) if session else None
    if session is None or group is None:
        return ""
    return says(practice, visit, session, group, practice.membership(visit, group.group_id))


@lru_cache(maxsize=4096)
def _mark(fact: str) -> str:
    return hashlib.blake2b(fact.encode(), digest_size=3).hexdigest()
