"""Sentences about calls to payers."""

VERIFICATION: dict[str, str] = {
    "VERIFY_NEVER": "{who}: {payer} was never called. Add a row in Verifications, in the order of the call script; a seat and claims wait.",
    "VERIFY_CALL_BACK": "Verifications, {row}: {what} still open. Call again by {day} and add a row for {about}; until then not verified.",
    "VERIFY_CARVE_OUT": "Verifications, {row}: {company} handles mental health for {about}. Call them; if they pay, change Payer to them.",
    "VERIFY_AUTHORIZATION": "Verifications, {row}: {about} needs an authorization first. Ask for it and add a row with its number and dates.",
    "VERIFY_EXPIRES": "Verifications, {row}: the answer about {about} is good until {day}. Call before that and add a row.",
    "VERIFY_EXPIRED": "Verifications, {row}: the answer about {about} was good until {day}. Call again and add a row.",
    "VERIFY_PLAN_CHANGED": "Verifications, {row}: it is about another plan; {about} now has {payer}. Call {payer} and add a row.",
}
