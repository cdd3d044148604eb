"""Writing the papers of an engagement into a folder: one that cannot be written is left out, and reported."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from model.errors import ExportError, Trouble
from model.export.papers.dossier import Dossier
from model.export.papers.filing import (
    FiledPaper,
    Per,
    all_papers,
    ledger_name,
    names_of_any_run,
    sends_nothing,
)
from model.export.papers.standing import Superseded, UnreadLedgerError, refuse_unread_ledger
from model.export.papers.taking import ever_taken, filled_before
from model.export.papers.template import FormKind, Template
from model.export.write import same_file, write
from model.finding import DocumentSummary
from model.messages import Message, message
from model.text import clean_line

if TYPE_CHECKING:
    from model.engagement.record import Note


class Written(NamedTuple):
    """How the papers were written: how many, what could not be, and the notices beside their names."""

    papers: int
    troubles: list[Trouble]
    notices: list[Message]


def write_papers(
    dossier: Dossier,
    folder: Path,
    sources: Sequence[Path],
    report: Callable[[Path], None],
    *,
    per: Per = "unit",
    forms: Mapping[FormKind, Template] | None = None,
    notes: Sequence[Note] = (),
    replace: bool = False,
) -> Written:
    """Write every paper into a folder, which is made where it is not there; `report` is called with each.

    `notes` are those of the engagement, which hold the contents of returned ledgers. No source is ever written over.
    Papers of an earlier run that people write on, and those that this run has no more, are moved into a folder of
    their own; where a ledger holds entries that nobody has read in, nothing is written unless `replace` says so.
    """
    language = dossier.paper.language
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = message("The folder cannot be made ({cause}).", cause=clean_line(error.strerror or ""))
        return Written(0, [ExportError(clean_line(str(folder)), what, message("Choose another place."))], [])
    if not replace:
        try:
            refuse_unread_ledger(folder / ledger_name(language), ever_taken(notes))
        except UnreadLedgerError as error:
            return Written(0, [error], [])
    papers = list(all_papers(dossier, content_of, per=per, forms=forms, filled=filled_before(notes)))
    superseded = Superseded(folder, language)
    count, troubles = 0, list[Trouble]()
    for paper in papers:
        try:
            _write(paper, folder / paper.name, sources, superseded)
        except Trouble as trouble:
            troubles.append(trouble)
        else:
            count += 1
            report(folder / paper.name)
    written = {paper.name for paper in papers}
    troubles += superseded.left_behind(names_of_any_run(dossier), written, sources)
    notices = list(superseded.notices())
    if sends_nothing(dossier):
        nothing_sent = message(
            "No problem is confirmed yet: only the internal papers were written, no evidence sheet and no ledger. "
            "Confirm what goes to the audited unit, or choose all problems (--all)."
        )
        notices.insert(0, nothing_sent)
    return Written(count, troubles, notices)


def _write(paper: FiledPaper, path: Path, sources: Sequence[Path], superseded: Superseded) -> None:
    """Write a paper. Raises Trouble where it cannot be made, moved out of the way or written."""
    content = paper.make()
    is_source = any(same_file(path, source) for source in sources)
    if paper.is_written_on and path.is_file() and not is_source and path.read_bytes() != content:
        superseded.supersede(path)
    write(content, path, sources)


def content_of(document: DocumentSummary) -> bytes:
    """Return a document's bytes. Raises ExportError where they are no longer those that were audited."""
    try:
        content = Path(document.path).read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != document.sha256:
        what = message("The file has changed since it was audited: it is not copied.")
        raise ExportError(clean_line(document.path), what, message("Audit it again."))
    return content
