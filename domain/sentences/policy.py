"""Sentences about policy."""

POLICY: dict[str, str] = {
    "POLICY_FIRST_ABSENCE": "{client} missed {session} without notice in time; after the first time the practice contacts the member.",
    "POLICY_PATTERN": "{client} missed {number} sessions of {group} without notice in time; at the second the practice talks about the pattern.",
    "POLICY_TOO_MANY": "{client} has {number} absences in this cycle of {group}; {limit} are allowed. Decide in Decisions.",
    "POLICY_TOO_MANY_IN_A_ROW": "{client} missed {number} sessions of {group} in a row; {limit} are allowed. Decide in Decisions.",
    "POLICY_WAITS_FOR_ROW": "{tab}, {row}: this row has an open question in To do. Answer it there; questions about {client}'s attendance wait.",
    "POLICY_LATE_BEYOND_LIMIT": "Attendance, {visit}: arrived {minutes} late; the limit is {limit}. Remind the member of the policy; nothing else waits.",
    "POLICY_LEFT_EARLY": "Attendance, {visit}: left {minutes} before the end; the limit is {limit}. Talk with the member; nothing else waits.",
    "POLICY_CONTACT_AGREED": "Decisions, {decision}: you said Yes. Contact {client}, then write in Note when and how; this line closes with it.",
    "POLICY_REMOVAL_AGREED": "Decisions, {decision}: you said Yes. Talk with {client}, then fill in End date, End reason and Status in Roster.",
    "POLICY_ENDED_NO_DAY": "Roster, {row}: Status is Ended. Fill in End date, so that rows, claims and documents know the last day.",
    "POLICY_REMOVED_NO_REASON": "Roster, {row}: Status is Removed. Fill in End date and End reason, so that the ending is documented.",
    "POLICY_SETTING_WAITS": "Practice: a setting of the attendance policy has an open question in To do. Answer it; questions about attendance wait.",
    "POLICY_NO_LONGER_HOLDS": "The marks were corrected, so this question no longer applies. You need not answer it.",
}
