"""The engagements of all documents that are open together: one for each disclosure, asked and written as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from model.engagement.engagement import Engagement
from model.engagement.location import locate
from model.engagement.record import (
    Action,
    Capacity,
    Disposition,
    FindingTarget,
    State,
    utc_now,
)
from model.errors import EngagementError, Trouble
from model.finding import Report
from model.messages import Message, message
from model.record import dataclass
from model.text import clean_line

if TYPE_CHECKING:
    from model.engagement.finding_record import FindingRecord
    from model.engagement.record import (
        BindingEntry,
        LogEntry,
        MappingEntry,
        Note,
        OwnFinding,
        PlaceTarget,
        SourceChange,
        Tags,
        Target,
    )
    from model.finding import Finding
    from model.mapping.mapping import TableMapping
    from model.reading.prose.claim import ClaimBinding


@dataclass(slots=True)
class OpenEngagement:
    """An engagement that is open, the documents it is for, and what is to be reported of where it stands.

    `disclosures` counts those that it is for. `others` are further engagements about the same documents: their
    decisions count where this one has none.
    """

    engagement: Engagement
    documents: set[str]
    disclosures: int = 1
    notice: Message | None = None
    others: list[Engagement] = field(default_factory=list)


class Engagements:
    """Every document's own engagement. Reading calls answer from all of them, writing calls go to the one concerned.

    What could not be opened is among `troubles`; its documents have no engagement. Writing calls may raise
    EngagementError.
    """

    def __init__(self, every: Sequence[OpenEngagement], troubles: Sequence[Trouble] = ()) -> None:
        self.every = list(every)
        self.troubles = tuple(troubles)
        self._of_finding: dict[str, list[OpenEngagement]] = {}
        self._used: list[Engagement] = []
        self._together: dict[str, frozenset[str]] = {}

    def open_more(self, disclosures: Iterable[Sequence[str]], author: str = "") -> None:
        """Open the engagements of further disclosures beside those that are open."""
        more = self.open(disclosures, author=author)
        by_path = {each.engagement.path: each for each in self.every}
        for opened in more.every:
            present = by_path.get(opened.engagement.path)
            if present is None:
                self.every.append(opened)
                continue
            present.documents |= opened.documents
            present.disclosures += opened.disclosures
            for engagement in (opened.engagement, *opened.others):
                engagement.close()
        self.troubles += more.troubles

    @classmethod
    def open(
        cls,
        disclosures: Iterable[Sequence[str]],
        *,
        read_only: bool = False,
        author: str = "",
        now: Callable[[], str] = utc_now,
    ) -> Engagements:
        """Open the engagement of each disclosure, given as the paths of its documents.

        With `read_only`, only those that exist are opened.
        """
        by_path: dict[Path, OpenEngagement] = {}
        troubles: list[Trouble] = []
        for documents in disclosures:
            location = locate([Path(path) for path in documents])
            if location.path in by_path:
                by_path[location.path].documents |= set(documents)
                by_path[location.path].disclosures += 1
                continue
            try:
                if read_only and not location.path.is_file():
                    continue
                opened = Engagement.open(location.path, read_only=read_only, author=author, now=now)
                others = [Engagement.open(path, read_only=True, now=now) for path in location.others]
            except EngagementError as error:
                troubles.append(error)
                continue
            by_path[location.path] = OpenEngagement(opened, set(documents), 1, location.notice, others)
        return cls(list(by_path.values()), troubles)

    def close(self) -> None:
        """Close every file. Nothing waits to be written."""
        for each in self.every:
            for engagement in (each.engagement, *each.others):
                engagement.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def remember(
        self, report: Report, author: str = "", *, is_whole: bool = True
    ) -> tuple[SourceChange, ...]:
        """Give each engagement its part of the report; return what changed documents brought with them.

        Where the report is not whole, because disclosures were not held against each other yet, an engagement of
        several of them takes in what arises, and nothing for gone: what that comparison finds is still to come.
        """
        self._of_finding.clear()
        changes = []
        for each in self.every:
            whole = is_whole or each.disclosures == 1
            part = self._part(report, each)
            for ident in dict.fromkeys(finding.id for finding in part.findings):
                self._of_finding.setdefault(ident, []).append(each)
            changes.append(each.engagement.remember(part, author, is_whole=whole))
            for other in each.others:
                other.remember(part, is_whole=whole)
        return tuple(change for change in changes if change)

    def notices(self) -> tuple[Message, ...]:
        """Return what is to be reported of the files: where they stand, what is wrong, who holds them."""
        found = []
        for each in self.every:
            found += [each.notice] if each.notice is not None else []
            found += [each.engagement.read_only] if each.engagement.read_only is not None else []
            found += [
                message(
                    "{other} is an engagement about the same documents: it is read too. Merge the two.",
                    other=clean_line(str(other.path)),
                )
                for other in each.others
            ]
        return tuple(found)

    def wrong(self) -> tuple[Trouble, ...]:
        """Return why engagements can only be read for what is wrong with them."""
        every = [engagement for each in self.every for engagement in (each.engagement, *each.others)]
        remedy = message("What can be read of it counts.")
        return tuple(
            EngagementError(clean_line(str(each.path)), each.wrong, remedy)
            for each in every
            if each.wrong is not None
        )

    def path_of(self, document: str) -> str:
        """Return the engagement of a document, "" where it has none that can be read."""
        of_it = [each for each in self.every if self._is_alone or document in each.documents]
        return str(of_it[0].engagement.path) if of_it else ""

    def gone(self) -> tuple[FindingRecord, ...]:
        """Return the findings that were acted on and no longer arise."""
        return tuple(record for each in self._read() for record in each.gone())

    def disposition(self, finding_id: str) -> Disposition | None:
        """Return the decision about a finding as it holds now, None when none was ever taken.

        Two versions of a disclosure may have one finding, each on its own amounts: it is open until both are decided.
        """
        concerned = self._of_finding.get(finding_id, [])
        if len(concerned) < 2:
            return next(filter(None, (each.disposition(finding_id) for each in self._read())), None)
        decided = [each.engagement.disposition(finding_id) for each in concerned]
        return next((each for each in decided if each is None or each.state is State.OPEN), decided[0])

    def dispositions(self) -> dict[str, Disposition]:
        """Return every decision, as it holds now, by its finding's id."""
        found: dict[str, Disposition] = {}
        for each in reversed(self._read()):
            found |= each.dispositions()
        for ident in [ident for ident, concerned in self._of_finding.items() if len(concerned) > 1]:
            decided = self.disposition(ident)
            if decided is None:
                found.pop(ident, None)
            else:
                found[ident] = decided
        return found

    def contradictions(self) -> tuple[Disposition, ...]:
        """Return the findings about which a merge brought two decisions that contradict each other."""
        return tuple(each for each in self.dispositions().values() if each.contradicting)

    def notes(self, target: Target) -> tuple[Note, ...]:
        """Return the notes on a finding or a place, oldest first."""
        return tuple(note for each in self._read() for note in each.notes(target))

    def all_notes(self) -> tuple[Note, ...]:
        """Return every note."""
        return tuple(note for each in self._read() for note in each.all_notes())

    def tags(self, target: Target) -> tuple[str, ...]:
        """Return the tags of a finding or a place, sorted."""
        return tuple(sorted({tag for each in self._read() for tag in each.tags(target)}))

    def all_tags(self) -> tuple[Tags, ...]:
        """Return everything that carries tags."""
        return tuple(tags for each in self._read() for tags in each.all_tags())

    def log(self) -> tuple[LogEntry, ...]:
        """Return every action of every engagement, each oldest first; `file` is whose, where there are several."""
        if len(self.every) == 1 and not self.every[0].others:
            return self.every[0].engagement.log()
        return tuple(
            replace(entry, file=entry.file or each.path.name) for each in self._read() for entry in each.log()
        )

    def mapping_log(self) -> tuple[MappingEntry, ...]:
        """Return every mapping that was ever made."""
        return tuple(entry for each in self._read() for entry in each.mapping_log())

    def binding_log(self) -> tuple[BindingEntry, ...]:
        """Return every binding by hand that was ever made."""
        return tuple(entry for each in self._read() for entry in each.binding_log())

    def mappings(self) -> tuple[TableMapping, ...]:
        """Return the mappings that hold now."""
        return tuple(mapping for each in self._read() for mapping in each.mappings())

    def dispose(
        self,
        finding_id: str,
        state: State,
        reason: str,
        author: str,
        capacity: Capacity = Capacity.AUDITOR,
    ) -> Disposition:
        """Decide about a problem, in every engagement that has it, undone as one; see `Engagement.dispose`."""
        self.dispose_all((finding_id,), state, reason, author, capacity)
        decided = self._for(finding_id).disposition(finding_id)
        assert decided is not None, "it was just decided"
        return decided

    def dispose_all(
        self,
        finding_ids: Sequence[str],
        state: State,
        reason: str,
        author: str,
        capacity: Capacity = Capacity.AUDITOR,
    ) -> None:
        """Decide about several problems for one reason, in one entry of each engagement concerned, undone as one."""
        concerned: dict[Engagement, list[str]] = {}
        for ident in finding_ids:
            others = [each.engagement for each in self._of_finding.get(ident, [])[1:]]
            for engagement in (*others, self._for(ident)):
                concerned.setdefault(engagement, []).append(ident)
        with self._as_one():
            for engagement, idents in concerned.items():
                engagement.dispose_all(idents, state, reason, author, capacity)

    def tag_all(self, target_tags: Sequence[tuple[Target, Sequence[str]]], author: str) -> None:
        """Give several findings or places their tags, undone as one."""
        with self._as_one():
            for target, tags in target_tags:
                self.tag(target, tags, author)

    @contextmanager
    def _as_one(self) -> Iterator[None]:
        """Let all that is written meanwhile be undone and done again as one, as long as the engagements are open."""
        before = {each.engagement: len(each.engagement.log()) for each in self.every}
        try:
            yield
        finally:
            written = (entry.seal for each, count in before.items() for entry in each.log()[count:])
            seals = frozenset(written)
            self._together |= dict.fromkeys(seals, seals)

    def review(self, finding_id: str, comment: str, author: str) -> Disposition:
        """Look at a decision as the second person; see `Engagement.review`."""
        for other in self._of_finding.get(finding_id, [])[1:]:
            other.engagement.review(finding_id, comment, author)
        return self._for(finding_id).review(finding_id, comment, author)

    def annotate(self, target: Target, text: str, author: str, capacity: Capacity = Capacity.AUDITOR) -> Note:
        """Write a note; see `Engagement.annotate`."""
        return self._for(target).annotate(target, text, author, capacity)

    def tag(self, target: Target, tags: Iterable[str], author: str) -> tuple[str, ...]:
        """Give a finding or a place these tags; see `Engagement.tag`."""
        return self._for(target).tag(target, tags, author)

    def add_finding(
        self, target: PlaceTarget, severity: str, title: str, text: str, author: str, value: str = ""
    ) -> OwnFinding:
        """Keep a finding of the auditor's own; see `Engagement.add_finding`."""
        return self._for(target).add_finding(target, severity, title, text, author, value)

    def withdraw_finding(self, finding_id: str, author: str) -> None:
        """Take an own finding away; see `Engagement.withdraw_finding`."""
        engagement = self._for(finding_id)
        own = next((each for each in engagement.own_findings() if each.id == finding_id), None)
        engagement.withdraw_finding(0 if own is None else own.number, author)

    def map_table(self, mapping: TableMapping, author: str, document: str) -> None:
        """Keep what is stated of a table of a document, "" for the one that has it; see `Engagement.map_table`."""
        of_key = (
            each for each in self.every if any(each.key == mapping.key for each in each.engagement.mappings())
        )
        found = self._of_document(document) if document else self._use(next(of_key, None))
        found.map_table(mapping, author)

    def bind_claim(self, binding: ClaimBinding, author: str, document: str) -> None:
        """Keep what a figure of a document's prose is about; see `Engagement.bind_claim`."""
        self._of_document(document).bind_claim(binding, author)

    def undo(self, author: str) -> LogEntry | None:
        """Take back the author's last action, in the engagement used last, with all that was done as one with it.

        The entry that is returned states the changes of all.
        """
        return self._invert(lambda each: each.undoable(author), lambda each: each.undo(author))

    def redo(self, author: str) -> LogEntry | None:
        """Do again what the author took back last, in the engagement used last; what was taken back as one, as one.

        The entry that is returned states the changes of all.
        """
        return self._invert(lambda each: each.redoable(author), lambda each: each.redo(author))

    def _invert(
        self, seal_of: Callable[[Engagement], str], act: Callable[[Engagement], LogEntry | None]
    ) -> LogEntry | None:
        first = next((each for each in self._latest() if seal_of(each)), None)
        if first is None:
            return None
        together = self._together.get(seal_of(first), frozenset({seal_of(first)}))
        entries: list[LogEntry] = []
        with self._as_one():
            while (
                found := next((each for each in self._latest() if seal_of(each) in together), None)
            ) is not None:
                entry = act(found)
                entries += [] if entry is None else [entry]
        changes = tuple(change for entry in entries for change in entry.changes)
        return replace(entries[-1], changes=changes) if entries else None

    def _latest(self) -> list[Engagement]:
        """Return the engagements, that used last first: those used since they were opened, then the others."""
        rest = [each.engagement for each in self.every if each.engagement not in self._used]
        rest.sort(key=_last_action, reverse=True)
        return [*reversed(list(dict.fromkeys(self._used))), *rest]

    def _read(self) -> list[Engagement]:
        return [engagement for each in self.every for engagement in (each.engagement, *each.others)]

    def _for(self, subject: Target | str) -> Engagement:
        """Return the engagement that something about a finding or a place is kept in."""
        if not isinstance(subject, str) and not isinstance(subject, FindingTarget):
            return self._of_document(subject.path)
        finding_id = subject if isinstance(subject, str) else subject.finding_id
        own = next(
            (
                each
                for each in self.every
                if any(own.id == finding_id for own in each.engagement.own_findings())
            ),
            None,
        )
        return self._use(next(iter(self._of_finding.get(finding_id, [])), own))

    def _of_document(self, path: str) -> Engagement:
        return self._use(next((each for each in self.every if path in each.documents), None))

    def _use(self, found: OpenEngagement | None) -> Engagement:
        if found is None and self._is_alone:
            found = self.every[0]
        if found is None:
            raise EngagementError(
                "yushen",
                message("There is no engagement file that could keep it."),
                message("See what is said of it when the documents are opened."),
            )
        self._used = [each for each in self._used if each is not found.engagement] + [found.engagement]
        return found.engagement

    @property
    def _is_alone(self) -> bool:
        """Whether one engagement is for all documents that are open."""
        return len(self.every) == 1 and not self.troubles

    def _part(self, report: Report, asked: OpenEngagement) -> Report:
        """Return what a report states of the documents of one engagement; what names no document is of the first."""
        if self._is_alone:
            return report
        return replace(
            report,
            documents=tuple(each for each in report.documents if each.path in asked.documents),
            findings=tuple(each for each in report.findings if self._is_of(each, asked)),
        )

    def _is_of(self, finding: Finding, asked: OpenEngagement) -> bool:
        paths = [cell.place.path for cell in finding.cells] + [span.path for span in finding.spans]
        if not paths:
            return asked is self.every[0]
        return paths[0] in asked.documents


def _last_action(engagement: Engagement) -> tuple[str, int]:
    """Return when somebody last acted in an engagement: the entry's second, and within it when the file was written."""
    entries = reversed(engagement.log())
    at = next((entry.at for entry in entries if entry.action is not Action.SOURCE), "")
    try:
        return at, engagement.path.stat().st_mtime_ns
    except OSError:
        return at, 0
