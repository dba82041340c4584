"""A claim as its file says it, and the same claim as the rows make it now."""

import unicodedata

from domain.claim import Claim, Party, ServiceLine
from domain.plain_letters import plain

_NAMED_SELDOM = frozenset({"rendering_last", "rendering_first", "rendering_taxonomy"})
"""What a file leaves out of a clinician who is the practice itself."""


def as_filed(filed: Claim, made: Claim | None) -> Claim:
    """What the payer was told, in the words of the rows wherever they say the same.

    A file has capitals and plain letters only; without ``made`` they stay.
    """
    if made is None:
        return filed
    parts = {
        "subscriber": _party(filed.subscriber, made.subscriber),
        "patient": _party(filed.patient, made.patient),
        "lines": _lines(filed, made),
    }
    return filed.model_copy(update=_alike(filed, made, _NAMED_SELDOM) | parts)


def _party(filed: Party, made: Party) -> Party:
    """Of a policy holder who is not the client a file has the name alone."""
    return filed.model_copy(update=_alike(filed, made, frozenset(Party.model_fields)))


def _lines(filed: Claim, made: Claim) -> tuple[ServiceLine, ...]:
    if len(filed.lines) != len(made.lines):
        return filed.lines
    pairs = zip(filed.lines, made.lines, strict=True)
    return tuple(x.model_copy(update=_alike(x, y, frozenset())) for x, y in pairs)


def _alike(
    filed: Claim | Party | ServiceLine, made: Claim | Party | ServiceLine, may_be_left_out: frozenset[str]
) -> dict[str, object]:
    """The fields of ``made`` that say the same as those of ``filed``, or that the file leaves out."""
    fields = {name: (getattr(filed, name), getattr(made, name)) for name in type(filed).model_fields}
    return {
        name: ours
        for name, (theirs, ours) in fields.items()
        if _is_same(theirs, ours) or (name in may_be_left_out and not theirs)
    }


def _is_same(filed: object, made: object) -> bool:
    if isinstance(filed, str) and isinstance(made, str):
        return _signs(filed) in (_signs(made), _signs(plain(made) or ""))
    if isinstance(filed, tuple) and isinstance(made, tuple):
        return len(filed) == len(made) and all(map(_is_same, filed, made))
    return filed == made


def _signs(text: str) -> str:
    return "".join(x for x in unicodedata.normalize("NFKC", text).upper() if x.isalnum())
