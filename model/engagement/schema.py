"""The engagement file's form, as the road of migrations that leads to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
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

_VERSION_4 = (
    """
    CREATE TABLE entry (
        number INTEGER PRIMARY KEY,
        content TEXT NOT NULL,
        seal TEXT NOT NULL CHECK (length(seal) = 64)
    )
    """,
    """
    CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
    """,
    """
    CREATE TRIGGER entry_is_not_deleted BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
    """,
    """
    CREATE TRIGGER entry_follows_the_last BEFORE INSERT ON entry
    WHEN NEW.number != (SELECT coalesce(max(number), 0) + 1 FROM entry)
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
    """,
    """
    CREATE TABLE reading (
        id TEXT PRIMARY KEY,
        content TEXT NOT NULL
    )
    """,
)

_NO_MORE_IN_4 = ("log", "finding", "mapping", "binding")

Step = Callable[[sqlite3.Connection], None]


def _executed(statements: Iterable[str]) -> Step:
    def step(connection: sqlite3.Connection) -> None:
        for statement in statements:
            connection.execute(statement)

    return step


def _one_log(connection: sqlite3.Connection) -> None:
    """Bring every action of version 3 into the one log, in the order of their times."""
    from model.engagement.earlier import earlier_links
    from model.engagement.entry import insert_link

    _executed(_VERSION_4)(connection)
    for link in earlier_links(connection):
        insert_link(connection, link)
    for table in _NO_MORE_IN_4:
        connection.execute(f"DROP TABLE {table}")


MIGRATIONS: tuple[Step, ...] = (
    _executed(_VERSION_1),
    _executed(_VERSION_2),
    _executed(_VERSION_3),
    _one_log,
)
"""The steps that bring a file of version n to version n + 1, n counting from 0 (an empty file)."""


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a file's form."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a file from `version` to the newest one. The caller holds the write lock and commits."""
    for step in MIGRATIONS[version:]:
        step(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def copy_of_what_is_sound(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a database of the newest form in memory with the entries of a damaged one of an earlier version.

    What is not ours in it, or cannot be read, is left out.
    """
    from model.engagement.earlier import earlier_links, known_documents
    from model.engagement.entry import insert_link

    memory = sqlite3.connect(":memory:", isolation_level=None)
    migrate(memory, 0)
    memory.executemany("INSERT INTO document VALUES (?, ?, ?, ?)", known_documents(connection))
    for link in earlier_links(connection, as_far_as_it_goes=True):
        insert_link(memory, link)
    return memory


def definitions(connection: sqlite3.Connection) -> frozenset[tuple[str, str, str | None]]:
    """Return what a file defines: (type, name, SQL) of its tables, indexes, triggers and views."""
    return frozenset(connection.execute("SELECT type, name, sql FROM sqlite_master"))


@cache
def expected_definitions(
    migrations: tuple[Step, ...],
) -> frozenset[tuple[str, str, str | None]]:
    """Return what a file made by `migrations` defines."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for step in migrations:
            step(connection)
        return definitions(connection)
    finally:
        connection.close()
