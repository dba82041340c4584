"""The plan of a coming session: opening, working phase and closing with their minutes, by the type of group."""

from domain.documents_session import about_session
from domain.lists import GroupType
from domain.paper import Paper, Passage, Table
from domain.practice import Practice
from domain.records import Group, Session

OPENING = (
    ("Check-in", "A brief word from each member"),
    ("Homework review", "What was practiced, and how it went"),
    ("Agenda", "Today's focus"),
)
CLOSING = (
    ("Summary", "What each takes along"),
    ("Homework", "What to practice until next time"),
    ("Closing ritual", "A word each, or a short mindfulness exercise"),
)
_SKILLS = (
    ("Teach", "A new idea or skill"),
    ("Practice", "An exercise in the session"),
    ("Discussion", "Sharing and feedback"),
    ("Application", "How to use it outside the group"),
)
WORKING: dict[GroupType, tuple[tuple[str, str], ...]] = {
    GroupType.SKILLS: _SKILLS,
    GroupType.PSYCHOEDUCATION: _SKILLS,
    GroupType.PROCESS: (
        ("Open floor", "What is alive between members"),
        ("Here and now", "Naming what happens in the room"),
        ("Feedback", "Members say how they are seen"),
    ),
    GroupType.SUPPORT: (
        ("Sharing", "Time for each who wants it"),
        ("Mutual support", "What has helped others"),
        ("Coping", "One thing to try this week"),
    ),
    GroupType.ADOLESCENT: (
        ("Warm-up", "An activity that gets everyone in"),
        ("Topic", "A short input with examples from their days"),
        ("Practice", "Role play or exercise in pairs"),
        ("Discussion", "What would work at school and at home"),
    ),
    GroupType.CHILDREN: (
        ("Play", "A structured game with the day's skill in it"),
        ("Skill", "Named, shown, tried"),
        ("Praise", "What each did well"),
    ),
}
"""The working phase by type of group, in the order of the session."""

WHOLE, EDGE, LONGEST_EDGE, STEP = 90, 15, 15, 5
"""In 90 minutes the opening and the closing take 15 each; other lengths in proportion, in steps of 5 (guide)."""


def phases(minutes: int) -> tuple[int, int, int]:
    """Minutes of opening, working phase and closing; together the whole session."""
    edge = min(LONGEST_EDGE, max(STEP, round(minutes * EDGE / WHOLE / STEP) * STEP))
    edge = min(edge, minutes // 3)
    return edge, minutes - 2 * edge, edge


def session_plan(practice: Practice, group: Group, session: Session) -> Paper:
    """A page to lead the session by, with last time's homework and room for today."""
    return Paper(
        title="Session plan",
        practice_name=practice.details.practice_name,
        reference=session.session_id,
        about=(*about_session(practice, group, session), ("Type", group.type.value), ("Curriculum", group.curriculum or "-")),
        blocks=(
            Passage(heading="From last time", paragraphs=(("Homework", _homework(practice, session)),)),
            Table(
                heading="Course",
                columns=(("Phase", 16), ("Minutes", 10), ("Part", 18), ("What for", 30), ("Today", 26)),
                rows=_course(group),
                tall=True,
            ),
        ),
    )  # fmt: skip


def _course(group: Group) -> tuple[tuple[str, ...], ...]:
    opening, working, closing = phases(group.minutes or WHOLE)
    found: list[tuple[str, ...]] = []
    for phase, minutes, parts in (
        ("Opening", opening, OPENING),
        ("Working", working, WORKING[group.type]),
        ("Closing", closing, CLOSING),
    ):
        for n, (part, purpose) in enumerate(parts):
            found.append((phase if not n else "", f"{minutes}" if not n else "", part, purpose, ""))
    return tuple(found)


def _homework(practice: Practice, session: Session) -> str:
    before = [
        (s.on, s.number, s.homework)
        for s in practice.sessions_of_group.get(session.group_id, ())
        if s.on < session.on and s.homework
    ]
    return max(before)[2] or "" if before else "None given."
