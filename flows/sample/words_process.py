"""The notes of the Process group."""

from flows.sample.words import Said, written

_SAID: Said = {
    "C-015": {
        1: ("Hopes to be less polite and more honest.", "Says yes at home when he means no."),
        2: ("Broke the long silence with a true worry.", "Told his wife that he was tired."),
        3: ("Anger was for his father alone, he said.", "Asked for one free evening."),
        4: ("Valued the space of a very small circle.", "Got the free evening and enjoyed it."),
        5: ("Admitted envy of those who had a week off.", "Named one need without a joke."),
        6: ("Took a remark on his irony without defence.", "Two needs said at home."),
    },
    "C-016": {
        1: ("Introduced her late sister by a song.", "Has told no friend how it is."),
        2: ("Cried and let others see it.", "Wrote a letter to a friend, not sent."),
        3: ("Found anger below the grief.", "Letter sent."),
        4: ("Said that two people can hold a lot.", "Friend answered; a date is set."),
        5: ("Described the talk with her friend.", "First long talk about the loss."),
        6: ("Gave a brave remark and blushed.", "Second talk planned."),
    },
    "C-017": {
        1: ("Sat near the door and said so.", "Leaves the room at the first critical word."),
        2: ("Asked whether trust must be mutual.", "Stayed through one hard call at work."),
        3: ("Spoke of a teacher who shamed the class.", "Stayed seated, fists closed, in a review."),
        5: ("Explained the cancelled week plainly.", "Heard one complaint to its end."),
        6: ("Received a remark on pace and breathed.", "Heard two remarks, left neither time."),
    },
    "C-018": {
        1: ("Wants company more than advice.", "No outing this month."),
        2: ("Told of dances in a hall long gone.", "One invitation accepted."),
        3: ("Said ladies were not to be angry.", "Went to the outing and stayed."),
        5: ("Was missed and moved by that.", "Second invitation accepted."),
        6: ("Gave a remark as a small poem.", "Goal met this month."),
    },
    "C-019": {
        1: ("Lives between two cities in his head.", "List of pros and cons untouched."),
        3: ("Angry at himself for waiting.", "Called one landlord."),
        5: ("Weighed both cities aloud.", "Date for the decision is set."),
        6: ("Heard that his doubt also protects him.", "Decision moved nearer by a week."),
    },
}

_SEEN = (
    "Open posture, spoke freely, mood steady.",
    "Careful with words, warm voice.",
    "Moist eyes, calm hands.",
    "Restless feet, clear mind.",
    "Listened closely, leaned forward.",
)
_PLANNED = (
    "Go on with the Friday group.",
    "Bring the unsaid thing to the next meeting.",
    "Try at home what worked in the circle.",
    "Write a page about this hour.",
    "Notice the first sign in the body and name it.",
)

PROCESS_WORDS = written(_SAID, _SEEN, _PLANNED)
