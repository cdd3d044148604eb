"""A code whose parent is not printed, in a list that prints the parents of the others.

款 stand below their 类, 项 below their 款. Which levels a list prints is shown by the others: a table that prints
only 类 and 项 is asked for the 类 of its 项, and a list of 项 alone for nothing. A table that begins in the middle of
another's codes is its next page, and the parents stand on the page before. Where a row that was not understood parts
codes from their parent or stands where that would, it is not known to begin a list of its own, and they are not
asked.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from checks.classification.printed import PrintedCode, PrintedCodes, code_evidence, code_lists, places_text
from checks.mechanism.evidence import finding_of, fingerprint
from checks.mechanism.keys import first_rows, pack, ranked
from checks.rule import Outcome, Rule, Subject
from model.classification.catalogue import catalogue
from model.classification.codes import Domain, level_of
from model.finding import Finding, Severity
from model.messages import check_message
from model.reading.table import Table
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Booleans = NDArray[np.bool_]

_SHARE = 0.5
"""A list prints a level of parents where at least this share of the parents due is there."""

_CODES = 10_000_000
"""Codes are below this, so that a list and a code make one number."""


@dataclass(frozen=True, slots=True)
class MissingParent:
    """A code that is not printed though codes below it are: `children`, in the order of the list."""

    code: str
    children: tuple[PrintedCode, ...]


def missing_parents(codes: PrintedCodes) -> tuple[list[MissingParent], int]:
    """Return the parents that a panel does not print, block by block, and how many codes were asked for one."""
    lists = _Lists(codes)
    found = [lists.missing(level) for level in (2, 3)]
    asked = sum(count for _, count in found)
    missing: dict[tuple[int, str], list[int]] = {}
    for index, parent in sorted((pair for pairs, _ in found for pair in pairs), key=lists.order):
        missing.setdefault((int(lists.number[index]), str(parent)), []).append(index)
    return [
        MissingParent(parent, tuple(map(codes.printed, children)))
        for (_, parent), children in missing.items()
    ], asked


class _Lists:
    """The lists of a panel, one for each block and classification; `number` is each code's, in order of the rows."""

    def __init__(self, codes: PrintedCodes) -> None:
        labels = codes.rows.labels
        wide = range(len(labels))
        domains = list(Domain)
        domain = np.array(
            [domains.index(codes.domains.get(at, Domain.FUNCTION)) for at in wide], dtype=np.int64
        )
        self._code = np.array([int(labels[at].code or 0) for at in wide], dtype=np.int64)[codes.label]
        self._level = np.array([level_of(labels[at].code) for at in wide], dtype=np.int64)[codes.label]
        number, self._count = ranked(pack([codes.block, domain[codes.label]]))
        self.number = np.argsort(np.argsort(first_rows(number, self._count)))[number]
        self._printed = np.sort(self.number * _CODES + self._code)

    def _is_printed(self, key: Integers) -> Booleans:
        """Return for lists with codes, as one number each, whether the list prints the code."""
        at = np.minimum(np.searchsorted(self._printed, key), len(self._printed) - 1)
        return np.equal(self._printed[at], key)

    def order(self, pair: tuple[int, int]) -> tuple[int, int, int]:
        """Order codes without a parent by list, level and row."""
        return int(self.number[pair[0]]), int(self._level[pair[0]]), pair[0]

    def missing(self, level: int) -> tuple[list[tuple[int, int]], int]:
        """Return the codes of a level whose parent is not printed, each with it, and how many were asked for one."""
        above = np.zeros(self._count, dtype=np.int64)
        for upper in range(1, level):
            above[self._prints(level, upper)] = upper
        due = np.flatnonzero((self._level == level) & (above[self.number] > 0))
        parent = self._code[due] // 100 ** (level - above[self.number[due]])
        lacking = ~self._is_printed(self.number[due] * _CODES + parent)
        return list(zip(due[lacking].tolist(), parent[lacking].tolist(), strict=True)), len(due)

    def _prints(self, level: int, upper: int) -> Booleans:
        """Return for each list whether it prints the codes of level `upper` that those of `level` are due."""
        at = self._level == level
        due = np.sort(self.number[at] * _CODES + self._code[at] // 100 ** (level - upper))
        due = due[np.concatenate([[True], due[1:] != due[:-1]])[: len(due)]]
        printed = np.bincount(due[self._is_printed(due)] // _CODES, minlength=self._count)
        all_due = np.bincount(due // _CODES, minlength=self._count)
        answer: Booleans = (all_due > 0) & (printed >= _SHARE * all_due)
        return answer


def is_continued(missing: MissingParent, codes: PrintedCodes, elsewhere: Collection[str]) -> bool:
    """Return whether a panel goes on from another page: the children come first, the parent is printed elsewhere."""
    if missing.code not in elsewhere:
        return False
    labels = {number for number, label in codes.labels() if level_of(label.code) <= level_of(missing.code)}
    upper = next((printed.row.row for _, printed in codes.having(labels)), None)
    return upper is None or max(child.row.row for child in missing.children) < upper


def check(subject: Subject, outcome: Outcome) -> None:
    """Report each parent that a list lacks."""
    lists = code_lists(subject)
    tables = subject.disclosure.tables
    for codes in lists:
        table = tables[codes.table]
        missing, asked = missing_parents(codes)
        if missing:
            elsewhere = {
                label.code
                for other in lists
                if other is not codes and _may_continue(tables[other.table], table)
                for _, label in other.labels()
            }
            missing = [one for one in missing if not is_continued(one, codes, elsewhere)]
            parted = [one for one in missing if _is_below_unread(one, codes, table)]
            missing = [one for one in missing if one not in parted]
            for one in parted:
                why = check_message("a row above it was not understood: it may not begin a list of its own.")
                place = places_text(tuple(code_evidence(subject, child) for child in one.children))
                outcome.leave(place, why, len(one.children))
                asked -= len(one.children)
        outcome.hold(asked - sum(len(one.children) for one in missing))
        for one in missing:
            outcome.report(_finding(subject, table, one))
            outcome.line.inconsistent += len(one.children) - 1


def _is_below_unread(missing: MissingParent, codes: PrintedCodes, table: Table) -> bool:
    """Return whether a row that was not understood parts codes from their parent above, or stands where it would."""
    first = missing.children[0].row.row
    own = {number for number, label in codes.labels() if label.code == missing.code}
    above = [printed.row.row for _, printed in codes.having(own) if printed.row.row < first]
    since = above[-1] + 1 if above else first - 1
    return any(since <= cell.row < first for cell in table.unbound)


def _may_continue(one: Table, other: Table) -> bool:
    return one.document == other.document and one.kind == other.kind and one.title == other.title


def _finding(subject: Subject, table: Table, missing: MissingParent) -> Finding:
    cells = tuple(code_evidence(subject, child) for child in missing.children)
    first = missing.children[0]
    return finding_of(
        RULE,
        fingerprint(RULE.code, table.kind, {first.domain.value: missing.code}, table.title),
        message=check_message(
            "{place}: {code} {name} stands without its parent {parent} {parent_name} in a list that prints parents.",
            place=places_text(cells),
            code=first.code,
            name=first.name,
            parent=missing.code,
            parent_name=catalogue().name(missing.code, first.year),
        ),
        cells=cells,
    )


RULE = Rule(
    code="CL105",
    family="classification",
    title=check_message("A code stands without its parent"),
    severity=Severity.WARNING,
    basis="RELATIONS 4",
    explanation=__doc__,
    check=check,
)
