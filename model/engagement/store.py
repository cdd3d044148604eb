"""The engagement's file on the disk: made when first written, only read where it cannot be written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.engagement.connection import connect, read_only_words, told, transaction
from model.engagement.location import may_write
from model.errors import EngagementError
from model.messages import Message
from model.text import clean_line


class Store:
    """A file that need not exist yet, and the connection to it. Every method may raise EngagementError."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        with told(path):
            writable = (
                not read_only and may_write(path.parent) and (not path.exists() or os.access(path, os.W_OK))
            )
        self.read_only: Message | None = None if writable else read_only_words()[0]
        self._connection: sqlite3.Connection | None = None

    @property
    def folder(self) -> Path:
        """The folder that documents' paths are relative to."""
        return self.path.absolute().parent

    def reading(self) -> sqlite3.Connection | None:
        """Return a connection to read from, None while there is no file."""
        if self._connection is None and self.path.exists():
            self._connection = connect(self.path, read_only=self.read_only is not None)
        return self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside a transaction that is on the disk when the block has ended."""
        if self.read_only is not None:
            raise EngagementError(clean_line(str(self.path)), *read_only_words())
        if self._connection is None:
            with told(self.path):
                self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = connect(self.path, read_only=False)
        with transaction(self._connection, self.path):
            yield self._connection

    def close(self) -> None:
        """Close the connection, if any."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
