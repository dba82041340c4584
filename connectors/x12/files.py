"""The files of one batch: the claim file for the payer and its twin for the biller."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from connectors.x12.check import check_batch
from connectors.x12.render import render_837p
from connectors.x12.table import render_csv
from domain.claim import Claim
from domain.details import Details
from domain.views import Line


def batch_files(  # noqa: PLR0913  the port's five, and the mark of a test
    claims: Sequence[Claim], lines: Sequence[Line], details: Details, control_number: int, at: datetime, *, test: bool
) -> Mapping[str, bytes]:
    """The bytes by file name, named by control number; the claim file was read back and compared before.

    ``test`` marks the file as one that must not be paid (ISA15). Raises X12Refused for text a claim cannot carry.
    """
    text = render_837p(claims, details, control_number, at, test=test)
    check_batch(text, claims)
    name = f"{control_number:09d}"
    return {f"{name}.837": text.encode("ascii"), f"{name}.csv": render_csv(lines).encode()}
