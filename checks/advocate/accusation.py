"""An accusation: an error or a warning that rests on amounts, with the facts and the relation that it rests on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from checks.diagnosis.network import Named, Source, failing_sources
from checks.mechanism.agreement import Agreements
from checks.mechanism.keys import RowLookup
from checks.mechanism.relations import Relation
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Place, Severity, Verdict
from model.places import sheets_of
from model.record import dataclass

Key = tuple[int, int]
"""An accusation's name: the number of its outcome, and of its finding there."""

FEW_ROWS = 3
"""A finding about the labels of more rows is about their whole column."""


@dataclass(frozen=True)
class Accusation:
    """A finding that accuses, and what it rests on.

    `failure` names the failure that the diagnosis may mend, None where no change of an amount does. `sum` is the
    relation that fails, `group` the facts that should agree; a finding of another kind has neither. `facts` are all
    facts it rests on, blank cells among them, and `tables` theirs.
    """

    key: Key
    family: str
    finding: Finding
    failure: Named | None
    sum: Relation | None
    group: tuple[int, ...]
    facts: tuple[int, ...]
    tables: frozenset[int]

    @property
    def is_of_few_labels(self) -> bool:
        """Whether the finding is about the codes or names of a few rows, not about amounts or a whole column."""
        rows = {(cell.place.sheet, cell.place.row) for cell in self.finding.cells}
        return self.family == "classification" and self.failure is None and len(rows) <= FEW_ROWS


def accusations(subject: Subject, rules: Sequence[Rule], outcomes: Sequence[Outcome]) -> list[Accusation]:
    """Return the findings of all outcomes that accuse and rest on amounts or cells of tables; `rules` are theirs."""
    known = Places(subject)
    sources = {named: source for named, _, source in failing_sources(outcomes, of_text=False)}
    found = []
    for number, (rule, outcome) in enumerate(zip(rules, outcomes, strict=True)):
        failures = {
            failure.finding: position
            for position, failure in enumerate(outcome.failures)
            if not failure.of_text
        }
        for position, finding in enumerate(outcome.findings):
            if finding.severity is Severity.NOTICE or finding.verdict is not Verdict.INCONSISTENT:
                continue
            failure = failures.get(position)
            named = None if failure is None else (number, failure)
            found.append(
                _accusation(
                    (number, position), rule, outcome, named, sources.get(named) if named else None, known
                )
            )
    return [each for each in found if each.tables]


def _accusation(
    key: Key, rule: Rule, outcome: Outcome, named: Named | None, source: Source | None, known: Places
) -> Accusation:
    finding = outcome.findings[key[1]]
    rested = _source_of(outcome, source)
    failed = rested if isinstance(rested, Relation) else None
    group = () if isinstance(rested, Relation) else rested or ()
    facts: list[int] = [failed.whole, *failed.parts] if failed else list(group)
    tables = {int(known.facts.table[fact]) for fact in facts}
    for cell in () if facts else finding.cells:
        table, there = known.of(cell.place)
        facts.extend(there)
        tables |= {table} if table >= 0 else set()
    return Accusation(
        key, rule.family, finding, named, failed, group, tuple(dict.fromkeys(facts)), frozenset(tables)
    )


def _source_of(outcome: Outcome, source: Source | None) -> Relation | tuple[int, ...] | None:
    if source is None:
        return None
    _, index, row = source
    if index < len(outcome.relations):
        return outcome.relations[index].inexact[row]
    groups: Agreements = outcome.agreements[index - len(outcome.relations)]
    return tuple(int(fact) for fact in groups.facts(row))


class Places:
    """Finds the table and the facts of a cell."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self.facts = subject.cells
        self._rows = RowLookup(self.facts.table, self.facts.row)
        self._tables: dict[tuple[str, str], dict[tuple[int, int], list[int]]] = {}
        for number, table in sorted(enumerate(subject.disclosure.tables), key=lambda each: each[1].top):
            book = subject.disclosure.documents[table.document].book
            for name in sheets_of(book, table):
                there = self._tables.setdefault((book.path, name), {})
                there.setdefault((table.document, table.sheet), []).append(number)

    def of(self, place: Place) -> tuple[int, list[int]]:
        """Return the number of the table in which a cell stands (-1 for none), and the facts that stand there."""
        tables = self._subject.disclosure.tables
        for (document, sheet), numbers in self._tables.get((place.path, place.sheet), {}).items():
            book = self._subject.disclosure.documents[document].book
            row = book.sheets[sheet].row_of(place.sheet, place.row)
            if row is None:
                continue
            at = bisect_right(numbers, row, key=lambda number: tables[number].top) - 1
            if at >= 0 and row <= tables[numbers[at]].bottom:
                return numbers[at], list(self._facts(numbers[at], row, place.column))
        return -1, []

    def _facts(self, number: int, row: int, column: int) -> Iterator[int]:
        facts = self.facts
        for fact in self._rows.at(number, row).tolist():
            shift = self._subject.shift(number, int(facts.panel[fact]), row)
            if int(facts.column[fact]) - shift == column:
                yield int(fact)
