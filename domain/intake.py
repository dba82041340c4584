"""Intake answers become waitlist rows, each person's once; what is missing, changed or in doubt is asked."""

from collections.abc import Iterator
from datetime import date, datetime

from domain import identity
from domain.age import band_on, is_minor
from domain.applicants import OPEN, Applicant, Applicants, Doubt
from domain.effects import AppendRow, AskDecision
from domain.fresh import fresh_ids, made_from
from domain.history import History
from domain.lists import FilledInBy, Holder, How, YesNo
from domain.outcome import Outcome
from domain.practice import Practice
from domain.questions import short_digest, stands
from domain.reasons import Hold, Task, reason
from domain.records import IntakeAnswer, WaitlistEntry
from domain.rollcall import today
from domain.sentences import SENTENCES
from domain.wording import day_words, listing

COMPARED = {
    "Mobile": "mobile",
    "Group interest": "group_interest",
    "Payer": "payer",
    "Presenting issue": "presenting_issue",
    "Availability": "availability",
}
"""What a waitlist row takes over from an answer, heading and field."""


def decide_intake(practice: Practice, history: History, now: datetime) -> Outcome:
    """A waitlist row for each person who asks for a seat, and a question wherever it is not sure who that is."""
    if not practice.intake:
        return Outcome()
    applicants, on = Applicants(practice, history), today(practice.details, now)
    rows: list[AppendRow] = []
    asks: list[AskDecision] = []
    holds: list[Hold] = []
    tasks: list[Task] = []
    ids, made = fresh_ids("Waitlist", practice, history), set(made_from("Waitlist", history).values())
    entries = {w.wait_id: w for w in practice.waitlist}
    for applicant in applicants.all:
        asks += [_question(d, on) for d in applicant.doubts if not stands(d.key, practice, history)]
        if hold := _waits(practice, applicant):
            holds.append(hold)
        elif not applicant.wait_id:
            rows.append(_row(applicant, next(ids)))
        elif not history.is_done(f"row:Waitlist:{applicant.wait_id}") and applicant.wait_id in made:
            rows.append(_row(applicant, applicant.wait_id))
        tasks += _tasks(history, applicant, entries.get(applicant.wait_id), on)
    return Outcome((*rows, *asks), tuple(holds), tuple(tasks))


def _waits(practice: Practice, applicant: Applicant) -> Hold | None:
    """Why no row is made yet: who it is is asked, or a client's row with that name cannot be read."""
    first = applicant.answers[0]
    if applicant.wait_id:
        return None
    if applicant.doubts:
        other = applicant.doubts[0].other
        why = reason("INTAKE_WAITS", rows=(first.answer_id, other), answer=first.answer_id, other=other)
        return Hold(about=first.answer_id, reason=why)
    person = identity.of_answer(applicant.latest)
    for client_id, names in sorted(practice.names_in_question.items()):
        plain = {identity.plain(name) for name in names}
        if person.last in plain and person.firsts & plain:
            why = reason("INTAKE_WAITS_FOR_CLIENT", rows=(client_id,), answer=first.answer_id, client=client_id)
            return Hold(about=first.answer_id, reason=why)
    return None


def _row(applicant: Applicant, wait_id: str) -> AppendRow:
    said, first = applicant.latest, applicant.answers[0]
    added = first.submitted.date() if first.submitted else None
    band = band_on(said.born, added) if added else None
    referred = first.filled_in_by is FilledInBy.REFERRER and first.referred_by
    why = reason("INTAKE_ROW", rows=(said.answer_id,), answer=said.answer_id, interest=said.group_interest)
    return AppendRow(
        key=f"row:Waitlist:{wait_id}",
        tab="Waitlist",
        row_id=wait_id,
        source=first.answer_id,
        inputs=_facts(said),
        cells={
            "wait_id": wait_id,
            "name": f"{said.goes_by or said.first_name} {said.last_name}",
            "client_id": applicant.client_id,
            "added": added,
            "group_interest": said.group_interest,
            "payer": said.payer or ("Self-pay" if said.paying_by == "Self-pay" else None),
            "mobile": said.mobile,
            "presenting_issue": said.presenting_issue,
            "age_band": band.value if band else None,
            "availability": said.availability,
            "status": "Waiting",
            "note": f"Referred by {first.referred_by}" if referred else None,
        },
        reasons=(why,),
    )


def _facts(answer: IntakeAnswer) -> str:
    return short_digest(*(getattr(answer, name) for name in COMPARED.values()))


