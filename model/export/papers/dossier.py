"""What the papers of an engagement are made of: the working paper, the books that were read, and the problems shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from model.export.paper import WorkingPaper
from model.export.problem import AuditedUnit, Problem, problems_of, units_of, with_confirmed_alone
from model.record import dataclass
from model.source.book import Book


@dataclass(frozen=True, slots=True)
class Dossier:
    """A working paper with its `books` by path, the `problems` that its papers show, and the audited units.

    `project` is the name of the audit project, "" leaves a blank to be filled in. `sends_all` puts every problem into
    the papers that go to the audited unit, the evidence sheets and the ledger, which hold the confirmed ones otherwise.
    """

    paper: WorkingPaper
    books: Mapping[str, Book]
    problems: tuple[Problem, ...]
    units: tuple[AuditedUnit, ...]
    project: str = ""
    sends_all: bool = False

    def to_unit(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return those of some problems that go to the audited unit."""
        return tuple(problem for problem in problems if self.sends_all or problem.is_confirmed)


def dossier_of(
    paper: WorkingPaper, *, only_confirmed: bool = False, sends_all: bool = False, project: str = ""
) -> Dossier:
    """Return what the papers are made of, with the documents of the working paper.

    `only_confirmed` leaves the problems that nobody has confirmed out of every paper, those of the auditors too.
    """
    if only_confirmed:
        paper = with_confirmed_alone(paper)
    problems = problems_of(paper)
    books = {path: document.book for path, document in paper.documents.items()}
    return Dossier(paper, books, problems, units_of(paper, problems), project, sends_all)
