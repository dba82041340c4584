"""The Groups tab: when, where, for whom, at what price."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated

from domain.lists import Audience, GroupStatus, GroupType, How, Weekday, YesNo
from domain.records import Group
from sheets_schema.column import CHECK, CLAIMS, PRICES, PROOF, ROW, SESSIONS, STATEMENTS, Column
from sheets_schema.tab import Declared, TabSpec

Text = str | None
Money = Decimal | None
Count = int | None


class GroupRow(Declared):
    """A therapy group."""

    group_id: Annotated[str, Column("Group ID", example="G-01", required=True, kind="id", holds=ROW, width=10)]
    name: Annotated[
        str, Column("Group name", example="CBT for Anxiety", required=True, kind="label", holds=ROW, width=28)
    ]
    type: Annotated[
        GroupType, Column("Type", required=True, holds=ROW, help="Psychoeducation is not billed as therapy.")
    ]
    focus: Annotated[Text, Column("Focus", width=24)]
    audience: Annotated[Audience | None, Column("Audience")]
    facilitator: Annotated[
        Text,
        Column(
            "Facilitator", required=True, holds=PROOF, refers=("Staff",), kind="staff", help="Initials or full name."
        ),
    ]
    cofacilitator: Annotated[
        Text, Column("Co-facilitator", refers=("Staff",), kind="staff", help="Initials or full name.")
    ]
    weekday: Annotated[Weekday | None, Column("Weekday", required=True, help="As First session says.")]
    start_time: Annotated[time | None, Column("Start time", kind="start", required=True, holds=("sessions", "texts"))]
    minutes: Annotated[Count, Column("Minutes", example="90", required=True, holds=("sessions", "claims"), width=9)]
    first_session: Annotated[date | None, Column("First session", required=True, holds=SESSIONS)]
    sessions_in_cycle: Annotated[
        Count, Column("Sessions in cycle", example="12", required=True, holds=("sessions", "policy"))
    ]
    skip_dates: Annotated[tuple[date, ...], Column("Skip dates", holds=("sessions", "texts"), width=24)]
    minimum: Annotated[Count, Column("Minimum", width=9)]
    maximum: Annotated[Count, Column("Maximum", width=9)]
    how: Annotated[How | None, Column("How", required=True, holds=CLAIMS)]
    place: Annotated[Text, Column("Place or link", width=24)]
    fee: Annotated[
        Money, Column("Fee", example="$45", required=True, holds=PRICES, help="What one group session is charged at.")
    ]
    complexity_fee: Annotated[Money, Column("Complexity fee", holds=CLAIMS, help="What 90785 is charged at.")]
    self_pay_fee: Annotated[Money, Column("Self-pay fee", holds=STATEMENTS)]
    facilitator_cost: Annotated[Money, Column("Facilitator cost", help="For one session.")]
    cofacilitator_cost: Annotated[Money, Column("Co-facilitator cost", help="For one session.")]
    room_cost: Annotated[Money, Column("Room cost", help="For one session.")]
    materials_cost: Annotated[Money, Column("Materials cost", help="For one session.")]
    curriculum: Annotated[Text, Column("Curriculum", width=24)]
    sud_program: Annotated[
        YesNo | None, Column("SUD program", holds=("claims", "texts", "notes"), help="Yes: 42 CFR Part 2 applies.")
    ]
    status: Annotated[GroupStatus | None, Column("Status", required=True, holds=("sessions", "texts"))]
    fee_from: Annotated[
        date | None, Column("Fee from", holds=PRICES, window="authorization", help="When the fee changed; else blank.")
    ]
    fee_before: Annotated[Money, Column("Fee before", holds=PRICES, help="What a session was charged at until then.")]
    complexity_fee_before: Annotated[Money, Column("Complexity fee before", holds=CLAIMS, help="Blank: as now.")]
    next_session: Annotated[Text, Column("Next session", lookup=True)]
    enrolled: Annotated[Text, Column("Enrolled", lookup=True, width=10)]
    break_even: Annotated[Text, Column("Break-even", lookup=True, help="Members it takes to cover the cost.")]
    check: Annotated[Text, CHECK]


GROUPS = TabSpec("Groups", GroupRow, Group, identity=("group_id",), book=("G-{:02d}", 30), color="2E7D32")
