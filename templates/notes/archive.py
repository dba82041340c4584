"""A Word file is a zip; this one is the same whenever its parts are the same."""

import io
import zipfile
from collections.abc import Mapping

_FIRST = "[Content_Types].xml"
_STAMP = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The parts as one file, without the time or the computer it was made on."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        for name in sorted(parts, key=lambda part: (part != _FIRST, part)):
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            file.writestr(entry, parts[name])
    return made.getvalue()


def unpack(file: bytes) -> dict[str, bytes]:
    """The parts of a Word file of our own, by name."""
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
