"""Small turns of XML text: what goes in is escaped, what is there is changed in place."""

import re
from collections.abc import Mapping
from html import unescape
from re import Match
from xml.sax.saxutils import escape

from domain.problems import WorkbookProblem

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_UNHOLDABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile("[^\t\n\x20-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_ODD = re.compile(r"<!--|<!\[CDATA\[|<!DOCTYPE")


def holdable(value: str) -> str:
    """Text in which each character that XML cannot hold is a visible mark."""
    return _UNHOLDABLE.sub("\ufffd", value) if _SPECIAL.search(value) else value


def text(value: str) -> str:
    """Text as XML holds it."""
    return escape(holdable(value)).replace("\r", "&#13;") if _SPECIAL.search(value) else value


def quoted(value: str) -> str:
    """Text as an attribute in double quotes."""
    return text(value).replace('"', "&quot;").replace("\n", "&#10;")


def attributes(tag: str) -> dict[str, str]:
    """The attributes of an opening tag, in their order."""
    return {key: unescape(double or single) for key, double, single in _ATTRIBUTE.findall(tag)}


def opening(name: str, values: Mapping[str, str], *, empty: bool = False) -> str:
    """An opening tag."""
    inside = "".join(f' {key}="{quoted(value)}"' for key, value in values.items())
    return f"<{name}{inside}{'/' if empty else ''}>"


def spliceable(part: str, root: str) -> str:
    """The text of a part, if it is written the way spreadsheet programs do. Raises WorkbookProblem."""
    if _ODD.search(part) or not re.search(rf"<{root}[\s>]", part):
        raise WorkbookProblem(
            "The workbook was made by a program that Circlebook does not know. Open it in Excel, save it, then run again."
        )
    return part


def insert_before(part: str, names: tuple[str, ...], piece: str) -> str:
    """Put a piece before the first of these elements that the part has; the last name is always there."""
    found: Match[str] | None = (
        re.search("|".join(rf"<{name}(?=[\s/>])" for name in names[:-1]), part) if names[:-1] else None
    )
    place = found.start() if found else part.rindex(names[-1])
    return part[:place] + piece + part[place:]
