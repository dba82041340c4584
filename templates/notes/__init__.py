"""Progress notes as Word files."""

from templates.notes.note import TextLost, render_note

__all__ = ["TextLost", "render_note"]
