"""Documents of a group: its roster, the end of a membership, and a card on what happens in groups."""

from collections.abc import Iterator
from datetime import date

from domain import rollcall
from domain.documents_session import ABSENT_WORDS, full_name, place_words
from domain.lists import MembershipStatus
from domain.note_signing import words_for
from domain.paper import TO_COMPLETE, Paper, Passage, Table
from domain.practice import Practice
from domain.records import Client, Group, Membership
from domain.seats import enrolled
from domain.wording import clock_words, counted, day_words, listing, phone_words

CHALLENGES = (
    ("One member dominates", "Thank them, then turn: 'Who has not spoken yet?'"),
    ("A member stays silent", "Invite without pressure, by name: 'How is this for you?'"),
    ("Side conversations", "Name it kindly: 'One voice at a time, so that we all hear.'"),
    ("Conflict between members", "Slow down; work with it if both are safe in it, else step in."),
    ("A member in crisis", "A few words now, then an individual talk the same day."),
    ("The topic is avoided", "Keep it in mind; say what you see when the group can hear it."),
)
"""What often happens in groups and what helps, after the guide's list, in our own words."""


def roster(practice: Practice, group: Group, today: date) -> Paper:
    """Everyone enrolled: since when, with which diagnoses and goals, and whom to call in an emergency."""
    rows = sorted(filter(None, (_member(practice, m) for m in enrolled(practice, group, today))))
    meets = " ".join(
        filter(
            None,
            (group.weekday.value if group.weekday else "", clock_words(group.start_time) if group.start_time else ""),
        )
    )
    return Paper(
        title="Group roster",
        practice_name=practice.details.practice_name,
        reference=group.group_id,
        about=(
            ("Group", group.name),
            ("Meets", f"{meets}, {counted(group.minutes, 'minute')}" if group.minutes else meets),
            ("Facilitator", words_for(practice, group.facilitator) if group.facilitator else TO_COMPLETE),
            ("Co-facilitator", words_for(practice, group.cofacilitator) if group.cofacilitator else "-"),
            ("Place", place_words(group)),
            ("Enrolled", f"{len(rows)} of {group.maximum}" if group.maximum else f"{len(rows)}"),
        ),
        blocks=(
            Table(
                columns=(("Member", 20), ("Client ID", 9), ("Since", 16), ("Diagnoses", 13), ("Treatment goals", 25), ("Emergency contact", 20)),
                rows=tuple(rows),
            ),
        ),
        wide=True,
    )  # fmt: skip


def _member(practice: Practice, member: Membership) -> tuple[str, ...]:
    client = practice.client.get(member.client_id)
    if client is None:
        return ()
    phone = phone_words(client.emergency_phone) if client.emergency_phone else ""
    paused = " (paused)" if member.status is MembershipStatus.PAUSED else ""
    return (
        full_name(client) + paused,
        client.client_id,
        day_words(member.start),
        ", ".join(member.diagnoses) or TO_COMPLETE,
        member.goals or TO_COMPLETE,
        "\n".join(filter(None, (client.emergency_contact, phone))) or TO_COMPLETE,
    )


def ending(practice: Practice, group: Group, member: Membership, client: Client) -> Paper:
    """The draft of the note that ends a membership; what only a clinician can say is left to them."""
    removed = member.status is MembershipStatus.REMOVED
    return Paper(
        title="End of group membership",
        practice_name=practice.details.practice_name,
        reference=member.roster_id,
        about=(
            ("Client", f"{full_name(client)} ({client.client_id})"),
            ("Date of birth", day_words(client.born)),
            ("Group", group.name),
            ("Ended as", "Removed from the group" if removed else "Ended"),
            ("Since", day_words(member.start)),
            ("Until", day_words(member.end) if member.end else TO_COMPLETE),
        ),
        blocks=(
            Passage(
                heading="Course",
                paragraphs=(
                    ("Attendance", _attended(practice, member)),
                    ("Diagnoses", ", ".join(member.diagnoses) or TO_COMPLETE),
                    ("Treatment goals", member.goals or TO_COMPLETE),
                    ("Progress at the end", TO_COMPLETE),
                ),
            ),
            Passage(heading="Ending", paragraphs=(("Reason", member.end_reason or TO_COMPLETE), *_asked(practice, member))),
            Passage(
                heading="What comes next",
                paragraphs=(("Recommendations and referrals", TO_COMPLETE), ("How and when the client was told", TO_COMPLETE)),
            ),
        ),
        missing=_owed(member),
        signed_by=words_for(practice, group.facilitator) if group.facilitator else "",
    )  # fmt: skip


def _owed(member: Membership) -> tuple[str, ...]:
    found = (("End date", member.end), ("Reason", member.end_reason))
    return (*(name for name, cell in found if not cell), "Progress", "Recommendations", "How the client was told")


def _attended(practice: Practice, member: Membership) -> str:
    """How often a member was there, and the kinds of absence, within the membership."""
    here, away = 0, dict.fromkeys(ABSENT_WORDS.values(), 0)
    for visit in practice.visits_of_client.get(member.client_id, ()):
        session = practice.session.get(visit.session_id)
        inside = member.start <= visit.on and (member.end is None or visit.on <= member.end)
        if session and session.group_id == member.group_id and inside and not rollcall.is_called_off(session):
            if rollcall.was_present(visit):
                here += 1
            elif visit.mark:
                away[ABSENT_WORDS.get(visit.mark, "")] = away.get(ABSENT_WORDS.get(visit.mark, ""), 0) + 1
    kinds = [f"{number} {words[0].lower()}{words[1:]}" for words, number in away.items() if number]
    absent = sum(away.values())
    return f"Present at {counted(here, 'session')}, absent from {absent}" + (f" ({listing(kinds)})." if kinds else ".")


def _asked(practice: Practice, member: Membership) -> Iterator[tuple[str, str]]:
    """What was asked about the member's attendance before, and answered."""
    about = {member.client_id, member.group_id}
    for decision in practice.decisions:
        ids = {part.strip() for part in (decision.about or "").split(",")}
        if decision.kind in ("contact", "pattern", "removal") and about <= ids and decision.answer:
            day = f" on {day_words(decision.asked_on)}" if decision.asked_on else ""
            said = f"{decision.question or decision.kind} Answer: {decision.answer.value}."
            yield f"Asked{day}", f"{said} {decision.note or ''}".strip()


def dynamics(practice: Practice) -> Paper:
    """A card for the facilitator's folder."""
    return Paper(
        title="Group dynamics card",
        practice_name=practice.details.practice_name,
        reference="",
        about=(),
        blocks=(
            Table(columns=(("What happens", 34), ("What helps", 66)), rows=CHALLENGES),
            Passage(
                paragraphs=(
                    ("Attendance slips in the whole group", "make it a topic; ask about the hour, the mix and what is missing."),
                )
            ),
        ),
    )  # fmt: skip
