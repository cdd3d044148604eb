"""The log of an engagement, from which decisions, notes, tags and all the rest follow: nothing else states them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from model.engagement.effects import Effects, present
from model.engagement.entry import Entry, Link, entry_of, sealed
from model.engagement.finding_record import FindingRecord
from model.engagement.merging import combined
from model.engagement.record import (
    Action,
    Change,
    LogEntry,
    Merging,
    Note,
    OwnFinding,
    Subject,
    Tags,
)

if TYPE_CHECKING:
    from pathlib import Path

    from model.engagement.record import Value


class FaultKind(StrEnum):
    """What is wrong with an entry: some are missing before it, its hash is not its content's, or what it states."""

    MISSING = "missing"
    SEAL = "seal"
    CONTENT = "content"


class Fault(ValueError):  # noqa: N818 - what is wrong with an entry, not an error of the program
    """An entry that does not fit: `number` is its own, `kind` what is wrong with it."""

    def __init__(self, number: int, kind: FaultKind) -> None:
        super().__init__(number, kind)
        self.number = number
        self.kind = kind


class Log:
    """The entries read so far, and the values that they amount to. `path` is named as the place of mappings.

    `records` are the findings that were acted on, as they stood at the last of these times. `faults` are the entries
    that were passed over: those that do not fit the hash of the one before, and those that state what cannot be.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.links: list[Link] = []
        self.entries: list[LogEntry] = []
        self.values: dict[Subject, Value] = {}
        self._effects = Effects(self.values, path)
        self.records: dict[str, FindingRecord] = {}
        self.faults: list[Fault] = []
        self._numbers: dict[str, int] = {}
        self._changes: dict[str, tuple[Change, ...]] = {}
        self.merged_links: dict[str, Link] = {}
        self._pending: list[tuple[Link, int]] = []
        self._done: dict[str, list[str]] = {}
        self._undone: dict[str, list[str]] = {}

    @property
    def last(self) -> Link | None:
        """The newest entry as it is stored, None when there is none."""
        return self.links[-1] if self.links else None

    def extend(self, links: Iterable[Link]) -> None:
        """Take in newer entries, oldest first; what does not fit is put among the faults and passed over."""
        for link in links:
            before = self.last
            seal, number = ("", 0) if before is None else (before.seal, before.number)
            self.links.append(link)
            if link.number != number + 1:
                self.faults.append(Fault(link.number, FaultKind.MISSING))
            if sealed(seal, link.number, link.content) != link.seal:
                self.faults.append(Fault(link.number, FaultKind.SEAL))
                continue
            try:
                self._take(link, entry_of(link))
            except (KeyError, ValueError, StopIteration):
                self.faults.append(Fault(link.number, FaultKind.CONTENT))

    def expected(self, link: Link) -> LogEntry:
        """Return what an entry would do, without taking it in. Raises KeyError or ValueError where it cannot be."""
        entry = entry_of(link)
        return self._log_entry(link, entry, self._of(entry, link))

    def undoable(self, author: str) -> list[str]:
        """Return the seals of the author's entries that are in force, oldest first."""
        return self._done.get(author, [])

    def redoable(self, author: str) -> list[str]:
        """Return the seals of the author's undo entries that a redo may take back, oldest first."""
        return self._undone.get(author, [])

    def _take(self, link: Link, entry: Entry) -> None:
        changes = self._of(entry, link)
        logged = self._log_entry(link, entry, changes)
        if entry.merged is not None:
            self._pending.append((entry.merged.link, link.number))
            self.merged_links[entry.merged.seal] = entry.merged.link
            self._numbers.setdefault(entry.merged.seal, link.number)
        self._numbers[link.seal] = link.number
        self.records |= {record.id: record for record in entry.records}
        self.entries.append(logged)
        self._changes[link.seal] = changes
        for change in changes:
            if change.new is None:
                self.values.pop(change.subject, None)
            else:
                self.values[change.subject] = change.new
        self._follow(entry, link)

    def _follow(self, entry: Entry, link: Link) -> None:
        """Keep what the author can take back, and do again."""
        done, undone = self._done.setdefault(entry.author, []), self._undone.setdefault(entry.author, [])
        if entry.action is Action.UNDO:
            if entry.refers in done:
                done.remove(entry.refers)
            undone.append(link.seal)
        elif entry.action is Action.REDO:
            if entry.refers in undone:
                undone.remove(entry.refers)
            done.append(link.seal)
        elif entry.action not in {Action.SOURCE, Action.MERGED}:
            undone.clear()
            done.append(link.seal)

    def _log_entry(self, link: Link, entry: Entry, changes: tuple[Change, ...]) -> LogEntry:
        file = "" if entry.merged is None else entry.merged.file
        while entry.merged is not None:
            entry = entry_of(entry.merged.link)
        target = entry.target
        first = next((change.new or change.old for change in changes), None)
        if target is None and isinstance(first, Note | OwnFinding | Tags):
            target = first.target
        return LogEntry(
            number=link.number,
            at=entry.at,
            author=entry.author,
            action=entry.action,
            target=target,
            changes=changes,
            undoes=self._numbers.get(entry.refers, 0) if entry.action in {Action.UNDO, Action.REDO} else 0,
            capacity=entry.capacity,
            seal=link.seal,
            file=file,
        )

    def _of(self, entry: Entry, link: Link) -> tuple[Change, ...]:
        makers: Mapping[Action, Callable[[Entry, Link], tuple[Change, ...]]] = {
            Action.SOURCE: self._source,
            Action.MERGED: self._merged,
            Action.MERGE: self._merge,
            Action.UNDO: self._invert,
            Action.REDO: self._invert,
        }
        return makers.get(entry.action, self._effects.of)(entry, link)

    def _source(self, entry: Entry, _link: Link) -> tuple[Change, ...]:
        return (Change(("source", ""), None, present(entry.source)),)

    def _merged(self, entry: Entry, _link: Link) -> tuple[Change, ...]:
        present(entry.merged)
        return ()

    def _merge(self, entry: Entry, _link: Link) -> tuple[Change, ...]:
        merging = present(entry.merging)
        if merging.entries != len(self._pending):
            raise ValueError("entries of the other engagement are missing")
        base, theirs = self._replayed(merging), self._replayed(merging)
        theirs.extend(link for link, _ in self._pending)
        if theirs.faults:
            raise theirs.faults[0]
        numbers = dict(self._numbers_of(theirs))
        changes = tuple(combined(base.values, self.values, theirs.values, numbers))
        self.records = theirs.records | self.records
        self._state_changes(theirs)
        return (Change(("merging", merging.file), None, merging), *changes)

    def _replayed(self, merging: Merging) -> Log:
        """Return what the other engagement was when both were last one: begun together, or merged before."""
        replayed = Log(self._path)
        replayed.extend(self.links[: merging.shared])
        for _ in range(merging.known):
            replayed.extend([self._following(replayed.last)])
        return replayed

    def _following(self, before: Link | None) -> Link:
        """Return the merged entry that follows another in its own file."""
        seal, number = ("", 0) if before is None else (before.seal, before.number)
        return next(
            link
            for link in self.merged_links.values()
            if link.number == number + 1 and sealed(seal, link.number, link.content) == link.seal
        )

    def _numbers_of(self, theirs: Log) -> Iterator[tuple[int, int]]:
        """Yield the numbers of another log's entries with those that they have here."""
        for link in theirs.links:
            if link.seal in self._numbers:
                yield link.number, self._numbers[link.seal]

    def _state_changes(self, theirs: Log) -> None:
        """Let the merged entries state what they changed in their own log."""
        changes = {number: theirs._changes.get(link.seal, ()) for link, number in self._pending}
        self.entries = [
            replace(each, changes=changes.get(each.number, each.changes)) for each in self.entries
        ]
        self._pending = []

    def _invert(self, entry: Entry, _link: Link) -> tuple[Change, ...]:
        changes = []
        for change in self._changes[entry.refers]:
            if change.subject[0] == "merging":
                continue
            if self.values.get(change.subject) != change.new:
                raise ValueError("what it takes back was changed since")
            changes.append(Change(change.subject, change.new, change.old))
        return tuple(changes)
