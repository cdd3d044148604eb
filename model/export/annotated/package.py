"""An office package that is written again: the parts that were touched are new, all others as they were."""

from __future__ import annotations

import io
import zipfile

from model.source.archive import Archive, members

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_LARGE = 8 << 20
"""Bytes above which a part is packed quickly rather than tightly."""
_QUICK = 1


class Package:
    """The parts of a package by name. Raises RefusedError where the bytes are no sound zip file, or too much."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._archive = Archive(data)
        self._names = {_plain(member.name): member.name for member in members(data)}
        self._new: dict[str, bytes] = {}

    @property
    def archive(self) -> Archive:
        """The parts as the file had them."""
        return self._archive

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names or part in self._new

    def names(self) -> list[str]:
        """Return the names of the file's own parts, without a slash before them."""
        return [name.replace("\\", "/").lstrip("/") for name in self._names.values()]

    def read(self, part: str) -> bytes:
        """Return a part as it is now, b"" for one that is not there."""
        new = self._new.get(part.lower())
        return self._archive.read(part) if new is None else new

    def put(self, part: str, content: bytes) -> None:
        """Put a part in the place of one, or beside the others."""
        self._names.setdefault(part.lower(), part)
        self._new[part.lower()] = content

    def packed(self, comment: bytes = b"") -> bytes:
        """Return the package, with a comment of the archive; the same content gives the same bytes."""
        stream = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self._data)) as source,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            target.comment = comment
            dates = {_plain(entry.filename): entry.date_time for entry in source.infolist()}
            for key, name in self._names.items():
                entry = zipfile.ZipInfo(name, dates.get(key, _EARLIEST))
                content = self.read(key)
                level = _QUICK if len(content) > _LARGE else None
                target.writestr(entry, content, zipfile.ZIP_DEFLATED, level)
        return stream.getvalue()


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
