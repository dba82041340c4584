"""Reads a claim file back, sharing nothing with what wrote it, and counts everything again."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import pairwise

from connectors.x12.parsed import BatchBroken, Insured, ParsedClaim, ParsedLine

_ISA_LENGTH = 106
_VERSION = "005010X222A1"

_HOME = r"N3 N4 DMG "
_CLAIM = r"CLM (?:REF-G1 )?(?:REF-F8 )?HI (?:NM1-82 PRV-PE )?(?:LX SV1 DTP-472 REF-6R )+"
_SELF = rf"HL-22 SBR NM1-IL {_HOME}NM1-PR (?:{_CLAIM})+"
_OTHERS = rf"HL-22 SBR NM1-IL NM1-PR (?:HL-23 PAT NM1-QC {_HOME}(?:{_CLAIM})+)+"
_ORDER = re.compile(rf"ST BHT NM1-41 PER NM1-40 HL-20 PRV-BI NM1-85 N3 N4 REF-(?:EI|SY) (?:{_SELF}|{_OTHERS})+SE ")
"""The segments of a transaction set in the only order in which they may stand."""

_STARTS = ("HL*", "CLM*", "SE*")
_KINDS = frozenset({"NM1", "REF", "PRV", "DTP"})
_BILLING = {
    "NM1": re.compile(r"NM1\*85\*(?:1\*[^*]+\*[^*]+|2\*[^*]+\*)\*\*\*\*XX\*[12][0-9]{9}"),
    "PRV": re.compile(r"PRV\*BI\*PXC\*[A-Z0-9]{9}X"),
    "REF": re.compile(r"REF\*(?:EI|SY)\*[0-9]{9}"),
    "N4": re.compile(r"N4\*[^*]+\*[A-Z]{2}\*[0-9]{9}"),
    "N3": re.compile(r"N3\*(?!P\.?O\.? BOX).+"),
}
"""What the practice's own segments look like: numbers without dashes, a nine-digit ZIP, a street."""

Segment = list[str]


def parse_claims(text: str) -> list[ParsedClaim]:
    """The claims of an interchange in the order of the file.

    Raises BatchBroken when an envelope, a count, a control number, a level or the order of segments does not hold.
    """
    try:
        return [claim for some in _sets(_split(text)) for claim in _claims(some)]
    except (IndexError, KeyError, ValueError, InvalidOperation) as trouble:
        raise BatchBroken("a segment lacks an element or has one that cannot be read") from trouble


def expect(holds: object, what: str, edit: int = 23) -> None:
    """Raises BatchBroken unless it holds; ``edit`` is the number of the check in the list of edits."""
    if not holds:
        raise BatchBroken(what, edit)


def _split(text: str) -> list[str]:
    """The segments as they stand; each is taken apart only where it is read, which spares most of the work."""
    expect(text[:4] == "ISA*" and text[_ISA_LENGTH - 3 : _ISA_LENGTH + 1] == "*:~\n", "ISA is not 106 characters long")
    expect(text.endswith("~\n"), "the last segment does not end")
    found = text[:-2].split("~\n")
    expect(len(found) == text.count("~") == text.count("\n"), "a segment ends in the middle")
    expect("*~" not in text, "a segment ends with an element that says nothing", 22)
    return found


def _sets(segments: list[str]) -> Iterator[list[str]]:
    isa, gs, ge, iea = (x.split("*") for x in (*segments[:2], *segments[-2:]))
    middle = segments[2:-2]
    expect([x[0] for x in (isa, gs, ge, iea)] == ["ISA", "GS", "GE", "IEA"], "the envelope is not whole")
    expect(iea[1:] == ["1", isa[13]], "IEA does not match ISA")
    expect(ge[2] == gs[6] and gs[8] == _VERSION, "GE does not match GS, or another version")
    starts = [i for i, x in enumerate(middle) if x.startswith("ST*")]
    expect(ge[1] == str(len(starts)), "GE counts other transaction sets")
    expect(bool(starts) and starts[0] == 0, "a transaction set has no ST")
    sets = [middle[a:b] for a, b in pairwise([*starts, len(middle)])]
    expect(len({x[0] for x in sets}) == len(sets), "two transaction sets have one number")
    for some in sets:
        number = some[0].split("*")[2]
        expect(some[0] == f"ST*837*{number}*{_VERSION}", "ST has another version")
        expect(some[-1] == f"SE*{len(some)}*{number}", "SE counts other segments")
        expect(_ORDER.fullmatch("".join(map(_name, some))), "segments are missing, unknown or in another order")
        _levels([x.split("*") for x in some if x.startswith("HL*")])
        _provider(some)
        yield some


def _name(segment: str) -> str:
    name, _, rest = segment.partition("*")
    if name in _KINDS:
        return f"{name}-{rest.partition('*')[0]} "
    return f"HL-{rest.split('*')[2]} " if name == "HL" else f"{name} "


