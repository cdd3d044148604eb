"""The engagement: the auditor's decisions and notes on a disclosure, on the disk before a call returns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Self

from model.engagement.bindings import KeptBinding
from model.engagement.journal import Journal, OvertakenError
from model.engagement.mappings import KeptMapping
from model.engagement.record import (
    Action,
    ChangedDocument,
    Disposition,
    FindingTarget,
    KeptFinding,
    LogEntry,
    Note,
    State,
    Target,
    utc_now,
)
from model.engagement.rows import Row
from model.engagement.store import Store
from model.errors import EngagementError
from model.finding import Report
from model.mapping.mapping import TableMapping
from model.messages import Message, message
from model.reading.claim_binding import ClaimBinding
from model.text import clean_line


class Engagement:
    """Dispositions, notes, mappings, bindings by hand and the log of one disclosure, in one SQLite file.

    What a writing call returned from survives a killed process. The file is made by the first of them: a
    disclosure that was only looked at leaves nothing behind. Reading calls answer from memory; `refresh`
    takes in what another desk wrote since. Two desks may use one engagement: a write waits for the other's up
    to two seconds. Every call that touches the file may raise EngagementError.
    """

    def __init__(self, store: Store, now: Callable[[], str]) -> None:
        self._journal = Journal(store)
        self._now = now
        self._done: list[int | KeptBinding] = []
        self._bound: frozenset[int] = frozenset()

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, now: Callable[[], str] = utc_now) -> Engagement:
        """Open the engagement file at `path`, which need not exist yet. `now` gives UTC times in ISO form."""
        store = Store(path, read_only=read_only)
        try:
            return cls(store, now)
        except BaseException:
            store.close()
            raise

    @property
    def path(self) -> Path:
        """Where the engagement file stands, or will."""
        return self._journal.store.path

    @property
    def read_only(self) -> Message | None:
        """Why nothing can be written, None when it can."""
        return self._journal.store.read_only

    def close(self) -> None:
        """Close the file. Nothing waits to be written."""
        self._journal.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def refresh(self) -> bool:
        """Take in what another desk wrote since the last call; return whether it took any action."""
        return self._journal.refresh()

    def remember(self, report: Report) -> tuple[ChangedDocument, ...]:
        """Keep what the report says of documents and findings acted on; return the changed documents.

        An engagement without a file yet writes this with the first action; one that can only be read, never.
        """
        changed = self._journal.snapshots.remember(report)
        self._journal.save_unsaved(self._now())
        return changed

    def gone(self) -> tuple[KeptFinding, ...]:
        """Return the findings with a decision or a note that no longer arise in the remembered report."""
        return self._journal.snapshots.gone(self._journal.acted_on())

    def disposition(self, finding_id: str) -> Disposition | None:
        """Return the decision about a finding, None when none was ever taken."""
        return self._journal.log.dispositions.get(finding_id)

    def dispositions(self) -> dict[str, Disposition]:
        """Return every decision by its finding's id."""
        return dict(self._journal.log.dispositions)

    def dispose(self, finding_id: str, state: State, reason: str, author: str) -> Disposition:
        """Decide about a finding. A dismissal needs a reason; without one, EngagementError is raised."""
        if state is State.DISMISSED and not reason.strip():
            raise EngagementError(
                clean_line(finding_id),
                message("A finding cannot be dismissed without a reason."),
                message("Say why it is no fault."),
            )
        self._act(Action.DISPOSE, author, target=FindingTarget(finding_id), state=state, text=reason)
        return self._journal.log.dispositions[finding_id]

    def annotate(self, target: Target, text: str, author: str) -> Note:
        """Write a note on a finding or a cell. Raises EngagementError when the text is blank."""
        self._require_text(text)
        entry = self._act(Action.ANNOTATE, author, target=self._journal.snapshots.portable(target), text=text)
        return self._journal.log.notes[entry.number]

    def edit_note(self, number: int, text: str, author: str) -> Note:
        """Change a note's text; the log keeps the old one. Raises EngagementError when it is not there."""
        self._require_text(text)
        self._act(Action.EDIT, author, note=number, text=text)
        return self._journal.log.notes[number]

    def delete_note(self, number: int, author: str) -> None:
        """Take a note away; the log keeps its text. Raises EngagementError when the note is not there."""
        self._act(Action.DELETE, author, note=number)

    def notes(self, target: Target) -> tuple[Note, ...]:
        """Return the notes on a finding or a cell, oldest first. A cell of a changed file keeps its notes."""
        return tuple(note for note in self.all_notes() if self._journal.snapshots.same(note.target, target))

    def all_notes(self) -> tuple[Note, ...]:
        """Return every note, oldest first."""
        return tuple(self._journal.log.notes[number] for number in sorted(self._journal.log.notes))

    def map_table(self, mapping: TableMapping, author: str) -> None:
        """Keep what is said of a table; a mapping that says nothing takes back what was said of it before.

        Raises EngagementError for one without a title and a sheet.
        """
        if not any(mapping.key):
            raise EngagementError(
                clean_line(self.path.name),
                message("The table has no title, and its sheet no name, by which it could be known again."),
                message("Give the sheet a name in a copy of the document, and open that."),
            )
        self._journal.map_table(mapping, author, self._now())

    def mappings(self) -> tuple[TableMapping, ...]:
        """Return the mappings that hold now, the newest first; their place is the engagement's name."""
        return self._journal.mappings.present()

    def mapping_log(self) -> tuple[KeptMapping, ...]:
        """Return every mapping that was ever made, oldest first."""
        return tuple(self._journal.mappings.kept)

    def bind_claim(self, binding: ClaimBinding, author: str) -> None:
        """Keep what a figure of the prose is about; a binding that says nothing takes back what was said before."""
        kept = self._journal.bind(binding, author, self._now())
        self._bound |= {kept.number}
        self._done.append(kept)

    def bindings(self) -> tuple[ClaimBinding, ...]:
        """Return the bindings by hand that hold now."""
        return self._journal.bindings.present()

    def binding_log(self) -> tuple[KeptBinding, ...]:
        """Return every binding by hand that was ever made, oldest first."""
        return tuple(self._journal.bindings.kept)

    def log(self) -> tuple[LogEntry, ...]:
        """Return every decision and note ever made or taken back, oldest first."""
        return tuple(self._journal.log.entries)

    def undo(self, author: str) -> LogEntry | KeptBinding | None:
        """Take back the last action of this desk that was not taken back yet; None when there is none.

        Raises EngagementError when another desk has changed the same finding, note or claim since.
        """
        if not self._done:
            return None
        last = self._done[-1]
        entry: LogEntry | KeptBinding
        try:
            if isinstance(last, KeptBinding):
                entry = self._journal.unbind(last.number, self._bound, author, self._now())
                self._bound |= {entry.number}
            else:
                entry = self._act(Action.UNDO, author, undoes=last)
        except OvertakenError:
            self._done.pop()
            raise
        self._done.pop()
        return entry

    def _act(
        self,
        action: Action,
        author: str,
        *,
        target: Target | None = None,
        note: int | None = None,
        state: State | None = None,
        text: str = "",
        undoes: int = 0,
    ) -> LogEntry:
        row = Row(0, self._now(), author, action, target, note, state, text, undoes)
        entry = self._journal.append(row)
        if action is not Action.UNDO:
            self._done.append(entry.number)
        return entry

    def _require_text(self, text: str) -> None:
        if not text.strip():
            raise EngagementError(
                clean_line(self.path.name),
                message("A note cannot be empty."),
                message("Write its text, or delete the note."),
            )
