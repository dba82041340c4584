"""Individual sessions on record elsewhere, and money that came in."""

from datetime import time
from decimal import Decimal

from flows.sample.days import Days
from flows.sample.rows import Row, row, table


def other_services(days: Days) -> tuple[Row, ...]:
    """Client A had an individual hour on the day of the fourth CBT session."""
    return (
        row(
            service_id="S-001",
            on=days.ago(7),
            client_id="C-001",
            code="90834",
            starts=time(14),
            ends=time(14, 45),
            clinician="Morgan Mockley",
        ),
    )


def payments(days: Days) -> tuple[Row, ...]:
    """A few payments at the door; not everyone has paid."""
    return table(
        "payment_id on client_id visit_id kind amount method reference",
        [
            ("P-001", days.ago(28), "C-001", "G-01/01/C-001", "Copay", Decimal(25), "Card", "R1001"),
            ("P-002", days.ago(28), "C-003", "G-01/01/C-003", "Self-pay", Decimal(45), "Cash", None),
            ("P-003", days.ago(21), "C-003", "G-01/02/C-003", "Self-pay", Decimal(45), "Card", "R1002"),
            ("P-004", days.ago(14), "C-002", "G-01/03/C-002", "Copay", Decimal(30), "Card", "R1003"),
            ("P-005", days.ago(8), "C-012", "G-02/05/C-012", "Self-pay", Decimal(160), "Card", "R1004"),
            ("P-006", days.ago(7), "C-004", "G-01/04/C-004", "Coinsurance", Decimal("6.40"), "Check", "1207"),
            ("P-007", days.ago(6), "C-019", "G-03/06/C-019", "Self-pay", Decimal(35), "Cash", None),
            ("P-008", days.cbt, "C-001", "G-01/05/C-001", "Copay", Decimal(25), "Card", "R1005"),
        ],
    )
