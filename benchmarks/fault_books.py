"""The clean books that faults are planted in: what each reports untouched, and which relations tie its cells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from parsed_books import parsed_book

from checks.mechanism.evidence import place_of
from checks.mechanism.relations import NOT_CHECKED
from checks.rule import Outcome, Subject
from checks.rulebook import rules
from checks.runner import audit
from model.disclosure import Disclosure, disclosure_of
from model.errors import UnreadableSourceError
from model.finding import Finding, LedgerLine, Place, Report, Severity
from model.places import read_at
from model.reading.table import LabelledRow, Table
from model.source.book import Book, Sheet, address
from model.source.reading import open_book

REPOSITORY = Path(__file__).resolve().parent.parent
SAMPLES = ("dadukou-2021-budget.xlsx", "nanchong-2020-budget.xlsx", "wansheng-2023-budget.xlsx")
DISCLOSURES = REPOSITORY.parent / "shared" / "disclosures"
REAL = DISCLOSURES / "real"


@dataclass(frozen=True)
class Tie:
    """One relation or agreement that was tested: its facts with their weights, what it lacks and what it allows.

    `kind` is "sum", "at most" or "agreement"; for a sum the weighted facts and `difference` come to nothing.
    """

    kind: str
    weights: dict[int, int]
    difference: int
    allowance: int

    def sees(self, changes: dict[int, int]) -> bool:
        """Return whether the relation would no longer hold after changes of the facts' amounts."""
        if self.kind == "agreement":
            moved = {changes.get(fact, 0) for fact in self.weights}
            return max(moved) - min(moved) > self.allowance
        moved_by = self.difference + sum(
            weight * changes.get(fact, 0) for fact, weight in self.weights.items()
        )
        return (-moved_by if self.kind == "at most" else abs(moved_by)) > self.allowance


@dataclass(frozen=True)
class CleanBook:
    """A book without a fault, with its disclosure and all that was tested in it."""

    name: str
    book: Book
    disclosure: Disclosure

    @cached_property
    def report(self) -> Report:
        return audit([self.disclosure])

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.report.findings

    @cached_property
    def doubted(self) -> frozenset[tuple[str, tuple[tuple[str, int], ...]]]:
        """The doubts of the untouched book, each with what fails for it."""
        return frozenset((doubt.id, doubt.rules) for doubt in self.report.doubts)

    @cached_property
    def known(self) -> frozenset[tuple[str, str]]:
        """What is reported on the untouched book already; only what is new counts as caught."""
        return frozenset((finding.rule, finding.message.text("en")) for finding in self.findings)

    @cached_property
    def in_doubt(self) -> frozenset[int]:
        """The tables whose reading is in doubt before anything is planted: nothing is planted there."""
        doubted = {(doubt.sheet, doubt.extent) for doubt in self.report.doubts}
        return frozenset(
            number
            for number, table in enumerate(self.disclosure.tables)
            if (self.book.sheets[table.sheet].name, _extent(table)) in doubted
        )

    @property
    def complaints(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is not Severity.NOTICE]

    @cached_property
    def subject(self) -> Subject:
        return Subject(self.disclosure)

    @cached_property
    def outcomes(self) -> list[Outcome]:
        outcomes = []
        for rule in rules():
            outcome = Outcome(LedgerLine(rule.code))
            rule.check(self.subject, outcome)
            outcomes.append(outcome)
        return outcomes

    @cached_property
    def ties(self) -> list[list[Tie]]:
        """For each fact the relations and agreements that it takes part in."""
        by_fact: list[list[Tie]] = [[] for _ in range(len(self.disclosure.cells))]
        for tie in _ties(self.disclosure, self.outcomes):
            for fact in tie.weights:
                by_fact[fact].append(tie)
        return by_fact

    def place(self, fact: int) -> tuple[int, int, int]:
        """Return sheet, row and column of the cell that states a fact."""
        return cell_of(place_of(self.subject, fact), self.book)

    def table(self, fact: int) -> Table:
        return self.disclosure.tables[int(self.disclosure.cells.table[fact])]

    def sheet(self, fact: int) -> Sheet:
        return self.book.sheets[self.table(fact).sheet]

    @cached_property
    def stated(self) -> list[int]:
        """The facts that state an amount that is not nothing, each cell once."""
        facts = self.disclosure.cells
        found: dict[tuple[int, int, int], int] = {}
        whole = ~np.isin(facts.table, sorted(self.in_doubt))
        for fact in np.flatnonzero(facts.stated & (facts.amount != 0) & whole).tolist():
            found.setdefault(self.place(fact), fact)
        return list(found.values())

    @cached_property
    def rows(self) -> list[tuple[int, LabelledRow]]:
        """The rows that print a code, each with its table's number."""
        return [
            (number, row)
            for number, table in enumerate(self.disclosure.tables)
            if number not in self.in_doubt
            for panel in table.panels
            for row in panel.rows
            if row.code and row.code_cell >= 0
        ]

    def is_reported(self, table: int, row: int, column: int) -> bool:
        """Return whether a finding of the untouched book stands on a cell already."""
        at = (self.disclosure.tables[table].sheet, row, column)
        return any(at == cell_of(cell.place, self.book) for one in self.findings for cell in one.cells)

    def facts_of_row(self, table: int, row: int) -> list[int]:
        """Return the facts of a row that state an amount that is not nothing."""
        facts = self.disclosure.cells
        chosen = (facts.table == table) & (facts.row == row) & facts.stated & (facts.amount != 0)
        return [int(fact) for fact in np.flatnonzero(chosen)]


