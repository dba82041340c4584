"""One member's note of one session as a Word file that a clinician can finish and sign."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from domain.effects import NoteContent
from domain.versions import Earlier
from domain.wording import clock_words, day_words
from templates.notes.archive import pack, unpack
from templates.notes.text import all_there, as_runs, text_of

if TYPE_CHECKING:
    from jinja2 import Template

TO_COMPLETE = "[to be completed]"
NOT_SIGNED = "DRAFT - not signed"
_FILLED_IN = ("word/document.xml", "word/footer1.xml")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class _Template(NamedTuple):
    fixed: dict[str, bytes]
    filled_in: "dict[str, Template]"


def render_note(content: NoteContent, earlier: Earlier | None = None) -> bytes:
    """A note holds every word of its content as text; the same content gives the same bytes.

    ``earlier`` is the version beside which this one lies. Raises ``TextLost``, which names no words, when one is not found again in the finished file.
    """
    template = _template()
    words = words_of(content, earlier)
    made = {name: part.render(words) for name, part in template.filled_in.items()}
    all_there(content, "\n".join(text_of(part) for part in made.values()))
    return pack(template.fixed | {name: (_DECLARATION + part).encode() for name, part in made.items()})


def words_of(content: NoteContent, earlier: Earlier | None = None) -> Mapping[str, object]:
    """The fields of a template with their words: see ``templates.notes.fields``."""
    return {
        **{name: getattr(content, name) for name in type(content).model_fields},
        "to_complete": TO_COMPLETE,
        "missing": "; ".join(content.missing),
        "session_on": _day(content.session_on),
        "time": _time(content),
        "next_session": _day(content.next_session) if content.next_session else "not yet planned",
        "client_born": day_words(content.client_born) if content.client_born else "",
        "not_signed": NOT_SIGNED,
        "draft": not content.signed,
        "version_heading": "Amended note." if earlier and earlier.was_signed else "New version.",
        "version": _version(earlier) if earlier else "",
    }


def _version(earlier: Earlier) -> str:
    """Beside which file this version lies, and what differs; whose words stand there is for a person to compare."""
    parts = "; ".join(earlier.changed) or "nothing in these words"
    if earlier.was_signed:
        return f"The signed note stays as it is in {earlier.file}. Changed since: {parts}."
    return f"The file {earlier.file} was edited by hand and stays as it is. Changed in the sheet since: {parts}."


def _day(day: date) -> str:
    return f"{day:%A}, {day_words(day)}"


def _time(content: NoteContent) -> str:
    """The session's own times; a missing end is a person's to fill in."""
    if content.starts is None and content.ends is None:
        span = TO_COMPLETE
    else:
        span = " - ".join(clock_words(at) if at else TO_COMPLETE for at in (content.starts, content.ends))
    return span if content.minutes is None else f"{span} ({content.minutes} minutes)"


@lru_cache(maxsize=1)
def _template() -> _Template:
    """The shipped lay-out, read once; the libraries are slow to load and most passes write no note."""
    from docxtpl import DocxTemplate  # noqa: PLC0415  half a second
    from jinja2 import StrictUndefined  # noqa: PLC0415  only with the line above
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415  only with the line above

    shipped = files("templates.notes").joinpath("note.docx")
    rooms = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=as_runs)
    with shipped.open("rb") as file:
        layout = DocxTemplate(file)
        layout.init_docx()
    parts = unpack(shipped.read_bytes())
    filled_in = {name: rooms.from_string(layout.patch_xml(_body(parts.pop(name)))) for name in _FILLED_IN}
    return _Template(parts, filled_in)


def _body(part: bytes) -> str:
    return part.decode().split("?>", 1)[1].lstrip()
