"""A note of an invented client, session 5 of 12 of CBT for Anxiety."""

from datetime import date, time

from domain.note import Element, NoteContent

MEMBER_A = NoteContent(
    visit_id="G-01/05/C-001",
    practice_name="Oak Street",
    client_born=date(1990, 3, 4),
    session_on=date(2026, 11, 24),
    service="Group Psychotherapy (90853)",
    group_name="CBT for Anxiety",
    session_of="5 of 12",
    starts=time(17),
    ends=time(18, 30),
    minutes=90,
    modality="In person",
    place="Office (11)",
    participants=5,
    client_name="Avery Alder",
    client_id="C-001",
    facilitator="Dana Reyes, LCSW",
    presence="Present for the entire session",
    subjective=(
        Element(
            name="Session content",
            text="Check-in, review of last week's exposures, thought records as a way to question a worry.",
        ),
        Element(
            name="Contributions",
            text="Tried the exposure twice since last week, “hard, but I stayed.” Rates worry about a talk at work 6/10, down from 8/10.",
        ),
    ),
    objective=(
        Element(name="Attendance", text="Present for the entire session, 5:00 PM - 6:30 PM."),
        Element(name="Participation", text="Active"),
        Element(
            name="Observations",
            text="Affect appropriate, mood “anxious but hopeful.” Supported another member at check-in.",
        ),
    ),
    assessment=(
        Element(
            name="Progress", text="Goal 1: 6/10 today, from 8/10 at intake. Uses thought records without prompting."
        ),
    ),
    plan=(
        Element(
            name="Plan",
            text="1. Weekly group psychotherapy goes on.\n2. Homework: one thought record, one more exposure.\n3. Individual check-in if exposures stay hard.",
        ),
    ),
    diagnoses=("F41.1 Generalized anxiety disorder",),
    goals="1. Bring anxiety from 8/10 to 4/10.",
    next_session=date(2026, 12, 1),
    signed="Dana Reyes, LCSW, November 24, 2026",
)

UNFINISHED = MEMBER_A.model_copy(
    update={
        "assessment": (Element(name="Progress", text="", complete=False),),
        "objective": (*MEMBER_A.objective[:2], Element(name="Observations", text="Quiet.", complete=False)),
        "ends": None,
        "minutes": None,
        "signed": "",
        "next_session": None,
        "missing": ("observations", "progress toward goals", "time the session ended"),
        "modality": "Video",
        "place": "Client's home (10)",
        "telehealth_attestation": "The client agreed to meet by video today, was at home in New York, and could be heard and seen throughout.",
    }
)
