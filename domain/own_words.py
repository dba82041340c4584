"""Whether the words of a note are one member's own: no other member named, no text shared with another."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from domain.practice import Practice
from domain.records import Session, Visit

ALIKE = 0.9
WORDS_SHARED = 0.5
"""Texts that share fewer of their words are no copies; a close look at letters would take long."""

LONG_ENOUGH = 40
"""Texts of fewer characters are alike by chance."""

_ALSO_WORDS = """
april art august autumn best bill black blue bright brown case chance charity chase cross dawn day drew faith forest
frank free good grace grant gray green hand hope house joy june justice little long love low mark may mercy noble page
park patience price read rich rose self sharp short small still stone strong summer sunny trinity white will winter wise
wood young
"""
ALSO_WORDS = frozenset(_ALSO_WORDS.split())
"""Names that are also ordinary words of a note: they count only where they can be nothing but a name."""

_NOT_INITIALS = """
aa ac ad ak al am ar az ba bp ca cd co ct dc de do dv dx ed er fl ga gi hi hr hx ia id il in iq it iv ks ky la ma md me
mi mn mo ms mt na nc nd ne nh nj nm np nv ny oh ok or ot pa pe pm pt ri rn rx sc sd si sx tn tv tx uk us ut va vt wa wi
wv wy
"""
NOT_INITIALS = frozenset(_NOT_INITIALS.split())
"""Two capital letters that say something else in a note: units, titles, states."""

DOTTED_WORDS = frozenset({"aa", "am", "na", "pm", "us"})
"""Those that people write with dots, too."""

_INITIALS = re.compile(r"(?<![\w.-])([^\W\d_])(\.?)\s?([^\W\d_])\.?(?![\w-])")
_SPEAKS = re.compile(r"\s+(?:[A-Z]\.|said|shared|reported|told|asked|offered|gave|talked|spoke|and I)(?!\w)")


@dataclass(frozen=True)
class Names:
    """Every name and every pair of initials by which the members of one group go, and whose it is."""

    pattern: re.Pattern[str]
    owners: Mapping[str, frozenset[str]]
    initials: Mapping[str, frozenset[str]]


class Rosters:
    """The names of each group's members, put together once."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self._names: dict[str, Names | None] = {}

    def names(self, group_id: str) -> Names | None:
        """The first, last and everyday names of everyone on a group's roster; None for an empty roster."""
        if group_id not in self._names:
            self._names[group_id] = _names_of_group(self._practice, group_id)
        return self._names[group_id]


def _names_of_group(practice: Practice, group_id: str) -> Names | None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    initials: defaultdict[str, set[str]] = defaultdict(set)
    for member in practice.members_of_group.get(group_id, ()):
        client = practice.client.get(member.client_id)
        waiting = practice.names_in_question.get(member.client_id, ())
        called = (client.first_name, client.last_name, client.goes_by) if client else waiting
        for name in _plain(called):
            owners[name].add(member.client_id)
        for pair in _pairs(called):
            initials[pair].add(member.client_id)
    for person in practice.staff:
        initials.pop(person.initials.casefold(), None)  # whoever led the group is named like that
    if not owners:
        return None
    either = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(owners, key=lambda n: (-len(n), n)))
    pattern = re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)
    return Names(pattern, _frozen(owners), _frozen(initials))


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(ids) for name, ids in found.items()}


def _pairs(called: Sequence[str | None]) -> Iterator[str]:
    """The initials of a first and last name, and of a nickname and last name."""
    first, last, *nickname = [(name or "").strip().casefold() for name in called] + [""] * (2 - len(called))
    for name in (first, *nickname):
        if name and last:
            yield name[0] + last[0]


def _plain(written: Iterable[str | None]) -> set[str]:
    return {" ".join(name.casefold().split()) for name in written if name and len(name.strip()) > 1}


def others_named(text: str, client_id: str, names: Names | None) -> tuple[str, ...]:
    """The client IDs of other members whom a text names: by a name as a whole word, or by their initials."""
    if names is None or not text:
        return ()
    found: set[str] = set()
    for match in names.pattern.finditer(text):
        name = " ".join(match[0].casefold().split())
        owners = names.owners.get(name, frozenset())
        if client_id not in owners and (name not in ALSO_WORDS or _is_name(text, match)):
            found |= owners
    for match in _INITIALS.finditer(text):
        owners = names.initials.get((match[1] + match[3]).casefold(), frozenset())
        if client_id not in owners and _are_initials(match):
            found |= owners
    return tuple(sorted(found))


def _are_initials(match: re.Match[str]) -> bool:
    """Whether two letters stand for a person: both capital, and no word of their own."""
    first, dot, last = match.groups()
    spaced = not dot and match[0][1].isspace()
    if spaced or not (first.isupper() and last.isupper()):
        return False
    return (first + last).casefold() not in (DOTTED_WORDS if dot else NOT_INITIALS)


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether a capital letter shows a name: inside a sentence, or before a word of speaking."""
    before = text[: match.start()].rstrip(" \t\"'(")
    inside = bool(before) and before[-1] not in ".!?:;\n-"
    return match[0][0].isupper() and (inside or _SPEAKS.match(text, match.end()) is not None)


def own_text(visit: Visit) -> str:
    """All that was written about one member in one session."""
    return "\n".join(filter(None, (told_text(visit), visit.plan)))


def told_text(visit: Visit) -> str:
    """What a member did and how it went; a plan may well be the same for several."""
    return "\n".join(filter(None, (visit.contributions, visit.observations, visit.progress)))


def shared_text(session: Session) -> str:
    """What stands in the notes of all who were there."""
    return "\n".join(filter(None, (session.topics, session.content, session.homework)))


class LastTexts:
    """What was written about each member in the session before, looked up when it is asked for."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice

    def copied_from(self, visit: Visit, session: Session) -> str:
        """The member's last visit of the same group if this one's text is a near copy of its text, else ""."""
        before = [
            (other.on, other.visit_id, other)
            for other in self._practice.visits_of_client.get(visit.client_id, ())
            if other.on < visit.on and told_text(other) and self._group(other) == session.group_id
        ]
        if not before:
            return ""
        _, visit_id, last = max(before, key=lambda found: found[:2])
        return visit_id if near_copies({"last": told_text(last), "now": told_text(visit)}) else ""

    def _group(self, visit: Visit) -> str:
        session = self._practice.session.get(visit.session_id)
        return session.group_id if session else ""


def near_copies(texts: Mapping[str, str]) -> dict[str, str]:
    """For each text that is a near copy of another, by their IDs, the first one it resembles; short texts never do."""
    plain = {key: " ".join(text.casefold().split()) for key, text in sorted(texts.items())}
    long = {key: (text, frozenset(text.split())) for key, text in plain.items() if len(text) >= LONG_ENOUGH}
    copies: dict[str, str] = {}
    for one, other in combinations(long, 2):
        if not (one in copies and other in copies) and _are_alike(*long[one], *long[other]):
            copies.setdefault(one, other)
            copies.setdefault(other, one)
    return copies


def _are_alike(one: str, its_words: frozenset[str], other: str, other_words: frozenset[str]) -> bool:
    if one == other:
        return True
    shared = 2 * len(its_words & other_words)
    if shared < WORDS_SHARED * (len(its_words) + len(other_words)):
        return False
    first, second = sorted((one, other))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
