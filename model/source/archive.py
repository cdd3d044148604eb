"""Zip containers: which one it is, and whether it may be unpacked at all."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from model.source.refused import RefusedError

UNPACKED_MOST = 2 << 30
UNPACKED_SUSPICIOUS = 200 << 20
RATIO_SUSPICIOUS = 100
_CHUNK = 1 << 20
_ENCRYPTED = 0x1


class Archive:
    """The parts of a zip file, found as office programs find them: in any case, with or without a slash."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
        except BadZipFile as error:
            raise RefusedError("damaged", detail=type(error).__name__) from error
        members = self._zip.infolist()
        _preflight(sum(member.file_size for member in members), len(data))
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise RefusedError("encrypted")
        self._members = {member.filename.replace("\\", "/").lstrip("/").lower(): member for member in members}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._members

    def size(self, part: str) -> int:
        """Return the unpacked size of a part in bytes, 0 for one that is not there."""
        member = self._members.get(part.lower())
        return 0 if member is None else member.file_size

    def read(self, part: str) -> bytes:
        """Return a part's bytes, none for one that is not there. Raises RefusedError for a damaged part."""
        return b"".join(self.chunks(part))

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield a part's bytes in pieces of a megabyte."""
        member = self._members.get(part.lower())
        if member is None:
            return
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except (BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
            raise RefusedError("damaged", detail=type(error).__name__) from error


def _preflight(unpacked: int, packed: int) -> None:
    if unpacked > UNPACKED_MOST or (unpacked > UNPACKED_SUSPICIOUS and unpacked > RATIO_SUSPICIOUS * packed):
        raise RefusedError("unpacked", size=f"{unpacked / 1e9:.1f}")


def container_of_archive(data: bytes) -> str:
    """Return the container that a zip file is."""
    archive = Archive(data)
    if "[Content_Types].xml" in archive:
        if "xl/workbook.bin" in archive:
            raise RefusedError("unknown")
        if "word/document.xml" not in archive:
            return "xlsm" if b"macroEnabled" in archive.read("[Content_Types].xml") else "xlsx"
    raise RefusedError("unknown")
