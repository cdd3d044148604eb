"""Writing the papers of an engagement into a folder: one that cannot be written is left out, and said."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from model.errors import ExportError, Trouble
from model.export.papers.dossier import Dossier
from model.export.papers.filing import Per, all_papers
from model.export.papers.ledger import Filled
from model.export.papers.template import FormKind, Template
from model.export.write import write
from model.finding import DocumentSummary
from model.messages import message
from model.text import clean_line


def write_papers(
    dossier: Dossier,
    folder: Path,
    sources: Sequence[Path],
    told: Callable[[Path], None],
    *,
    per: Per = "unit",
    forms: Mapping[FormKind, Template] | None = None,
    filled: Filled | None = None,
) -> list[Trouble]:
    """Write every paper into a folder, which is made where it is not there; `told` is called with each.

    Return what could not be written. No source is ever written over.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = message("The folder cannot be made ({cause}).", cause=clean_line(error.strerror or ""))
        return [ExportError(clean_line(str(folder)), what, message("Choose another place."))]
    troubles: list[Trouble] = []
    for paper in all_papers(dossier, content_of, per=per, forms=forms, filled=filled):
        path = folder / paper.name
        try:
            write(paper.make(), path, sources)
        except Trouble as trouble:
            troubles.append(trouble)
        else:
            told(path)
    return troubles


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
