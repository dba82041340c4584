"""A document of the practice as a Word file: one lay-out for all of them, in the looks of the notes."""

from functools import lru_cache
from importlib.resources import files
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from domain.paper import Figures, Paper, Passage, Table
from domain.versions import Earlier
from templates.notes.archive import pack, unpack
from templates.notes.text import all_there, as_runs, text_of

if TYPE_CHECKING:
    from jinja2 import Template

_UPRIGHT, _WIDE = 9936, 13536
"""The width of the lines in twentieths of a point, on letter paper with margins of 0.8 inch."""

_ABOUT = (138, 362, 167, 333)
"""How the four columns of the facts at the top share the width, in thousandths."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TITLE = b"<dc:title>Progress note</dc:title>"


class _Layout(NamedTuple):
    fixed: dict[str, bytes]
    body: "Template"
    footer: "Template"


def render_paper(paper: Paper, earlier: Earlier | None = None) -> bytes:
    """A document holds every word of its content as text; the same content gives the same bytes.

    ``earlier`` is a version that a person edited, beside which this one lies. Raises ``TextLost``, which names no
    words, when one is not found again in the finished file.
    """
    layout = _layout()
    width = _WIDE if paper.wide else _UPRIGHT
    words = {
        "paper": paper,
        "width": width,
        "missing": "; ".join(paper.missing),
        "version": f"The file {earlier.file} was edited by hand and stays as it is." if earlier else "",
        "about": _paired(paper.about),
        "about_widths": _shared(width, _ABOUT),
        "blocks": [(b, *_columns(b, width)) for b in paper.blocks],
    }
    made = {"word/document.xml": layout.body.render(words), "word/footer1.xml": layout.footer.render(words)}
    all_there(paper, "\n".join(text_of(part) for part in made.values()))
    return pack(layout.fixed | {name: (_DECLARATION + part).encode() for name, part in made.items()})


def _columns(block: Passage | Table, width: int) -> tuple[tuple[int, ...], int, int]:
    """The widths of a table's columns, the first of those with sums, and the row in bold; for a passage none."""
    if not isinstance(block, Table):
        return (), 0, 0
    widths = _shared(width, [n for _, n in block.columns])
    if not isinstance(block, Figures):
        return widths, len(widths), len(block.rows)
    return widths, len(widths) - block.figures, len(block.rows) - block.total


def _paired(about: tuple[tuple[str, str], ...]) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    return list(zip_longest(about[::2], about[1::2], fillvalue=("", "")))


def _shared(width: int, parts: "tuple[int, ...] | list[int]") -> tuple[int, ...]:
    """Whole widths in the given proportion that together are the width."""
    first = [width * part // sum(parts) for part in parts[:-1]]
    return (*first, width - sum(first))


def _finished(value: object) -> object:
    """What the lay-out itself drew stays; whatever people wrote is text."""
    return value if isinstance(value, Markup) else as_runs(value)


@lru_cache(maxsize=1)
def _layout() -> _Layout:
    from jinja2 import StrictUndefined  # noqa: PLC0415  most passes write no document
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415  only with the line above

    room = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_finished)
    shipped = files("templates.documents")
    body, footer = (room.from_string(shipped.joinpath(name).read_text("utf-8")) for name in ("body.xml", "footer.xml"))
    parts = unpack(files("templates.notes").joinpath("note.docx").read_bytes())
    about = parts["docProps/core.xml"].replace(_TITLE, b"<dc:title>Circlebook</dc:title>")
    fixed = {name: part for name, part in parts.items() if name not in ("word/document.xml", "word/footer1.xml")}
    return _Layout(fixed | {"docProps/core.xml": about}, body, footer)
