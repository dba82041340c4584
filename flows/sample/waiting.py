"""The two people of the guide's waitlist, and what they wrote on the form."""

from datetime import datetime, time

from flows.sample.days import Days
from flows.sample.payers import AETNA, BCBS
from flows.sample.rows import Row, row, table


def waitlist(days: Days) -> tuple[Row, ...]:
    """John D. is ready for CBT; Mary S. still prepares for DBT."""
    return table(
        "wait_id name client_id added group_interest kind prep payer mobile presenting_issue"
        " functioning age_band availability status offered_on note",
        [
            (
                *("W-001", "John D.", None, days.ago(56), "CBT Anxiety", "Replacement", "Yes", AETNA),
                *("518-555-0141", "Anxiety", 4, "Adult", "Thursday evening", "Waiting", None, None),
            ),
            (
                *("W-002", "Mary S.", None, days.ago(53), "DBT Skills", "Needs individual prep", "In progress", BCBS),
                *("518-555-0142", "Sudden anger", 3, "Adult", "Wednesday evening", "Waiting", None, None),
            ),
        ],
    )


def intake(days: Days) -> tuple[Row, ...]:
    """One answer from each of them, sent the day before they were added."""
    return (_john(days), _mary(days))


def _john(days: Days) -> Row:
    return row(
        answer_id="A-001",
        submitted=datetime.combine(days.ago(57), time(20, 14)),
        first_name="John",
        last_name="Dreamtup",
        born=days.born(35, 4, 2),
        mobile="518-555-0141",
        email="john@example.com",
        group_interest="CBT Anxiety",
        how="In person",
        availability="Thursday evening",
        presenting_issue="Anxiety",
        emergency_contact="Kin of John",
        emergency_phone="518-555-0143",
        payer=AETNA,
        member_id="W100000041",
        **_AGREED,
        signature="John Dreamtup",
    )


def _mary(days: Days) -> Row:
    return row(
        answer_id="A-002",
        submitted=datetime.combine(days.ago(54), time(12, 40)),
        first_name="Mary",
        last_name="Storybook",
        born=days.born(27, 12, 9),
        mobile="518-555-0142",
        email="mary@example.com",
        group_interest="DBT Skills",
        how="Video",
        availability="Wednesday evening",
        presenting_issue="Sudden anger",
        emergency_contact="Kin of Mary",
        emergency_phone="518-555-0144",
        payer=BCBS,
        member_id="YPB100000042",
        **_AGREED,
        signature="Mary Storybook",
    )


_AGREED = {
    "paying_by": "Insurance",
    "holder": "Self",
    "text_consent": "Yes",
    "text_risk_accepted": "Yes",
    "attendance_policy_accepted": "Yes",
    "financial_policy_accepted": "Yes",
    "telehealth_consent": "Yes",
}
