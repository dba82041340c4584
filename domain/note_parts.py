"""The parts of a note as fingerprints: the next version can say what changed without anybody's words being kept."""

import hashlib
from collections.abc import Iterator

from domain.history import Happened
from domain.note import NoteContent

_NONE = "-"


def parts_of(content: NoteContent) -> str:
    """A short mark for each part of a note, in the order of ``names``; no words can be read from it."""
    return " ".join(mark for _, mark in _marked(content))


def changed_parts(before: Happened | None, content: NoteContent) -> tuple[str, ...]:
    """The names of the parts that differ from the version before; none when there was no version."""
    kept = before.detail.get("parts", "").split() if before else []
    if not kept:
        return ()
    return tuple(name for (name, mark), old in zip(_marked(content), kept, strict=False) if mark != old)


def _marked(content: NoteContent) -> Iterator[tuple[str, str]]:
    for name, facts in _facts(content).items():
        said = repr(facts)
        empty = not any(facts)
        yield name, _NONE if empty else hashlib.blake2b(said.encode(), digest_size=3).hexdigest()


def _facts(content: NoteContent) -> dict[str, tuple[object, ...]]:
    elements = (*content.subjective, *content.objective, *content.assessment, *content.plan)
    text = {e.name: e.text for e in elements}
    written = ("Participation", "Session content", "Contributions", "Observations", "Progress", "Plan", "Homework")
    return {
        "Client": (content.client_name, content.client_born),
        "Session": (content.session_on, content.session_of, content.starts, content.ends, content.minutes),
        "Group": (content.service, content.group_name, content.practice_name),
        "Facilitator": (content.facilitator, content.reviewer),
        "Participants": (content.participants,),
        "Modality": (content.modality, content.place, content.telehealth_attestation),
        "Attendance": (content.presence,),
        **{name: (text.get(name, ""),) for name in written},
        "Interactive complexity": (text.get("Interactive complexity", ""),),
        "Diagnoses": content.diagnoses,
        "Goals": (content.goals,),
        "Next session": (content.next_session,),
        "Signature": (content.signed, content.reviewed),
    }
