"""Sentences about intake answers, verifications and seats."""

INTAKE: dict[str, str] = {
    "INTAKE_ROW": "{answer} asks for a seat: {interest}.",
    "INTAKE_SAME": "{answer} and {other} agree in part: in the name, the date of birth or the phone. Only you can tell.",
    "INTAKE_AGAIN": "{answer} comes long after the application of {other}, which is over.",
    "INTAKE_WAITS": "Intake, {answer}: it may be from the person of {other}. Answer the question in Decisions; its waitlist row waits.",
    "INTAKE_WAITS_FOR_CLIENT": "Intake, {answer}: {client} may be the same person, and that row has an open question. Answer it; the waitlist row waits.",
    "INTAKE_MISSING": "Intake, {answer}: still missing is {what}. Ask the person and fill it in; until then they are not ready.",
    "INTAKE_UNREAD": 'The answers to "{question}" stay with the form. Give it the words of its column here, like Mobile, and see which rows lack them.',
    "INTAKE_UNDATED": "In the form's own tab {n} of the rows wait: their Timestamp cannot be read. Write it like 3/18/2026 6:30 PM.",
    "INTAKE_REFERRED": "Intake, {answer}: someone else sent it. Call the person; consents count only from themselves. Then fill in Individual prep.",
    "INTAKE_CHANGED": "Intake, {answer}: newer than Waitlist {wait} in {what}. Correct the waitlist row, or the answer if it is wrong.",
    "INTAKE_NO_LONGER_HOLDS": "The rows were corrected, so this question no longer matters. You need not answer it.",
}
