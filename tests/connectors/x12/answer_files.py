"""Answer files by hand: a 277CA as a clearinghouse writes it, and the 999 that pyx12 makes of a claim file."""

import io
import logging

import pyx12.params
import pyx12.x12n_document

ISA = "ISA*00*          *00*          *ZZ*CLEARHOUSE1    *ZZ*RIVERBENDGRP   *260305*0915*^*00501*000000900*0*T*:~"


def envelope(
    *segments: str, kind: str = "277", version: str = "005010X214", to: str = "RIVERBENDGRP", on: str = "20260305"
) -> str:
    """An interchange around the segments of one transaction, addressed to a submitter."""
    body = [f"ST*{kind}*0001*{version}", *segments]
    whole = [
        ISA[:-1].replace("RIVERBENDGRP   *260305", f"{to:15}*{on[2:]}"),
        f"GS*HN*CLEARHOUSE1*{to}*{on}*0915*900*X*{version}",
        *body,
        f"SE*{len(body) + 1}*0001",
        "GE*1*900",
        "IEA*1*000000900",
    ]
    return "~\n".join(whole) + "~\n"


def top(reference: str = "000000101", status: str = "A1:19:PR*20260305*WQ*315") -> list[str]:
    """The levels above the claims: payer, receiver of the answer with our file's reference, practice."""
    return [
        "BHT*0085*08*277X9*20260305*0915*TH", "HL*1**20*1", "NM1*PR*2*AETNA*****PI*60054", "TRN*1*T0001", "DTP*050*D8*20260305",
        "HL*2*1*21*1", "NM1*41*2*RIVERBEND*****46*RIVERBENDGRP", f"TRN*2*{reference}", f"STC*{status}",
        "HL*3*2*19*1", "NM1*85*2*RIVERBEND*****XX*1234567893", "TRN*1*0",
    ]  # fmt: skip


def of_claim(
    claim_id: str, *statuses: str, number: str = "", level: int = 4, day: str = "20260227", lines: tuple[str, ...] = ()
) -> list[str]:
    """One claim's answer: its statuses, and the payer's own number where it has one."""
    own = [f"REF*1K*{number}"] if number else []
    return [
        f"HL*{level}*3*PT", "NM1*QC*1*DOE*JANE****MI*W123456789", f"TRN*2*{claim_id}", *(f"STC*{x}" for x in statuses), *own,
        f"DTP*472*D8*{day}", *lines,
    ]  # fmt: skip


def ack999(text: str) -> str:
    """The 999 that pyx12 writes about a claim file."""
    settings = pyx12.params.params()
    log, out = logging.getLogger("pyx12"), io.StringIO()
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        pyx12.x12n_document.x12n_document(settings, io.StringIO(text), out, None)
    finally:
        log.setLevel(level)
    return out.getvalue()
