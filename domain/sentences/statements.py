"""Sentences about what keeps a statement or a superbill from being made, or makes it doubtful."""

STATEMENTS: dict[str, str] = {
    "STATEMENT_CELL": "{tab}, {row}: a cell is asked about. Until it is answered, the {papers} of {clients} waits.",
    "STATEMENT_NO_MARK": "Attendance, {row}: no mark is there. Write who was present; the {papers} of {clients} waits for it.",
    "STATEMENT_TWICE": "Attendance, {row}: a second row has this client present in that session. Keep one; the {papers} of {clients} waits.",
    "STATEMENT_DATE": "Attendance, {row}: its Date is not that of its session. Correct one of them; the {papers} of {clients} waits.",
    "STATEMENT_WHOSE": "Payments, {row}: Client ID and Visit ID name two people. Correct one; the {papers} of {clients} waits.",
    "STATEMENT_PLAN_OPEN": "Clients, {row}: nobody knows yet which plan held on a day. The {papers} of {clients} waits.",
    "STATEMENT_NO_PRICE": "Groups, {row}: no price for who pays alone. Write Fee or Self-pay fee; the {papers} of {clients} waits.",
    "STATEMENT_PAYMENT": "Payments, {row} cannot be read, and may be anybody's payment. No statement for {month} is made until it can.",
    "STATEMENT_OTHERWISE": "The {paper} of {client} for {month} says otherwise than the rows do now. Delete its file for a new one, or leave it.",
    "SUPERBILL_NOT_SIGNED": "Attendance, {row}: the note is not signed and dated. The {papers} of {clients} waits.",
    "SUPERBILL_CLINICIAN": "Sessions, {row}: nobody in Staff led it, or their NPI is blank. The {papers} of {clients} waits.",
    "SUPERBILL_DIAGNOSIS": "Roster, {row}: no diagnosis that a plan would take. The {papers} of {clients} waits.",
    "SUPERBILL_HOW": "Attendance, {row}: how they took part is not known. The {papers} of {clients} waits.",
    "SUPERBILL_SETTING": "Practice: {row} is blank. The {papers} of {clients} waits.",
}
