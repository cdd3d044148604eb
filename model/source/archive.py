"""Zip containers: which one it is, and whether it may be unpacked at all."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from model.source.refused import RefusedError
from model.source.zip_directory import ZipMember, members

UNPACKED_MOST = 2 << 30
UNPACKED_SUSPICIOUS = 200 << 20
RATIO_SUSPICIOUS = 100
_CHUNK = 1 << 20
_STORED, _DEFLATED = 0, 8


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
