"""Who is in which group, with the diagnoses and goals it serves."""

from flows.sample.days import Days
from flows.sample.groups import CBT, DBT, PROCESS
from flows.sample.rows import Row, row

MEMBERS: tuple[tuple[str, str, str, str, str], ...] = (
    (CBT, "C-001", "F41.1", "Goal 1: anxiety from 8/10 to 4/10", "In person"),
    (CBT, "C-002", "F41.1, F43.10", "Goal 1: drive on the highway again without a companion", "In person"),
    (CBT, "C-003", "F40.10", "Goal 1: speak up in one meeting a week", "In person"),
    (CBT, "C-004", "F41.1", "Goal 1: fall asleep within half an hour on five nights a week", "In person"),
    (CBT, "C-005", "F41.0", "Goal 1: ride the bus alone twice a week", "In person"),
    (CBT, "C-006", "F41.1, F33.1", "Goal 1: open bills on the day they come", "In person"),
    (CBT, "C-007", "F40.10", "Goal 1: eat lunch with colleagues three times a week", "In person"),
    (DBT, "C-008", "F60.3", "Goal 1: name the feeling before acting on it", "Video from home"),
    (DBT, "C-009", "F33.1, F43.10", "Goal 1: two planned pleasant things a week", "Video from home"),
    (DBT, "C-010", "F33.1", "Goal 1: ask the family for help once a week", "Phone from home"),
    (DBT, "C-011", "F60.3", "Goal 1: leave an argument before shouting", "Video elsewhere"),
    (DBT, "C-012", "F43.10", "Goal 1: stay with a hard memory for ten minutes", "Video from home"),
    (DBT, "C-013", "F33.1", "Goal 1: keep a steady sleep and meal plan", "Video from home"),
    (DBT, "C-014", "F60.3", "Goal 1: use a crisis plan instead of leaving work", "Video from home"),
    (PROCESS, "C-015", "F34.1", "Goal 1: say what he needs at home", "In person"),
    (PROCESS, "C-016", "F43.21", "Goal 1: talk about the loss with one friend", "In person"),
    (PROCESS, "C-017", "F41.1", "Goal 1: hear criticism without leaving the room", "In person"),
    (PROCESS, "C-018", "F33.0", "Goal 1: accept two invitations a month", "In person"),
    (PROCESS, "C-019", "F43.23", "Goal 1: decide about the move without putting it off", "In person"),
)
"""Group, client, diagnoses, goals, how the member takes part."""

PAUSED = "C-014"
_FIRST = {CBT: 28, DBT: 36, PROCESS: 41}


def roster(days: Days) -> tuple[Row, ...]:
    """Seven, seven and five places; one member pauses."""
    return tuple(
        row(
            roster_id=f"R-{number:03}",
            group_id=group,
            client_id=client,
            start=days.ago(_FIRST[group]),
            end=None,
            status="Paused" if client == PAUSED else "Active",
            diagnoses=diagnoses,
            goals=goals,
            attends=attends,
            billable="Yes",
            end_reason=None,
            why_by_phone="No video at home" if attends.startswith("Phone") else None,
        )
        for number, (group, client, diagnoses, goals, attends) in enumerate(MEMBERS, 1)
    )
