"""What there is to say about an old sheet, before anything of it is brought in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sheets_schema.messages import quoted

Sort = Literal["question", "note", "left"]
"""A question keeps its row out; a note says how something was taken; what is left is no row at all."""

QUESTIONS: dict[str, str] = {
    "LIST_NO_GROUP": "Which group is this list about? Say it like this: --group {example}.",
    "LIST_TWO_GROUPS": 'More than one group is called "{raw}". Say which one, like this: --group {example}.',
    "LIST_NO_DAY": "Which day is this list about? Name the tab by its date, like 1-15-2026.",
    "GROUP_UNKNOWN": 'I find no group "{raw}" in Groups. Please add it there, or use a name from there, like {example}.',
    "GROUP_INCOMPLETE": "{group} has no first day, time or count yet. Please fill them in first, like {example}.",
    "NAME_MISSING": "This row has no name. Please add one, like Ana Lopez.",
    "NAME_ONLY": '"{raw}" is all there is in this row. If it is a person, add more, like a start date.',
    "NAME_PARTS": 'Which part of "{raw}" is the last name? Please write it like this: Garcia Lopez, Ana.',
    "NAME_SHORT": 'I need the full last name of "{raw}". Please write it like this: Ana Lopez.',
    "NAME_TWO_PEOPLE": '"{raw}" looks like two people. Please give each a row, like Ana Lopez.',
    "NAME_REMARK": '"{raw}" is more than a name. Please leave only the name, like Ana Lopez.',
    "NAME_NOT_FOUND": 'I find no "{raw}" in Clients. {guess}Use the name from there, like {example}, or bring in the roster first.',
    "NAME_NOT_IN_GROUP": '"{raw}" is in Clients, but not on the Roster of {group}. Please add a row there, like {example}.',
    "NAME_TWO_MATCHES": '"{raw}" fits {matches}. Please write the full name, like {example}.',
    "PERSON_DIFFERS": '"{raw}" is {client} in Clients, with another {column}. Please make both alike, or add a middle name.',
    "PERSON_TWICE": '"{raw}" stands here twice, with another {column} in {other}. Please make both rows alike.',
    "DATE_TWO_WAYS": '"{raw}" could be two days. Please write the month as a word, like Jan 15, 2026.',
    "DATE_NO_YEAR": '"{raw}" has no year. Please add it, like 1/15/2026.',
    "DATE_ORDER": "These days do not go up from left to right. Please write each in full, like 1/15/2026.",
    "DATE_FUTURE": "{day} is yet to come, but has a mark. Please check the day, like 1/15/2026.",
    "DAY_BEFORE_CYCLE": "{day} is before the first day of {group}. Give that cycle a row in Groups, then say it with --group.",
    "DAY_NOT_PLANNED": "{group} does not meet on {day}. Check the day, or add it to Sessions by hand, like {example}.",
    "DAY_NUMBER_DIFFERS": "Session {number} of {group} is on {planned}, not on {day}. Does Groups lack a skip date? It is typed like {example}.",
    "NUMBER_UNKNOWN": "{group} has no session {number}. Please check the number, like {example}.",
    "MARK_UNKNOWN": 'I do not know the mark "{raw}". Say what it means, like this: --means "{raw}=No-show".',
    "MARK_X_UNCLEAR": 'Some cells here say P and some say x. Say what x means, like this: --means "x=Present".',
    "MARK_TICK_DIFFERS": 'The tick and "{raw}" do not agree. Please make them alike, like [x] Ana Lopez - Present.',
    "MARK_MISSING": "There is no mark for this person. Please add one, like [x] or No-show.",
    "MARK_IS_TIME": '"{raw}" is a time, not a mark. Say what it means, like this: --means "{raw}=Late".',
    "MARK_STANDS": "{visit} says {here} in Attendance, and {raw} here. Nothing is changed; please look at that row.",
    "MARK_TWO_DAYS": "{visit} stands here twice, as {here} and as {raw}. Please make both alike.",
    "ROW_STANDS_EMPTY": "{visit} is in Attendance with no mark yet. Please pick {raw} there, as in the old sheet.",
    "CELL_UNSURE": "{said} Until then this row stays out.",
    "CELL_FORMULA": "{cells} here hold a formula that I cannot rely on. Please type the value, like 1/15/2026, and try again.",
    "BELOW_LINE": '{rows} below "{raw}" stay out. For members who left, add a column Status, like Ended.',
}
"""What keeps something out until a person says more."""

NOTES: dict[str, str] = {
    "LIST_FOREIGN": "I find no list I know here. It is left alone.",
    "GROUP_ONLY_ONE": "Taken as {group}, the only group.",
    "COLUMNS_NOT_USED": "I do not use these columns: {columns}.",
    "NAME_INITIAL": '"{raw}" is taken as {client}.',
    "NAME_SPLIT": "{names} split into first and last name, such as {example}.",
    "DATE_YEAR_TAKEN": "Days with no year are taken as {day} and so on.",
    "CELL_AS_TYPED": "{cells} I cannot read. They stay as typed, and Check will ask there. One is {column}: {raw}.",
    "CELL_TAKEN": "{cells} with a note. One is {column}: {raw}, taken as {reading}.",
    "CELLS_EMPTY": "{rows} with no {column}. Check will ask for it in the tab.",
    "DO_NOT_BILL": "Old visits say Do not bill = Yes and get no notes. Clear that cell where you want both.",
    "STATUS_WAITING": "No Status here, so all of them are taken as Waiting.",
    "MARKS_BLANK": "{cells} with no mark get no row. The first is {raw} on {day}.",
    "TOTAL_DIFFERS": "The total here says {raw}, and I count {n}.",
    "SESSION_TEXT": "The notes of this session stay in the old sheet, since they may name others.",
    "BENEFIT_HALF": "Check will ask when the payer was called. Note keeps what stood here.",
    "CLIENT_KNOWN": "{people} in Clients. What stands there stays as it is.",
    "ROW_TWICE": "{rows} here more than once. Each goes in once.",
    "HEADINGS_NONE": "There is nothing in this tab.",
}
"""How something was taken, for a person to look over."""

SENTENCES = QUESTIONS | NOTES


@dataclass(frozen=True, slots=True)
class Place:
    """A tab of the old file, and a cell in it such as B7 or "" for the whole tab."""

    tab: str
    cell: str = ""

    def __str__(self) -> str:
        """As a person says it: Roster B7."""
        return f"{self.tab} {self.cell}".strip()


@dataclass(frozen=True, slots=True)
class Said:
    """One thing about the old file, at one place; it may quote a cell, so it is for the practice's own places."""

    sort: Sort
    code: str
    place: Place
    sentence: str


def ask(code: str, place: Place, **words: object) -> Said:
    """A question, with what the cell says quoted and cut."""
    return Said("question", code, place, _filled(QUESTIONS[code], words))


def note(code: str, place: Place, **words: object) -> Said:
    """A remark on how something was taken."""
    return Said("note", code, place, _filled(NOTES[code], words))


def _filled(text: str, words: Mapping[str, object]) -> str:
    return text.format_map(
        {name: quoted(value) if isinstance(value, str) and name == "raw" else value for name, value in words.items()}
    )
