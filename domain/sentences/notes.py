"""Sentences about notes."""

NOTES: dict[str, str] = {}
