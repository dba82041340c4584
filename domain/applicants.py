"""The people behind intake answers: sent twice, edited, known already; who is who is sure, or asked."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain import identity
from domain.decisions import answer as decided
from domain.fresh import made_from
from domain.history import History
from domain.identity import Alike, Person
from domain.lists import FilledInBy, WaitStatus, YesNo
from domain.practice import Practice
from domain.records import Client, IntakeAnswer, WaitlistEntry

OPEN = frozenset({WaitStatus.WAITING, WaitStatus.OFFERED, WaitStatus.ACCEPTED})
AGAIN = timedelta(days=30)
"""An answer sent so long after the last one is a new application, once the last one is over."""


@dataclass(frozen=True)
class Doubt:
    """An answer that may be of the person of another row; a person says whether."""

    answer: IntakeAnswer
    other: str
    words: str
    again: bool = False

    @property
    def key(self) -> str:
        """The key of the question."""
        return f"ask:other:{'again' if self.again else 'same'}:{self.answer.answer_id}:{self.other}"


@dataclass
class Applicant:
    """One person who asks for a seat: all their answers, oldest first, and the rows that are theirs.

    ``wait_id`` is the waitlist row made of their answers or typed by hand; ``client_id`` is that of a known client,
    looked for before a row of either tab is made; ``doubts`` are questions that must be answered before that.
    """

    answers: list[IntakeAnswer]
    wait_id: str = ""
    client_id: str | None = None
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def latest(self) -> IntakeAnswer:
        """The newest answer: it wins for facts."""
        return self.answers[-1]

    @property
    def own(self) -> list[IntakeAnswer]:
        """The answers that the person or a guardian gave, not those of someone who refers."""
        return [a for a in self.answers if a.filled_in_by is not FilledInBy.REFERRER]


class Applicants:
    """All intake answers put together by person, with the waitlist rows that belong to them."""

    def __init__(self, practice: Practice, history: History) -> None:
        self._practice = practice
        self._history = history
        self._made, self._made_clients = made_from("Waitlist", history), made_from("Clients", history)
        self._entries = {w.wait_id: w for w in practice.waitlist}
        self._people: dict[Hashable, list[Applicant]] = defaultdict(list)
        self._clients = _clients_by(practice)
        self._typed = _typed_by_hand(practice, set(self._made.values()))
        self.all: list[Applicant] = []
        for answer in sorted(practice.intake, key=lambda a: (a.submitted or datetime.min, a.answer_id)):  # noqa: DTZ901  a wall clock
            self._place(answer)
        for applicant in self.all:
            self._find_rows(applicant)

    @property
    def of_answer(self) -> dict[str, Applicant]:
        """The applicants by the ID of each of their answers."""
        return {a.answer_id: x for x in self.all for a in x.answers}

    @property
    def of_entry(self) -> dict[str, Applicant]:
        """The applicants by the ID of their waitlist row; the newest application where there are several."""
        return {x.wait_id: x for x in self.all if x.wait_id}

    def _place(self, answer: IntakeAnswer) -> None:
        person, doubts = identity.of_answer(answer), []
        near = {id(x): x for place in _places(person) for x in self._people[place]}
        for applicant in reversed(near.values()):
            found = self._settled(answer, identity.of_answer(applicant.latest), applicant.latest.answer_id)
            if found == "same":
                doubt = self._again(answer, applicant)
                if doubt is None or self._said(doubt) is not YesNo.YES:
                    applicant.answers.append(answer)
                    applicant.doubts += [doubt] if doubt and self._said(doubt) is None else []
                    return
                break
            if found == "doubt":
                doubts.append(Doubt(answer, applicant.latest.answer_id, _named(applicant.latest)))
        applicant = Applicant([answer], doubts=doubts)
        self.all.append(applicant)
        for place in _places(person):
            self._people[place].append(applicant)

    def _again(self, answer: IntakeAnswer, applicant: Applicant) -> Doubt | None:
        """Whether to ask if a person whose application is over applies anew."""
        wait_id = next((self._made[a.answer_id] for a in applicant.answers if a.answer_id in self._made), "")
        entry, before = self._entries.get(wait_id), applicant.latest.submitted
        if entry is None or entry.status in OPEN or before is None or answer.submitted is None:
            return None
        if answer.submitted.replace(tzinfo=None) - before.replace(tzinfo=None) < AGAIN:
            return None
        return Doubt(answer, wait_id, f"{wait_id}, which is {entry.status}", again=True)

    def _settled(self, answer: IntakeAnswer, other: Person, other_id: str) -> Alike:
        """How alike two are, after what a person said about a doubt."""
        found = identity.alike(identity.of_answer(answer), other)
        return self._after(found, Doubt(answer, other_id, ""))

    def _after(self, found: Alike, doubt: Doubt) -> Alike:
        said = self._said(doubt) if found == "doubt" else None
        return {YesNo.YES: "same", YesNo.NO: "other", None: found}[said]

    def _said(self, doubt: Doubt) -> YesNo | None:
        row = decided(self._practice, self._history, doubt.key)
        return row.answer if row else None

    def _find_rows(self, applicant: Applicant) -> None:
        made = (self._made[a.answer_id] for a in applicant.answers if a.answer_id in self._made)
        applicant.wait_id = next(made, "")
        if not applicant.wait_id:
            applicant.wait_id = self._typed_row(applicant)
        entry = self._entries.get(applicant.wait_id)
        if entry:
            applicant.doubts = [d for d in applicant.doubts if d.again]
        if applicant.wait_id in self._made_clients or (entry and entry.client_id):
            return
        if not applicant.wait_id or (entry and entry.status is WaitStatus.ACCEPTED):
            applicant.client_id = self._known_client(applicant)

    def _typed_row(self, applicant: Applicant) -> str:
        """The row that a person typed for them before or after the answer came."""
        first, person = applicant.answers[0], identity.of_answer(applicant.latest)
        near = ((e, p) for name in sorted(person.firsts) for e, p in self._typed[name] if _may_be(e, first))
        for entry, other in near:
            doubt = Doubt(first, entry.wait_id, f"{entry.wait_id} ({entry.name})")
            found = self._after(identity.like_entry(person, other), doubt)
            if found == "same":
                return entry.wait_id
            if found == "doubt":
                applicant.doubts.append(doubt)
        return ""

    def _known_client(self, applicant: Applicant) -> str | None:
        first, person = applicant.answers[0], identity.of_answer(applicant.latest)
        near = {c.client_id: c for place in _places(person) for c in self._clients[place]}
        doubts = []
        for client in near.values():
            doubt = Doubt(first, client.client_id, _client_named(client))
            found = self._after(identity.alike(person, identity.of_client(client)), doubt)
            if found == "same":
                return client.client_id
            doubts += [doubt] if found == "doubt" else []
        applicant.doubts += doubts
        return None


def _may_be(entry: WaitlistEntry, answer: IntakeAnswer) -> bool:
    """Whether a waitlist row can be this application's: it is open, or was added close to the answer."""
    if entry.status in OPEN or entry.added is None or answer.submitted is None:
        return True
    return abs(answer.submitted.date() - entry.added) < AGAIN


def _places(person: Person) -> Iterator[Hashable]:
    """Where to look for somebody who may be the same: the same birthday, or the same name."""
    yield person.born
    yield from person.names


def _typed_by_hand(practice: Practice, made: set[str]) -> dict[str, list[tuple[WaitlistEntry, Person]]]:
    """The waitlist rows that people typed, by first name."""
    found: dict[str, list[tuple[WaitlistEntry, Person]]] = defaultdict(list)
    for entry in practice.waitlist if practice.intake else ():
        if entry.wait_id not in made:
            person = identity.of_entry(entry)
            for first in person.firsts:
                found[first].append((entry, person))
    return found


def _clients_by(practice: Practice) -> dict[Hashable, list[Client]]:
    found: dict[Hashable, list[Client]] = defaultdict(list)
    for client in practice.clients if practice.intake else ():
        for place in _places(identity.of_client(client)):
            found[place].append(client)
    return found


def _named(answer: IntakeAnswer) -> str:
    return f"{answer.answer_id} ({answer.first_name} {answer.last_name})"


def _client_named(client: Client) -> str:
    return f"{client.client_id} ({client.first_name} {client.last_name})"
