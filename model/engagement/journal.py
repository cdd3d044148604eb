"""How an engagement is kept in step with its file: every action is one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from sqlite3 import Connection

from model.engagement.bindings import Bindings, KeptBinding
from model.engagement.connection import damaged_words, told
from model.engagement.log import Log
from model.engagement.mappings import KeptMapping, Mappings
from model.engagement.record import FindingTarget, LogEntry, State, Target
from model.engagement.rows import Row, insert_row, read_rows
from model.engagement.snapshot import Snapshots
from model.engagement.store import Store
from model.errors import EngagementError
from model.mapping.mapping import TableMapping
from model.messages import message
from model.reading.claim_binding import ClaimBinding
from model.text import clean_line


class OvertakenError(EngagementError):
    """What was to be changed is no longer as this desk knew it."""


class Journal:
    """All that an engagement holds in memory, and its file. Any method may raise EngagementError."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.log = Log()
        self.mappings = Mappings(store.path)
        self.bindings = Bindings()
        self.snapshots = Snapshots(store.folder)
        self.refresh()

    def refresh(self) -> bool:
        """Take in what was written since; return whether any of it was an action, a mapping or a binding."""
        before = self._last
        connection = self.store.reading()
        if connection is not None:
            with told(self.store.path):
                self._take_in(connection)
        return self._last != before

    @property
    def _last(self) -> tuple[int, int, int]:
        return self.log.last, self.mappings.last, self.bindings.last

    def append(self, row: Row) -> LogEntry:
        """Add an action to the log under the next number and return what it did.

        Raises OvertakenError when another desk has changed the same thing since.
        """
        with self.store.writing() as connection:
            self._take_in(connection)
            row = replace(row, number=self.log.last + 1)
            entry = self._expected(row)
            insert_row(connection, row)
            self._save(connection, self.acted_on() | _findings((entry.target,)), row.at)
        self.log.extend([row])
        return entry

    def map_table(self, mapping: TableMapping, author: str, at: str) -> KeptMapping:
        """Add a mapping."""
        with self.store.writing() as connection:
            self._take_in(connection)
            kept = self.mappings.add(connection, mapping, author, at)
        self.mappings.kept.append(kept)
        return kept

    def bind(self, binding: ClaimBinding, author: str, at: str) -> KeptBinding:
        """Add a binding by hand."""
        with self.store.writing() as connection:
            self._take_in(connection)
            kept = self.bindings.add(connection, binding, author, at)
        self.bindings.kept.append(kept)
        return kept

    def unbind(self, number: int, own: frozenset[int], author: str, at: str) -> KeptBinding:
        """Put back what held before a binding; `own` are the bindings of this desk.

        Raises OvertakenError when another desk has bound that claim since.
        """
        with self.store.writing() as connection:
            self._take_in(connection)
            if self.bindings.newest_like(number) not in own:
                raise OvertakenError(
                    clean_line(self.store.path.name),
                    message("Another desk has bound this sentence since."),
                    message("Look at it as it stands now, and change it if that is still right."),
                )
            kept = self.bindings.add(connection, self.bindings.before(number), author, at)
        self.bindings.kept.append(kept)
        return kept

    def save_unsaved(self, now: str) -> None:
        """Write what is new in the present report, if there is a file and it can be written."""
        if self.store.read_only is not None or self.store.reading() is None:
            return
        if self.snapshots.unsaved(self.acted_on()):
            with self.store.writing() as connection:
                self._take_in(connection)
                self._save(connection, self.acted_on(), now)

    def acted_on(self) -> frozenset[str]:
        """Return the ids of the findings that carry a decision other than open, or a note."""
        decisions = self.log.dispositions.values()
        decided = frozenset(d.finding_id for d in decisions if d.state is not State.OPEN)
        return decided | _findings(note.target for note in self.log.notes.values())

    def _save(self, connection: Connection, acted_on: frozenset[str], now: str) -> None:
        self.snapshots.save(connection, acted_on, now)
        self.snapshots.load(connection)

    def _expected(self, row: Row) -> LogEntry:
        """Return the entry that a row will make. Raises EngagementError when its subject has changed."""
        try:
            return self.log.entry_of(row)
        except (KeyError, ValueError) as error:
            raise OvertakenError(
                clean_line(self.store.path.name),
                message("Another desk has changed this note or decision since."),
                message("Look at it as it stands now, and change it if that is still right."),
            ) from error

    def _take_in(self, connection: Connection) -> None:
        try:
            self.log.extend(read_rows(connection, after=self.log.last))
            self.mappings.load(connection)
            self.bindings.load(connection)
            self.snapshots.load(connection)
        except (KeyError, ValueError) as error:
            raise EngagementError(clean_line(str(self.store.path)), *damaged_words()) from error


def _findings(targets: Iterable[Target]) -> frozenset[str]:
    return frozenset(target.finding_id for target in targets if isinstance(target, FindingTarget))
