"""Whether a person who waits could take a seat: prepared, insurance settled, form complete."""

from datetime import date

from domain.applicants import Applicant
from domain.coverage import calls_about
from domain.fit import asks_for
from domain.intake import missing
from domain.lists import Authorization, Prep, VerificationResult, WaitStatus
from domain.practice import Practice
from domain.records import Verification, WaitlistEntry
from domain.seats import OPEN_GROUPS
from domain.verification import good_until, is_refused, is_settled, open_points, pays_by_insurance
from domain.wording import listing

RESULT_WORDS = {
    VerificationResult.VERIFIED: "Yes",
    VerificationResult.NOT_COVERED: "No",
    VerificationResult.CALL_BACK: "Call back",
    None: "Call back",
}


def verified(practice: Practice, entry: WaitlistEntry, on: date) -> str:
    """Whether insurance is verified, as the waitlist says it: "Yes - Aetna"; an open point makes it a call back."""
    if _pays_alone(practice, entry, on):
        return "Self-pay"
    call = _latest_call(practice, entry)
    if call is None:
        return "Not yet"
    said = RESULT_WORDS[call.result]
    if said == "Yes" and not is_settled(call):
        said = "No" if is_refused(call) else "Call back"
    return f"{said} - {call.payer}" if call.payer else said


def ready(practice: Practice, entry: WaitlistEntry, applicant: Applicant | None, on: date) -> str:
    """Whether a person on the waitlist could take a seat, or what is missing; nothing for who no longer waits."""
    if entry.status is not WaitStatus.WAITING:
        return ""
    if parts := lacking(practice, entry, applicant, on):
        return f"Missing: {', '.join(parts)}"
    groups = [g for g in practice.groups if g.status in OPEN_GROUPS]
    asked = not groups or any(asks_for(entry.group_interest, group) for group in groups)
    return "Ready" if asked else "Ready, but no group is called that"


def lacking(practice: Practice, entry: WaitlistEntry, applicant: Applicant | None, on: date) -> list[str]:
    """What a person lacks on a day before a seat can be offered, in words."""
    found = [] if entry.prep is Prep.YES else ["individual prep"]
    if not _pays_alone(practice, entry, on):
        found += _insurance(practice, entry, on)
    if applicant is not None:
        if not applicant.own:
            found.append("a call to the person")
        elif parts := missing(applicant.latest, on):
            found.append(f"on the form: {listing(parts)}")
    return found


def _insurance(practice: Practice, entry: WaitlistEntry, on: date) -> list[str]:
    call = _latest_call(practice, entry)
    if call is None:
        return ["insurance check"]
    if is_refused(call):
        return ["insurance that pays group therapy"]
    if not is_settled(call):
        points = listing(open_points(call))
        return [f"insurance check ({points})" if points else "insurance check"]
    if on > good_until(call, practice.details):
        return ["a newer insurance check"]
    return ["authorization"] if call.authorization is Authorization.MUST_ASK else []


def _pays_alone(practice: Practice, entry: WaitlistEntry, on: date) -> bool:
    """Whether the person pays without a payer; a blank Payer tells nothing."""
    return bool(entry.payer) and not pays_by_insurance(practice, entry.payer, on)


def _latest_call(practice: Practice, entry: WaitlistEntry) -> Verification | None:
    calls = practice.verifications_about.get(entry.client_id or entry.wait_id, ())
    found = calls_about(calls, entry.payer or (calls[-1].payer if calls else "") or "")
    return found[-1] if found else None
