"""The rows of the findings list: a group stands as one problem, its head with a count, the others folded under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from model.finding import Finding
from tui.desk.widgets.finding_order import ProblemKey, as_reported


class FindingRow(NamedTuple):
    """A row: the finding's number, how many more the same cause explains, and whether it is one of these.

    `others` is 0 for a finding that stands alone and for one that is not the head.
    """

    number: int
    others: int = 0
    is_under: bool = False


class FindingRows:
    """The findings that are listed, by number, in groups. Groups are folded until one is unfolded."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._findings = findings
        self._unfolded: set[str] = set()
        self._groups: dict[str, list[int]] = {}
        self._order: Callable[[Sequence[Finding]], ProblemKey] = as_reported
        self._is_reversed = False
        self._ranks: dict[str, tuple[ProblemKey, int]] = {}
        self.rows: list[FindingRow] = []
        self.listed: list[int] = []

    def show(
        self,
        numbers: Sequence[int],
        order: Callable[[Sequence[Finding]], ProblemKey] = as_reported,
        *,
        is_reversed: bool = False,
    ) -> None:
        """List some findings, their problems in an order and, where it leaves two equal, as the report has them.

        A problem stands where its first finding does, headed by its head where that is listed. Where the order
        `is_reversed` the last problem stands first.
        """
        self.listed = list(numbers)
        self._order, self._is_reversed = order, is_reversed
        groups: dict[str, list[int]] = {}
        for number in numbers:
            groups.setdefault(self._key(number), []).append(number)
        for key, group in groups.items():
            group.sort(key=lambda number: (self._findings[number].id != key, number))
        self._groups, self._ranks = groups, {}
        if order is not as_reported or is_reversed:
            self._ranks = {key: self._rank(group) for key, group in groups.items()}
            keys = sorted(groups, key=self._ranks.__getitem__, reverse=is_reversed)
            self._groups = {key: groups[key] for key in keys}
        self._arrange()

    def _rank(self, group: Sequence[int]) -> tuple[ProblemKey, int]:
        return self._order([self._findings[number] for number in group]), min(group)

    def stands_behind(self, number: int, other: int) -> bool:
        """Return whether a finding stands behind another among the rows, or would if both were listed."""
        (rank, place), (its_rank, its_place) = self._place(number), self._place(other)
        if rank == its_rank:
            return place > its_place
        return (rank > its_rank) != self._is_reversed

    def _place(self, number: int) -> tuple[tuple[ProblemKey, int], int]:
        """Return the rank of a finding's problem, and where it stands in it."""
        key = self._key(number)
        group = self._groups.get(key, [])
        place = group.index(number) if number in group else number + len(group)
        return self._rank_of(key) if group else self._rank([number]), place

    def _rank_of(self, key: str) -> tuple[ProblemKey, int]:
        """Return the rank of a problem as it was listed: what is decided since moves none."""
        return self._ranks.get(key) or self._rank(self._groups[key])

    def _arrange(self) -> None:
        self.rows = []
        for key, (head, *others) in self._groups.items():
            self.rows.append(FindingRow(head, len(others)))
            if key in self._unfolded:
                self.rows += [FindingRow(number, is_under=True) for number in others]

    def _key(self, number: int) -> str:
        finding = self._findings[number]
        return finding.group or finding.id

    @property
    def problems(self) -> int:
        """How many problems are listed: findings with one cause are one."""
        return len(self._groups)

    def is_unfolded(self, number: int) -> bool:
        """Return whether the group of a finding is unfolded."""
        return self._key(number) in self._unfolded

    def head_of(self, number: int) -> int:
        """Return the finding that heads the problem of one that is listed."""
        return self._groups[self._key(number)][0]

    def problem_of(self, number: int) -> Sequence[int]:
        """Return the findings of the problem of one that is listed, its head first."""
        return self._groups[self._key(number)]

    def row_after_problem(self, row: int) -> int:
        """Return the row at which the problem after that of a row begins, the row itself for the last."""
        later = (other for other in range(row + 1, len(self.rows)) if not self.rows[other].is_under)
        return next(later, row)

    def problems_after(self, number: int) -> Sequence[Sequence[int]]:
        """Return the findings of each other problem that is listed, from the one after a finding's own on and around.

        The head of a problem stands first in it.
        """
        keys, groups = list(self._groups), list(self._groups.values())
        key = self._key(number)
        if key in self._groups:
            at = keys.index(key)
            return [*groups[at + 1 :], *groups[:at]]
        at = next((index for index, each in enumerate(groups) if self.stands_behind(each[0], number)), 0)
        return [*groups[at:], *groups[:at]]

    def folded_under(self, number: int) -> list[int]:
        """Return the findings that are hidden under one that heads its group, none where it is unfolded."""
        group = self._groups[self._key(number)]
        return group[1:] if group[0] == number and not self.is_unfolded(number) else []

    def fold(self, number: int, *, folded: bool) -> int:
        """Fold or unfold the group of a finding, and return the row of its head."""
        key = self._key(number)
        (self._unfolded.discard if folded else self._unfolded.add)(key)
        self._arrange()
        return self.row_of(self._groups[key][0])

    def row_of(self, number: int) -> int:
        """Return the row of a finding, unfolding the group that hides it; -1 where it is not listed."""
        if number not in self.listed:
            return -1
        row = self._find(number)
        if row < 0:
            self._unfolded.add(self._key(number))
            self._arrange()
            row = self._find(number)
        return row

    def _find(self, number: int) -> int:
        return next((row for row, each in enumerate(self.rows) if each.number == number), -1)