def _extent(table: Table) -> str:
    return f"{address(table.top, 0)}:{address(table.bottom, table.right)}"


def _ties(disclosure: Disclosure, outcomes: list[Outcome]) -> list[Tie]:
    facts = disclosure.cells
    ties: list[Tie] = []
    for outcome in outcomes:
        for relations in outcome.relations:
            for number in range(len(relations)):
                if relations.verdict[number] == NOT_CHECKED:
                    continue
                weights = {int(relations.whole[number]): 1}
                chosen = np.flatnonzero(relations.part_relation == number)
                for pair in chosen.tolist():
                    weight = 1 if relations.part_weight is None else int(relations.part_weight[pair])
                    part = int(relations.part_fact[pair])
                    weights[part] = weights.get(part, 0) - weight
                ties.append(
                    Tie(
                        "at most" if relations.at_most[number] else "sum",
                        weights,
                        int(relations.stated[number] - relations.computed[number]),
                        int(relations.allowance[number]),
                    )
                )
        for groups in outcome.agreements:
            for number in range(len(groups)):
                members = [int(fact) for fact in groups.facts(number)]
                allowance = 2 * max(int(facts.half[fact]) for fact in members)
                ties.append(Tie("agreement", dict.fromkeys(members, 1), 0, allowance))
    return ties


def clean_books() -> tuple[list[CleanBook], list[str]]:
    """Return the books to plant in, and a word on those that are not there."""
    paths = [REPOSITORY / "samples" / name for name in SAMPLES]
    words = []
    if REAL.is_dir():
        paths.extend(sorted(REAL.glob("*.xlsx")))
    else:
        words.append(f"{REAL} is not there: only the samples are planted.")
    books = []
    for path in paths:
        book = open_book(path)
        clean = CleanBook(path.name, book, disclosure_of([book]))
        if clean.stated:
            books.append(clean)
        else:
            words.append(f"{path.name} states no amount; it is left out.")
    return books, words


def city_books() -> tuple[list[CleanBook], list[str]]:
    """Return the published budgets of the cities that state amounts in tables, a word on the others."""
    books, words = [], []
    for path in sorted((DISCLOSURES / "cities").glob("*.pdf")):
        try:
            read = parsed_book(path)
        except UnreadableSourceError as error:
            words.append(f"{path.name}: {error.line('en')}")
            continue
        disclosure = disclosure_of([read])
        # A fault is planted in the sheets as recognition has them: the book as it was repaired.
        clean = CleanBook(path.name, disclosure.documents[0].book, disclosure)
        if clean.stated:
            books.append(clean)
        else:
            words.append(f"{path.name} states no amount in a table; it is left out.")
    return books, words


def untouched_documents() -> list[Path]:
    """Return every sample and published document that nothing is wrong with by design."""
    samples = [path for path in (REPOSITORY / "samples").glob("*.xls*") if "planted" not in path.name]
    published = [*DISCLOSURES.glob("*-20??-*.txt"), *REAL.glob("*.xls*"), *REAL.glob("*.txt")]
    return [*sorted(samples), *sorted(published)]


def cell_of(place: Place, book: Book) -> tuple[int, int, int]:
    """Return sheet, row and column as which a place is read."""
    read = read_at(book, place)
    assert read is not None
    return *read, place.column
