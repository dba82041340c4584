"""The Payers tab: what each payer wants, from one day on."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from domain import lists as l
from domain.payers import Preset
from domain.records import PayerRule
from sheets_schema.column import CHECK, CLAIMS, ROW, Column
from sheets_schema.grid import Written
from sheets_schema.tab import Declared, TabSpec, fields_of

Text = str | None
Count = int | None
YesNo = l.YesNo | None

FILING_CODES = ("CI", "BL", "MB", "MC", "CH", "HM", "OF", "ZZ")


class PayerRow(Declared):
    """A payer's rule; a new contract is a new row."""

    payer: Annotated[str, Column("Payer", example="Aetna", required=True, kind="label", holds=ROW, width=22)]
    payer_id: Annotated[Text, Column("Payer ID", example="60054", required=True, kind="card id", holds=CLAIMS)]
    kind: Annotated[l.PayerKind, Column("Kind", required=True, holds=ROW)]
    filing_code: Annotated[
        Text, Column("Filing code", required=True, kind="filing code", choices=FILING_CODES, holds=CLAIMS)
    ]
    since: Annotated[date, Column("From", required=True, holds=ROW, help="The first day this row counts.")]
    network: Annotated[l.Network | None, Column("Network", holds=CLAIMS)]
    minimum_present: Annotated[Count, Column("Minimum present", holds=CLAIMS)]
    maximum_present: Annotated[Count, Column("Maximum present", holds=CLAIMS)]
    presence_rule: Annotated[l.PresenceRule | None, Column("Presence rule", required=True, holds=CLAIMS, width=18)]
    presence_minutes: Annotated[Count, Column("Presence minutes", holds=CLAIMS)]
    grace_minutes: Annotated[Count, Column("Grace minutes", holds=CLAIMS)]
    video_modifier: Annotated[l.VideoModifier | None, Column("Video modifier", holds=CLAIMS)]
    phone_modifier: Annotated[l.PhoneModifier | None, Column("Phone modifier", holds=CLAIMS)]
    home_place: Annotated[l.HomePlace | None, Column("Home place of service", holds=CLAIMS)]
    pays_90785: Annotated[YesNo, Column("Pays 90785", holds=CLAIMS)]
    same_day_individual: Annotated[l.SameDay | None, Column("Same day individual", holds=CLAIMS)]
    rate: Annotated[Decimal | None, Column("Rate", help="What it pays for 90853.")]
    days_to_file: Annotated[Count, Column("Days to file", example="90", required=True, holds=CLAIMS)]
    no_show_fee_allowed: Annotated[YesNo, Column("No-show fee allowed")]
    group_modifier: Annotated[Text, Column("Group modifier", choices=("HQ",), holds=CLAIMS)]
    bill_as: Annotated[l.BillAs | None, Column("Bill as", holds=CLAIMS)]
    per_day: Annotated[Count, Column("Per day", holds=CLAIMS, width=9)]
    per_week: Annotated[Count, Column("Per week", holds=CLAIMS, width=9)]
    source: Annotated[
        Text,
        Column(
            "Source", example="Contract of 2026", required=True, width=30, help="The contract or manual that says so."
        ),
    ]
    look_again_by: Annotated[
        date | None, Column("Look again by", help="When to check this row with the payer again.", example="12/31/2027")
    ]
    enrolled: Annotated[
        Text,
        Column(
            "Enrolled", holds=CLAIMS, refers=("Staff",), kind="staff", width=14,
            help="Initials of those it has taken in; blank: all. Someone new: a new row from that day.",
        ),
    ]  # fmt: skip
    check: Annotated[Text, CHECK]


def _of_no_claim(values: Mapping[str, Any]) -> frozenset[str]:
    """What a claim needs is not asked of a payer that gets none (ruling 9)."""
    if values.get("kind") is l.PayerKind.SELF_PAY:
        return frozenset({"payer_id", "filing_code", "presence_rule", "days_to_file"})
    return frozenset()


def preset_row(preset: Preset) -> dict[str, Written]:
    """The row of a preset as it is laid out: with what is known; the first day it counts is the practice's to write."""
    of_header = {f.column.header: f.name for f in fields_of(PayerRow)}
    return {
        "payer": preset.payer,
        "kind": preset.kind,
        "filing_code": preset.filing_code,
        **{of_header[x.column]: x.cell for x in preset.known},
        "source": preset.source,
        "look_again_by": preset.look_again_by,
    }


PAYERS = TabSpec("Payers", PayerRow, PayerRule, identity=("payer", "since"), color="6A1B9A", excused=_of_no_claim)
