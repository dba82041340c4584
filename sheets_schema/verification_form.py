"""The form for a call to a payer: the questions in the order in which the payer's agent answers them.

"Not sure" is always a choice, and means a call back; a blank would be read as "nothing asked".
"""

from collections.abc import Sequence

from sheets_schema.form import Choice, Form, Page, Question, said
from sheets_schema.intake_form import ANOTHER, plain

OTHERWISE = "If it is not in the list, choose the last and write its name at the end."
UNSURE = ("Yes", "No", "Not sure")


def verification_form(payers: Sequence[str] = ()) -> Form:
    """The form with the practice's payers to choose from."""
    return Form(
        name="verification",
        title="Benefits call",
        tab="Verifications",
        prefix="V",
        help="One form for each call. Read the questions to the agent as they stand.",
        pages=(_call(payers), _plan(), _network(), _cost(), _limits(), _authorization(), _end()),
    )


def _call(payers: Sequence[str]) -> Page:
    companies = said(*map(plain, payers), ANOTHER)
    payer = Question("payer", "Insurance called", "list", required=True, choices=companies, help=OTHERWISE)
    return Page("call", "The call", (
        Question("about", "Client ID or Wait ID", required=True, help="Like C-012 or W-003."),
        Question("called_on", "Day of the call", "date", required=True),
        Question("by", "Your initials", required=True),
        payer,
        Question("spoke_with", "Who do you speak with?"),
        Question("reference_number", "What is the reference number of this call?", required=True,
                 help='It proves the call. Type "none given" if there is none.'),
    ))  # fmt: skip


def _plan() -> Page:
    active = (
        Choice("Yes", leads_to="network"),
        Choice("No", leads_to="end of call"),
        Choice("Not sure", leads_to="network"),
    )
    return Page("plan", "The plan", (
        Question("carve_out", "Does another company handle mental health? Which one?",
                 help="Then this call ends soon: call that company next."),
        Question("plan_active", "Is the plan active today for mental health?", "choice", required=True, choices=active),
    ))  # fmt: skip


def _network() -> Page:
    covered = (
        Choice("Yes", leads_to="cost"),
        Choice("No", leads_to="end of call"),
        Choice("Not sure", leads_to="cost"),
    )
    return Page("network", "Network and group therapy", (
        Question("in_network", "Are we in network?", "choice", required=True, choices=said("In", "Out", "Not sure")),
        Question("group_covered", "Does the plan pay for group psychotherapy, CPT 90853?", "choice", required=True,
                 choices=covered),
    ))  # fmt: skip


def _cost() -> Page:
    return Page("cost", "What the member pays", (
        Question("copay", "Copay for an outpatient group, in dollars", help="A number, like 25. Blank if there is none."),
        Question("coinsurance", "Coinsurance, in percent", help="A number, like 20. Blank if there is none."),
        Question("deductible_applies", "Does the deductible apply to 90853?", "choice", required=True, choices=said(*UNSURE)),
        Question("deductible", "Deductible, in dollars"),
        Question("deductible_met", "How much of it is met so far?"),
    ))  # fmt: skip


def _limits() -> Page:
    must = (
        Choice("Not needed", leads_to="end of call"),
        Choice("Have it", leads_to="authorization"),
        Choice("Must ask", leads_to="end of call"),
        Choice("Not sure", leads_to="end of call"),
    )
    return Page("limits", "Limits", (
        Question("benefit_year_starts", "On which day does the benefit year start?", "date", help="Blank: January 1."),
        Question("session_limit", "How many group sessions does the plan pay in a year?", help="Blank: no limit."),
        Question("sessions_used", "How many of them are used?"),
        Question("telehealth_covered", "Is video paid in the same way?", "choice", choices=said(*UNSURE)),
        Question("other_coverage", "Is there other coverage?"),
        Question("authorization", "Must authorization be obtained first?", "choice", required=True, choices=must),
    ))  # fmt: skip


def _authorization() -> Page:
    return Page("authorization", "The authorization", (
        Question("authorization_number", "Number of the authorization", required=True),
        Question("authorized_sessions", "How many sessions are approved?", required=True),
        Question("authorized_from", "From which day?", "date", required=True),
        Question("authorized_to", "To which day?", "date", required=True),
    ))  # fmt: skip


def _end() -> Page:
    return Page("end of call", "Result", (
        Question("result", "What came of the call?", "choice", required=True,
                 choices=said("Verified", "Not covered", "Call back"),
                 help='With any "Not sure" above, choose Call back.'),
        Question("call_back_on", "If you call again: on which day?", "date", help="Blank: a week later."),
        Question("note", "Anything else", "paragraph"),
    ))  # fmt: skip
