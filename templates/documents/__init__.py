"""The documents beside the notes as Word files."""

from templates.documents.paper import render_paper

__all__ = ["render_paper"]
