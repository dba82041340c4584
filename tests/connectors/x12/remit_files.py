"""Remittances by hand, as payers write them."""

from tests.connectors.x12.answer_files import envelope

VERSION = "005010X221A1"


def payment(
    *claims: list[str],
    total: str,
    trace: str = "EFT0001",
    on: str = "20260320",
    method: str = "ACH",
    plb: tuple[str, ...] = (),
) -> list[str]:
    """The segments of one payment between ST and SE."""
    return [
        f"BPR*I*{total}*C*{method}*CCP*01*999999992*DA*123456*1512345678**01*999988880*DA*98765*{on}",
        f"TRN*1*{trace}*1512345678", "REF*EV*RIVERBENDGRP", f"DTM*405*{on}",
        "N1*PR*AETNA", "N3*1 PAYER ST", "N4*HARTFORD*CT*06101", "PER*BL*HELP*TE*8005550100",
        "N1*PE*RIVERBEND GROUP THERAPY*XX*1234567893", "LX*1",
        *(x for claim in claims for x in claim), *plb,
    ]  # fmt: skip


def paid(claim_id: str, head: str, *more: str, number: str = "26079000001") -> list[str]:
    """One claim: ``head`` is status, charge, paid, patient; names are invented."""
    return [f"CLP*{claim_id}*{head}*12*{number}*11*1", "NM1*QC*1*DOE*JANE****MI*W123456789", *more]


def line(reference: str, charge: str, sum_: str, *adjustments: str, code: str = "90853") -> list[str]:
    """One service of 2026-02-27 with its adjustments."""
    own = [f"REF*6R*{reference}"] if reference else []
    return [f"SVC*HC:{code}*{charge}*{sum_}**1", "DTM*472*20260227", *(f"CAS*{x}" for x in adjustments), *own]


def file(*payments: list[str]) -> str:
    """An interchange with one transaction for each payment."""
    whole = envelope("X", kind="835", version=VERSION)
    head, tail = whole.split("ST*835*0001", 1)[0].replace("GS*HN", "GS*HP"), whole[whole.index("GE*1*") :]
    parts = [
        "~\n".join([f"ST*835*{n:04d}", *segments, f"SE*{len(segments) + 2}*{n:04d}"]) + "~\n"
        for n, segments in enumerate(payments, start=1)
    ]
    return head + "".join(parts) + tail
