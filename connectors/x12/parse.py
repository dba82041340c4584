"""Reads a claim file back, sharing nothing with what wrote it, and counts everything again."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from connectors.x12.parsed import BatchBroken, ParsedClaim, ParsedLine

_ISA_LENGTH = 106

Segment = list[str]


def parse_claims(text: str) -> list[ParsedClaim]:
    """The claims of an interchange in the order of the file.

    Raises BatchBroken when an envelope, a count, a control number or a level does not hold.
    """
    try:
        return [claim for some in _groups(_split(text)) for claim in _claims(some)]
    except (IndexError, KeyError, ValueError, InvalidOperation) as trouble:
        raise BatchBroken("a segment lacks an element or has one that cannot be read") from trouble


def expect(holds: object, what: str) -> None:
    """Raises BatchBroken unless it holds."""
    if not holds:
        raise BatchBroken(what)


def _split(text: str) -> list[Segment]:
    expect(text[:4] == "ISA*" and text[_ISA_LENGTH - 3 : _ISA_LENGTH + 1] == "*:~\n", "ISA is not 106 characters long")
    expect(text.endswith("~\n"), "the last segment does not end")
    found = [x.split("*") for x in text[:-2].split("~\n")]
    expect(len(found) == text.count("~") == text.count("\n"), "a segment ends in the middle")
    expect(all(x[-1] for x in found), "a segment ends with an element that says nothing")
    return found


def _groups(segments: list[Segment]) -> list[list[Segment]]:
    isa, gs, *middle, ge, iea = segments
    expect([x[0] for x in (isa, gs, ge, iea)] == ["ISA", "GS", "GE", "IEA"], "the envelope is not whole")
    expect(iea[1:] == ["1", isa[13]], "IEA does not match ISA")
    expect(ge[2] == gs[6] and gs[8] == "005010X222A1", "GE does not match GS, or another version")
    starts = [i for i, x in enumerate(middle) if x[0] == "ST"]
    expect(ge[1] == str(len(starts)), "GE counts other transaction sets")
    expect(bool(starts) and starts[0] == 0, "a transaction set has no ST")
    sets = [middle[a:b] for a, b in zip(starts, [*starts[1:], len(middle)], strict=True)]
    expect(len({x[0][2] for x in sets}) == len(sets), "two transaction sets have one number")
    for some in sets:
        expect(some[0] == ["ST", "837", some[0][2], "005010X222A1"], "ST has another version")
        expect(some[-1] == ["SE", str(len(some)), some[0][2]], "SE counts other segments")
    return sets


def _claims(segments: Sequence[Segment]) -> Iterator[ParsedClaim]:
    starts = [i for i, x in enumerate(segments) if x[0] in {"HL", "CLM", "SE"}]
    _levels([segments[i] for i in starts if segments[i][0] == "HL"])
    policy: Sequence[Segment] = ()
    person: Sequence[Segment] = ()
    who: dict[str, Any] = {}
    for a, b in pairwise(starts):
        part = segments[a:b]
        if part[0][0] == "CLM":
            who = who or _who(policy, person)
            yield _claim(part, who)
        elif part[0][3] == "22":
            policy, person, who = part, (), {}
        elif part[0][3] == "23":
            person, who = part, {}


def _levels(levels: Sequence[Segment]) -> None:
    children = {x[2] for x in levels}
    above = {"20": "", "22": "20", "23": "22"}
    kinds = {x[1]: x[3] for x in levels}
    for number, x in enumerate(levels, start=1):
        expect(x[1] == str(number), f"HL {number} has another number")
        expect(kinds.get(x[2], "") == above[x[3]] and (not x[2] or int(x[2]) < number), f"HL {number} has no parent")
        expect(x[4] == ("1" if x[1] in children else "0"), f"HL {number} is wrong about its children")


def _who(policy: Sequence[Segment], person: Sequence[Segment]) -> dict[str, Any]:
    """The parts of a claim that its levels say: the same for every claim below them."""
    sbr, holder, insurer = _one(policy, "SBR"), _one(policy, "NM1", "IL"), _one(policy, "NM1", "PR")
    expect(bool(person) == (sbr[2] != "18"), "a claim has no patient, or two")
    patient = _one(person, "NM1", "QC") if person else holder
    home, town, born = (_one(person or policy, x) for x in ("N3", "N4", "DMG"))
    return {
        "filing_code": sbr[9],
        "relationship": _one(person, "PAT")[1] if person else "18",
        "subscriber_last": holder[3],
        "subscriber_first": holder[4],
        "member_id": holder[9],
        "payer": insurer[3],
        "payer_id": insurer[9],
        "patient_last": patient[3],
        "patient_first": patient[4],
        "street": ", ".join(home[1:]),
        "city": town[1],
        "state": town[2],
        "zip": town[3],
        "born": _day(born[2]),
        "sex": born[3],
    }


def _one(part: Sequence[Segment], name: str, kind: str = "") -> Segment:
    found = [x for x in part if x[0] == name and (not kind or x[1] == kind)]
    expect(len(found) == 1, f"{name} {kind} stands {len(found)} times in a loop")
    return found[0]


def _maybe(part: Sequence[Segment], name: str, kind: str, at: int) -> str:
    return next((x[at] for x in part if x[0] == name and x[1] == kind), "")


def _claim(part: Sequence[Segment], who: Mapping[str, Any]) -> ParsedClaim:
    clm = part[0]
    services = [i for i, x in enumerate(part) if x[0] == "LX"]
    head = part[: services[0]] if services else part
    place, _, frequency = clm[5].split(":")
    return ParsedClaim(
        claim_id=clm[1],
        total=Decimal(clm[2]),
        place=place,
        frequency=int(frequency),
        authorization_number=_maybe(head, "REF", "G1", 2),
        original_reference=_maybe(head, "REF", "F8", 2),
        diagnoses=_diagnoses(_one(head, "HI")),
        rendering_last=_maybe(head, "NM1", "82", 3),
        rendering_first=_maybe(head, "NM1", "82", 4),
        rendering_npi=_maybe(head, "NM1", "82", 9),
        rendering_taxonomy=_maybe(head, "PRV", "PE", 3),
        lines=tuple(_lines(part, services)),
        **who,
    )


def _diagnoses(hi: Segment) -> tuple[str, ...]:
    pairs = [x.split(":") for x in hi[1:]]
    expect(
        [x[0] for x in pairs] == ["ABK", *["ABF"] * (len(pairs) - 1)], "HI does not name one principal diagnosis first"
    )
    return tuple(x[1] for x in pairs)


def _lines(part: Sequence[Segment], starts: Sequence[int]) -> Iterator[ParsedLine]:
    for number, (a, b) in enumerate(zip(starts, [*starts[1:], len(part)], strict=True), start=1):
        line = part[a:b]
        expect([x[0] for x in line] == ["LX", "SV1", "DTP", "REF"], "a service line is not whole")
        (_, count), sv1, dtp, ref = line
        expect(count == str(number), "LX counts other lines")
        _, service, *modifiers = sv1[1].split(":")
        pointers = tuple(map(int, sv1[7].split(":")))
        yield ParsedLine(
            service, tuple(modifiers), Decimal(sv1[2]), int(sv1[4]), sv1[5], pointers, _day(dtp[3]), ref[2]
        )


def _day(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))
