"""Hundreds of thousands of values that all stay until the end of a pass."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def in_bulk() -> Iterator[None]:
    """Do not look for garbage meanwhile: going through all that stays, again and again, takes a fifth of a big pass."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
