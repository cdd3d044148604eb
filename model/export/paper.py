"""The working paper: what the audit states and what the auditor decided. Every export is made from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from model.engagement.record import Disposition, FindingTarget, LogEntry, Note, State, Tags
from model.export.place_words import place_words, sheet_words, with_places
from model.finding import Finding, Place, Report
from model.legal_basis import Provisions
from model.messages import Language
from model.record import dataclass

if TYPE_CHECKING:
    from model.disclosure import Document
    from model.engagement.engagement import Engagement
    from model.engagement.engagements import Engagements
    from model.engagement.finding_record import FindingRecord
    from model.engagement.record import BindingEntry, MappingEntry
    from model.source.book import Book


@dataclass(frozen=True, slots=True)
class WorkingPaper:
    """A report with the engagements' decisions, notes and log, to be written in `language`.

    `made_at` is UTC in ISO form, `version` Yushen's own. `dispositions` and `finding_notes` go by finding id;
    `dispositions` are as they hold now: one whose amounts have changed is open, with what was decided in `lapsed`.
    `cell_notes` are the notes on places of all kinds, `tags` those of findings and places. `gone` are the findings
    that were acted on and no longer arise, `mappings` all that was stated of tables, `bindings` all that was stated of
    figures in the prose. `engagements` are the files they stand in, by document. `basis` are the laws that the rules
    rest on. `documents` are those that were read, by path, from which tables are quoted; without them none is.
    Of a paper that shows the confirmed problems alone, `not_shown` is how many the others are (None: it shows all),
    and `numbers` which number a problem has among all, by the id of its head.
    """

    report: Report
    language: Language
    made_at: str
    version: str
    dispositions: Mapping[str, Disposition] = field(default_factory=dict)
    finding_notes: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)
    cell_notes: tuple[Note, ...] = ()
    tags: tuple[Tags, ...] = ()
    log: tuple[LogEntry, ...] = ()
    gone: tuple[FindingRecord, ...] = ()
    mappings: tuple[MappingEntry, ...] = ()
    bindings: tuple[BindingEntry, ...] = ()
    engagements: Mapping[str, str] = field(default_factory=dict)
    basis: Provisions = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    not_shown: int | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)

    def is_dismissed(self, finding: Finding) -> bool:
        """Return whether the auditor dismissed a finding, on the amounts that it has now."""
        disposition = self.dispositions.get(finding.id)
        return disposition is not None and disposition.state is State.DISMISSED

    def tags_of(self, finding_id: str) -> tuple[str, ...]:
        """Return the tags of a finding."""
        wanted = FindingTarget(finding_id)
        return tuple(tag for each in self.tags if each.target == wanted for tag in each.tags)

    def book(self, path: str) -> Book | None:
        """Return the book of a document, None where it was not read."""
        document = self.documents.get(path)
        return None if document is None else document.book

    def place(self, place: Place) -> str:
        """Return a cell's place in words; of a file without sheets the page, table or line."""
        return place_words(place, self.book(place.path), self.language)

    def sheet(self, name: str, path: str) -> str:
        """Return the name of a sheet of a document; of a file without sheets what it stands for."""
        return sheet_words(name, self.book(path), self.language)

    def about(self, text: str, paths: Collection[str] | None = None) -> str:
        """Return what is reported of the documents at `paths`, or of all, its places without sheets in words."""
        books = [self.book(path) for path in (self.documents if paths is None else paths)]
        return with_places(text, books, self.language)


def working_paper(
    report: Report,
    engagement: Engagement | Engagements | None,
    language: Language,
    made_at: str,
    version: str,
    basis: Provisions | None = None,
    documents: Iterable[Document] = (),
) -> WorkingPaper:
    """Return the working paper of a report and its engagements, which must have remembered the report."""
    read = {document.book.path: document for document in documents}
    if engagement is None:
        return WorkingPaper(report, language, made_at, version, basis=basis or {}, documents=read)
    from model.engagement.engagements import Engagements
    from model.engagement.own_findings import with_own_findings

    if isinstance(engagement, Engagements):
        report = with_own_findings(report, engagement)
    finding_notes: dict[str, tuple[Note, ...]] = {}
    cell_notes: list[Note] = []
    for note in engagement.all_notes():
        if isinstance(note.target, FindingTarget):
            finding_notes[note.target.finding_id] = (*finding_notes.get(note.target.finding_id, ()), note)
        else:
            cell_notes.append(note)
    return WorkingPaper(
        report=report,
        language=language,
        made_at=made_at,
        version=version,
        dispositions=engagement.dispositions(),
        finding_notes=finding_notes,
        cell_notes=tuple(cell_notes),
        tags=engagement.all_tags(),
        log=engagement.log(),
        gone=engagement.gone(),
        mappings=engagement.mapping_log(),
        bindings=engagement.binding_log(),
        engagements={each.path: engagement.path_of(each.path) for each in report.documents},
        basis=basis or {},
        documents=read,
    )
