"""The directory of a zip file, read without `zipfile`, whose imports take longer than an ordinary book to parse.

Structures are those of PKWARE's APPNOTE 4.3: the end of central directory, its zip64 twin, the central headers.
"""

from __future__ import annotations

from struct import error as StructError  # noqa: N812 - a class in all but name
from struct import unpack_from

from model.source.refused import RefusedError

_END = b"PK\x05\x06"
_END_SIZE = 22
_COMMENT_MOST = 0xFFFF
_END64 = b"PK\x06\x06"
_LOCATOR64 = b"PK\x06\x07"
_CENTRAL = b"PK\x01\x02"
_CENTRAL_SIZE = 46
_LOCAL = b"PK\x03\x04"
_LOCAL_SIZE = 30
_ABSENT = 0xFFFFFFFF
_UTF8_NAME = 0x800
_EXTRA64 = 1
MEMBERS_MOST = 100_000


class ZipMember:
    """One entry of a zip file. `start` is where its packed bytes begin."""

    __slots__ = ("crc", "encrypted", "header", "method", "name", "packed", "unpacked")

    def __init__(
        self, name: str, method: int, sizes: tuple[int, int, int], crc: int, *, encrypted: bool
    ) -> None:
        self.name = name
        self.method = method
        self.unpacked, self.packed, self.header = sizes
        self.crc = crc
        self.encrypted = encrypted

    def start(self, data: bytes) -> int:
        """Return where the packed bytes begin. Raises RefusedError where no entry stands."""
        if data[self.header : self.header + 4] != _LOCAL or len(data) < self.header + _LOCAL_SIZE:
            raise _damage("local header")
        name, extra = unpack_from("<HH", data, self.header + 26)
        return self.header + _LOCAL_SIZE + int(name) + int(extra)


def members(data: bytes) -> list[ZipMember]:
    """Return the entries of a zip file. Raises RefusedError for one that is truncated or damaged."""
    end = data.rfind(_END, max(0, len(data) - _END_SIZE - _COMMENT_MOST))
    if end == -1 or end + _END_SIZE > len(data):
        raise _damage("end of directory")
    count, size, offset = unpack_from("<HII", data, end + 10)
    tail = end
    if data[end - 20 : end - 16] == _LOCATOR64:
        count, size, offset, tail = _directory64(data, end - 20)
    if count > MEMBERS_MOST:
        raise _damage("directory")
    # What stands before the first entry, as in a file that unpacks itself, shifts all offsets.
    shift = tail - size - offset
    if shift < 0:
        raise _damage("directory")
    try:
        return _entries(data, offset + shift, tail, shift)
    except StructError as error:
        raise _damage("directory") from error


def _directory64(data: bytes, locator: int) -> tuple[int, int, int, int]:
    """Return count, size and offset of the directory, and where it ends, by the zip64 record before the end."""
    record = data.rfind(_END64, 0, locator)
    if record == -1 or record + 56 > locator:
        raise _damage("zip64 directory")
    count, size, offset = unpack_from("<QQQ", data, record + 32)
    return count, size, offset, record


def _entries(data: bytes, at: int, end: int, shift: int) -> list[ZipMember]:
    found: list[ZipMember] = []
    while at < end:
        if data[at : at + 4] != _CENTRAL:
            raise _damage("directory")
        flags, method, crc, packed, unpacked, name, extra, comment = unpack_from("<HH4xIIIHHH", data, at + 8)
        (header,) = unpack_from("<I", data, at + 42)
        after_name = at + _CENTRAL_SIZE + name
        text = data[at + _CENTRAL_SIZE : after_name].decode(
            "utf-8" if flags & _UTF8_NAME else "cp437", "replace"
        )
        sizes = (unpacked, packed, header)
        if _ABSENT in sizes:
            sizes = _sizes64(data[after_name : after_name + extra], sizes)
        sizes = (sizes[0], sizes[1], sizes[2] + shift)
        found.append(ZipMember(text, method, sizes, crc, encrypted=bool(flags & 1)))
        at = after_name + extra + comment
    return found


def _sizes64(extra: bytes, sizes: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return the sizes and the offset with those that need 64 bits taken from the extra field."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = unpack_from("<HH", extra, at)
        if kind == _EXTRA64:
            wide = iter(unpack_from(f"<{length // 8}Q", extra, at + 4))
            first, second, third = (next(wide, size) if size == _ABSENT else size for size in sizes)
            return first, second, third
        at += 4 + length
    return sizes


def _damage(detail: str) -> RefusedError:
    return RefusedError("damaged", detail=detail)
