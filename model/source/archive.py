"""Zip containers: what their directory holds, which one it is, and whether it may be unpacked at all.

The directory is read without `zipfile`, whose imports take longer than an ordinary book to parse. Structures are those
of PKWARE's APPNOTE 4.3: the end of central directory, its zip64 twin, the central headers.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from struct import error as StructError  # noqa: N812 - a class in all but name
from struct import unpack_from

from model.source.parsed import RefusedError

UNPACKED_MOST = 2 << 30
UNPACKED_SUSPICIOUS = 200 << 20
RATIO_SUSPICIOUS = 100
_CHUNK = 1 << 20
_STORED, _DEFLATED = 0, 8
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


class Archive:
    """The parts of a zip file, found as office programs find them: in any case, with or without a slash."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        found = members(data)
        _preflight(sum(member.unpacked for member in found), len(data))
        if any(member.encrypted for member in found):
            raise RefusedError("encrypted")
        self._members = {member.name.replace("\\", "/").lstrip("/").lower(): member for member in found}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._members

    def size(self, part: str) -> int:
        """Return the unpacked size of a part in bytes, 0 for one that is not there."""
        member = self._members.get(part.lower())
        return 0 if member is None else member.unpacked

    def read(self, part: str) -> bytes:
        """Return a part's bytes, none for one that is not there. Raises RefusedError for a damaged part."""
        return b"".join(self.chunks(part))

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield a part's bytes in pieces of a megabyte. Raises RefusedError for a damaged part."""
        member = self._members.get(part.lower())
        if member is None:
            return
        checksum = size = 0
        try:
            for chunk in _unpacked(self._data, member):
                checksum = zlib.crc32(chunk, checksum)
                size += len(chunk)
                if size > member.unpacked:
                    break
                yield chunk
        except zlib.error as error:
            raise RefusedError("damaged", detail="deflate") from error
        if size != member.unpacked or checksum != member.crc:
            raise RefusedError("damaged", detail="checksum")


def _unpacked(data: bytes, member: ZipMember) -> Iterator[bytes]:
    start = member.start(data)
    packed = memoryview(data)[start : start + member.packed]
    if member.method == _STORED:
        for at in range(0, len(packed), _CHUNK):
            yield bytes(packed[at : at + _CHUNK])
    elif member.method == _DEFLATED:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        for at in range(0, len(packed), _CHUNK):
            rest: bytes | memoryview = packed[at : at + _CHUNK]
            while rest and not inflate.eof:
                yield inflate.decompress(rest, _CHUNK)
                rest = inflate.unconsumed_tail
        yield inflate.flush()
    else:
        raise RefusedError("damaged", detail=f"method {member.method}")


def _preflight(unpacked: int, packed: int) -> None:
    if unpacked > UNPACKED_MOST or (unpacked > UNPACKED_SUSPICIOUS and unpacked > RATIO_SUSPICIOUS * packed):
        raise RefusedError("unpacked", size=f"{unpacked / 1e9:.1f}")


def container_of_archive(data: bytes) -> str:
    """Return the container that a zip file is."""
    archive = Archive(data)
    if "[Content_Types].xml" in archive:
        return _office_container(archive)
    if "content.xml" in archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise RefusedError("encrypted")
        return "ods"
    raise RefusedError("ofd" if "OFD.xml" in archive else "packed")


def _office_container(archive: Archive) -> str:
    types = archive.read("[Content_Types].xml")
    if b"spreadsheetml" in types or b"ms-excel" in types:
        if "xl/workbook.bin" in archive:
            return "xlsb"
        return "xlsm" if b"sheet.macroEnabled.main+xml" in types else "xlsx"
    if b"wordprocessingml" in types or b"ms-word" in types:
        return "docx"
    raise RefusedError("unknown")


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
