"""Three groups that run, one in planning, and its first task."""

from datetime import time
from decimal import Decimal

from flows.sample.days import Days, typed
from flows.sample.rows import Row, row

CBT, DBT, PROCESS, ACT = "G-01", "G-02", "G-03", "G-04"


def _cbt(days: Days) -> Row:
    return row(
        group_id=CBT,
        name="CBT for Anxiety",
        type="Skills",
        focus="Anxiety",
        audience="Working adults",
        facilitator="Morgan Mockley",
        cofacilitator=None,
        weekday="Thursday",
        start_time=time(18),
        minutes=90,
        first_session=days.ago(28),
        sessions_in_cycle=12,
        skip_dates=typed(days.ahead(42)),
        minimum=4,
        maximum=10,
        how="In person",
        place="Room 2",
        fee=Decimal(150),
        complexity_fee=Decimal(15),
        self_pay_fee=Decimal(45),
        facilitator_cost=Decimal(150),
        cofacilitator_cost=None,
        room_cost=Decimal(0),
        materials_cost=Decimal(0),
        curriculum="Own workbook",
        sud_program="No",
        status="Running",
    )


def _dbt(days: Days) -> Row:
    return row(
        group_id=DBT,
        name="DBT Skills",
        type="Skills",
        focus="Emotion regulation",
        audience="Working adults",
        facilitator="Taylor Tryout",
        cofacilitator=None,
        weekday="Wednesday",
        start_time=time(17, 30),
        minutes=120,
        first_session=days.ago(36),
        sessions_in_cycle=24,
        skip_dates=typed(days.ahead(27), days.ahead(76)),
        minimum=4,
        maximum=8,
        how="Video",
        place="https://video.example.com/room-7",
        fee=Decimal(160),
        complexity_fee=Decimal(15),
        self_pay_fee=Decimal(50),
        facilitator_cost=Decimal(180),
        cofacilitator_cost=None,
        room_cost=Decimal(0),
        materials_cost=Decimal(10),
        curriculum="Own hand-outs",
        sud_program="No",
        status="Running",
    )


def _process(days: Days) -> Row:
    return row(
        group_id=PROCESS,
        name="Friday Process",
        type="Process",
        focus="Relationships",
        audience="Working adults",
        facilitator="Taylor Tryout",
        cofacilitator=None,
        weekday="Friday",
        start_time=time(12),
        minutes=75,
        first_session=days.ago(41),
        sessions_in_cycle=16,
        skip_dates=None,
        minimum=2,
        maximum=8,
        how="In person",
        place="Room 1",
        fee=Decimal(120),
        complexity_fee=Decimal(15),
        self_pay_fee=Decimal(45),
        facilitator_cost=Decimal(130),
        cofacilitator_cost=None,
        room_cost=Decimal(20),
        materials_cost=Decimal(0),
        curriculum=None,
        sud_program="No",
        status="Running",
    )


def _act(days: Days) -> Row:
    return row(
        group_id=ACT,
        name="ACT Skills",
        type="Skills",
        focus="Acceptance and commitment",
        audience="Working adults",
        facilitator="Morgan Mockley",
        cofacilitator="Taylor Tryout",
        weekday="Tuesday",
        start_time=time(18),
        minutes=90,
        first_session=days.ahead(54),
        sessions_in_cycle=8,
        skip_dates=None,
        minimum=5,
        maximum=8,
        how="In person",
        place="Room 2",
        fee=Decimal(150),
        complexity_fee=Decimal(15),
        self_pay_fee=Decimal(45),
        facilitator_cost=Decimal(150),
        cofacilitator_cost=Decimal(100),
        room_cost=Decimal(0),
        materials_cost=Decimal(15),
        curriculum=None,
        sud_program="No",
        status="Planning",
    )


def groups(days: Days) -> tuple[Row, ...]:
    """CBT on Thursday, DBT by video on Wednesday, Process on Friday, and ACT in planning."""
    return (_cbt(days), _dbt(days), _process(days), _act(days))


def launch(days: Days) -> tuple[Row, ...]:
    """The first task of the planned group, due eight weeks before its first session."""
    return (
        row(
            task_id="L-001",
            group_id=ACT,
            due=days.ago(2),
            when="8 weeks",
            task="Set the smallest and the largest size of the group",
            done="No",
            by=None,
            note=None,
        ),
    )
