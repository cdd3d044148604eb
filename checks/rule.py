"""A rule: what must hold, its basis, and how it is asked of a disclosure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from checks.mechanism.agreement import Agreements
from checks.mechanism.relations import Relations
from model.disclosure import Disclosure
from model.facts.unread import UnreadAmount, unread_amounts
from model.finding import Finding, LedgerLine, NotChecked, Severity, Verdict
from model.messages import Message
from model.reading.table import LabelledRows, labelled
from model.record import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from model.facts.cube import Facts

T = TypeVar("T")


@dataclass(frozen=True)
class Subject:
    """What a rule is asked about: a disclosure, with what several rules need of it."""

    disclosure: Disclosure

    @property
    def facts(self) -> Facts:
        """The cube: what cells state, and behind it what sentences state."""
        return self.disclosure.facts

    @property
    def cells(self) -> Facts:
        """The facts of cells alone, under their numbers in the cube: for all that asks of tables, rows or columns."""
        return self.disclosure.cells

    @cached_property
    def unread(self) -> Mapping[tuple[int, int], Sequence[UnreadAmount]]:
        """By document and sheet, the amounts that are printed and were not understood."""
        found: dict[tuple[int, int], list[UnreadAmount]] = defaultdict(list)
        for number, document in enumerate(self.disclosure.documents):
            for amount in unread_amounts(document.book.sheets, document.tables):
                found[number, amount.sheet].append(amount)
        return dict(found)

    def unread_in(self, number: int) -> Sequence[UnreadAmount]:
        """Return the amounts from the first row of a table to its last that were not understood."""
        if number not in self._unread_in:
            table = self.disclosure.tables[number]
            there = self.unread.get((table.document, table.sheet), ())
            within = [amount for amount in there if table.top <= amount.row <= table.bottom]
            self._unread_in[number] = within
        return self._unread_in[number]

    @cached_property
    def _unread_in(self) -> dict[int, Sequence[UnreadAmount]]:
        return {}

    def incomplete(self, across: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Mark the facts beside a cell that was not understood: a sum may lack a part that stands there.

        The parts of a sum stand in the row of its whole where `across`, else in its column.
        """
        import numpy as np

        facts = self.cells
        mask = np.zeros(len(facts), dtype=np.bool_)
        for number, table in enumerate(self.disclosure.tables):
            adding = [cell for cell in table.unbound if cell.adds]
            if adding:
                in_row = np.isin(facts.row, [cell.row for cell in adding])
                in_column = np.isin(facts.column, [cell.column for cell in adding])
                mask |= (facts.table == number) & np.where(across, in_row, in_column)
            if table.details:
                here = (facts.table == number) & facts.stated & (facts.amount != 0)
                columns = facts.column[here & np.isin(facts.row, table.details)]
                mask |= (facts.table == number) & ~across & np.isin(facts.column, columns)
        return mask

    def on_columns(self, dimension: str) -> NDArray[np.bool_]:
        """Mark the facts whose column, not row, states their member of `dimension`."""
        import numpy as np

        facts = self.cells
        mask = np.zeros(len(facts), dtype=np.bool_)
        for number, table in enumerate(self.disclosure.tables):
            for column in (column for panel in table.panels for column in panel.columns):
                if dimension in column.coordinates:
                    mask |= (facts.table == number) & (facts.column == column.column)
        return mask

    def across(self, dimension: str) -> NDArray[np.bool_]:
        """Mark the facts of panels whose columns state several members of `dimension`: their sums go along a row."""
        import numpy as np

        facts = self.cells
        mask = np.zeros(len(facts), dtype=np.bool_)
        for number, table in enumerate(self.disclosure.tables):
            for index, panel in enumerate(table.panels):
                if len({column.coordinates.get(dimension) for column in panel.columns}) > 1:
                    mask |= (facts.table == number) & (facts.panel == index)
        return mask

    def once(self, make: Callable[[Subject], T]) -> T:
        """Return what `make` makes of this subject; it is asked once."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    @cached_property
    def _made(self) -> dict[Callable[[Subject], Any], Any]:
        return {}

    def rows(self, table: int, panel: int) -> LabelledRows:
        """Return the rows of a panel by column."""
        key = (table, panel)
        if key not in self._rows:
            self._rows[key] = labelled(self.disclosure.tables[table].panels[panel].rows)
        return self._rows[key]

    @cached_property
    def _rows(self) -> dict[tuple[int, int], LabelledRows]:
        return {}

    def row_label(self, table: int, panel: int, row: int) -> str:
        """Return code and name of a row of the sheet, "" where the panel has no such row."""
        found = self.rows(table, panel).at(row)
        return " ".join(filter(None, (found.code, found.name))) if found else ""

    def shift(self, table: int, panel: int, row: int) -> int:
        """Return how many columns left of their headings a row's amounts stand."""
        return self.rows(table, panel).shift(row)

    @cached_property
    def _headings(self) -> dict[tuple[int, int], dict[int, str]]:
        return {}

    def column_labels(self, table: int, panel: int) -> dict[int, str]:
        """Return the heading path of each amount column of a panel, by column."""
        key = (table, panel)
        if key not in self._headings:
            columns = self.disclosure.tables[table].panels[panel].columns
            self._headings[key] = {column.column: " / ".join(column.heading) for column in columns}
        return self._headings[key]


