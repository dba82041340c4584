"""Words in the practice's name for texts that would tell what kind of care someone gets."""

import re

_PARTS = ("therap", "psych", "addict")
_BEGINNINGS = (
    "alcohol",
    "anonym",
    "anxi",
    "autis",
    "behavior",
    "behaviour",
    "bereave",
    "bipolar",
    "counsel",
    "depress",
    "detox",
    "disorder",
    "divorc",
    "griev",
    "hypno",
    "methadon",
    "opioid",
    "overdos",
    "recover",
    "rehab",
    "schizo",
    "sobriet",
    "suboxon",
    "substanc",
    "suicid",
    "surviv",
    "trauma",
)
_WHOLE = frozenset(
    "aa abuse abused abuser abusers abuses adhd aids anger anorexia bulimia cbt codependency codependent dbt"  # noqa: SIM905  a list of words reads best as words
    " drug drugs dui eating emdr gambler gamblers gambling grief group groups hiv iop loss mental mood"
    " na ocd panic ptsd rage session sessions sex sexual smoking sober stress sud suds support"
    " veteran veterans violence".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")


def telling_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell, as they stand in it and in its order; empty when the name is neutral."""
    return tuple(word for word in _WORD.findall(name) if _tells(word.replace(".", "").casefold()))


def _tells(word: str) -> bool:
    return word in _WHOLE or word.startswith(_BEGINNINGS) or any(part in word for part in _PARTS)
