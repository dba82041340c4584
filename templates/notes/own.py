"""A practice's own note template: checked, and filled in by a program of its own, ``python -m templates.notes.own``.

A template is a program that somebody else wrote. It runs in a sandbox, in a program that limits its own memory and
the time of each note: a sandbox stops neither.
"""

import base64
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from io import BytesIO
from time import process_time
from typing import IO
from zipfile import BadZipFile, ZipFile

from domain.note import NoteContent
from domain.versions import Earlier
from templates.notes.fields import OF_A_CLINICIAN, lacking, unknown
from templates.notes.layout import Layout, layout_of
from templates.notes.note import packed, words_of
from templates.notes.text import TextLost, legal, squeezed, strings, text_of

MOST_BYTES = 5_000_000
MOST_UNPACKED = 20_000_000
MEMORY = 256 * 1024 * 1024
SECONDS = 5
_RUNS = ("vbaproject.bin", "activex", "oleobject", "embeddings/")


class Unusable(ValueError):  # noqa: N818  it says what the template is
    """A template that no note can be made of; the sentence says why."""


def faults(template: bytes) -> Iterator[str]:
    """What is wrong with a template, in sentences; nothing for one that can be used."""
    try:
        layout = _read(template)
    except Unusable as why:
        yield str(why)
        return
    for name in unknown(layout.used):
        yield f'There is no field "{name}". The fields stand in docs/templates.md.'
    for part in lacking(layout.used):
        yield f"It has no field for {part}. Add one; docs/templates.md names them."


def render_own(template: bytes, content: NoteContent, earlier: Earlier | None) -> bytes:
    """A note in the practice's own lay-out, in which every word of the clinician is found again.

    Raises ``Unusable`` for a template that cannot be filled in, and ``TextLost`` where words are missing.
    """
    layout = _read(template)
    words = words_of(content, earlier)
    try:
        made = layout.render(words)
        seen = squeezed("\n".join(text_of(part) for part in made.values()))
    except Exception as error:  # noqa: BLE001  whatever a template does wrong is the template's fault
        raise Unusable(f"It cannot be filled in ({type(error).__name__}).") from None
    for name in sorted(layout.used & OF_A_CLINICIAN):
        for text in _texts(words[name]):
            if squeezed(legal(text)) not in seen:
                raise TextLost(f"the template lost words of its field {name!r}")
    return packed(layout, made)


def _texts(value: object) -> Iterator[str]:
    """The texts of a field; the headings of elements are the template's own matter."""
    if isinstance(value, tuple):
        for part in value:
            yield from _texts(getattr(part, "text", part))
    else:
        yield from strings(value)


@cache
def _read(template: bytes) -> Layout:
    _refuse_strange(template)
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415  half a second with what layout_of needs

    try:
        return layout_of(template)
    except TemplateSyntaxError as error:
        raise Unusable(f"A field is not written as it must be: {error.message}") from None
    except Exception:  # noqa: BLE001  a file that Word itself may mend is no template
        raise Unusable("It is no Word file (.docx) that can be read. Save it anew in Word.") from None


def _refuse_strange(template: bytes) -> None:
    if len(template) > MOST_BYTES:
        raise Unusable("It is larger than 5 MB. Take pictures out of it.")
    try:
        with ZipFile(BytesIO(template)) as file:
            members = file.infolist()
    except BadZipFile:
        raise Unusable("It is no Word file (.docx).") from None
    if sum(m.file_size for m in members) > MOST_UNPACKED:
        raise Unusable("It unpacks to more than 20 MB. Take pictures out of it.")
    if any(word in m.filename.lower() for m in members for word in _RUNS):
        raise Unusable("It holds macros or embedded objects. Save it as a plain .docx.")


def main(asked: IO[str], answers: IO[str], limit: Callable[[], None] = lambda: None) -> None:
    """Answer each line, a ``template`` or a ``content`` and its ``earlier`` version, with a line of JSON."""
    template = b""
    for line in asked:
        limit()
        said = json.loads(line)
        template = base64.b64decode(said["template"]) if "template" in said else template
        answers.write(json.dumps(_answer(template, said)) + "\n")
        answers.flush()


def _answer(template: bytes, said: Mapping[str, object]) -> dict[str, object]:
    if "content" not in said:
        return {"faults": list(faults(template))}
    earlier = Earlier.model_validate(said["earlier"]) if said.get("earlier") else None
    content = NoteContent.model_validate_json(str(said["content"]))
    try:
        return {"file": base64.b64encode(render_own(template, content, earlier)).decode()}
    except Unusable as why:
        return {"fault": str(why)}
    except TextLost as lost:
        return {"fault": f"{str(lost)[0].upper()}{str(lost)[1:]}."}


def _limited() -> Callable[[], None]:
    """Limit this program's memory and files for good; the answer limits the time until it is called again."""
    if sys.platform == "win32":
        return lambda: None
    import resource  # noqa: PLC0415  Windows has none

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]

    def until_the_next() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (int(process_time()) + SECONDS, most))

    return until_the_next


if __name__ == "__main__":
    main(sys.stdin, sys.stdout, _limited())
