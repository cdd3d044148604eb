"""Opening a file: the one door through which a disclosure comes in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from model.source.assembly import Assembly
from model.source.book import Book
from model.source.causes import unreadable
from model.source.parsed import OUT_OF_MEMORY
from model.source.process import GIGABYTE, ChildProcess, Limits
from model.text import clean_line

_CHUNK = 1 << 20
# The child's own word, and abort(): as POSIX gives it, as a shell gives it, and as Windows does.
_OUT_OF_MEMORY = {OUT_OF_MEMORY, -6, 134, 3, 0xC0000409}


def open_book(
    path: str | os.PathLike[str],
    *,
    limits: Limits | None = None,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Book:
    """Read a file into a Book. The parsing is done by a child process under `limits`.

    `progress` is called with a fraction from 0 to 1, on this thread; `cancelled` is asked on another.
    Every failure raises one UnreadableSourceError that names the file, the cause and the remedy.
    """
    name = os.fspath(path)
    file = Path(name)
    limits = limits or Limits()
    with _opened(name, file) as source:
        size = _size(name, source, limits)
        digest = sha256()
        assembly = Assembly(name, progress)
        with ChildProcess(file, size, limits, cancelled) as child:
            child.feed(_chunks(name, source, size, digest.update))
            try:
                for line in child.lines():
                    assembly.take(line)
            except (ValueError, LookupError, TypeError) as error:
                raise unreadable(name, "crashed", detail="answer") from error
            if not assembly.ended:
                raise _broken_off(name, child, limits.time_for(size))
    return assembly.book(digest.hexdigest())


def _opened(name: str, file: Path) -> BinaryIO:
    if file.name.startswith(("~$", ".~lock.")):
        raise unreadable(name, "lock-file")
    try:
        if file.exists() and not file.is_file():
            raise unreadable(name, "folder" if file.is_dir() else "special")
        return file.open("rb")
    except FileNotFoundError as error:
        raise unreadable(name, "missing") from error
    except PermissionError as error:
        raise unreadable(name, "forbidden") from error
    except (OSError, ValueError) as error:
        raise unreadable(name, "unreachable", detail=_cause(error)) from error


def _cause(error: OSError | ValueError) -> str:
    """Return what the system reports of a file that it does not open or read."""
    return clean_line((error.strerror if isinstance(error, OSError) else None) or str(error))


def _size(name: str, source: BinaryIO, limits: Limits) -> int:
    size = os.fstat(source.fileno()).st_size
    if size == 0:
        raise unreadable(name, "empty")
    if size > limits.file_size:
        raise unreadable(name, "too-large", size=f"{limits.file_size / GIGABYTE:g}")
    return size


def _chunks(name: str, source: BinaryIO, size: int, update: Callable[[bytes], None]) -> Iterator[bytes]:
    """Yield the file as it is now, no more than its size; each piece goes into the digest as it goes by."""
    while size > 0:
        try:
            chunk = source.read(min(_CHUNK, size))
        except OSError as error:
            raise unreadable(name, "unreachable", detail=_cause(error)) from error
        if not chunk:
            return
        size -= len(chunk)
        update(chunk)
        yield chunk


def _broken_off(name: str, child: ChildProcess, seconds: float) -> Exception:
    """Return the error for a child that ended without closing its book."""
    status = child.status
    if child.stopped == "cancelled":
        return unreadable(name, "cancelled")
    if child.stopped == "time":
        return unreadable(name, "time", seconds=f"{seconds:.0f}")
    return unreadable(name, "memory" if status in _OUT_OF_MEMORY else "crashed", detail=str(status))
