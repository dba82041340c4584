"""Sentences about notes."""

NOTES: dict[str, str] = {
    "NOTE_MEMBER_WAS_PRESENT": "{client} was present in {session} on {day}, so this visit has a note of its own.",
    "NOTE_ROW_CHANGED": "The row of {visit} changed before it was signed, so a new version of the note is made.",
    "NOTE_WAITS_FOR_ROW": "{tab}, {row}: this row has an open question in To do. Answer it there; the note of {visit} waits.",
    "NOTE_ROW_NOT_FOUND": "Attendance, {visit}: {tab} has no row {row}. Correct the ID or add that row; the note waits.",
    "NOTE_NOT_ON_ROSTER": "Roster: no row of {client} in {group} covers {day}. Correct Start date or End date; the note of {visit} waits.",
    "NOTE_SESSION_NOT_HELD": "Attendance, {visit}: marked present, but {session} says not held. Correct Held or the mark; the note waits.",
    "NOTE_DATE_DIFFERS": "Attendance, {visit}: its date differs from that of {session}. Correct one of them, for example to {day}; the note waits.",
    "NOTE_NAMES_OTHER": "Attendance, {visit}: the text names another member ({other}). Write for example 'another member'; the note waits.",
    "NOTE_SHARED_NAMES_MEMBER": "Sessions, {session}: Topics, Content or Homework name member {other}. Write 'a member'; the note of {visit} waits.",
    "NOTE_LIKE_ANOTHER": "Attendance, {visit}: its text is nearly that of {other}. Write what this member did and said; the note waits.",
    "NOTE_CHANGED_AFTER_SIGNING": "Attendance, {visit}: changed after it was signed. Put the signed words back and write an addendum in the note.",
    "NOTE_RECOUNTED": "Sessions, {session}: {number} took part now, but signed notes say another number. Add it to them, or correct the marks.",
    "NOTE_SIGNER_UNKNOWN": "Attendance, {visit}: Signed names nobody in Staff. Write the initials of one of the staff; it counts as not signed.",
    "NOTE_OVERDUE": "Attendance, {visit} of {day}: the note is not signed. Finish it, then write your initials under Signed; its claim waits.",
}
