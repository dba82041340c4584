"""What was covered in each session; the third DBT session did not take place."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from flows.sample.days import Days
from flows.sample.groups import CBT, DBT, PROCESS
from flows.sample.rows import Row, row


@dataclass(frozen=True, slots=True)
class Series:
    """The past sessions of one group; ``first`` counts days before the evening."""

    group_id: str
    first: int
    starts: time
    ends: time
    facilitator: str
    initials: str
    covered: tuple[tuple[str, str, str, str], ...]

    def on(self, days: Days, number: int) -> date:
        """The day of the session of that number."""
        return days.ago(self.first) + timedelta(weeks=number - 1)


CANCELLED = "G-02/03"

_CBT = (
    ("How worry works", "Drew the circle of thought, body and action", "Quiet at first, warmer later", "Worry log"),
    ("Steps of exposure", "Each built a ladder of five steps", "Lively, much laughter", "First step of the ladder"),
    ("Body alarm", "Slow breathing and muscle release", "Two spoke most of the time", "Breathing twice a day"),
    ("Staying with it", "Planned an exposure for the week", "Members encouraged each other", "One exposure exercise"),
    (
        "Cognitive restructuring",
        "Thought record: facts for and against a fearful thought",
        "Five present; focused, supportive",
        "One thought record and one more exposure",
    ),
)
_DBT = (
    (
        "Welcome and mindfulness",
        "Observe and describe, three short exercises",
        "Shy, cameras slowly on",
        "Five minutes",
    ),
    ("Wise mind", "Reason, feeling and the place between", "Good questions from everybody", "Note one wise choice"),
    ("", "", "", ""),
    ("Distress tolerance", "Cold water, paced breathing, short sprint", "Playful", "Try one in a real moment"),
    ("Checking the facts", "Compared feelings with what had happened", "One tense exchange, settled", "Fact sheet"),
    ("Opposite action", "Chose one urge and its opposite", "Honest and calm", "One opposite action"),
)
_PROCESS = (
    ("Arriving", "What each hopes for", "Careful", "Notice one reaction"),
    ("Trust", "Being known a little more", "Warmer, one long silence used well", "Tell one person one thing"),
    ("Anger", "Whose anger was welcome at home", "Direct, nobody withdrew", "Watch for the first sign"),
    ("A small circle", "Two present: what it is like to be so few", "Close", "Write down what stayed unsaid"),
    ("Coming back", "Those who had been away returned", "Some envy, spoken about", "Ask for one thing"),
    ("Feedback", "Each gave and took one remark", "Brave", "Give one kind remark at home"),
)

SERIES = (
    Series(PROCESS, 41, time(12), time(13, 15), "Taylor Tryout", "TT", _PROCESS),
    Series(DBT, 36, time(17, 30), time(19, 30), "Taylor Tryout", "TT", _DBT),
    Series(CBT, 28, time(18), time(19, 30), "Morgan Mockley", "MM", _CBT),
)


def _session(days: Days, series: Series, number: int) -> Row:
    topics, content, dynamics, homework = (text or None for text in series.covered[number - 1])
    session_id = f"{series.group_id}/{number:02}"
    cancelled = session_id == CANCELLED
    return row(
        session_id=session_id,
        group_id=series.group_id,
        on=series.on(days, number),
        number=number,
        starts=series.starts,
        ends=series.ends,
        facilitator=series.facilitator,
        cofacilitator=None,
        was_held="No" if cancelled else "Yes",
        cancelled_because="The facilitator was ill" if cancelled else None,
        told_how="All members by phone, the same morning" if cancelled else None,
        topics=topics,
        content=content,
        dynamics=dynamics,
        critical_incident=None,
        homework=homework,
    )


def sessions(days: Days) -> tuple[Row, ...]:
    """Seventeen sessions up to the evening, in the order of their days."""
    found = [_session(days, s, number) for s in SERIES for number in range(1, len(s.covered) + 1)]
    return tuple(sorted(found, key=lambda r: str(r["on"])))
