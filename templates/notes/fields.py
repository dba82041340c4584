"""The fields that a practice's own note template may use, and the parts that a note cannot do without."""

from collections.abc import Iterable, Mapping

FIELDS: Mapping[str, str] = {
    "practice_name": "the practice's name",
    "client_name": "first and last name",
    "client_id": "the Client ID",
    "client_born": "date of birth",
    "visit_id": "the Visit ID",
    "session_on": "weekday and date of the session",
    "time": "start and end of the session, with its minutes",
    "starts": "start of the session",
    "ends": "end of the session",
    "minutes": "minutes of the session",
    "service": "Group psychotherapy (90853)",
    "group_name": "the group's name",
    "session_of": "5 of 12",
    "participants": "how many members took part",
    "facilitator": "who led the group, with licenses",
    "modality": "in person, live video or phone",
    "place": "where this member was",
    "presence": "attendance in words, with late arrival and early leaving",
    "participation": "how the member took part",
    "session_content": "topics and content of the session, the same for all",
    "contributions": "what the member brought in",
    "observations": "what the clinician observed",
    "complexity": "the recorded factor of interactive complexity",
    "diagnoses": "the member's diagnoses, one after the other in a loop",
    "goals": "the member's treatment goals",
    "progress": "progress toward them",
    "next_steps": "the plan for this member",
    "homework": "the homework given to all",
    "next_session": "weekday and date of the next session",
    "telehealth_attestation": "how and where a member took part from afar",
    "signed": "who signed and when; empty for a draft",
    "reviewer": "the supervisor whose co-signature is wanted",
    "reviewed": "who reviewed and when",
    "missing": "the parts still to be completed",
    "to_complete": "the words [to be completed]",
    "draft": "yes while nobody has signed: {% if draft %}",
    "not_signed": "the words DRAFT - not signed",
    "version": "for a later version: which file stays, and what changed",
    "version_heading": "New version. or Amended note.",
    "subjective": "the S of SOAP: a loop of elements with name, text and complete",
    "objective": "the O of SOAP, alike",
    "assessment": "the A of SOAP, alike",
    "plan": "the P of SOAP, alike",
}
"""Every field with what stands in it."""

NEEDED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("the client's name", ("client_name",)),
    ("the date", ("session_on",)),
    ("the time", ("time", "starts")),
    ("the number of participants", ("participants",)),
    ("the facilitator", ("facilitator",)),
    ("attendance", ("presence", "objective")),
    ("participation", ("participation", "objective")),
    ("session content", ("session_content", "objective")),
    ("contributions", ("contributions", "subjective")),
    ("observations", ("observations", "objective")),
    ("diagnoses", ("diagnoses",)),
    ("goals", ("goals",)),
    ("progress", ("progress", "assessment")),
    ("the plan", ("next_steps", "plan")),
    ("homework", ("homework", "plan")),
    ("the next session", ("next_session",)),
    ("the telehealth attestation", ("telehealth_attestation",)),
    ("the signature", ("signed",)),
    ("what is still to be completed", ("missing",)),
    ("what changed in a later version", ("version",)),
)
"""What a note must say, each with the fields of which one is enough."""

OF_A_CLINICIAN = frozenset(
    {
        "presence", "participation", "session_content", "contributions", "observations", "complexity", "diagnoses",
        "goals", "progress", "next_steps", "homework", "telehealth_attestation", "signed", "reviewed", "missing",
        "subjective", "objective", "assessment", "plan", "version",
    }
)  # fmt: skip
"""Fields whose words must all be found again in the finished note where the template uses them."""


def unknown(used: Iterable[str]) -> list[str]:
    """The names in a template that are no fields."""
    return sorted(set(used) - FIELDS.keys())


def lacking(used: Iterable[str]) -> list[str]:
    """The parts of a note for which a template has no field."""
    there = set(used)
    return [part for part, fields in NEEDED if not there & set(fields)]
