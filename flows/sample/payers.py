"""What each payer wants, with dated rows; the sources are invented."""

from datetime import date
from decimal import Decimal

from flows.sample.days import Days
from flows.sample.rows import Row, row

AETNA, BCBS, MEDICARE, MEDICAID = "Aetna", "BCBS", "Medicare", "Medicaid"
OUT_OF_NETWORK, SELF_PAY = "Harbor Sample Plan", "Self-pay"


def _aetna(since: date, grace: int, rate: str) -> Row:
    return row(
        payer=AETNA,
        payer_id="SMPL1",
        kind="Commercial",
        filing_code="CI",
        since=since,
        network="In",
        minimum_present=2,
        maximum_present=12,
        presence_rule="Entire session",
        presence_minutes=None,
        grace_minutes=grace,
        video_modifier="95",
        phone_modifier="93",
        home_place="10",
        pays_90785="Yes",
        same_day_individual="With 59",
        rate=Decimal(rate),
        days_to_file=120,
        no_show_fee_allowed="Yes",
        group_modifier=None,
        bill_as="Claim",
        per_day=1,
        per_week=None,
        source=f"Sample contract {since.year}",
    )


def _bcbs(days: Days) -> Row:
    return row(
        payer=BCBS,
        payer_id="SMPL2",
        kind="Commercial",
        filing_code="BL",
        since=date(days.year - 1, 1, 1),
        network="In",
        minimum_present=3,
        maximum_present=12,
        presence_rule="At least minutes",
        presence_minutes=60,
        grace_minutes=None,
        video_modifier="95",
        phone_modifier="not covered",
        home_place="10",
        pays_90785="No",
        same_day_individual="Yes",
        rate=Decimal(42),
        days_to_file=180,
        no_show_fee_allowed="Yes",
        group_modifier=None,
        bill_as="Claim",
        per_day=1,
        per_week=None,
        source=f"Sample contract {days.year - 1}",
    )


def _medicare(days: Days) -> Row:
    return row(
        payer=MEDICARE,
        payer_id="SMPL3",
        kind="Medicare",
        filing_code="MB",
        since=date(days.year - 1, 1, 1),
        network="In",
        minimum_present=2,
        maximum_present=12,
        presence_rule="Majority",
        presence_minutes=None,
        grace_minutes=None,
        video_modifier="95",
        phone_modifier="93",
        home_place="10",
        pays_90785="Yes",
        same_day_individual="With 59",
        rate=Decimal(32),
        days_to_file=365,
        no_show_fee_allowed="Yes",
        group_modifier=None,
        bill_as="Claim",
        per_day=1,
        per_week=None,
        source=f"Sample manual {days.year - 1}",
    )


def _medicaid(days: Days) -> Row:
    return row(
        payer=MEDICAID,
        payer_id="SMPL4",
        kind="Medicaid",
        filing_code="MC",
        since=date(days.year - 1, 1, 1),
        network="In",
        minimum_present=2,
        maximum_present=12,
        presence_rule="Review",
        presence_minutes=None,
        grace_minutes=None,
        video_modifier="GT",
        phone_modifier="FQ",
        home_place="02",
        pays_90785="No",
        same_day_individual="No",
        rate=Decimal(28),
        days_to_file=90,
        no_show_fee_allowed="No",
        group_modifier="HQ",
        bill_as="Claim",
        per_day=1,
        per_week=2,
        source=f"Sample manual {days.year - 1}",
    )


def _out_of_network(days: Days) -> Row:
    return row(
        payer=OUT_OF_NETWORK,
        payer_id="SMPL5",
        kind="Commercial",
        filing_code="CI",
        since=date(days.year - 1, 1, 1),
        network="Out",
        minimum_present=2,
        maximum_present=None,
        presence_rule="Entire session",
        presence_minutes=None,
        grace_minutes=10,
        video_modifier="95",
        phone_modifier="none",
        home_place="10",
        pays_90785="No",
        same_day_individual="Yes",
        rate=None,
        days_to_file=365,
        no_show_fee_allowed="Yes",
        group_modifier=None,
        bill_as="Superbill",
        per_day=1,
        per_week=None,
        source="Sample call with the plan",
    )


def _self_pay(days: Days) -> Row:
    return row(
        payer=SELF_PAY,
        payer_id=None,
        kind="Self-pay",
        filing_code=None,
        since=date(days.year - 1, 1, 1),
        network=None,
        minimum_present=None,
        maximum_present=None,
        presence_rule=None,
        presence_minutes=None,
        grace_minutes=None,
        video_modifier=None,
        phone_modifier=None,
        home_place=None,
        pays_90785=None,
        same_day_individual=None,
        rate=Decimal(45),
        days_to_file=None,
        no_show_fee_allowed="Yes",
        group_modifier=None,
        bill_as="None",
        per_day=None,
        per_week=None,
        source="Sample price list",
    )


def payers(days: Days) -> tuple[Row, ...]:
    """Six payers in seven rows: Aetna has a new contract since January."""
    return (
        _aetna(date(days.year - 1, 1, 1), 5, "38"),
        _aetna(date(days.year, 1, 1), 10, "40"),
        _bcbs(days),
        _self_pay(days),
        _medicare(days),
        _medicaid(days),
        _out_of_network(days),
    )
