"""Texts to clients."""
