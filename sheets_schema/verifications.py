"""The Verifications tab: what payers said on the phone."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from domain import lists as l
from domain.records import Verification
from sheets_schema.column import CHECK, CLAIMS, ROW, Column
from sheets_schema.tab import Declared, TabSpec

Text = str | None
Money = Decimal | None
Count = int | None
Day = date | None
Unsure = l.YesNoUnsure | None


class VerificationRow(Declared):
    """One call to a payer."""

    verification_id: Annotated[str, Column("Verification ID", example="V-001", required=True, kind="id", holds=ROW)]
    about: Annotated[
        str,
        Column(
            "About", required=True, kind="id", holds=ROW, refers=("Clients", "Waitlist"), help="A Client ID or Wait ID."
        ),
    ]
    called_on: Annotated[date, Column("Called on", required=True, holds=ROW, window="past")]
    by: Annotated[Text, Column("By", required=True, kind="staff", width=9)]
    payer: Annotated[Text, Column("Payer", example="Aetna", required=True, kind="label", holds=CLAIMS, width=20)]
    spoke_with: Annotated[Text, Column("Spoke with", width=20)]
    reference_number: Annotated[
        Text,
        Column(
            "Reference number",
            example="REF0012345",
            required=True,
            width=18,
            help='The call\'s number, or "none given".',
        ),
    ]
    plan_active: Annotated[
        Unsure, Column("Plan active", holds=CLAIMS, help="Ask: is the plan active today, for mental health?")
    ]
    in_network: Annotated[
        l.NetworkAnswer | None, Column("In network", holds=CLAIMS, help="Ask: are we in the network of this plan?")
    ]
    group_covered: Annotated[
        Unsure,
        Column("Group therapy covered", holds=CLAIMS, help="Ask: does the plan pay for group psychotherapy, 90853?"),
    ]
    copay: Annotated[
        Money,
        Column(
            "Copay",
            kind="copay",
            width=10,
            help="Ask: what does the member pay for an outpatient group? 0 is an answer too.",
        ),
    ]
    coinsurance: Annotated[
        Money, Column("Coinsurance", kind="percent", help="Ask along with the copay; one of the two is enough.")
    ]
    deductible_applies: Annotated[
        Unsure,
        Column("Deductible applies", help="Ask: does the deductible apply to it, how much is it, and how much is met?"),
    ]
    deductible: Annotated[Money, Column("Deductible")]
    deductible_met: Annotated[Money, Column("Deductible met")]
    session_limit: Annotated[
        Count,
        Column(
            "Session limit",
            kind="limit",
            holds=CLAIMS,
            help="Ask: is the number of group sessions limited? Blank: no limit.",
        ),
    ]
    sessions_used: Annotated[
        Count, Column("Sessions used", holds=CLAIMS, help="Where there is a limit: how many are used so far.")
    ]
    authorization: Annotated[
        l.Authorization | None, Column("Authorization", holds=CLAIMS, help="Ask: must it be authorized first?")
    ]
    authorization_number: Annotated[
        Text, Column("Authorization number", example="A123456", kind="card id", holds=CLAIMS, width=18)
    ]
    authorized_sessions: Annotated[Count, Column("Authorized sessions", holds=CLAIMS)]
    authorized_from: Annotated[Day, Column("Authorized from", holds=CLAIMS, window="authorization")]
    authorized_to: Annotated[Day, Column("Authorized to", holds=CLAIMS, window="authorization")]
    telehealth_covered: Annotated[
        Unsure, Column("Telehealth covered", holds=CLAIMS, help="Ask: is it paid by video in the same way?")
    ]
    other_coverage: Annotated[Text, Column("Other coverage", width=20)]
    result: Annotated[
        l.VerificationResult | None,
        Column("Result", required=True, holds=CLAIMS, help="Verified only if nothing above is blank or Not sure."),
    ]
    note: Annotated[Text, Column("Note", width=30)]
    benefit_year_starts: Annotated[
        Day, Column("Benefit year starts", holds=CLAIMS, help="Blank: January 1.", example="7/1/2026")
    ]
    carve_out: Annotated[
        Text, Column("Carve-out", width=20, help="Another company that handles mental health; call them next.")
    ]
    call_back_on: Annotated[Day, Column("Call back on", help="Blank: a week later, as the tab Practice says.")]
    check: Annotated[Text, CHECK]


VERIFICATIONS = TabSpec(
    "Verifications",
    VerificationRow,
    Verification,
    identity=("verification_id",),
    book=("V-{:03d}", 100),
    color="6A1B9A",
)
