"""The intake form: what a new client is asked, in the order in which people answer easily.

No question about risk stands here: nobody watches a form day and night. The first lines say where help is.
"""

from collections.abc import Sequence

from sheets_schema.form import Choice, Form, Page, Question, said

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS = ("Early (7-9)", "Morning (9-12)", "Lunch (12-2)", "Afternoon (2-5)", "Evening (5-8)")
ONWARD = ""
"""The field of a question that only leads to the next page: its answer becomes no cell."""

UNSURE, ANOTHER = "Not sure - please advise", "Another one"
WELCOME = (
    "This form is not for emergencies: nobody reads it at night. In a crisis call or text 988; in danger call 911. "
    "It takes about eight minutes, and we call you within two working days."
)


def intake_form(groups: Sequence[str] = (), payers: Sequence[str] = ()) -> Form:
    """The form with the practice's groups and payers to choose from; commas would split an answer, so they go."""
    return Form(
        name="intake",
        title="New client form",
        tab="Intake",
        prefix="A",
        help=WELCOME,
        pages=(
            _who(),
            _guardian(),
            _referrer(),
            _you(),
            _group([plain(g) for g in groups]),
            _paying(),
            _insurance(payers),
            _holder(),
            _consents(),
        ),
    )


def plain(name: str) -> str:
    """A name that can be chosen among others."""
    return " ".join(name.replace(",", " ").split())


def _who() -> Page:
    """Someone under 18 does not sign alone; whoever refers a person is asked for no more than who they are."""
    ways = (
        Choice("Myself, I am 18 or older", "Myself", "you"),
        Choice("I am the parent or guardian of someone under 18", "Parent or guardian", "guardian"),
        Choice("I refer someone", "Someone who refers", "referrer"),
    )
    question = Question("filled_in_by", "Who is filling this in?", "choice", required=True, choices=ways)
    return Page("who", "You and this form", (question,))


def _guardian() -> Page:
    onward = (Choice("Go on", "", "you"),)
    return Page("guardian", "Parent or guardian", (
        Question("guardian", "Your name and how you are related", required=True),
        Question("guardian_phone", "Your phone", required=True),
        Question(ONWARD, "The questions that follow are about the young person", "choice", required=True, choices=onward),
    ))  # fmt: skip


def _referrer() -> Page:
    return Page("referrer", "Who refers", (
        Question("referred_by", "Your name and how you know the person", required=True),
        Question("referrer_phone", "Your phone", required=True),
    ))  # fmt: skip


def _you() -> Page:
    return Page("you", "About you", (
        Question("first_name", "First name, as on the insurance card", required=True),
        Question("last_name", "Last name, as on the insurance card", required=True),
        Question("goes_by", "Name you want to be called"),
        Question("born", "Date of birth", "date", required=True),
        Question("mobile", "Mobile phone", required=True, help="Ten digits, like 415-555-0132."),
        Question("email", "E-mail"),
    ))  # fmt: skip


def _group(groups: Sequence[str]) -> Page:
    return Page("group", "What you are looking for", (
        Question("group_interest", "Which of these interests you?", "several", required=True, choices=said(*groups, UNSURE)),
        Question("how", "How would you like to attend?", "choice", required=True, choices=said("In person", "Video", "Either")),
        Question("availability", "When could you come?", "grid", rows=DAYS, choices=said(*PARTS)),
        Question("presenting_issue", "In a few words, what would you like from it?", "paragraph",
                 help="A sentence is enough; we talk about details on the phone."),
        Question("individual_therapist", "Do you see a therapist now? Who?"),
        Question("access_needs", "What would make it easier for you to take part?", "paragraph",
                 help="An interpreter, hearing, moving about: anything."),
    ))  # fmt: skip


def _paying() -> Page:
    ways = (
        Choice("Insurance", leads_to="insurance"),
        Choice("Self-pay", leads_to="consents"),
        Choice("Not sure", leads_to="consents"),
    )
    return Page(
        "paying", "Paying", (Question("paying_by", "How will you pay?", "choice", required=True, choices=ways),)
    )


def _insurance(payers: Sequence[str]) -> Page:
    holder = (
        Choice("I am", "Self", "consents"),
        Choice("My husband, wife or partner", "Spouse", "holder"),
        Choice("My parent", "Child", "holder"),
        Choice("Somebody else", "Other", "holder"),
    )
    companies = said(*map(plain, payers), ANOTHER)
    company = Question("payer", "Insurance company", "list", required=True, choices=companies)
    return Page("insurance", "Your insurance", (
        company,
        Question("member_id", "Member ID, exactly as on the card", required=True, help="With letters and zeros."),
        Question("holder", "Who is the policyholder?", "choice", required=True, choices=holder),
    ))  # fmt: skip


def _holder() -> Page:
    return Page("holder", "The policyholder", (
        Question("holder_first_name", "First name of the policyholder", required=True),
        Question("holder_last_name", "Last name of the policyholder", required=True),
        Question("holder_born", "Date of birth of the policyholder", "date", required=True),
    ))  # fmt: skip


def _consents() -> Page:
    def agreed(
        field: str, title: str, version: str, otherwise: str = "I have questions", *, yes: str = "I agree"
    ) -> Question:
        answers = (Choice(f"{yes} ({version})"), Choice(otherwise, "No"))
        return Question(field, title, "choice", required=field != "telehealth_consent", choices=answers)

    return Page("consents", "What we agree on", (
        Question("emergency_contact", "Emergency contact: name and relation", required=True),
        Question("emergency_phone", "Emergency contact: phone", required=True),
        agreed("text_consent", "May we send you text messages about appointments, changes and openings? About 2 to 6 a month; "
               "message and data rates may apply. Reply STOP to end, HELP for help. Care does not depend on your answer.",
               "SMS v1", "No texts", yes="Yes, I agree"),
        agreed("text_risk_accepted", "Texts and ordinary e-mail are not encrypted: others could read them on a lost or "
               "shared phone. Knowing this, I still want them:", "TXT v1", "No", yes="Yes, I accept the risk"),
        agreed("attendance_policy_accepted", "Attendance: 24 hours' notice; at most 3 absences in a cycle; more than 2 in a "
               "row may end my place; 15 minutes late may mean no entry.", "ATT v1"),
        agreed("financial_policy_accepted", "You may call my insurance about my benefits. I pay what it does not cover.",
               "FIN v1"),
        agreed("telehealth_consent", "For video: a private place, and no recording.", "TEL v1"),
        Question("signature", "Type your full name as your signature", required=True),
    ))  # fmt: skip
