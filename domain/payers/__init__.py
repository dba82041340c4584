"""Payers that Circlebook knows something about, as rows to begin with.

What a payer wants is what stands in the practice's own tab ``Payers``. A preset only fills a row there: with the facts
that a public source states, with the open ones named, and marked so that no claim goes out by it before a person has
compared it with the contract.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

NOT_COMPARED = "Not compared yet"
"""How the source of a row begins that nobody has compared with the contract; such a row holds every claim by it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a public source states: the column of ``Payers``, its cell, the first day of which it is known, and the source."""

    column: str
    cell: str | int
    since: date
    source: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """What no source settles: the column, what is said, and by whom."""

    column: str
    said: str
    source: str


@dataclass(frozen=True, slots=True)
class Preset:
    """What is known of one payer before anybody has read the practice's contract."""

    payer: str
    kind: str
    filing_code: str
    look_again_by: date
    known: tuple[Known, ...]
    unsure: tuple[Unsure, ...]

    @property
    def source(self) -> str:
        """What the cell ``Source`` of its row says: that nobody looked yet, who says what, and what to ask."""
        known = [f"{x.column} as of {x.since}: {x.source}" for x in self.known]
        ask = [f"{x.column} ({x.said}; {x.source})" for x in self.unsure]
        parts = (("Known", known), ("Ask", ask))
        return ". ".join((NOT_COMPARED, *(f"{name}: {'; '.join(found)}" for name, found in parts if found))) + "."


@cache
def presets() -> tuple[Preset, ...]:
    """Every payer that something is known about, by name."""
    folder = files("domain.payers").joinpath("presets")
    found = (x.read_text("utf-8") for x in folder.iterdir() if x.name.endswith(".toml"))
    return tuple(sorted(map(_preset, found), key=lambda p: p.payer.lower()))


def _preset(text: str) -> Preset:
    said = tomllib.loads(text)
    known = (Known(x["column"], x["cell"], x["from"], x["source"]) for x in said.get("known", ()))
    unsure = (Unsure(**x) for x in said.get("unsure", ()))
    head = (said["payer"], said["kind"], said["filing_code"], said["look_again_by"])
    return Preset(*head, tuple(known), tuple(unsure))
