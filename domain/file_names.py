"""The names of documents: opaque IDs, with folders before them, and the versions that lie beside one another."""

import re
from collections.abc import Collection, Iterator
from itertools import count, takewhile

_NAME = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]{0,63}/){0,3}[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
_VERSION = re.compile(r" v[0-9]{1,6}(?=\.[A-Za-z0-9]+$|$)")


def refuse_no_id(name: str, *, versioned: bool = False) -> None:
    """Raise ``ValueError`` for a name that is not made of IDs; ``versioned`` allows ``name v2`` too."""
    if not _NAME.fullmatch(_VERSION.sub("", name) if versioned else name):
        raise ValueError("a document's name is made of the letters, digits and signs of an ID")


def versions(name: str) -> Iterator[str]:
    """``name``, ``name v2``, ``name v3`` and so on, each before the ending."""
    yield name
    stem, dot, ending = name.rpartition(".")
    yield from (f"{stem} v{version}{dot}{ending}" if dot else f"{name} v{version}" for version in count(2))


def earlier_versions(name: str, there: Collection[str]) -> tuple[str, ...]:
    """The versions of a document that lie beside ``name`` and were made before it, the oldest first."""
    before = takewhile(lambda version: version != name, versions(_VERSION.sub("", name)))
    return tuple(version for version in before if version in there)
