"""What the papers of an engagement are made of: the working paper, the books that were read, and the problems shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from model.export.paper import WorkingPaper
from model.export.papers.problem import AuditedUnit, Problem, problems_of, units_of
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


def dossier_of(
    paper: WorkingPaper, books: Mapping[str, Book], *, only_confirmed: bool = False, project: str = ""
) -> Dossier:
    """Return what papers are made of; `only_confirmed` leaves out the problems that nobody has confirmed."""
    problems = problems_of(paper)
    if only_confirmed:
        problems = tuple(problem for problem in problems if problem.is_confirmed)
    return Dossier(paper, books, problems, units_of(paper, problems), project)
