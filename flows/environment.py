"""Passwords and tokens: they come from the environment, never from a file that people open."""

import os


def secret(name: str, practice: str) -> str:
    """A secret such as ``TWILIO_TOKEN``: the practice's own variable, else the one for all; "" when there is none.

    For the practice oak-street these are ``CIRCLEBOOK_TWILIO_TOKEN_OAK_STREET`` and ``CIRCLEBOOK_TWILIO_TOKEN``.
    """
    own = f"CIRCLEBOOK_{name}_{practice.upper().replace('-', '_')}"
    return os.environ.get(own) or os.environ.get(f"CIRCLEBOOK_{name}", "")
