"""What each of several documents is called in a few cells: by what distinguishes it from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from tui.desk.untrusted import fit, width

if TYPE_CHECKING:
    from model.finding import DocumentSummary
    from tui.desk.words import Words

STAGES = {"budget": "budget", "final": "final accounts"}


def document_names(documents: Sequence[DocumentSummary], words: Words, cells: int = 0) -> dict[str, str]:
    """Return by path what each document is called, where only so many cells of it are drawn (0: all).

    That is its year and department (of one department, its stage), with its stage where that is needed; where these are
    not known or do not distinguish it from the others, its file's name.
    """
    several = len({document.department for document in documents}) > 1
    forms = [_forms(document, words, several=several) for document in documents]
    counts = [Counter(_drawn(form, cells) for form in same) for same in zip(*forms, strict=True)]
    return {
        document.path: next(
            (
                form
                for form, count in zip(own, counts, strict=True)
                if form and count[_drawn(form, cells)] == 1
            ),
            PurePath(document.path).name,
        )
        for document, own in zip(documents, forms, strict=True)
    }


def _forms(document: DocumentSummary, words: Words, *, several: bool) -> tuple[str, ...]:
    """Return what a document may be called, the shortest first; "" of what is not known."""
    year, department = str(document.year or ""), document.department or ""
    stage = words(STAGES[document.stage]) if document.stage in STAGES else ""
    file = PurePath(document.path)
    if not department:
        return "", "", file.name, "/".join(file.parts[-2:])
    named = (year, department) if several else (year, stage)
    full = (year, stage, department)
    return " ".join(filter(None, named)), " ".join(filter(None, full)), file.name, "/".join(file.parts[-2:])


def _drawn(name: str, cells: int) -> str:
    return fit(name, cells) if cells and width(name) > cells else name
