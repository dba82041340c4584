"""The notes of the DBT group; in its second session two notes are copies of each other but for a word."""

from flows.sample.words import Said, Words, written

_SAID: Said = {
    "C-008": {
        1: (
            "Described sounds in the room one by one and grew quieter.",
            "Acts first, names the feeling an hour later.",
        ),
        4: ("Held an ice cube through a wave of anger at the screen.", "Named 'hurt' before calling back."),
        5: ("Joined late from a work call; checked the facts of a quarrel.", "Two feelings named in time this week."),
        6: ("Chose to write a thank-you line instead of a sharp one.", "Named the feeling first on three days."),
    },
    "C-009": {
        1: ("Said that mindfulness reminds him of fishing.", "No planned pleasant thing yet."),
        4: ("Did the sprint on the stairs and came back laughing.", "One walk by the river planned and done."),
        5: ("Saw that 'nobody called' was not true for Tuesday.", "Two pleasant things, one with his brother."),
        6: ("Opposite action: went to a birthday he wanted to skip.", "Goal met in this week."),
    },
    "C-010": {
        1: ("By phone; described the taste of tea in detail.", "Does everything alone at home."),
        2: ("Wise mind told her to rest the knee.", "Let a neighbour carry the shopping."),
        5: ("Checked whether her son was truly annoyed; he was tired.", "Asked her son for a lift."),
        6: ("Picked up the phone although shame said not to.", "Asked for help two times."),
    },
    "C-011": {
        1: ("Kept the camera off, answered by voice when invited.", "Two loud quarrels in the week."),
        2: ("Placed a recent fight on the map of wise mind.", "Left one quarrel, shouting in another."),
        4: ("Liked the cold water best and tried it off screen.", "Left the kitchen in time once."),
        5: ("Got upset during the exchange on blame and logged off early.", "One quarrel; came back to it later."),
        6: ("Told how it felt to return after logging off.", "A whole week without shouting."),
    },
    "C-012": {
        1: ("Set a limit on what to share and kept to it.", "Turns away from the memory at once."),
        2: ("Linked wise mind with her grandmother's advice.", "Two minutes with the memory, then music."),
        4: ("Paced breathing while a hard picture came up.", "Four minutes, hands steady."),
        5: ("Sorted what she saw from what she feared.", "Six minutes, wrote it down."),
        6: ("Opposite action to hiding: told a friend one part.", "Eight minutes; slept well after."),
    },
    "C-013": {
        1: ("Said that meals slip when work piles up.", "Two regular meals a day at most."),
        4: ("Used pictures and an interpreter by ear to follow the steps.", "Breakfast on five days."),
        5: ("Checked the fact behind 'I never sleep'.", "Six hours on four nights."),
    },
    "C-014": {
        1: ("Asked how long it takes until skills help.", "Left work early on three days."),
        2: ("Found wise mind in the choice to stay at the desk.", "Used the crisis plan once."),
    },
}

_SEEN = (
    "Attentive, camera steady, spoke in turn.",
    "Tearful for a moment, regained calm alone.",
    "Wide awake, gestures lively, tone friendly.",
    "Guarded at the start, more open after the break.",
    "Slow answers, thoughtful, on topic.",
    "Looked away during the hard part, returned to it.",
    "Even mood, clear speech, patient with delays of sound.",
)
_PLANNED = (
    "Diary card each day; group again on Wednesday.",
    "Use one skill in a real moment and write it down.",
    "Five quiet minutes before supper.",
    "Go on with the group; short call if the week turns hard.",
    "Post the fact sheet on the fridge and fill one line a day.",
    "Pick one urge and do its opposite twice.",
    "Tell one relative about the skill of the week.",
)

_COPIED = {
    (2, "C-008"): Words(
        "Took part in the exercise on wise mind and gave a situation from work.",
        "Attentive and calm, mood even, thoughts in order.",
        "Moves slowly toward the goal and uses the diary card.",
        "Stay in the weekly group and note one wise choice each day.",
    ),
    (2, "C-013"): Words(
        "Took part in the exercise on wise mind and gave a situation from home.",
        "Attentive and calm, mood even, thoughts in order.",
        "Moves slowly toward the goal and uses the diary card.",
        "Stay in the weekly group and note one wise choice each day.",
    ),
    (2, "C-009"): Words(
        "Drew two circles and put 'fix the boat' where they meet.",
        "Cheerful, first to answer, let others finish.",
        "Planned a visit to the harbour for Sunday.",
        "One pleasant thing by Sunday, a second by Wednesday.",
    ),
}

DBT_WORDS = written(_SAID, _SEEN, _PLANNED) | _COPIED
