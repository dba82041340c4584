"""What payers and clearinghouses answered about claims that were sent, as the ledger remembers it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from domain.claim import VOIDS, Claim
from domain.history import Batch, Happened, History
from domain.questions import short_digest
from domain.sentences import SENTENCES
from domain.settled import Settlement, settlements
from domain.status_words import words_for
from domain.whose_answer import CLAIMS_IN_A_SET, Marks, misaddressed, of_another_claim, of_another_file, sets_of

Answer = Literal["sent", "accepted", "rejected"]


@dataclass(frozen=True, slots=True)
class Ack:
    """One answer as a file says it: about a claim by its number, or about a file part by its control number.

    ``kind`` is TA1, 999 or 277, or what else the file holds (then ``state`` is ``other``); ``at`` is 2026-03-05 0915.
    ``state`` is ``cut`` where the file breaks off. ``marks`` are what else it says, by which it is known to be ours.
    """

    kind: str
    state: Literal["sent", "accepted", "rejected", "other", "cut"]
    control: int | None = None
    set_number: int = 0
    claim_id: str = ""
    codes: tuple[str, ...] = ()
    payer_number: str = ""
    at: str = ""
    marks: Marks = field(default_factory=Marks, compare=False)


WRITTEN = frozenset({"reserved", "written", "sent", "accepted", "rejected"})
"""States of a batch whose claims are frozen and out of our hands."""

REMITTANCE = "835"
"""A kind that is read by itself: domain/remitted.py says what it comes to."""

KIND = "answer"
"""The kind of effect under which the ledger keeps an answer."""

RANK = {"TA1": 0, "999": 0, "277": 1}
"""An answer about the claim itself counts more than one about its file, whichever was read first."""

FURTHER: Mapping[Answer, int] = {"sent": 0, "accepted": 1, "rejected": 2}
"""The way of one claim within a day, when one file tells the time and another only the day: it never goes back."""

NOT_KNOWN = frozenset({"A8:496:85", "A8:496:82", "A7:562:82", "A7:562:85", "A3:562:82", "A8:562:82", "A3:496:85"})
"""Answers that say the payer does not know the provider (billing.md 9.1)."""

NO_PAYER = ("153:PR", "26:PR")
"""Statuses that say of the payer named on the claim that nobody has its ID."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer that counts for one claim: what became of it, the codes, the payer's number, the day of the answer."""

    state: Answer
    codes: tuple[str, ...] = ()
    payer_number: str = ""
    on: str = ""

    @property
    def words(self) -> str:
        """Why it was turned away, in plain words."""
        return words_for(self.codes)


def answers_of(history: History, settled: Mapping[str, Settlement] | None = None) -> dict[str, Answered]:
    """The answer that counts for each claim; claims without one are not in it.

    ``settled`` is what remittances say of each, for who has it at hand.
    """
    settled = settlements(history) if settled is None else settled
    last: dict[str, tuple[Order, Answered]] = {}
    numbers: dict[str, tuple[Order, str]] = {}
    batches = {b.batch_id: b for b in history.batches}
    for happened in history.happened.values():
        if happened.kind != KIND:
            continue
        detail = happened.detail
        found = _answered(detail)
        order = _order(found, RANK.get(detail.get("file_kind", ""), 0), happened.key)
        for claim_id in _about(detail, batches):
            if found.payer_number:
                numbers[claim_id] = max(numbers.get(claim_id, (order, "")), (order, found.payer_number))
            if claim_id not in last or last[claim_id][0] <= order:
                last[claim_id] = (order, found)
    answers = {
        claim_id: Answered(found.state, found.codes, numbers[claim_id][1] if claim_id in numbers else "", found.on)
        for claim_id, (_, found) in last.items()
    }
    return answers | dict(_judged(history, answers, settled))


def _judged(
    history: History, answers: Mapping[str, Answered], settled: Mapping[str, Settlement]
) -> Iterator[tuple[str, Answered]]:
    """What a remittance judged was accepted, whatever was answered before or after; its number is the newest.

    A void is done when the payer takes the payment of its claim back, and refused when it is denied.
    """
    taken = {claim_id: s for claim_id, s in settled.items() if s.is_taken_back}
    back = {(s.last.visit_id, s.payer_number) for s in taken.values()}  # two payers may have one number
    back |= {(s.last.visit_id, answers[x].payer_number) for x, s in taken.items() if x in answers}
    voids = {c.claim_id: c for b in history.batches for c in b.claims if c.frequency == VOIDS}
    for claim_id, said in settled.items():
        before = answers.get(claim_id, Answered("accepted"))
        number, on = said.payer_number or before.payer_number, said.last.on.isoformat()
        if claim_id in voids and said.is_denied:
            yield claim_id, Answered("rejected", said.reasons, number, on)
        else:
            yield claim_id, Answered("accepted", (), number, on)
    for claim_id, void in voids.items():
        before = answers.get(claim_id, Answered("sent"))
        is_back = void.original_reference and (void.visit_id, void.original_reference) in back
        if is_back and claim_id not in settled and before.state != "rejected":
            yield claim_id, replace(before, state="accepted")


Order = tuple[int, str, int, str, str]


def _order(found: Answered, rank: int, key: str) -> Order:
    """Which of several answers counts, the last of them: claims by the day, files by the minute."""
    day = found.on[:10] if rank else found.on
    return rank, day, FURTHER[found.state], found.on, key


