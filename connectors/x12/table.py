"""The twin of a batch as a table that opens in any spreadsheet."""

import csv
import io
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from domain.views import Line

COLUMNS = (
    "Claim ID",
    "Line",
    "Visit ID",
    "Client ID",
    "Payer",
    "Date",
    "Code",
    "Modifiers",
    "POS",
    "Diagnoses",
    "Charge",
    "Expected",
    "State",
    "Reason",
    "Batch",
)
"""The columns of the Claims tab."""

_STARTS = frozenset("=+-@\t\r\n")


def render_csv(lines: Iterable[Line]) -> str:
    """A header and a row per service line; dates as 2026-02-27, dollars as 150.00, lists parted by ", "."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(_row(x) for x in lines)
    return out.getvalue()


def text_cell(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe before a sign that begins one."""
    first = next((x for x in text if x in _STARTS or unicodedata.category(x) not in {"Zs", "Cf", "Cc"}), "")
    return "'" + text if unicodedata.normalize("NFKC", first) in _STARTS else text


def _row(line: Line) -> list[str | int]:
    return [
        text_cell(line.claim_id),
        line.line,
        text_cell(line.visit_id),
        text_cell(line.client_id),
        text_cell(line.payer),
        line.on.isoformat(),
        text_cell(line.code),
        text_cell(", ".join(line.modifiers)),
        text_cell(line.place),
        text_cell(", ".join(line.diagnoses)),
        _money(line.charge),
        _money(line.expected),
        line.state,
        text_cell(" ".join(x.sentence for x in line.reasons)),
        text_cell(line.batch),
    ]


def _money(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"
