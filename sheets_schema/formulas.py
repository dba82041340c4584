"""Formulas that a reader must know of: those that call out of the sheet, and those whose result moves."""

import re

OUT = "IMPORTXML|IMPORTDATA|IMPORTHTML|IMPORTFEED|IMPORTRANGE|IMAGE|HYPERLINK|WEBSERVICE|FILTERXML|RTD|DDE"
"""Functions that fetch from, or lead to, somewhere else; a cell's content can leave the sheet with them."""

MOVES = "TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY"
"""Functions with another result each day, or each time."""

_CALLS_OUT = re.compile(rf"=.*\b(?:{OUT})\s*\(|=[^(]*\|.*!", re.IGNORECASE | re.DOTALL)
_MOVES = re.compile(rf"\b(?:{MOVES})\s*\(", re.IGNORECASE)
_TYPED = re.compile(r"=\s*[A-Za-z][A-Za-z0-9.]*\s*\(")


def calls_out(formula: str) -> bool:
    """Whether a formula, with its "=", leads out of the sheet; a call of another program (DDE) does too."""
    return _CALLS_OUT.match(formula) is not None


def moves(formula: str) -> bool:
    """Whether a formula has another result each day."""
    return _MOVES.search(formula) is not None


def is_formula(text: str) -> bool:
    """Whether a text was meant as a formula."""
    return _TYPED.match(text) is not None
