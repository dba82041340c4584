"""Mails: to the owner with IDs and numbers, to a client with no more than a text says."""

from templates.mails.letter import render_mail

__all__ = ["render_mail"]
