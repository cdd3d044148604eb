"""The working paper: what the audit says and what the auditor decided. Every export is made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from model.engagement.record import Disposition, FindingTarget, KeptFinding, LogEntry, Note
from model.finding import Report
from model.legal_basis import Provisions
from model.messages import Language

if TYPE_CHECKING:
    from model.engagement.bindings import KeptBinding
    from model.engagement.engagement import Engagement
    from model.engagement.mappings import KeptMapping


@dataclass(frozen=True, slots=True)
class WorkingPaper:
    """A report with the engagement's decisions, notes and log, to be told in `language`.

    `made_at` is UTC in ISO form, `version` Yushen's own. `dispositions` and `finding_notes` go by finding id;
    `gone` are the findings that were acted on and no longer arise, `mappings` all that was said of tables,
    `bindings` all that was said of figures in the prose. `engagement` is the file they stand in, "" without one.
    `basis` are the laws that the rules rest on.
    """

    report: Report
    language: Language
    made_at: str
    version: str
    dispositions: Mapping[str, Disposition] = field(default_factory=dict)
    finding_notes: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)
    cell_notes: tuple[Note, ...] = ()
    log: tuple[LogEntry, ...] = ()
    gone: tuple[KeptFinding, ...] = ()
    mappings: tuple[KeptMapping, ...] = ()
    bindings: tuple[KeptBinding, ...] = ()
    engagement: str = ""
    basis: Provisions = field(default_factory=dict)


def working_paper(
    report: Report,
    engagement: Engagement | None,
    language: Language,
    made_at: str,
    version: str,
    basis: Provisions | None = None,
) -> WorkingPaper:
    """Return the working paper of a report and its engagement, which must have remembered the report."""
    if engagement is None:
        return WorkingPaper(report, language, made_at, version, basis=basis or {})
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
        log=engagement.log(),
        gone=engagement.gone(),
        mappings=engagement.mapping_log(),
        bindings=engagement.binding_log(),
        engagement=str(engagement.path),
        basis=basis or {},
    )
