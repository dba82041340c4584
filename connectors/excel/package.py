"""An `.xlsx` file as the parts it is made of; parts nobody changes keep their exact bytes."""

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_UTF8 = 0x800
_DEFLATED = 8
_NEW_YEAR_1980 = 0x21
_LEVEL = 4


@dataclass(frozen=True, slots=True)
class _Part:
    """One part: its compressed bytes and what the list of contents says of them."""

    name: bytes
    flags: int
    method: int
    clock: int
    day: int
    crc: int
    size: int
    raw: bytes


class Package:
    """The parts of a workbook in memory, in their order; a change replaces one whole part.

    The content must have been admitted (see ``admission``).
    """

    def __init__(self, content: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        self.token = token_of(self._zip.infolist())
        self._parts = {info.filename: _part(content, info) for info in self._zip.infolist()}
        self._new: dict[str, str] = {}
        self._changed = False

    @property
    def changed(self) -> bool:
        """Whether any part is no longer what it was."""
        return self._changed

    def __contains__(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._parts

    def names(self) -> tuple[str, ...]:
        """The parts in the order of the file."""
        return tuple(self._parts)

    def text(self, name: str) -> str:
        """The text of an XML part, as changed so far. Raises KeyError, UnicodeDecodeError, zipfile.BadZipFile."""
        if name not in self._parts:
            raise KeyError(name)
        if name not in self._new:
            self._new[name] = self._zip.read(name).decode("utf-8-sig")
        return self._new[name]

    def put(self, name: str, text: str) -> None:
        """Replace or add a part; the same text as before is no change."""
        if name in self._parts and self.text(name) == text:
            return
        self._new[name] = text
        self._parts[name] = _packed(name, text.encode())
        self._changed = True

    def drop(self, name: str) -> None:
        """Take a part out, if it is there."""
        if self._parts.pop(name, None):
            self._new.pop(name, None)
            self._changed = True

    def content(self) -> bytes:
        """The whole file; the same parts always give the same bytes."""
        out = io.BytesIO()
        listing = bytearray()
        for part in self._parts.values():
            listing += _listed(part, out.tell())
            out.write(_local(part))
            out.write(part.raw)
        end = out.tell()
        count = len(self._parts)
        out.write(listing)
        out.write(_END.pack(b"PK\5\6", 0, 0, count, count, len(listing), end, 0))
        return out.getvalue()


def token_of(infos: Iterable[zipfile.ZipInfo]) -> str:
    """A mark of the content: names, checksums and sizes of all parts but the notes on who saved it and when."""
    listed = sorted(
        (info.filename, info.CRC, info.file_size) for info in infos if not info.filename.startswith("docProps/")
    )
    return hashlib.sha256(repr(listed).encode()).hexdigest()


def _part(content: bytes, info: zipfile.ZipInfo) -> _Part:
    name_length, extra_length = struct.unpack_from("<2H", content, info.header_offset + 26)
    start = info.header_offset + _LOCAL.size + name_length + extra_length
    year, month, day, hour, minute, second = info.date_time
    return _Part(
        name=info.filename.encode("utf-8"),
        flags=info.flag_bits & ~0x8 & 0xFFFF | (0 if info.filename.isascii() else _UTF8),
        method=info.compress_type,
        clock=hour << 11 | minute << 5 | second // 2,
        day=(year - 1980) << 9 | month << 5 | day,
        crc=info.CRC,
        size=info.file_size,
        raw=content[start : start + info.compress_size],
    )


def _packed(name: str, data: bytes) -> _Part:
    press = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    part = _Part(
        name.encode(),
        0,
        _DEFLATED,
        0,
        _NEW_YEAR_1980,
        zlib.crc32(data),
        len(data),
        press.compress(data) + press.flush(),
    )
    return part if name.isascii() else replace(part, flags=_UTF8)


def _local(part: _Part) -> bytes:
    head = (b"PK\3\4", 20, part.flags, part.method, part.clock, part.day, part.crc)
    return _LOCAL.pack(*head, len(part.raw), part.size, len(part.name), 0) + part.name


def _listed(part: _Part, offset: int) -> bytes:
    head = (b"PK\1\2", 20, 20, part.flags, part.method, part.clock, part.day, part.crc)
    return _CENTRAL.pack(*head, len(part.raw), part.size, len(part.name), 0, 0, 0, 0, 0, offset) + part.name
