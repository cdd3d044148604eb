"""What tests do to an engagement's file behind its back: add an entry, change bytes, make one of an earlier version."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from model.engagement import schema
from model.engagement.entry import Entry, Link, insert_link, link_of, read_links, sealed


def append(path: Path, entry: Entry) -> None:
    """Add an entry with a seal that fits, without asking whether it can be."""
    database = sqlite3.connect(path)
    (*_, last) = [None, *read_links(database, 0)]
    insert_link(database, link_of(entry, last))
    database.commit()
    database.close()


def append_text(path: Path, content: str) -> None:
    """Add an entry of any text with a seal that fits."""
    database = sqlite3.connect(path)
    last = [*read_links(database, 0)][-1]
    number = last.number + 1
    insert_link(database, Link(number, content.encode(), sealed(last.seal, number, content.encode())))
    database.commit()
    database.close()


def contents(path: Path) -> list[Link]:
    """Return the entries of a file."""
    database = sqlite3.connect(path)
    links = list(read_links(database, 0))
    database.close()
    return links


def earlier_file(path: Path, version: int, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Make an engagement as an earlier version wrote it."""
    database = sqlite3.connect(path, isolation_level=None)
    for step in schema.MIGRATIONS[:version]:
        step(database)
    database.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {version}")
    fill(database)
    database.close()
