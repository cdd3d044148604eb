"""The engagement: the auditor's decisions and notes on a disclosure, on the disk before a call returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from model.engagement.decisions import Decisions
from model.engagement.effects import can_review
from model.engagement.entry import Entry
from model.engagement.finding_record import FindingRecord
from model.engagement.journal import Journal, OvertakenError
from model.engagement.record import (
    Action,
    Capacity,
    Disposition,
    FindingTarget,
    LogEntry,
    Note,
    OwnFinding,
    PlaceTarget,
    SourceChange,
    State,
    Target,
    utc_now,
)
from model.engagement.store import Store
from model.errors import EngagementError
from model.mapping.mapping import TableMapping, mapping_text
from model.messages import Message, message
from model.reading.prose.claim import ClaimBinding
from model.text import clean_line

if TYPE_CHECKING:
    from model.finding import Report


class Engagement(Decisions):
    """Decisions, notes, tags, own findings, mappings, bindings by hand and the log of one disclosure, in one file.

    What a writing call returned from survives a killed process. The file is made by the first of them: a
    disclosure that was only looked at leaves nothing behind. Reading calls answer from memory; `refresh`
    takes in what another desk wrote since. One process at a time writes: any other reads, and `read_only` states who
    holds it. Every call that touches the file may raise EngagementError.
    """

    def __init__(self, store: Store, now: Callable[[], str]) -> None:
        super().__init__(Journal(store))
        self._now = now
        self._overtaken: set[str] = set()

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, author: str = "", now: Callable[[], str] = utc_now
    ) -> Engagement:
        """Open the engagement file at `path`, which need not exist yet. `now` gives UTC times in ISO form.

        `author` is whom others are shown as having it open. One that is damaged or of a newer version is open to be
        read, as far as that goes.
        """
        store = Store(path, read_only=read_only, author=author)
        try:
            return cls(store, now)
        except BaseException:
            store.close()
            raise

    @property
    def path(self) -> Path:
        """Where the engagement file stands, or will."""
        return self._journal.store.path

    def path_of(self, _document: str) -> str:
        """Return the file that a document's decisions stand in."""
        return str(self.path)

    @property
    def read_only(self) -> Message | None:
        """Why nothing can be written, None when it can."""
        return self._journal.store.read_only

    @property
    def wrong(self) -> Message | None:
        """What is wrong with the file: damaged, of a newer version, on a medium that cannot be written; else None."""
        return self._journal.store.wrong

    @property
    def head(self) -> str:
        """The seal of the newest entry, which stands for the whole log; "" while there is none."""
        last = self._journal.log.last
        return "" if last is None else last.seal

    def close(self) -> None:
        """Close the file. Nothing waits to be written."""
        self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def refresh(self) -> bool:
        """Take in what another desk wrote since the last call; return whether it took any action."""
        return self._journal.refresh()

    def remember(self, report: Report, author: str = "", *, is_whole: bool = True) -> SourceChange:
        """Take in the present report, and return what a changed document brought with it, which the log keeps.

        One that is not whole lets its findings be decided, and states of no other that it is gone. An engagement
        without a file yet writes this with the first action; one that can only be read, never.
        """
        change = self._journal.sources.remember(report, is_whole=is_whole)
        now = self._now()
        if change and self.read_only is None:
            self._append(Entry(now, author, Action.SOURCE, source=change))
        self._journal.save_unsaved(now)
        return change

    def dispose(
        self,
        finding_id: str,
        state: State,
        reason: str,
        author: str,
        capacity: Capacity = Capacity.AUDITOR,
    ) -> Disposition:
        """Decide about a problem: the finding, and all that have one cause with it in the remembered report.

        A dismissal needs a reason, and an explanation the department's words; without, EngagementError is raised.
        """
        self.dispose_all((finding_id,), state, reason, author, capacity)
        return self._decided(finding_id)

    def dispose_all(
        self,
        finding_ids: Sequence[str],
        state: State,
        reason: str,
        author: str,
        capacity: Capacity = Capacity.AUDITOR,
    ) -> LogEntry:
        """Decide about several problems at once, for one reason, as one action that is undone as one; see `dispose`."""
        first = finding_ids[0]
        if state.needs_words and not reason.strip():
            raise EngagementError(clean_line(self.path.name), *_WORDS_MISSING[state])
        records = {record.id: record for each in finding_ids for record in self._problem(each)}
        return self._act(
            Action.DISPOSE,
            author,
            capacity=capacity,
            target=FindingTarget(first),
            records=tuple(records.values()),
            state=state,
            text=reason,
        )

    def review(self, finding_id: str, comment: str, author: str) -> Disposition:
        """Look at a decision as the second person and agree, on all findings of the problem that it covers.

        Raises EngagementError where nothing is decided, where the amounts have changed since, or where the same
        person decided.
        """
        decided = self.disposition(finding_id)
        if decided is None or decided.state is State.OPEN:
            what, remedy = (
                message("There is no decision here that could be reviewed."),
                message("Decide first."),
            )
            raise EngagementError(clean_line(self.path.name), what, remedy)
        if not can_review(decided, author):
            raise EngagementError(
                clean_line(self.path.name),
                message(
                    "{author} took this decision; a second person reviews it.", author=clean_line(author)
                ),
                message("Change the name, where another person sits here now."),
            )
        records = []
        for record in self._problem(finding_id):
            each = self.disposition(record.id)
            if each is not None and can_review(each, author):
                records.append(record)
        self._act(
            Action.REVIEW,
            author,
            capacity=Capacity.REVIEWER,
            target=FindingTarget(finding_id),
            records=tuple(records),
            text=comment,
        )
        return self._decided(finding_id)

    def annotate(self, target: Target, text: str, author: str, capacity: Capacity = Capacity.AUDITOR) -> Note:
        """Write a note on a finding or a place. Raises EngagementError when the text is blank."""
        self._require_text(text)
        records = self._problem(target.finding_id)[:1] if isinstance(target, FindingTarget) else ()
        entry = self._act(
            Action.ANNOTATE,
            author,
            capacity=capacity,
            target=self._journal.sources.portable(target),
            records=records,
            text=text,
        )
        return self._note(entry.number)

    def edit_note(self, number: int, text: str, author: str) -> Note:
        """Change a note's text; the log keeps the old one. Raises EngagementError when it is not there."""
        self._require_text(text)
        self._act(Action.EDIT, author, refers=self._seal("note", number), text=text)
        return self._note(number)

    def delete_note(self, number: int, author: str) -> None:
        """Take a note away; the log keeps its text. Raises EngagementError when the note is not there."""
        self._act(Action.DELETE, author, refers=self._seal("note", number))

    def tag(self, target: Target, tags: Iterable[str], author: str) -> tuple[str, ...]:
        """Give a finding or a place these tags in place of those that it has; none takes them away."""
        words = tuple(dict.fromkeys(filter(None, (each.strip() for each in tags))))
        portable = self._journal.sources.portable(target)
        present = next(
            (each for each in self.all_tags() if self._journal.sources.same(each.target, target)), None
        )
        records = self._problem(target.finding_id)[:1] if isinstance(target, FindingTarget) else ()
        subject = portable if present is None else present.target
        self._act(Action.TAG, author, target=subject, records=records, tags=words)
        return self.tags(target)

    def add_finding(
        self, target: PlaceTarget, severity: str, title: str, text: str, author: str, value: str = ""
    ) -> OwnFinding:
        """Keep a finding of the auditor's own at a place; `value` is what stands there.

        Raises EngagementError when the title is blank.
        """
        self._require_text(title)
        place = self._journal.sources.portable(target)
        entry = self._act(
            Action.OWN_FINDING, author, target=place, severity=severity, title=title, text=text, value=value
        )
        return next(each for each in self.own_findings() if each.number == entry.number)

    def withdraw_finding(self, number: int, author: str) -> None:
        """Take an own finding away; the log keeps it. Raises EngagementError when it is not there."""
        self._act(Action.WITHDRAW, author, refers=self._seal("own", number))

    def map_table(self, mapping: TableMapping, author: str) -> None:
        """Keep what is stated of a table; an empty mapping takes back what was stated of it before.

        Raises EngagementError for one without a title and a sheet.
        """
        if not any(mapping.key):
            raise EngagementError(
                clean_line(self.path.name),
                message("The table has no title, and its sheet no name, by which it could be known again."),
                message("Give the sheet a name in a copy of the document, and open that."),
            )
        self._act(Action.MAP, author, mapping=mapping_text([mapping], "en"))

    def bind_claim(self, binding: ClaimBinding, author: str) -> None:
        """Keep what a figure of the prose is about; an empty binding takes back what was stated before."""
        self._act(Action.BIND, author, binding=binding)

    def undo(self, author: str) -> LogEntry | None:
        """Take back the author's last action that was not taken back yet; None when there is none.

        Raises EngagementError when somebody has changed the same thing since.
        """
        return self._invert(Action.UNDO, author, self.undoable(author))

    def redo(self, author: str) -> LogEntry | None:
        """Do again what the author took back last and has done nothing after; None when there is nothing."""
        return self._invert(Action.REDO, author, self.redoable(author))

    def undoable(self, author: str) -> str:
        """Return the seal of the entry that `undo` would take back, "" where there is none."""
        return self._last(self._journal.log.undoable(author))

    def redoable(self, author: str) -> str:
        """Return the seal of the undo that `redo` would take back, "" where there is none."""
        return self._last(self._journal.log.redoable(author))

    def _last(self, seals: Sequence[str]) -> str:
        return next((each for each in reversed(seals) if each not in self._overtaken), "")

    def _invert(self, action: Action, author: str, seal: str) -> LogEntry | None:
        if not seal:
            return None
        try:
            return self._act(action, author, refers=seal)
        except OvertakenError:
            self._overtaken.add(seal)
            raise

    def _act(
        self,
        action: Action,
        author: str,
        *,
        capacity: Capacity = Capacity.AUDITOR,
        target: Target | None = None,
        records: tuple[FindingRecord, ...] = (),
        state: State | None = None,
        text: str = "",
        refers: str = "",
        tags: tuple[str, ...] = (),
        severity: str = "",
        title: str = "",
        value: str = "",
        mapping: str = "",
        binding: ClaimBinding | None = None,
    ) -> LogEntry:
        return self._append(
            Entry(
                self._now(),
                author,
                action,
                capacity,
                target,
                records,
                state,
                text,
                refers,
                tags,
                severity,
                title,
                value,
                mapping,
                binding,
            )
        )

    def _append(self, entry: Entry) -> LogEntry:
        return self._journal.append(entry)[-1]

    def _seal(self, kind: str, number: int) -> str:
        for (name, seal), value in self._journal.log.values.items():
            if name == kind and isinstance(value, Note | OwnFinding) and value.number == number:
                return str(seal)
        raise OvertakenError(
            clean_line(self.path.name),
            message("There is no such note or finding any more."),
            message("Look at it as it stands now, and change it if that is still right."),
        )

    def _require_text(self, text: str) -> None:
        if not text.strip():
            raise EngagementError(
                clean_line(self.path.name),
                message("A note cannot be empty."),
                message("Write its text, or delete the note."),
            )


_WORDS_MISSING = {
    State.DISMISSED: (
        message("A finding cannot be dismissed without a reason."),
        message("Say why it is no fault."),
    ),
    State.EXPLAINED: (
        message("An explanation is kept in the department's words, and there are none."),
        message("Write what the department says."),
    ),
}