@dataclass(frozen=True, slots=True)
class Failure:
    """A relation that does not hold: the finding that reports it, and by how much each fact would have to change.

    `finding` is the index among the outcome's findings, `changes` the amount to add to a fact for the relation to
    hold, `allowance` what rounding may hide, in ten-thousandths of 元. `of_text` means that a sentence is held against
    something: what asks of tables alone leaves it out.
    """

    finding: int
    changes: Mapping[int, int]
    allowance: int
    of_text: bool = False


@dataclass(frozen=True, slots=True)
class Computed:
    """A rate, a change or a direction of the text that does not follow from the amounts it speaks of.

    `finding` is the index of the finding that reports it. `mends` are by fact the least and the greatest amount with
    which it would be right, all else as stated; `figures` are the claims that it is made of, by their file and their
    number there.
    """

    finding: int
    mends: Mapping[int, tuple[int, int]]
    figures: frozenset[tuple[str, int]] = frozenset()


@dataclass(slots=True)
class Outcome:
    """What a rule found: its findings and its line of the ledger; `relations` are kept for the diagnosis.

    `relations` and `agreements` are of cells; `of_text` are those in which a sentence's fact stands. `computed` are
    the findings on what sentences compute, `if_doubted` the severity that a finding, by its index, has where another
    relation doubts its cells.
    `idle` is why nothing was asked, where a rule knows it; `remarks` what else the ledger states of the rule.
    """

    line: LedgerLine
    findings: list[Finding] = field(default_factory=list)
    relations: list[Relations] = field(default_factory=list)
    agreements: list[Agreements] = field(default_factory=list)
    of_text: list[Relations | Agreements] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    computed: list[Computed] = field(default_factory=list)
    if_doubted: dict[int, Severity] = field(default_factory=dict)
    idle: Message | None = None
    remarks: list[Message] = field(default_factory=list)

    def hold(self, count: int = 1) -> None:
        """Count relations that hold."""
        self.line.consistent += count

    def report(self, finding: Finding) -> None:
        """Add a finding and count its relation by its verdict."""
        self.findings.append(finding)
        if finding.verdict is Verdict.ROUNDING:
            self.line.rounding += 1
        else:
            self.line.inconsistent += 1

    def fail(self, finding: Finding, changes: Mapping[int, int], allowance: int) -> None:
        """Report a relation that does not hold, with the change to each of its facts that would mend it."""
        self.report(finding)
        self.failures.append(Failure(len(self.findings) - 1, changes, allowance))

    def fail_in_text(self, finding: Finding, changes: Mapping[int, int], allowance: int = 0) -> None:
        """Report an amount that a sentence gets wrong, with the change to each fact it rests on that would mend it."""
        self.report(finding)
        if changes:
            self.failures.append(Failure(len(self.findings) - 1, changes, allowance, of_text=True))

    def fail_to_follow(
        self,
        finding: Finding,
        mends: Mapping[int, tuple[int, int]],
        figures: frozenset[tuple[str, int]] = frozenset(),
    ) -> None:
        """Report what does not follow from amounts, with those that would mend it and the claims it is made of."""
        self.report(finding)
        self.computed.append(Computed(len(self.findings) - 1, mends, figures))

    def withdraw(self, why: Mapping[int, Message]) -> None:
        """Take findings back, by their index with the reason: they are counted as not checked."""
        kept = [index for index in range(len(self.findings)) if index not in why]
        for index, reason in sorted(why.items()):
            place = next((cell.place.text for cell in self.findings[index].cells), "")
            self.line.inconsistent -= 1
            self.leave(place, reason)
        new = {index: position for position, index in enumerate(kept)}
        self.failures[:] = [
            replace(failure, finding=new[failure.finding])
            for failure in self.failures
            if failure.finding in new
        ]
        self.computed[:] = [
            replace(one, finding=new[one.finding]) for one in self.computed if one.finding in new
        ]
        self.if_doubted = {new[index]: grave for index, grave in self.if_doubted.items() if index in new}
        self.findings[:] = [self.findings[index] for index in kept]

    def leave(self, place: str, why: Message, count: int = 1) -> None:
        """Count relations that could not be tested, with the reason."""
        self.line.not_checked += count
        self.line.reasons.append(NotChecked(place, why))


def nothing_alone(subject: Subject, outcome: Outcome) -> None:
    """Ask nothing of one disclosure alone: the check of a rule that compares several."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `basis` names the regulation or the number of the relation; `explanation` is its page.

    `check` is asked of each disclosure alone; `compare`, of a rule that has one, of all that are opened together.
    `explanation_zh` is the page in Chinese where a file gives it; otherwise the catalogue translates the page.
    """

    code: str
    family: str
    title: Message
    severity: Severity
    basis: str
    explanation: str
    check: Callable[[Subject, Outcome], None] = nothing_alone
    compare: Callable[[Sequence[Subject], Outcome], None] | None = None
    explanation_zh: str = ""
