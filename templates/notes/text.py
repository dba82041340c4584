"""A clinician's words inside a Word file: put in whole, and found again."""

import html
import re
from collections.abc import Iterable
from xml.etree.ElementTree import fromstring

from markupsafe import Markup
from pydantic import BaseModel

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("\r\n|\r")
_AGAIN = '<w:t xml:space="preserve">'
_SPACE = {_WORD + "br": "\n", _WORD + "tab": "\t", _WORD + "p": "\n", _WORD + "tc": "\n"}


class TextLost(RuntimeError):  # noqa: N818  it says what happened
    """Words of a clinician are not in the document that was made of them; a bug, so no file is given."""


def legal(text: str) -> str:
    """The text with a visible mark in place of each character that a Word file cannot hold."""
    return _BREAKS.sub("\n", _NOT_XML.sub("\ufffd", text))


def as_runs(value: object) -> Markup:
    """A value inside a ``w:t``, as text only; line breaks and tabs stay."""
    safe = html.escape(legal(str(value)), quote=False)
    return Markup(safe.replace("\n", f"</w:t><w:br/>{_AGAIN}").replace("\t", f"</w:t><w:tab/>{_AGAIN}"))  # noqa: S704  escaped above


def text_of(part: str) -> str:
    """All that a reader of this part of a note of our own sees, with line breaks."""
    seen = []
    for node in fromstring(part).iter():  # noqa: S314  made here, and every word in it was escaped
        seen.append(_SPACE.get(node.tag, ""))
        if node.tag == _WORD + "t":
            seen.append(node.text or "")
    return "".join(seen)


def strings(value: object) -> Iterable[str]:
    """Every string that stands in a value or in its parts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from strings(part)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from strings(getattr(value, name))


def all_there(content: BaseModel, seen: str) -> None:
    """Whether every text of a value stands in what a reader sees; raises ``TextLost`` with the field's name only."""
    found = squeezed(seen)
    for name in type(content).model_fields:
        for text in strings(getattr(content, name)):
            if squeezed(legal(text)) not in found:
                raise TextLost(f"the document lost words of its field {name!r}")


def squeezed(text: str) -> str:
    """The words of a text with one space between them."""
    return " ".join(text.split())
