"""Opening an engagement file: whose it is, which version it has, and what to say when it cannot be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.engagement import schema
from model.errors import EngagementError
from model.messages import Message, message
from model.text import clean_line

WAIT = 2.0
"""Seconds to wait for another program that is writing the same engagement."""

_LONGEST_VALUE = 16 << 20


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Open (or make) the engagement at `path` and bring it to the newest version.

    A rollback journal, not a write-ahead log: the engagement stays one file, which may stand on a shared
    drive, and with synchronous=EXTRA a transaction that has been committed survives a killed process and a
    lost current. Raises EngagementError for a file of another kind, a newer version, a damaged or a locked
    one.
    """
    with told(path):
        mode = "ro" if read_only else "rwc"
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", timeout=WAIT, isolation_level=None, uri=True
        )
    try:
        with told(path):
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA foreign_keys = ON")
            if not read_only:
                connection.execute("PRAGMA journal_mode = DELETE")
                connection.execute("PRAGMA synchronous = EXTRA")
            _check(connection, path, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Run a block as one transaction, under the write lock from its first line. Raises EngagementError."""
    with told(path):
        connection.execute("BEGIN IMMEDIATE")
    try:
        with told(path):
            yield
            connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn an error of SQLite or of the disk into an EngagementError: the file, the cause, the remedy."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        what, remedy = _explain(error)
        raise EngagementError(clean_line(str(path)), what, remedy) from error


def _check(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    version, ours, empty = _identity(connection)
    if not ours and not empty:
        raise EngagementError(clean_line(str(path)), *_not_ours())
    if version > len(schema.MIGRATIONS):
        raise EngagementError(
            clean_line(str(path)),
            message(
                "The engagement was written by a newer Yushen (version {version} of the file).",
                version=version,
            ),
            message("Install the newer version to open it."),
        )
    if version < len(schema.MIGRATIONS) and not read_only:
        with transaction(connection, path):
            version, _, _ = _identity(connection)
            schema.migrate(connection, version)
        version = len(schema.MIGRATIONS)
    if schema.definitions(connection) != schema.expected_definitions(schema.MIGRATIONS[:version]):
        raise EngagementError(clean_line(str(path)), *damaged_words())


def _identity(connection: sqlite3.Connection) -> tuple[int, bool, bool]:
    """Return the file's version, whether it is an engagement, and whether it is a file without content."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    return version, application == schema.APPLICATION_ID, pages == 0


def _explain(error: sqlite3.Error | OSError) -> tuple[Message, Message]:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return (
            message("The engagement is being written by another program."),
            message("Close the other program, or try again in a moment."),
        )
    if code == sqlite3.SQLITE_NOTADB:
        return _not_ours()
    if code == sqlite3.SQLITE_READONLY:
        return read_only_words()
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_ERROR}:
        return damaged_words()
    return (
        message("The engagement could not be read or written ({cause}).", cause=clean_line(str(error))),
        message("Check that the disk is not full and that you may write in this folder."),
    )


def read_only_words() -> tuple[Message, Message]:
    """Return what to say, and the remedy, where an engagement may be read but not written."""
    return (
        message("The engagement can only be read here."),
        message("Copy the documents and the engagement to a folder that you may write in."),
    )


def _not_ours() -> tuple[Message, Message]:
    return (
        message("The file is not an engagement of Yushen."),
        message("Move it away, and a new engagement is made in its place."),
    )


def damaged_words() -> tuple[Message, Message]:
    """Return what to say, and the remedy, where an engagement holds what Yushen never wrote."""
    return (
        message("The engagement is damaged: its content is not what Yushen writes."),
        message("Put back a copy from before, or move it away to begin a new one."),
    )
