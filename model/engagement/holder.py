"""Who has an engagement open to write in it: one process at a time, known to all others by name."""

from __future__ import annotations

import errno
import getpass
import json
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

from model.record import dataclass

_LOCKED_BYTE = 1 << 30
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Holder:
    """The one who has it open; `since` is UTC in ISO form. All is "" where it is not known."""

    author: str = ""
    host: str = ""
    since: str = ""


class Hold:
    """A lock that the system lets go when its process ends, however that ends; a file beside names the holder."""

    def __init__(self, engagement: Path) -> None:
        self._path = engagement.with_name(f"{engagement.name}-holder")
        self._stream: int | None = None
        self._since = ""
        self._author = ""

    @property
    def is_taken(self) -> bool:
        """Whether this process has it."""
        return self._stream is not None

    def take(self, author: str, now: str) -> Holder | None:
        """Take it, or return who has it. Raises OSError where the folder cannot be written."""
        for _ in range(_TRIES if self._stream is None else 0):
            stream = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
            if not _lock(stream):
                os.close(stream)
                return self.other()
            if _is_same(stream, self._path):
                self._stream = stream
                self._since = now
                self.sign(author or _user_name())
                return None
            os.close(stream)  # the one before removed the file between our opening and our locking it
        return None if self._stream is not None else self.other()

    def sign(self, author: str) -> None:
        """Let others know by which name this process has it. Raises OSError."""
        if self._stream is None or author == self._author:
            return
        content = {"author": author, "host": socket.gethostname(), "since": self._since}
        os.lseek(self._stream, 0, os.SEEK_SET)
        os.ftruncate(self._stream, 0)
        os.write(self._stream, json.dumps(content).encode())
        self._author = author

    def other(self) -> Holder:
        """Return who has it, as far as its file states."""
        try:
            content = json.loads(self._path.read_bytes()[:4096])
            values = [content[name] for name in ("author", "host", "since")]
        except (OSError, ValueError, KeyError, TypeError):
            return Holder()
        return Holder(*values) if all(isinstance(value, str) for value in values) else Holder()

    def let_go(self) -> None:
        """Let another have it."""
        if self._stream is None:
            return
        with suppress(OSError):
            self._path.unlink()
        os.close(self._stream)
        self._stream = None
        if sys.platform == "win32":  # where a file that is open is not removed
            with suppress(OSError):
                self._path.unlink()


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _is_same(stream: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(stream), path.stat())
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: int) -> bool:
        """Lock one byte far beyond the content, which others may still read."""
        try:
            os.lseek(stream, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(stream, msvcrt.LK_NBLCK, 1)
            os.lseek(stream, 0, os.SEEK_SET)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(stream: int) -> bool:
        """Lock the file, which others may still read."""
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        except OSError:  # a disk that knows no locks: SQLite's own still keep two writes apart
            return True
        return True


_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL})


def locks_exist(stream: int) -> bool:
    """Return whether an open file, which nobody else has, can be locked as SQLite locks: some shares know none."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _NO_LOCKS
    return True
