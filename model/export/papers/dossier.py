"""What the papers of an engagement are made of: the working paper, the books that were read, and the problems shown."""

from __future__ import annotations

from collections.abc import Mapping

from model.export.paper import WorkingPaper
from model.export.problem import AuditedUnit, Problem, problems_of, units_of, with_confirmed_alone
from model.record import dataclass
from model.source.book import Book


@dataclass(frozen=True, slots=True)
class Dossier:
    """A working paper with its `books` by path, the `problems` that its papers show, and the audited units.

    `project` is the name of the audit project, "" leaves a blank to be filled in.
    """

    paper: WorkingPaper
    books: Mapping[str, Book]
    problems: tuple[Problem, ...]
    units: tuple[AuditedUnit, ...]
    project: str = ""


def dossier_of(paper: WorkingPaper, *, only_confirmed: bool = False, project: str = "") -> Dossier:
    """Return what the papers are made of, with the documents of the working paper.

    `only_confirmed` leaves the problems that nobody has confirmed out of every paper.
    """
    if only_confirmed:
        paper = with_confirmed_alone(paper)
    problems = problems_of(paper)
    books = {path: document.book for path, document in paper.documents.items()}
    return Dossier(paper, books, problems, units_of(paper, problems), project)
