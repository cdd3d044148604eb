"""The log of an engagement, from which the dispositions and the notes follow: nothing else states them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from model.engagement.record import Action, Disposition, FindingTarget, LogEntry, Note, Target
from model.engagement.rows import Row


@dataclass(slots=True)
class Log:
    """The entries read so far, and the dispositions and notes that they amount to."""

    entries: list[LogEntry] = field(default_factory=list)
    dispositions: dict[str, Disposition] = field(default_factory=dict)
    notes: dict[int, Note] = field(default_factory=dict)
    _by_number: dict[int, LogEntry] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The number of the newest entry, 0 when there is none."""
        return self.entries[-1].number if self.entries else 0

    def entry(self, number: int) -> LogEntry:
        """Return an entry by its number. Raises KeyError."""
        return self._by_number[number]

    def extend(self, rows: Iterable[Row]) -> None:
        """Take in newer rows, oldest first. Raises KeyError or ValueError where a row refers to nothing."""
        for row in rows:
            entry = self.entry_of(row)
            self.entries.append(entry)
            self._by_number[entry.number] = entry
            self._apply(entry)

    def subject(self, entry: LogEntry) -> str | int:
        """Return what an entry changes: a finding's id or a note's number."""
        value = entry.new or entry.old
        return value.number if isinstance(value, Note) else _finding(entry.target)

    def value(self, subject: str | int) -> Disposition | Note | None:
        """Return the present disposition of a finding or text of a note, None where there is none."""
        return self.notes.get(subject) if isinstance(subject, int) else self.dispositions.get(subject)

    def entry_of(self, row: Row) -> LogEntry:
        """Return what a newer row does, without taking it in. Raises KeyError or ValueError like `extend`."""
        if row.action is Action.UNDO:
            undone = self.entry(row.undoes)
            present = self.value(self.subject(undone))
            if present != undone.new:
                raise ValueError(row.number)
            return LogEntry(
                row.number, row.at, row.author, row.action, undone.target, present, undone.old, row.undoes
            )
        target, old, new = self._change(row)
        return LogEntry(row.number, row.at, row.author, row.action, target, old, new)

    def _change(self, row: Row) -> tuple[Target, Disposition | Note | None, Disposition | Note | None]:
        if row.action is Action.DISPOSE:
            finding_id = _finding(row.target)
            if row.state is None:
                raise ValueError(row.number)
            new = Disposition(finding_id, row.state, row.text, row.author, row.at)
            return FindingTarget(finding_id), self.dispositions.get(finding_id), new
        if row.action is Action.ANNOTATE:
            if row.target is None:
                raise ValueError(row.number)
            return row.target, None, Note(row.number, row.target, row.text, row.author, row.at)
        old = self.notes[row.note or 0]
        edited = Note(old.number, old.target, row.text, row.author, row.at)
        return old.target, old, edited if row.action is Action.EDIT else None

    def _apply(self, entry: LogEntry) -> None:
        subject = self.subject(entry)
        if isinstance(entry.new, Note):
            self.notes[entry.new.number] = entry.new
        elif isinstance(entry.new, Disposition):
            self.dispositions[entry.new.finding_id] = entry.new
        elif isinstance(subject, int):
            self.notes.pop(subject, None)
        else:
            self.dispositions.pop(subject, None)


def _finding(target: Target | None) -> str:
    if not isinstance(target, FindingTarget):
        raise ValueError(target)
    return target.finding_id