def _levels(levels: Sequence[Segment]) -> None:
    children = {x[2] for x in levels}
    above = {"20": "", "22": "20", "23": "22"}
    kinds = {x[1]: x[3] for x in levels}
    for number, x in enumerate(levels, start=1):
        expect(x[1] == str(number), f"HL {number} has another number")
        expect(kinds.get(x[2], "") == above[x[3]] and (not x[2] or int(x[2]) < number), f"HL {number} has no parent")
        expect(x[4] == ("1" if x[1] in children else "0"), f"HL {number} is wrong about its children")


def _provider(some: Sequence[str]) -> None:
    for x in some[6:11]:
        name = x.partition("*")[0]
        expect(_BILLING[name].fullmatch(x), f"{name} of the practice cannot be read", 21)


def _claims(some: Sequence[str]) -> Iterator[ParsedClaim]:
    starts = [i for i, x in enumerate(some) if x.startswith(_STARTS)]
    policy: Sequence[Segment] = ()
    who: Insured | None = None
    for a, b in pairwise(starts):
        part = [x.split("*") for x in some[a:b]]
        if part[0][0] == "CLM":
            if who is None:
                raise BatchBroken("a claim has no patient, or two")
            yield _claim(part, who)
        elif part[0][3] == "22":
            policy = part
            who = _insured(policy, policy) if part[1][2] == "18" else None
        elif part[0][3] == "23":
            expect(policy[1][2] != "18", "a claim has no patient, or two")
            who = _insured(policy, part)


def _insured(policy: Sequence[Segment], person: Sequence[Segment]) -> Insured:
    """The parts of a claim that its levels say: the same for every claim below them."""
    sbr, holder, insurer = policy[1], policy[2], policy[-1]
    own = person is policy
    patient = holder if own else person[2]
    home, town, born = person[3], person[4], person[5]
    return Insured(
        filing_code=sbr[9],
        relationship="18" if own else person[1][1],
        subscriber_last=holder[3],
        subscriber_first=holder[4],
        member_id=holder[9],
        payer=insurer[3],
        payer_id=insurer[9],
        patient_last=patient[3],
        patient_first=patient[4],
        street=", ".join(home[1:]),
        city=town[1],
        state=town[2],
        zip=town[3],
        born=_day(born[2]),
        sex=born[3],
    )


def _claim(part: Sequence[Segment], who: Insured) -> ParsedClaim:
    clm, at = part[0], 1
    expect(clm[3:5] == ["", ""] and clm[6:] == ["Y", "A", "Y", "Y"], "CLM lacks signature, assignment or release")
    place, kind, frequency = clm[5].split(":")
    expect(kind == "B", "CLM has another kind of place")
    found = {"G1": "", "F8": ""}
    while part[at][0] == "REF":
        found[part[at][1]] = part[at][2]
        at += 1
    diagnoses = _diagnoses(part[at])
    at += 1
    clinician: Segment = [""] * 10
    taxonomy = ""
    if part[at][0] == "NM1":
        clinician, taxonomy = part[at], part[at + 1][3]
        at += 2
    return ParsedClaim(
        claim_id=clm[1],
        total=_amount(clm[2]),
        place=place,
        frequency=int(frequency),
        authorization_number=found["G1"],
        original_reference=found["F8"],
        diagnoses=diagnoses,
        rendering_last=clinician[3],
        rendering_first=clinician[4],
        rendering_npi=clinician[9],
        rendering_taxonomy=taxonomy,
        lines=tuple(_line(n, part[i : i + 4]) for n, i in enumerate(range(at, len(part), 4), start=1)),
        insured=who,
    )


def _diagnoses(hi: Segment) -> tuple[str, ...]:
    pairs = [x.split(":") for x in hi[1:]]
    one_first = [x[0] for x in pairs] == ["ABK", *["ABF"] * (len(pairs) - 1)]
    expect(one_first, "HI does not name one principal diagnosis first", 7)
    return tuple(x[1] for x in pairs)


def _line(number: int, line: Sequence[Segment]) -> ParsedLine:
    (_, count), sv1, dtp, ref = line
    expect(count == str(number), "LX counts other lines")
    expect(sv1[3] == "UN" and dtp[2] == "D8", "a service line is not in units and days", 9)
    _, service, *modifiers = sv1[1].split(":")
    pointers = tuple(map(int, sv1[7].split(":")))
    return ParsedLine(service, tuple(modifiers), _amount(sv1[2]), int(sv1[4]), sv1[5], pointers, _day(dtp[3]), ref[2])


@lru_cache(4_096)
def _day(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


@lru_cache(4_096)
def _amount(text: str) -> Decimal:
    return Decimal(text)
