"""Texts to clients: short, neutral, one segment."""

from templates.texts.body import TextRefused, render_text, sender_name
from templates.texts.gsm import plain, segments
from templates.texts.lint import telling_words

__all__ = ["TextRefused", "plain", "render_text", "segments", "sender_name", "telling_words"]
