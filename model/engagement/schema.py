"""The engagement file's form, as the road of migrations that leads to it."""

from __future__ import annotations

import sqlite3
from functools import cache

APPLICATION_ID = 0x59755368
"""SQLite's application_id of an engagement: the letters YuSh."""

_VERSION_1 = (
    """
    CREATE TABLE log (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('dispose', 'annotate', 'edit', 'delete', 'undo')),
        finding_id TEXT,
        path TEXT,
        sha256 TEXT,
        sheet TEXT,
        cell TEXT,
        note INTEGER REFERENCES log (number),
        state TEXT CHECK (state IN ('open', 'confirmed', 'dismissed', 'follow_up')),
        text TEXT NOT NULL,
        undoes INTEGER UNIQUE REFERENCES log (number)
    )
    """,
    """
    CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON log
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
    """,
    """
    CREATE TRIGGER log_is_not_deleted BEFORE DELETE ON log
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
    """,
    """
    CREATE TABLE finding (
        id TEXT PRIMARY KEY,
        rule TEXT NOT NULL,
        severity TEXT NOT NULL,
        title_zh TEXT NOT NULL,
        title_en TEXT NOT NULL,
        message_zh TEXT NOT NULL,
        message_en TEXT NOT NULL,
        equation TEXT NOT NULL,
        at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE document (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        path TEXT NOT NULL,
        sha256 TEXT NOT NULL
    )
    """,
)

_VERSION_2 = (
    """
    CREATE TABLE mapping (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        content TEXT NOT NULL
    )
    """,
    """
    CREATE TRIGGER mapping_is_not_changed BEFORE UPDATE ON mapping
    BEGIN SELECT RAISE(ABORT, 'mappings are append-only'); END
    """,
    """
    CREATE TRIGGER mapping_is_not_deleted BEFORE DELETE ON mapping
    BEGIN SELECT RAISE(ABORT, 'mappings are append-only'); END
    """,
)

_VERSION_3 = (
    """
    CREATE TABLE binding (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        content TEXT NOT NULL
    )
    """,
    """
    CREATE TRIGGER binding_is_not_changed BEFORE UPDATE ON binding
    BEGIN SELECT RAISE(ABORT, 'bindings are append-only'); END
    """,
    """
    CREATE TRIGGER binding_is_not_deleted BEFORE DELETE ON binding
    BEGIN SELECT RAISE(ABORT, 'bindings are append-only'); END
    """,
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_VERSION_1, _VERSION_2, _VERSION_3)
"""The statements that bring a file of version n to version n + 1, n counting from 0 (an empty file)."""

WITH_MAPPINGS = 2
"""The first version that keeps mappings; an older file that may only be read has none."""

WITH_BINDINGS = 3
"""The first version that keeps bindings by hand; an older file that may only be read has none."""


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a file's form."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a file from `version` to the newest one. The caller holds the write lock and commits."""
    for statements in MIGRATIONS[version:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def definitions(connection: sqlite3.Connection) -> frozenset[tuple[str, str, str | None]]:
    """Return what a file defines: (type, name, SQL) of its tables, indexes, triggers and views."""
    return frozenset(connection.execute("SELECT type, name, sql FROM sqlite_master"))


@cache
def expected_definitions(
    migrations: tuple[tuple[str, ...], ...],
) -> frozenset[tuple[str, str, str | None]]:
    """Return what a file made by `migrations` defines."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for statements in migrations:
            for statement in statements:
                connection.execute(statement)
        return definitions(connection)
    finally:
        connection.close()
