"""Sentences about sessions."""

SESSIONS: dict[str, str] = {
    "SESSION_DUE": "Session {number} of group {group} is planned for {day}.",
    "SESSION_MEMBER_EXPECTED": "{client} is an active member of group {group} on {day}.",
    "SESSION_GROUP_INCOMPLETE": "Groups, {group}: fill in {parts}. Its coming sessions wait until then.",
    "SESSION_GROUP_IN_QUESTION": "Groups, {group}: this row has an open question in To do. Answer it there; the group's coming sessions wait.",
    "SESSION_WEEKDAY_DIFFERS": "Groups, {group}: First session is a {found}, Weekday says {wanted}. Correct one of them; the coming sessions wait.",
    "SESSION_WEEKDAY_CELL": "Groups, {group}: Weekday says {wanted}, the sessions are on {found}. Correct it; to move for good, set First session to the first {wanted}.",
    "SESSION_CYCLE_OVER_SHORT": "Groups, {group}: all {number} sessions are listed, {lost} of them not held. Set Status to Ended, or raise Sessions in cycle to make up.",
    "SESSION_RECORD": "Sessions, {session}: not held. Fill in {what}, so that it is known why and how the members were told.",
    "SESSION_CLOCK_CHANGE": "Sessions, {session}: the clocks change that night, so its start time is in doubt. Check Starts with the group; texts wait.",
    "SESSION_CYCLE_OVER": "Groups, {group}: all {number} sessions of the cycle are listed. Set Status to Ended, or raise Sessions in cycle.",
    "SESSION_LEADER_LEFT": "{tab}, {row}: {person} leads it, but has left by Staff. Write who leads now in Facilitator, in Groups and in coming Sessions.",
    "SESSION_NO_ROW": "Attendance, {session} of {day}: no row for {members}, begun by then. Add it with its mark, or correct Start date.",
    "SESSION_HELD_BLANK": "Sessions, {session} of {day}: nobody came, as the marks say. Choose Yes or No in Held; with Yes the absences count.",
    "MARKS_MISSING": "Attendance, {session} of {day}: {members} without a mark. Choose one in Mark, for example Present; notes and claims wait.",
    "MARKS_NOT_HELD": "Sessions, {session}: it says not held, but {members} marked present. Correct Held or the marks; notes and claims wait.",
}
