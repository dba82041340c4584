"""One member's note of one session as a Word file that a clinician can finish and sign."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files

from domain.note import NoteContent
from domain.versions import Earlier
from domain.wording import clock_words, day_words
from templates.notes.archive import pack
from templates.notes.layout import DECLARATION, Layout, layout_of
from templates.notes.text import all_there, text_of

_ALONE = {
    "participation": "Participation",
    "session_content": "Session content",
    "contributions": "Contributions",
    "observations": "Observations",
    "complexity": "Interactive complexity",
    "progress": "Progress",
    "next_steps": "Plan",
    "homework": "Homework",
}
"""Fields that hold one element's text by itself."""

TO_COMPLETE = "[to be completed]"
NOT_SIGNED = "DRAFT - not signed"


def render_note(content: NoteContent, earlier: Earlier | None = None) -> bytes:
    """A note holds every word of its content as text; the same content gives the same bytes.

    ``earlier`` is the version beside which this one lies. Raises ``TextLost``, which names no words, when one is not found again in the finished file.
    """
    layout = _shipped()
    made = layout.render(words_of(content, earlier))
    all_there(content, "\n".join(text_of(part) for part in made.values()))
    return packed(layout, made)


def packed(layout: Layout, made: Mapping[str, str]) -> bytes:
    """The lay-out with these parts filled in, as a file."""
    return pack(layout.fixed | {name: (DECLARATION + part).encode() for name, part in made.items()})


def words_of(content: NoteContent, earlier: Earlier | None = None) -> Mapping[str, object]:
    """The fields of a template with their words: see ``templates.notes.fields``."""
    elements = (*content.subjective, *content.objective, *content.assessment, *content.plan)
    text = {element.name: element.text for element in elements}
    return {
        **{field: text.get(name, "") for field, name in _ALONE.items()},
        **{name: getattr(content, name) for name in type(content).model_fields},
        "to_complete": TO_COMPLETE,
        "missing": "; ".join(content.missing),
        "session_on": _day(content.session_on),
        "time": _time(content),
        "starts": clock_words(content.starts) if content.starts else "",
        "ends": clock_words(content.ends) if content.ends else "",
        "minutes": content.minutes or "",
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
def _shipped() -> Layout:
    return layout_of(files("templates.notes").joinpath("note.docx").read_bytes())
