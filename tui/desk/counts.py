"""What the top line counts, worked out once for a reading and its decisions and not at every key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from model.engagement.record import State
from model.finding import Severity
from model.record import dataclass
from tui.desk.widgets.finding_words import is_decided

if TYPE_CHECKING:
    from model.finding import DocumentSummary, Report
    from tui.desk.state import DeskState
    from tui.desk.widgets.finding_words import Decisions


@dataclass(frozen=True, slots=True)
class Counts:
    """Tables and amounts that were read, amounts that are printed, findings that stand by severity, and problems.

    Findings with one cause are one problem, which is decided when all of them are.
    """

    tables: int = 0
    facts: int = 0
    printed: int = 0
    standing: Mapping[Severity, int] | None = None
    problems: int = 0
    decided: int = 0
    is_unproven: bool = False
    """Whether nothing that is printed stands in a relation that holds: that nothing is marked then proves nothing."""


def is_unproven(documents: Sequence[DocumentSummary]) -> bool:
    """Return whether no amount of documents that were checked is proven, though some are printed or may be."""
    counted = [each.understood for each in documents]
    has_amounts = any(each.amounts_printed or each.claims for each in counted)
    has_tables = any(table.kind for each in documents for table in each.tables)
    return (has_amounts or not has_tables) and not any(each.amounts_proven for each in counted)


class Counting:
    """Counts a reading anew only where it or its decisions are others than before."""

    def __init__(self) -> None:
        self._of: tuple[DeskState, Mapping[str, State]] | None = None
        self._counts = Counts()

    def counts(self, state: DeskState, decisions: Decisions) -> Counts:
        """Return the counts of a reading."""
        decided = decisions.decided
        if self._of is None or self._of[0] is not state or self._of[1] is not decided:
            self._of = (state, decided)
            self._counts = counts_of(state.report, decisions)
        return self._counts


def counts_of(report: Report, decisions: Decisions) -> Counts:
    """Return the counts of a report: all but the dismissed findings stand."""
    standing = dict.fromkeys(Severity, 0)
    problems: dict[str, bool] = {}
    for finding in report.findings:
        state = decisions.decided.get(finding.id, State.OPEN)
        standing[finding.severity] += state is not State.DISMISSED
        key = finding.group or finding.id
        problems[key] = problems.get(key, True) and is_decided(finding, decisions)
    return Counts(
        tables=sum(1 for each in report.documents for table in each.tables if table.kind),
        facts=sum(table.facts for each in report.documents for table in each.tables),
        printed=sum(each.understood.amounts_printed for each in report.documents),
        standing=standing,
        problems=len(problems),
        decided=sum(problems.values()),
        is_unproven=is_unproven(report.documents),
    )
