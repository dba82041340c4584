"""The notes of the CBT group; those of session 5 follow the guide's own note in other words."""

from flows.sample.words import Said, Words, written

_SAID: Said = {
    "C-001": {
        1: ("Said the mind runs ahead to the worst before any meeting.", "Rates anxiety at 8/10 at the start."),
        2: ("Built a ladder that ends with speaking in front of the board.", "Still 8/10; sees the pattern sooner."),
        3: ("Noticed tight shoulders and tried the slow breath twice.", "7/10 after the exercise, 8/10 in the week."),
        4: ("Chose a short talk to two colleagues as the next step.", "Willing to try a step avoided for a year."),
    },
    "C-002": {
        1: ("Told how a near miss on the road ended all highway trips.", "Drives in town only, with company."),
        3: ("Compared the alarm in the body with a smoke detector.", "Sat in the parked car alone for ten minutes."),
        4: ("Planned one exit on the highway with a friend following.", "Drove to the ramp and turned back calmly."),
    },
    "C-003": {
        1: ("Listened more than spoke; nodded at the part on blushing.", "No word in meetings so far."),
        2: ("Put 'say good morning first' on the lowest step.", "Greeted two people at the office."),
        3: ("Laughed about the shaking voice everybody seems to have.", "Asked one question in a small round."),
        4: ("Read the plan aloud to the circle without notes.", "One remark in a meeting this week."),
    },
    "C-004": {
        1: ("Lies awake counting what could go wrong with the house.", "Sleeps after about two hours."),
        2: ("Came in late from the clinic and joined the ladder at once.", "Moved the clock out of the bedroom."),
        3: ("Found that long breaths out work better than counting.", "Two nights under one hour."),
        4: ("Will leave one door unchecked on purpose.", "Three nights under forty minutes."),
    },
    "C-005": {
        1: ("Described the first panic on a full bus in few words.", "Has not taken a bus for five months."),
        2: ("Made the steps very small and was glad of that.", "Stood at the stop and let two buses pass."),
        4: ("Came back after a missed week and said why openly.", "Rode one stop with a cousin."),
    },
    "C-006": {
        1: ("Brought a bag of closed envelopes as a joke and as a fact.", "Eleven bills not opened."),
        2: ("Said that Ana had given him the idea of starting with the smallest one.", "Opened two bills at home."),
        3: ("Felt the stomach turn and stayed seated with it.", "Six bills left; one paid on the day."),
        4: ("Asked for a way to plan money without dread.", "Four bills left, mood a little lighter."),
    },
    "C-007": {
        1: ("Eats in the car so that no one watches.", "No lunch in company yet."),
        2: ("Ladder begins with tea in the kitchen at work.", "Had tea beside one colleague."),
        3: ("Taught the circle a stretch from a sports class.", "Two teas, one sandwich in company."),
        4: ("Spoke about an aunt who judged every bite.", "Stayed the whole lunch break once."),
    },
}

_SEEN = (
    "Calm, good eye contact, followed every exercise.",
    "A little restless in the first half, settled later.",
    "Spoke softly; thoughts clear and in order.",
    "Smiled often, warm with others, alert.",
    "Tired look, still took part when asked.",
    "Tense jaw at first, loose by the end.",
    "Quick speech, easy to follow, mood bright.",
)
_PLANNED = (
    "Weekly group goes on; worry log every evening.",
    "Next step of the ladder before the coming session.",
    "Practise the slow breath morning and night.",
    "Keep coming; bring one written exposure plan.",
    "Repeat the same step until it feels dull.",
    "Share the plan with one trusted person.",
    "Note fear before and after each try, from 0 to 10.",
)

_EVENING = {
    (5, "C-001"): Words(
        'Tried the exposure from last week two times; "hard, but I did it". Brought up a fear of failing at the talk.',
        "Worked through a thought record on her own and caught a leap to the worst case. Kind to a member at check-in.",
        "Anxiety about the talk at work down from 8/10 to 6/10. Uses the skills between sessions.",
        "Weekly group goes on. One thought record and one more exposure; a short talk alone if exposures stay hard.",
    ),
    (5, "C-002"): Words(
        "Drove one exit on the highway and told the circle about every minute of it.",
        "Proud, upright, a little breathless while telling. Took notes.",
        "First stretch of highway since the near miss, with a friend behind.",
        "Same exit twice more, then without the friend. Group next week.",
    ),
    (5, "C-004"): Words(
        "Questioned the thought that an unchecked door means a burglary; found four facts against it.",
        "Dry humour, attentive, needed one sentence repeated.",
        "Four nights under half an hour, the best week so far.",
        "Leave two doors unchecked; sleep diary; stay in the group.",
    ),
    (5, "C-006"): Words(
        "Said little until the exercise, then read out a record about the rent letter.",
        "Low voice, slow start, some relief visible near the end.",
        "Two bills left. Opened one of them on the day it came.",
        None,
    ),
    (5, "C-007"): Words(
        'Looked at the belief "they all stare at my plate" and asked who really had.',
        "Lively, curious, helped to fill the flip chart.",
        "Two lunches with colleagues this week; goal is three.",
        "Invite one colleague to lunch; write down what was feared and what came.",
    ),
}

CBT_WORDS = written(_SAID, _SEEN, _PLANNED) | _EVENING
