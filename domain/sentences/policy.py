"""Sentences about policy."""

POLICY: dict[str, str] = {}
