"""The Payments tab: money received or given back."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from domain.lists import PaymentKind
from domain.records import Payment
from sheets_schema.column import CHECK, ROW, STATEMENTS, Column
from sheets_schema.tab import Declared, TabSpec

Text = str | None


class PaymentRow(Declared):
    """One payment; those of payers come by themselves when their remittances are read."""

    payment_id: Annotated[str, Column("Payment ID", example="P-001", required=True, kind="id", holds=ROW, width=11)]
    on: Annotated[date, Column("Date", required=True, holds=ROW, window="past")]
    client_id: Annotated[str, Column("Client ID", required=True, kind="id", holds=ROW, refers=("Clients",), width=10)]
    visit_id: Annotated[
        Text, Column("Visit ID", example="G-01/05/C-012", kind="id", holds=STATEMENTS, refers=("Attendance",), width=17)
    ]
    kind: Annotated[PaymentKind | None, Column("Kind", required=True, holds=ROW)]
    amount: Annotated[Decimal | None, Column("Amount", required=True, kind="signed money", holds=ROW, width=11)]
    method: Annotated[Text, Column("Method")]
    reference: Annotated[Text, Column("Reference", width=20)]
    check: Annotated[Text, CHECK]


PAYMENTS = TabSpec("Payments", PaymentRow, Payment, identity=("payment_id",), book=("P-{:03d}", 300), color="6A1B9A")
