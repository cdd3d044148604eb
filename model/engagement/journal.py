"""How an engagement is kept in step with its file: every action is one transaction."""

from __future__ import annotations

import sqlite3
from sqlite3 import Connection

from model.engagement.connection import damaged_words, is_damage, translated_errors
from model.engagement.entry import Entry, Link, insert_link, link_of, read_links
from model.engagement.log import Log
from model.engagement.record import LogEntry
from model.engagement.sources import Sources
from model.engagement.store import Store
from model.errors import EngagementError
from model.messages import Message, message
from model.text import clean_line


class OvertakenError(EngagementError):
    """What was to be changed is no longer as this desk knew it."""


class Journal:
    """All that an engagement holds in memory, and its file. Any method may raise EngagementError."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.log = Log(store.path)
        self.sources = Sources(store.folder)
        self.refresh()

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def refresh(self) -> bool:
        """Take in what was written since; return whether any of it was an entry of the log."""
        before = self.log.last
        connection = self.store.reading()
        if connection is not None:
            with translated_errors(self.store.path):
                self._take_in(connection)
        return self.log.last != before

    def append(self, *entries: Entry) -> tuple[LogEntry, ...]:
        """Add entries to the log under the next numbers, all or none; return what the last of them did.

        Raises OvertakenError when the thing it changes has changed since.
        """
        links = []
        with self.store.writing(entries[-1].author) as connection:
            self._take_in(connection)
            self._require_sound()
            last = self.log.last
            for entry in entries:
                last = link_of(entry, last)
                links.append(last)
                insert_link(connection, last)
            if len(links) == 1:
                self._check(links[0])
            if self.sources.is_known:
                self.sources.save(connection, entries[-1].at)
        number = len(self.log.entries)
        self.log.extend(links)
        return tuple(self.log.entries[number:])

    def save_unsaved(self, now: str) -> None:
        """Write what is new in the present report, if there is a file and it can be written."""
        if self.store.read_only is not None or self.store.reading() is None:
            return
        if self.sources.unsaved():
            with self.store.writing() as connection:
                self._take_in(connection)
                self.sources.save(connection, now)

    def _require_sound(self) -> None:
        if self.store.wrong is not None:
            raise EngagementError(clean_line(str(self.store.path)), self.store.wrong, damaged_words()[1])

    def _check(self, link: Link) -> None:
        """Raise OvertakenError where an entry that was just written states what can no longer be."""
        try:
            self.log.expected(link)
        except (KeyError, ValueError) as error:
            raise OvertakenError(
                clean_line(self.store.path.name),
                message("This note or decision was changed elsewhere since."),
                message("Look at it as it stands now, and change it if that is still right."),
            ) from error

    def _take_in(self, connection: Connection) -> None:
        last = self.log.last
        try:
            self.log.extend(read_links(connection, after=last.number if last else 0))
            self.sources.load(connection)
        except ValueError:
            self.store.wrong = self.store.wrong or damaged_words()[0]
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
            self.store.wrong = self.store.wrong or damaged_words()[0]
        if self.log.faults:
            self.store.wrong = self.store.wrong or fault_words(self.log)


def fault_words(log: Log) -> Message:
    """Return which entry of a log is the first that does not fit."""
    return message(
        "Entry {number} of the log does not fit the one before it; what does not fit is left out, and nothing can be "
        "added.",
        number=log.faults[0].number,
    )
