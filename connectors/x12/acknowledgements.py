"""Reads what payers and clearinghouses answer: TA1, 999 and 277CA, as leniently as they write them.

Line breaks or none, other separators, blanks before a segment, several interchanges and transactions in one file,
missing levels and missing envelopes are all read; what is no answer at all is told by its kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from connectors.x12.segmented import Segment, segments
from connectors.x12.statuses import Status, state_of, status_of
from domain.acknowledgements import Ack, Answer
from domain.whose_answer import Marks

_LEVELS = {"41": "21", "40": "21", "85": "19", "QC": "PT"}
"""The level that a name opens where HL is missing: receiver of our file, practice, patient."""

_ENDS = frozenset({"SE", "GE", "IEA"})
"""The segments with which a whole file can end."""

_CLAIM_ACKNOWLEDGEMENTS = ("X214", "X167")
"""A 277CA of 5010 and the one of 4010; other kinds of 277 answer questions that nobody asked here."""

_SETS_TAKEN = frozenset({"A", "E"})
_SETS_TURNED = frozenset({"R", "M", "W", "X"})


def read_answers(content: bytes) -> list[Ack]:
    """Every answer in the file, in its order; a transaction of another kind comes as an answer of that kind, ``other``.

    A file that breaks off says so with a last answer, ``cut``; what stands at the break is left out, for half an answer
    may say the opposite of the whole one. Raises Problem for a file that is no X12 at all.
    """
    reader = _Reader()
    last: Segment = []
    for segment in segments(content):
        if last:
            reader.take(last)
        last = segment
    if last and last[0] in _ENDS:
        reader.close()
    else:
        reader.cut()
    return reader.found


@dataclass
class _Loop:
    """What one level of a 277CA says: which level, whose number, what became of it."""

    level: str = ""
    trace: str = ""
    statuses: list[Status] = field(default_factory=list)
    line_statuses: list[Status] = field(default_factory=list)
    payer_number: str = ""
    day: str = ""


@dataclass
class _Reader:
    found: list[Ack] = field(default_factory=list)
    kind: str = ""
    at: str = ""
    envelope: Marks = field(default_factory=Marks)
    control: int | None = None
    set_number: int = 0
    first: int = 0
    told: bool = False
    faults: list[str] = field(default_factory=list)
    loop: _Loop = field(default_factory=_Loop)
    above: list[_Loop] = field(default_factory=list)
    claims: int = 0
    in_line: bool = False

    def take(self, x: Segment) -> None:
        name = x[0]
        if name == "ST":
            self.close()
            self._open(x)
        elif name == "TA1":
            self._interchange(x)
        elif name == "ISA":
            at = _moment(_get(x, 9), _get(x, 10))
            self.envelope = Marks(_get(x, 6).upper(), _named(_get(x, 8)), at)
        elif name == "GS":
            self.at = _moment(_get(x, 4), _get(x, 5))
            self._goes_to(_get(x, 3))
        elif name == "SE":
            self.close()
        elif self.kind in ("999", "997"):
            self._of_file(name, x)
        elif self.kind == "277":
            self._of_claim(name, x)

    def close(self) -> None:
        """End a transaction: what it said of a level without claims holds for the whole file part."""
        if self.kind == "277":
            self._end_loop()
            if not self.claims:
                self._whole_file()
        self.kind = ""

    def cut(self) -> None:
        """End where the file breaks off, without the level that stands open there."""
        self.found.append(Ack(kind=self.kind or "?", state="cut"))
        self.kind = ""

    def _goes_to(self, name: str) -> None:
        self.envelope = replace(self.envelope, addressed=self.envelope.addressed | _named(name))

    def _open(self, x: Segment) -> None:
        kind, version = _get(x, 1), _get(x, 3)
        if kind == "277" and version and not version.endswith(_CLAIM_ACKNOWLEDGEMENTS) and "X214" not in version:
            kind = f"277 {version}"
        self.kind = kind if kind in ("999", "997", "277") else ""
        self.control, self.set_number, self.told, self.claims = None, 0, False, 0
        self.loop, self.above, self.faults = _Loop(), [], []
        if not self.kind:
            self.found.append(Ack(kind=kind or "?", state="other", marks=self.envelope))

    def _interchange(self, x: Segment) -> None:
        if _get(x, 4) == "R":
            codes = ("X", *((f"TA1:{_get(x, 5)}",) if _get(x, 5) else ()))
            at = _moment(_get(x, 2), _get(x, 3))
            number = _number(_get(x, 1))
            self.found.append(
                Ack(kind="TA1", state="rejected", control=number, codes=codes, at=at, marks=self.envelope)
            )

    def _of_file(self, name: str, x: Segment) -> None:
        if name == "AK1":
            self.control, self.first = _number(_get(x, 2)), len(self.found)
        elif name == "AK2":
            self.set_number, self.faults = _number(_get(x, 2)) or 0, []
        elif name in ("IK3", "AK3"):
            self.faults.append(f"{_get(x, 1)}:{_get(x, 2)}")
        elif name in ("IK5", "AK5"):
            self.told = True
            self._file_answer(_get(x, 1), self.set_number)
        elif name == "AK9":
            if not self.told:
                self._file_answer({"P": "R"}.get(_get(x, 1), _get(x, 1)), 0)
            self._parts(_number(_get(x, 2)) or 0)

    def _file_answer(self, said: str, number: int) -> None:
        if said in _SETS_TAKEN | _SETS_TURNED:
            turned = said in _SETS_TURNED
            codes = (said, *(f"IK3:{x}" for x in self.faults[:5])) if turned else ()
            state: Answer = "rejected" if turned else "sent"
            ack = Ack(kind="999", state=state, control=self.control, set_number=number, codes=codes, at=self.at)
            self.found.append(replace(ack, marks=self.envelope))

    def _parts(self, sets: int) -> None:
        """How many parts the answered file has, which stands behind the answers about each."""
        self.found[self.first :] = [replace(a, marks=replace(a.marks, sets=sets)) for a in self.found[self.first :]]

    def _of_claim(self, name: str, x: Segment) -> None:
        if name == "BHT":
            self.at = _moment(_get(x, 4), _get(x, 5)) or self.at
        elif name == "HL":
            self._next_level(_get(x, 3))
        elif name == "NM1":
            self._named(_get(x, 1))
            if _get(x, 1) == "41":
                self._goes_to(_get(x, 9))
        elif name == "TRN":
            self._trace(x)
        elif name == "SVC":
            self.in_line = True
        elif name == "STC":
            into = self.loop.line_statuses if self.in_line else self.loop.statuses
            into.append(status_of(x))
        elif name == "REF" and _get(x, 1) == "1K" and not self.in_line:
            self.loop.payer_number = _get(x, 2)
        elif name == "DTP" and _get(x, 1) == "472" and not self.in_line:
            self.loop.day = _get(x, 3)[:8]

    def _named(self, who: str) -> None:
        level = _LEVELS.get(who, "")
        if level and not self.loop.level:
            self.loop.level = level
        elif level == "PT" and (self.loop.level != "PT" or self.loop.trace):
            self._next_level("PT")

    def _trace(self, x: Segment) -> None:
        if self.loop.level == "PT" and self.loop.trace and self.loop.statuses:
            self._next_level("PT")  # a second claim of the same patient
        if not self.loop.trace:
            self.loop.trace = _get(x, 2)

    def _next_level(self, level: str) -> None:
        self._end_loop()
        self.loop = _Loop("PT" if level in ("PT", "22", "23") else level)

    def _end_loop(self) -> None:
        loop, self.in_line = self.loop, False
        self.loop = _Loop()
        if loop.level == "PT" and loop.trace:
            self.claims += 1
            self.found.append(self._claim_answer(loop))
        elif loop.level:
            self.above.append(loop)

    def _claim_answer(self, loop: _Loop) -> Ack:
        said = loop.statuses or loop.line_statuses
        charge = next((s.charge for s in loop.statuses if s.charge is not None), None)
        return Ack(
            kind="277",
            state=state_of(said),
            claim_id=loop.trace,
            codes=tuple(dict.fromkeys(c for s in (*loop.statuses, *loop.line_statuses) for c in s.codes)),
            payer_number=loop.payer_number,
            at=max(self.at, *(s.on for s in said)) if said else self.at,
            marks=replace(self.envelope, day=loop.day, charge=charge),
        )

    def _whole_file(self) -> None:
        for loop in self.above:
            if loop.statuses and state_of(loop.statuses) == "rejected":
                reference = next((x.trace for x in self.above if x.level == "21" and x.trace), loop.trace)
                control, _, number = reference.partition("-")
                codes = tuple(dict.fromkeys(c for s in loop.statuses for c in s.codes))
                ack = Ack(kind="277", state="rejected", control=_number(control), set_number=_number(number) or 0)
                self.found.append(replace(ack, codes=codes, at=self.at, marks=self.envelope))
                return


def _get(x: Sequence[str], at: int) -> str:
    return x[at].strip() if len(x) > at else ""


def _named(name: str) -> frozenset[str]:
    return frozenset({name.upper()} - {""})


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _moment(day: str, clock: str) -> str:
    """A day, with its time where there is one, as 2026-03-05 0915; days of six digits are of this century."""
    whole = f"20{day}" if len(day) == 6 else day  # noqa: PLR2004  YYMMDD
    if len(whole) != 8 or not whole.isdigit():  # noqa: PLR2004  YYYYMMDD
        return ""
    return f"{whole[:4]}-{whole[4:6]}-{whole[6:]} {clock[:4]}".strip()
