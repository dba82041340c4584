"""Reads remittances (835) as leniently as payers write them.

Line breaks or none, other separators, blanks before a segment, several interchanges, transactions and payments in one
file, no ST03, missing envelopes: all are read. Names of patients are not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from connectors.x12.segmented import Segment, segments
from domain.remittance import NOTHING, Adjustment, PaidClaim, PaidLine, Remittance, turned

_SUM = re.compile(r"[+-]?(?:[0-9]{1,10}(?:\.[0-9]*)?|\.[0-9]+)")
_CENT = Decimal("0.01")
_CODE = re.compile(r"[A-Z0-9]{1,5}")
_UNKNOWN = "ZZ"
_FIRST_TRIPLET, _TRIPLET, _LAST_TRIPLET = 2, 3, 19
_ENDS = frozenset({"SE", "GE", "IEA", "ISA", "GS", "ST"})
_CLAIM_ENDS = frozenset({"LX", "PLB", "TS2", "TS3", *_ENDS})


def read_remittances(content: bytes) -> list[Remittance]:
    """Every payment in the file, in its order; none in a file of another kind.

    Of a file that breaks off, the claim at the break is left out. Raises Problem for a file that is no X12 at all.
    """
    reader = _Reader()
    for segment in segments(content):
        reader.take([x.strip() for x in segment])
    reader.cut()
    return reader.found


@dataclass
class _Line:
    code: str = ""
    first_code: str = ""
    reference: str = ""
    on: str = ""
    charge: Decimal = NOTHING
    paid: Decimal = NOTHING
    adjustments: list[Adjustment] = field(default_factory=list)

    def read(self, day: str) -> PaidLine:
        code = self.first_code or self.code
        return PaidLine(self.reference, code, self.on or day, self.charge, self.paid, tuple(self.adjustments))


@dataclass
class _Claim:
    head: Segment
    day: str = ""
    adjustments: list[Adjustment] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=list)

    def read(self) -> PaidClaim:
        charge, paid, patient = (_money(_get(self.head, n)) for n in (3, 4, 5))
        return turned(
            PaidClaim(
                claim_id=_get(self.head, 1),
                status=_code(_get(self.head, 2)),
                charge=charge or NOTHING,
                paid=paid or NOTHING,
                patient=patient or NOTHING,
                payer_number=_get(self.head, 7),
                adjustments=tuple(self.adjustments),
                lines=tuple(line.read(self.day) for line in self.lines),
                is_read=charge is not None and paid is not None,
            )
        )


@dataclass
class _Payment:
    head: Segment = field(default_factory=list)
    trace: str = ""
    payer: str = ""
    provider: list[tuple[str, Decimal]] = field(default_factory=list)
    claims: list[PaidClaim] = field(default_factory=list)

    def read(self, *, whole: bool) -> Remittance:
        return Remittance(
            trace=self.trace,
            on=_day(_get(self.head, 16)),
            payer=self.payer,
            total=_money(_get(self.head, 2)) if self.head else None,
            method=_code(_get(self.head, 4)),
            provider=tuple(self.provider),
            claims=tuple(self.claims),
            is_whole=whole,
        )


@dataclass
class _Reader:
    found: list[Remittance] = field(default_factory=list)
    payment: _Payment | None = None
    claim: _Claim | None = None
    elsewhere: bool = False

    def take(self, x: Segment) -> None:
        name = x[0]
        if name in _CLAIM_ENDS:
            self._end_claim()
        if name in _ENDS:
            self._end_payment()
            self.elsewhere = name == "ST" and _get(x, 1) != "835"
        elif self.elsewhere:
            return
        elif name == "BPR":
            self._end_claim()
            self._end_payment()
            self.payment = _Payment(x)
        elif name == "CLP":
            self._end_claim()
            self.claim = _Claim(x)
        elif self.claim is not None:
            self._of_claim(self.claim, name, x)
        else:
            self._of_payment(name, x)

    def cut(self) -> None:
        """End where the file ends; a payment that is still open there breaks off, and its last claim is left out."""
        if self.payment is not None:
            self.found.append(self.payment.read(whole=False))

    def _of_payment(self, name: str, x: Segment) -> None:
        if name == "TRN":
            self._open().trace = self._open().trace or _get(x, 2)
        elif name == "N1" and _get(x, 1) == "PR":
            self._open().payer = _get(x, 2)
        elif name == "PLB":
            pairs = ((_get(x, n).partition(":")[0], _money(_get(x, n + 1))) for n in range(3, min(len(x) - 1, 14), 2))
            self._open().provider.extend((_code(code), amount) for code, amount in pairs if amount)

    def _of_claim(self, claim: _Claim, name: str, x: Segment) -> None:
        line = claim.lines[-1] if claim.lines else None
        if name == "SVC":
            charge, paid = _money(_get(x, 2)), _money(_get(x, 3))
            code, first = _procedure(_get(x, 1)), _procedure(_get(x, 6))
            claim.lines.append(_Line(code, first, charge=charge or NOTHING, paid=paid or NOTHING))
        elif name == "CAS":
            (line.adjustments if line else claim.adjustments).extend(_adjustments(x))
        elif name == "DTM" and line and _get(x, 1) in ("472", "150"):
            line.on = line.on or _get(x, 2)[:8]
        elif name == "DTM" and _get(x, 1) == "232":
            claim.day = _get(x, 2)[:8]
        elif name == "REF" and line and _get(x, 1) == "6R":
            line.reference = _get(x, 2)

    def _open(self) -> _Payment:
        self.payment = self.payment or _Payment()
        return self.payment

    def _end_claim(self) -> None:
        if self.claim is not None:
            self._open().claims.append(self.claim.read())
        self.claim = None

    def _end_payment(self) -> None:
        if self.payment is not None:
            self.found.append(self.payment.read(whole=True))
        self.payment = None


def _adjustments(x: Segment) -> list[Adjustment]:
    """The triplets of a CAS: reason, amount, units, up to six times; what is no amount is left out."""
    last = min(len(x), _LAST_TRIPLET)
    pairs = ((_get(x, n), _money(_get(x, n + 1))) for n in range(_FIRST_TRIPLET, last, _TRIPLET))
    return [Adjustment(_code(_get(x, 1)), _code(code), amount) for code, amount in pairs if code and amount]


def _get(x: Sequence[str], at: int) -> str:
    return x[at] if len(x) > at else ""


def _procedure(composite: str) -> str:
    """The service code of HC:90853:95; some write it without the qualifier."""
    parts = composite.split(":")
    return parts[1] if len(parts) > 1 else parts[0]


def _money(text: str) -> Decimal | None:
    """Dollars and cents; nothing written is nothing, and what is no amount is None."""
    if not text:
        return NOTHING
    if not _SUM.fullmatch(text):
        return None
    return Decimal(text).quantize(_CENT, ROUND_HALF_UP)


def _code(text: str) -> str:
    return text if _CODE.fullmatch(text) else _UNKNOWN if text else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:8]) if text.isascii() and text[:8].isdigit() else None
    except ValueError:
        return None
