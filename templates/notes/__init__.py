"""Progress notes as Word files."""

from templates.notes.note import render_note
from templates.notes.text import TextLost

__all__ = ["TextLost", "render_note"]