def _question(doubt: Doubt, on: date) -> AskDecision:
    said = doubt.answer
    who = f"{said.answer_id} ({said.first_name} {said.last_name}, born {day_words(said.born)})"
    if doubt.again:
        question = f"{who} applies anew; an earlier application is {doubt.words}. Put them on the waitlist again?"
        code = "INTAKE_AGAIN"
    else:
        question = f"Is {who} the same person as {doubt.words}? Yes joins them, No keeps them apart."
        code = "INTAKE_SAME"
    why = reason(code, rows=(said.answer_id, doubt.other), answer=said.answer_id, other=doubt.other)
    return AskDecision(
        key=doubt.key,
        decision_id="",
        decision_kind="other",
        asked_on=on,
        about=f"{said.answer_id}, {doubt.other}",
        question=question,
        why=why.sentence,
        reasons=(why,),
    )


def _tasks(history: History, applicant: Applicant, entry: WaitlistEntry | None, on: date) -> Iterator[Task]:
    """What a coordinator still has to ask or to compare, while the person waits for a seat."""
    if entry is None or entry.status not in OPEN:
        return
    said = applicant.latest
    if parts := missing(said, on):
        yield _task("INTAKE_MISSING", said, what=listing(parts))
    if not applicant.own and entry.prep is None:
        yield _task("INTAKE_REFERRED", said)
    before = history.happened.get(f"row:Waitlist:{entry.wait_id}")
    if before and before.detail.get("inputs", "") != _facts(said) and (other := _differ(said, entry)):
        yield _task("INTAKE_CHANGED", said, what=listing(other), wait=entry.wait_id)


def _task(code: str, answer: IntakeAnswer, **words: object) -> Task:
    words = {"answer": answer.answer_id, **words}
    return Task(about=answer.answer_id, tab="Intake", reason=reason(code, rows=(answer.answer_id,), rule=None, **words))


def _differ(answer: IntakeAnswer, entry: WaitlistEntry) -> list[str]:
    pairs = {heading: (getattr(answer, name), getattr(entry, name)) for heading, name in COMPARED.items()}
    return [heading for heading, (said, stands_there) in pairs.items() if said and said != stands_there]


def missing(answer: IntakeAnswer, on: date) -> list[str]:
    """The headings of what the practice must know before it can give this person a seat, by branch of the form.

    ``on`` stands in for the day of an answer that has none: who was a minor then needs a guardian's signature.
    """
    if answer.filled_in_by is FilledInBy.REFERRER:
        return [] if answer.mobile or answer.email else ["Mobile"]
    wanted: dict[str, object] = {
        "Mobile": answer.mobile or answer.email,
        "Paying by": answer.paying_by,
        **_of_insurance(answer),
        "Emergency contact": answer.emergency_contact,
        "Emergency phone": answer.emergency_phone,
        "Attendance policy accepted": answer.attendance_policy_accepted is YesNo.YES,
        "Financial policy accepted": answer.financial_policy_accepted is YesNo.YES,
        "Signature": answer.signature,
    }
    if (answer.how or "") not in ("", How.IN_PERSON.value):
        wanted["Telehealth consent"] = answer.telehealth_consent is YesNo.YES
    if is_minor(answer.born, answer.submitted.date() if answer.submitted else on):
        wanted |= {"Guardian": answer.guardian, "Guardian phone": answer.guardian_phone}
    return [heading for heading, found in wanted.items() if not found]


def _of_insurance(answer: IntakeAnswer) -> dict[str, object]:
    if answer.paying_by != "Insurance":
        return {}
    wanted: dict[str, object] = {"Payer": answer.payer, "Member ID": answer.member_id, "Policy holder": answer.holder}
    if answer.holder not in (None, Holder.SELF):
        wanted |= {
            "Holder first name": answer.holder_first_name,
            "Holder last name": answer.holder_last_name,
            "Holder date of birth": answer.holder_born,
        }
    return wanted


def withdrawn(practice: Practice, history: History) -> dict[str, str]:
    """Questions about who is who that no longer matter, by decision ID: the rows were corrected since."""
    asked = {k: h for k, h in history.happened.items() if k.startswith(("ask:other:same:", "ask:other:again:"))}
    if not asked:
        return {}
    doubts = {d.key for a in Applicants(practice, history).all for d in a.doubts}
    return {
        decision_id: SENTENCES["INTAKE_NO_LONGER_HOLDS"]
        for key, happened in asked.items()
        if key not in doubts
        and (decision_id := happened.detail.get("decision_id", ""))
        and (row := practice.decision.get(decision_id))
        and row.answer is None
    }
