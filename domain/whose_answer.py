"""Whether an answer is about what went from here: another practice's file may have the same number.

Each practice counts its files from 1, and whoever bills for several saves all answers in one folder. So an answer has to
fit the file in more than its number: 005010X231A1 (999) and 005010X214 (277CA) go back to the sender of the file, name
its parts, and say of a claim its day and its charge.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from domain.claim import Claim
from domain.sentences import SENTENCES

CLAIMS_IN_A_SET = 5_000
"""How many claims one transaction set of a file holds at the most (billing.md 5.1)."""

A_DAY = timedelta(days=1)
"""How far two clocks may be apart: the file's is the practice's, the answer's is somebody else's."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a file says of itself or of what it answers: who sent it, to whom it goes, when, and more where it does.

    ``at`` is 2026-03-05 0915; ``sets`` how many parts the answered file has; ``day`` and ``charge`` are the claim's.
    """

    sender: str = ""
    addressed: frozenset[str] = frozenset()
    at: str = ""
    sets: int = 0
    day: str = ""
    charge: Decimal | None = None


def sets_of(claims: Collection[Claim]) -> int:
    """How many transaction sets the file of these claims has."""
    return -(-len(claims) // CLAIMS_IN_A_SET)


def misaddressed(about: str, said: Marks, ours: Marks, also: Collection[str] = ()) -> str:
    """A sentence, where an answer goes to others than the sender of our file; ``also`` are further names of ours."""
    if not said.addressed or not ours.sender or said.addressed & {ours.sender, *(x.strip().upper() for x in also)}:
        return ""
    found = " or ".join(sorted(said.addressed))
    return SENTENCES["ANSWER_ADDRESSED"].format(about=about, found=found, sender=ours.sender)


def of_another_file(kind: str, set_number: int, said: Marks, ours: Marks, sets: int) -> str:
    """In what an answer about a whole file does not fit ours; nothing where it does."""
    told, sent = _day(said.at), _day(ours.at)
    if told and sent and kind == "TA1" and abs(told - sent) > A_DAY:  # it repeats the file's own day
        return "names another day than the file has"
    if told and sent and told < sent - A_DAY:
        return "is older than the file itself"
    if set_number > sets or said.sets not in (0, sets):
        return "speaks of another number of parts than the file has"
    return ""


def of_another_claim(said: Marks, claim: Claim) -> str:
    """In what an answer about a claim does not fit ours; a day or a charge alone may be a slip."""
    other_day = bool(said.day) and said.day != claim.lines[0].on.strftime("%Y%m%d")
    other_charge = said.charge is not None and said.charge != claim.total
    return "names another day and charge than the claim has" if other_day and other_charge else ""


def _day(at: str) -> date | None:
    try:
        return date.fromisoformat(at[:10])
    except ValueError:
        return None
