"""Whether the words of a note are one member's own: no other member named, no text shared with another."""

import re
import unicodedata
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
an april art as at august autumn baker be bell best bill bird black blue bright brown by can case chance charity chase
christian cook cross dawn day do drew eve faith fisher forest fox frank free gene ginger go good grace grant gray green
guy hand he her hope house hunter if in is it joy june justice king little long love low man mark may me mercy miles
moon my no noble on or page park pat patience penny price ray read rich rob rose self sharp she short small so son star
still stone strong sue summer sun sunny to trinity us walker way we white will winter wise wood young
"""
ALSO_WORDS = frozenset(_ALSO_WORDS.split())
"""Names that are also ordinary words of a note: they count only where they can be nothing but a name."""

_ALSO_SMALL = """
an as at be by can do go he her if in is it little me my no on or self she so such to us we
"""
_SMALL_WORDS = frozenset(_ALSO_SMALL.split())
"""Those with which sentences about anybody begin ("He said"): at the start they never count."""

_PARTICLES = """
al ap bin da das de del della der di do dos du el ibn ii iii iv jr la las le les los mac san sr st ten ter van von y
"""
PARTICLES = frozenset(_PARTICLES.split())
"""Parts of a name that name nobody by themselves."""

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
_SPEAKS = re.compile(
    r"\s+(?:[A-Z]\.|said|shared|reported|told|asked|offered|gave|talked|spoke|felt|cried|wanted|and I"
    r"|admitted|agreed|answered|apologized|argued|arrived|confronted|consoled|denied|described|disagreed|disclosed|encouraged"
    r"|explained|expressed|hugged|interrupted|joined|joked|laughed|left|listened|mentioned|nodded|noticed|praised|promised"
    r"|questioned|reminded|replied|responded|sat|smiled|sobbed|stated|suggested|supported|teased|thanked|validated|wept|yelled"
    r"|(?:also|then|again|later|quietly|openly|tearfully|angrily) [a-z]+ed|(?:was|is|seemed|looked|became|got|stayed|remained) "
    r"(?:absent|afraid|angry|anxious|ashamed|calm|defensive|guarded|late|open|present|quiet|sad|silent|tearful|tense|tired|upset|withdrawn)"
    r"|has (?:been|never|always)|(?:did|does|has|had|was|is) not [a-z]+)(?!\w)"
)
"""What stands behind a name at the start of a sentence: things that a person did, and a hope or a grace does not."""

_WITH_ANOTHER = re.compile(r"(?:,\s+[A-Z][\w-]+)*,?\s+(?:and|or|&)\s+[A-Z][a-z]")
"""Another name beside it: "Hope and Ana", "Grace, Ana and Tom"."""
_TITLE = re.compile(r"(?<!\w)(?:Mr|Mrs|Ms|Mx|Miss|Dr)\.?$")
_LETTER = re.compile(r"\s([A-Z])(?!\w)")
_OWNED = re.compile("['`\N{ACUTE ACCENT}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}](?:s(?!\\w))?")
"""An apostrophe, and the s that says whose something is."""


@dataclass(frozen=True)
class Names:
    """Every name and every pair of initials by which the members of one group go, and whose it is.

    ``letters`` are the first letters of each member's last name.
    """

    pattern: re.Pattern[str]
    owners: Mapping[str, frozenset[str]]
    initials: Mapping[str, frozenset[str]]
    letters: Mapping[str, str]


class Rosters:
    """The names of each group's members, put together once."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self._names: dict[str, Names | None] = {}

    def names(self, group_id: str) -> Names | None:
        """The first, last and everyday names and the IDs of everyone on a group's roster; None for an empty roster."""
        if group_id not in self._names:
            self._names[group_id] = _names_of_group(self._practice, group_id)
        return self._names[group_id]


def _names_of_group(practice: Practice, group_id: str) -> Names | None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    initials: defaultdict[str, set[str]] = defaultdict(set)
    letters: dict[str, str] = {}
    for member in practice.members_of_group.get(group_id, ()):
        client = practice.client.get(member.client_id)
        waiting = practice.names_in_question.get(member.client_id, ())
        written = (client.first_name, client.last_name, client.goes_by) if client else waiting
        called = [_folded(name or "").strip().casefold() for name in written]
        letters[member.client_id] = called[1][:1] if called[1:] else ""
        for name in filter(_tells, (member.client_id.casefold(), *called, *_parts(called[:2]))):
            owners[" ".join(name.split())].add(member.client_id)
        for pair in _pairs(called):
            initials[pair].add(member.client_id)
    for person in practice.staff:
        initials.pop(person.initials.casefold(), None)  # whoever led the group is named like that
    if not owners:
        return None
    either = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(owners, key=lambda n: (-len(n), n)))
    pattern = re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)
    return Names(pattern, _frozen(owners), _frozen(initials), letters)


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(ids) for name, ids in found.items()}


def _pairs(called: Sequence[str]) -> Iterator[str]:
    """The initials of a first and last name, and of a nickname and last name."""
    first, last, *nickname = [*called, *[""] * (2 - len(called))]
    for name in (first, *nickname):
        if name and last:
            yield name[0] + last[0]


def _folded(text: str) -> str:
    """A text as names are compared: without accents and apostrophes, still in its own case."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _OWNED.sub("", text)


def _tells(name: str) -> bool:
    """Whether a name is more than a letter, which may be any word's."""
    return len(name) > 1


def _parts(full: Iterable[str]) -> Iterator[str]:
    """Each part of a double name: "garcia" of "garcia lopez", "ann" of "mary-ann"."""
    for name in full:
        yield from (part for part in re.split(r"[\s-]+", name.replace(".", "")) if part not in PARTICLES)


def others_named(text: str, client_id: str, names: Names | None) -> tuple[str, ...]:
    """The client IDs of other members whom a text names: by a name as a whole word, or by their initials."""
    if names is None or not text:
        return ()
    found: set[str] = set()
    text = _folded(text)
    for match in names.pattern.finditer(text):
        name = " ".join(match[0].casefold().split())
        owners = _with_letter(text, match, names, names.owners.get(name, frozenset()))
        if client_id not in owners and (name not in ALSO_WORDS or _is_name(text, match)):
            found |= owners
    for match in _INITIALS.finditer(text):
        owners = names.initials.get((match[1] + match[3]).casefold(), frozenset())
        if client_id not in owners and _are_initials(match):
            found |= owners
    return tuple(sorted(found))


def _with_letter(text: str, match: re.Match[str], names: Names, owners: frozenset[str]) -> frozenset[str]:
    """Of several with one name those whom a letter after it means: "Ada M." beside "Ada Q."."""
    letter = _LETTER.match(text, match.end())
    meant = {o for o in owners if letter and names.letters[o] == letter[1].casefold()}
    return frozenset(meant) or owners


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
    inside = bool(before) and (before[-1] not in ".!?:;\n-" or _TITLE.search(before) is not None)
    if not match[0][0].isupper() or inside:
        return match[0][0].isupper()
    behind = _SPEAKS.match(text, match.end()) or _WITH_ANOTHER.match(text, match.end())
    return behind is not None and match[0].casefold() not in _SMALL_WORDS


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
