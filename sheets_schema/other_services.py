"""The Other services tab: individual sessions that are on record elsewhere."""

from datetime import date, time
from typing import Annotated

from domain.records import OtherService
from sheets_schema.column import CHECK, CLAIMS, ROW, Column
from sheets_schema.tab import Declared, TabSpec

Text = str | None


class OtherServiceRow(Declared):
    """One service of the same client, for the same-day rule."""

    service_id: Annotated[str, Column("Service ID", example="S-001", required=True, kind="id", holds=ROW, width=11)]
    on: Annotated[date, Column("Date", required=True, holds=ROW)]
    client_id: Annotated[str, Column("Client ID", required=True, kind="id", holds=ROW, refers=("Clients",), width=10)]
    code: Annotated[Text, Column("Code", required=True, kind="service code", holds=CLAIMS, width=9)]
    starts: Annotated[time | None, Column("Starts", holds=CLAIMS, width=11)]
    ends: Annotated[time | None, Column("Ends", holds=CLAIMS, width=11)]
    clinician: Annotated[Text, Column("Clinician", width=20)]
    check: Annotated[Text, CHECK]


OTHER_SERVICES = TabSpec(
    "Other services",
    OtherServiceRow,
    OtherService,
    identity=("service_id",),
    book=("S-{:03d}", 100),
    color="6A1B9A",
)