def _answered(detail: Mapping[str, str]) -> Answered:
    said = detail.get("state", "sent")
    state: Answer = "accepted" if said == "accepted" else "rejected" if said == "rejected" else "sent"
    return Answered(state, tuple(detail.get("codes", "").split()), detail.get("payer_number", ""), detail.get("at", ""))


def _about(detail: Mapping[str, str], batches: Mapping[str, Batch]) -> Iterable[str]:
    if claim_id := detail.get("claim_id"):
        return (claim_id,)
    batch = batches.get(detail.get("batch_id", ""))
    if batch is None:
        return ()
    number = int(detail.get("set_number") or 0)
    claims = batch.claims[(number - 1) * CLAIMS_IN_A_SET : number * CLAIMS_IN_A_SET] if number else batch.claims
    return (c.claim_id for c in claims)


@dataclass(frozen=True, slots=True)
class Told:
    """What a person is told of one answer: about what, its state, a sentence; ``key`` is "" for what nobody knows."""

    about: str
    state: str
    sentence: str
    key: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Ours:
    """What went from here, as answers name it: batches by control number, claims by ID with the batch they went in.

    ``marks_of`` says what the file of a batch says of itself; ``also`` are further names under which answers come.
    """

    by_control: Mapping[int, Batch]
    claims: Mapping[str, tuple[Claim, Batch]]
    marks_of: Callable[[str], Marks]
    also: Collection[str]


def _unmarked(_: str) -> Marks:
    return Marks()


def received(
    acks: Iterable[Ack], history: History, marks_of: Callable[[str], Marks] = _unmarked, also: Collection[str] = ()
) -> Iterator[Told]:
    """What each answer comes to; one that was read before is not new, one about nothing that was sent is said so."""
    by_control = {b.control_number: b for b in history.batches if b.control_number is not None}
    claims = {c.claim_id.upper(): (c, b) for b in history.batches if b.state in WRITTEN for c in b.claims}
    ours = Ours(by_control, claims, marks_of, also)
    seen: set[str] = set()
    for ack in acks:
        told = _told(ack, ours)
        if told.key and (told.key in history.happened or told.key in seen):
            told = replace(told, is_new=False)
        seen.add(told.key)
        yield told


def _told(ack: Ack, ours: Ours) -> Told:
    if ack.state == "other":
        return Told(ack.kind, "other", SENTENCES["ANSWER_OTHER"].format(kind=ack.kind))
    if ack.state == "cut":
        return Told("", "cut", SENTENCES["ANSWER_CUT"])
    found = _about_claim(ack, ours) if ack.claim_id else _about_file(ack, ours)
    if isinstance(found, Told):
        return found
    about, sentence, detail = found
    detail |= {"file_kind": ack.kind, "state": ack.state, "codes": " ".join(ack.codes), "at": ack.at}
    key = f"answer:{about}:{ack.kind}:{short_digest(sorted(detail.items()))}"
    return Told(about, ack.state, sentence, key, detail)


Found = tuple[str, str, dict[str, str]]
"""What an answer is about, the sentence that tells it, and what of it the ledger keeps."""


def _about_claim(ack: Ack, ours: Ours) -> Told | Found:
    about = plain(ack.claim_id)
    known = ours.claims.get(ack.claim_id.upper())
    if known is None:
        return Told(about, "unknown", SENTENCES["ANSWER_UNKNOWN_CLAIM"].format(claim=about))
    claim, batch = known
    if other := _others(f"claim {about}", ack, batch, ours, of_another_claim(ack.marks, claim)):
        return Told(about, "unknown", other)
    words = words_for(ack.codes) if ack.state == "rejected" else ""
    sentence = SENTENCES[f"ANSWER_CLAIM_{ack.state.upper()}"].format(claim=about, words=words)
    return claim.claim_id, sentence, {"claim_id": claim.claim_id, "payer_number": plain(ack.payer_number)}


def _about_file(ack: Ack, ours: Ours) -> Told | Found:
    batch = ours.by_control.get(ack.control) if ack.control is not None else None
    number = f"{ack.control:09d}" if ack.control is not None else "?"
    if batch is None:
        return Told(number, "unknown", SENTENCES["ANSWER_UNKNOWN_FILE"].format(number=number))
    said = replace(ack.marks, at=ack.at) if ack.kind == "TA1" else ack.marks
    differs = of_another_file(ack.kind, ack.set_number, said, ours.marks_of(batch.batch_id), sets_of(batch.claims))
    if other := _others(f"file {number}", ack, batch, ours, differs):
        return Told(number, "unknown", other)
    words = words_for(ack.codes) if ack.state == "rejected" else ""
    sentence = SENTENCES[f"ANSWER_FILE_{ack.state.upper()}"].format(batch=batch.batch_id, words=words)
    return batch.batch_id, sentence, {"batch_id": batch.batch_id, "set_number": str(ack.set_number)}


def _others(about: str, ack: Ack, batch: Batch, ours: Ours, differs: str) -> str:
    """Why an answer with a number of ours is left to somebody else, in a sentence."""
    if differs:
        return SENTENCES["ANSWER_OTHERS"].format(about=about, differs=differs)
    said = replace(ack.marks, addressed=frozenset(map(plain, ack.marks.addressed)))
    return misaddressed(about, said, ours.marks_of(batch.batch_id), ours.also)


def plain(text: str) -> str:
    """A number of somebody else's, without signs that are no part of one."""
    return "".join(x for x in text[:50] if x.isascii() and (x.isalnum() or x in "-./_ ")).strip()


def any_answer(happened: Mapping[str, Happened]) -> bool:
    """Whether the practice reads answer files at all."""
    return any(h.kind == KIND for h in happened.values())
