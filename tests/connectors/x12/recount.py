"""Counts a claim file again with nothing but split: sums, counts, numbers, pointers, levels."""

from decimal import Decimal


def faults(text: str) -> list[str]:
    """What does not add up; empty for a file that does."""
    rows = [x.split("*") for x in text.replace("\n", "").split("~") if x]
    found = []
    sets = [i for i, x in enumerate(rows) if x[0] == "ST"]
    ends = [i for i, x in enumerate(rows) if x[0] == "SE"]
    for start, end in zip(sets, ends, strict=True):
        found += ["SE"] * (rows[end][1:] != [str(end - start + 1), rows[start][2]])
        found += _of_set(rows[start:end])
    isa, gs, ge, iea = rows[0], rows[1], rows[-2], rows[-1]
    found += ["GE"] * (ge[1:] != [str(len(sets)), gs[6]])
    found += ["IEA"] * (iea[1:] != ["1", isa[13]])
    found += ["ISA"] * (len(text.split("~", maxsplit=1)[0]) != 105)
    return found


def _of_set(rows: list[list[str]]) -> list[str]:
    found = []
    number, total, charged, pointed, lines = 0, Decimal(0), Decimal(0), 0, 0
    for x in [*rows, ["CLM", "", "0"]]:
        if x[0] == "HL":
            number += 1
            found += ["HL"] * (x[1] != str(number))
        elif x[0] == "CLM":
            found += ["CLM02"] * (total != charged)
            total, charged, lines = Decimal(x[2]), Decimal(0), 0
        elif x[0] == "HI":
            pointed = len(x) - 1
        elif x[0] == "LX":
            lines += 1
            found += ["LX"] * (x[1] != str(lines))
        elif x[0] == "SV1":
            charged += Decimal(x[2])
            found += ["SV107"] * (not all(1 <= int(p) <= pointed for p in x[7].split(":")))
            found += ["SV104"] * (x[4] != "1")
    return found
