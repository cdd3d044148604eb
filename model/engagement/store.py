"""The engagement's file on the disk: made when first written, only read where it cannot be written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.engagement.connection import (
    UnfitError,
    connect,
    connect_to_read,
    may_write,
    read_only_words,
    transaction,
    translated_errors,
)
from model.engagement.holder import Hold, Holder
from model.engagement.record import local_time, utc_now
from model.errors import EngagementError
from model.messages import Message, message
from model.text import clean_line


class Store:
    """A file that need not exist yet, and the connection to it. Every method may raise EngagementError.

    `wrong` is what is wrong with the file, which can then only be read until it is opened again.
    """

    def __init__(self, path: Path, *, read_only: bool = False, author: str = "") -> None:
        self.path = path
        self._author = author
        self._hold = Hold(path)
        self._connection: sqlite3.Connection | None = None
        self._is_writing = False
        self.wrong: Message | None = None
        self._to_be_read = read_only
        with translated_errors(path):
            if not (may_write(path.parent) and (not path.exists() or os.access(path, os.W_OK))):
                self._to_be_read = True
        self.held: Holder | None = None
        if self.can_write and self._has_content():
            self.held = self._take_hold()

    @property
    def can_write(self) -> bool:
        """Whether the file may be written, if nobody else has it."""
        return self.wrong is None and not self._to_be_read

    @property
    def read_only(self) -> Message | None:
        """Why nothing can be written now, None when it can."""
        if self.wrong is not None or self._to_be_read:
            return self.wrong or read_only_words()[0]
        return None if self.held is None else held_words(self.held)[0]

    @property
    def folder(self) -> Path:
        """The folder that documents' paths are relative to."""
        return self.path.absolute().parent

    def reading(self) -> sqlite3.Connection | None:
        """Return a connection to read from, None while there is no file."""
        if self._connection is None and self._has_content():
            if self.can_write and self.held is None:
                self._open_to_write()
            if self._connection is None:
                self._connection, wrong = connect_to_read(self.path)
                self.wrong = self.wrong or wrong
        return self._connection

    @contextmanager
    def writing(self, author: str = "") -> Iterator[sqlite3.Connection]:
        """Give a connection inside a transaction that is on the disk when the block has ended.

        `author` is the name by which others see that this process holds the file.
        """
        if not self.can_write:
            raise EngagementError(
                clean_line(str(self.path)), self.wrong or read_only_words()[0], read_only_words()[1]
            )
        if not self._hold.is_taken:
            with translated_errors(self.path):
                self.path.parent.mkdir(parents=True, exist_ok=True)
            self.held = self._take_hold()
        if self.held is not None:
            raise EngagementError(clean_line(str(self.path)), *held_words(self.held))
        if author:
            with translated_errors(self.path):
                self._hold.sign(author)
        if not self._is_writing:
            self._close_connection()
            self._open_to_write()
        if self._connection is None:
            raise EngagementError(
                clean_line(str(self.path)), self.wrong or read_only_words()[0], read_only_words()[1]
            )
        with transaction(self._connection, self.path):
            yield self._connection

    def close(self) -> None:
        """Close the connection, if any, and let others write."""
        self._close_connection()
        self._hold.let_go()

    def _open_to_write(self) -> None:
        """Open the file to write in it; where it can only be read, `wrong` is why and nothing is open."""
        try:
            self._connection = connect(self.path)
        except UnfitError as error:
            self.wrong = error.what
            return
        self._is_writing = True

    def _close_connection(self) -> None:
        self._is_writing = False
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _take_hold(self) -> Holder | None:
        with translated_errors(self.path):
            return self._hold.take(self._author, utc_now())

    def _has_content(self) -> bool:
        try:
            return self.path.stat().st_size > 0
        except OSError:
            return False


def held_words(holder: Holder) -> tuple[Message, Message]:
    """Return what to report, and the remedy, where another process has an engagement open."""
    return (
        message(
            "{author} has this engagement open on {host} since {since}; here it is only read.",
            author=clean_line(holder.author) or "?",
            host=clean_line(holder.host) or "?",
            since=clean_line(local_time(holder.since)) or "?",
        ),
        message("Decide when it is closed there, or work in a copy and merge the two."),
    )
