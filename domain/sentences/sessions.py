"""Sentences about sessions."""

SESSIONS: dict[str, str] = {}
