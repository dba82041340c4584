"""Sentences about claims."""

CLAIMS: dict[str, str] = {}
