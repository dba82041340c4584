"""A Word file as a lay-out: its parts, those that are filled in, and the fields they use."""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from templates.notes.archive import unpack
from templates.notes.text import as_runs

if TYPE_CHECKING:
    from jinja2 import Template

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FILLED_IN = re.compile(r"word/(document|header\d*|footer\d*)\.xml")


class Layout(NamedTuple):
    """``fixed`` parts stay as they are; ``filled_in`` ones are rendered; ``used`` are the names they mention."""

    fixed: dict[str, bytes]
    filled_in: "dict[str, Template]"
    used: frozenset[str]

    def render(self, words: Mapping[str, object]) -> dict[str, str]:
        """The filled-in parts with these words."""
        return {name: part.render(words) for name, part in self.filled_in.items()}


def layout_of(file: bytes) -> Layout:
    """A Word file read once; the libraries are slow to load and most passes write no note.

    Raises ``jinja2.TemplateSyntaxError`` for a field that is not closed, and what zipfile and python-docx raise for a
    file that is no Word file.
    """
    from docxtpl import DocxTemplate  # noqa: PLC0415  half a second
    from jinja2 import StrictUndefined, meta  # noqa: PLC0415  only with the line above
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415  only with the line above

    room = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=as_runs)
    layout = DocxTemplate(BytesIO(file))
    layout.init_docx()
    parts = unpack(file)
    sources = {name: layout.patch_xml(_body(parts.pop(name))) for name in list(parts) if _FILLED_IN.fullmatch(name)}
    used = frozenset().union(*(meta.find_undeclared_variables(room.parse(text)) for text in sources.values()))
    return Layout(parts, {name: room.from_string(text) for name, text in sources.items()}, used)


def _body(part: bytes) -> str:
    text = part.decode("utf-8-sig")
    return text.split("?>", 1)[1].lstrip() if text.startswith("<?xml") else text
