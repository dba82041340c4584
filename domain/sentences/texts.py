"""Sentences about texts."""

TEXTS: dict[str, str] = {}
