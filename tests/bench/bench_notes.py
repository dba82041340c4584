"""100 notes against 100 bare docxtpl renders of the same template, in one run."""

import io
import time
from collections.abc import Callable
from importlib.resources import files

from docxtpl import DocxTemplate

from domain.note import Element, NoteContent
from templates.notes import render_note
from templates.notes.note import words_of
from tests.templates.sample_note import MEMBER_A

NOTES = 100


def contents() -> list[NoteContent]:
    """A hundred notes that differ."""
    return [
        MEMBER_A.model_copy(update={"visit_id": f"G-01/05/C-{n:03}", "plan": (Element(name="Plan", text=f"Plan {n}"),)})
        for n in range(NOTES)
    ]


def bare(content: NoteContent, template: bytes) -> bytes:
    """docxtpl as its manual shows it: open, render, save."""
    layout = DocxTemplate(io.BytesIO(template))
    layout.render(dict(words_of(content)), autoescape=True)
    saved = io.BytesIO()
    layout.save(saved)
    return saved.getvalue()


def measure() -> dict[str, float]:
    """Seconds for a hundred of each; both have their libraries loaded."""
    template = files("templates.notes").joinpath("note.docx").read_bytes()
    notes = contents()
    render_note(notes[0])
    bare(notes[0], template)
    return {
        "ours_s": _seconds(lambda: [render_note(note) for note in notes]),
        "docxtpl_s": _seconds(lambda: [bare(note, template) for note in notes]),
    }


def _seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best
