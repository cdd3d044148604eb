"""Opening an engagement file: whose it is, which version it has, and what to report when it cannot be used."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.engagement import schema
from model.engagement.holder import locks_exist
from model.errors import EngagementError
from model.messages import Message, message
from model.text import clean_line


class UnfitError(EngagementError):
    """An engagement that can be read, as far as that goes, and not written: of a newer version, or damaged."""


WAIT = 2.0
"""Seconds to wait for another program that is writing the same engagement."""

_LONGEST_VALUE = 16 << 20


def connect(path: Path) -> sqlite3.Connection:
    """Open (or make) the engagement at `path` to write in it, and bring it to the newest version.

    A rollback journal, not a write-ahead log: the engagement stays one file, which may stand on a shared
    drive, and with synchronous=EXTRA a transaction that has been committed survives a killed process and a
    lost current. Raises EngagementError for a file of another kind or a locked one, UnfitError for one that can only
    be read: of a newer version, or damaged.
    """
    connection = _opened(path, "rwc")
    try:
        with translated_errors(path):
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = EXTRA")
            version = _checked_version(connection, path)
            if version < len(schema.MIGRATIONS):
                _migrate(connection, path)
            _check_definitions(connection, path, len(schema.MIGRATIONS))
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(path: Path) -> tuple[sqlite3.Connection, Message | None]:
    """Open the engagement at `path` to read it, as far as that goes; report what is wrong with it.

    A transaction that a killed process left half done is rolled back first: in the file where it may be written, else
    in a copy. An earlier version is brought to the newest in memory. Raises EngagementError for a file of another
    kind.
    """
    connection = _recovered(path)
    try:
        with translated_errors(path):
            connection.execute("PRAGMA query_only = ON")
            version = _checked_version(connection, path)
            _check_definitions(connection, path, version)
        if 0 < version < len(schema.MIGRATIONS):
            return _migrated_copy(connection, path), None
    except UnfitError as error:
        connection.close()
        return _read_as_far_as_it_goes(path), error.what
    except BaseException:
        connection.close()
        raise
    return connection, None


def _read_as_far_as_it_goes(path: Path) -> sqlite3.Connection:
    """Return a connection to what is sound in a file: of an earlier version, a copy of that in the newest form."""
    connection = _recovered(path)
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA writable_schema = ON")  # a schema that cannot be parsed is passed over
    if not 0 < schema.version_of(connection) < len(schema.MIGRATIONS):
        return connection
    try:
        return schema.copy_of_what_is_sound(connection)
    finally:
        connection.close()


def _opened_to_read(path: Path) -> sqlite3.Connection:
    """Open a file to read it, without locks where the disk knows none; what else is wrong shows as it is read."""
    connection = _opened(path, "ro")
    try:
        connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR} and not _locks_exist_in(
            path.absolute().parent
        ):
            connection.close()
            return _opened(path, "ro", "&nolock=1")
    return connection


def _opened(path: Path, mode: str, more: str = "") -> sqlite3.Connection:
    with translated_errors(path):
        address = f"{path.absolute().as_uri()}?mode={mode}{more}"
        connection = sqlite3.connect(address, timeout=WAIT, isolation_level=None, uri=True)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        connection.text_factory = _text
        connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _text(raw: bytes) -> str:
    """Return text as it stands in a file, which may hold bytes that are no UTF-8."""
    return raw.decode("utf-8", "surrogateescape")


def _recovered(path: Path) -> sqlite3.Connection:
    """Return a connection to a file whose journal, if one was left, has been rolled back."""
    journal = path.with_name(f"{path.name}-journal")
    if not (journal.is_file() and journal.stat().st_size):
        return _opened_to_read(path)
    if os.access(path, os.W_OK) and may_write(path.parent):
        return _opened(path, "rw")
    with translated_errors(path), tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, path.name)
        shutil.copyfile(path, copy)
        shutil.copyfile(journal, copy.with_name(journal.name))
        return _in_memory(_opened(copy, "rw"))


def _in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy of a database in memory, and close it."""
    try:
        memory = sqlite3.connect(":memory:", isolation_level=None)
        connection.backup(memory)
    finally:
        connection.close()
    return memory


def _migrated_copy(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    memory = _in_memory(connection)
    try:
        _migrate(memory, path)
    except BaseException:
        memory.close()
        raise
    return memory


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring a file to the newest version, in one transaction."""
    with transaction(connection, path):
        try:
            schema.migrate(connection, schema.version_of(connection))
        except (ValueError, KeyError) as error:
            raise UnfitError(clean_line(str(path)), *damaged_words()) from error


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Run a block as one transaction, under the write lock from its first line. Raises EngagementError."""
    with translated_errors(path):
        connection.execute("BEGIN IMMEDIATE")
    try:
        with translated_errors(path):
            yield
            connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """Turn an error of SQLite or of the disk into an EngagementError: the file, the cause, the remedy."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite's own words about a schema that is no UTF-8
        raise UnfitError(clean_line(str(path)), *damaged_words()) from error
    except (sqlite3.Error, OSError) as error:
        what, remedy = _explain(error)
        kind = UnfitError if what == damaged_words()[0] else EngagementError
        raise kind(clean_line(str(path)), what, remedy) from error


def _checked_version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of an engagement, 0 for a file without content."""
    version, ours, empty = _identity(connection)
    if not ours and not empty:
        raise EngagementError(clean_line(str(path)), *_not_ours())
    if version > len(schema.MIGRATIONS):
        raise UnfitError(
            clean_line(str(path)),
            message(
                "The engagement was written by a newer Yushen (version {version} of the file).",
                version=version,
            ),
            message("Install the newer version to open it."),
        )
    return version


def _check_definitions(connection: sqlite3.Connection, path: Path, version: int) -> None:
    if schema.definitions(connection) != schema.expected_definitions(schema.MIGRATIONS[:version]):
        raise UnfitError(clean_line(str(path)), *damaged_words())


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
    if isinstance(error, sqlite3.Error) and is_damage(error):
        return damaged_words()
    return (
        message("The engagement could not be read or written ({cause}).", cause=clean_line(str(error))),
        message("Check that the disk is not full and that you may write in this folder."),
    )


def may_write(folder: Path) -> bool:
    """Return whether an engagement can be written in a folder, which need not exist yet.

    It is tried, because the access bits do not show it on every system, and a share may know no locks.
    """
    folder = folder.absolute()
    nearest = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    try:
        with tempfile.TemporaryFile(dir=nearest) as file:
            return locks_exist(file.fileno())
    except OSError:
        return False


def _locks_exist_in(folder: Path) -> bool:
    """Return whether files of a folder can be locked; one that cannot be tried is taken to know locks."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            return locks_exist(file.fileno())
    except OSError:
        return True


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error shows that the file holds what Yushen never wrote."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_ERROR}


def read_only_words() -> tuple[Message, Message]:
    """Return what to report, and the remedy, where an engagement may be read but not written."""
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
    """Return what to report, and the remedy, where an engagement holds what Yushen never wrote."""
    return (
        message("The engagement is damaged: its content is not what Yushen writes."),
        message("Put back a copy from before, or move it away to begin a new one."),
    )
