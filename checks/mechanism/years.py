"""Disclosures opened together: which are of one department, which came first, and their cells as evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from checks.mechanism.evidence import cell_evidence, fingerprint
from checks.rule import Rule, Subject
from model.finding import CellEvidence, Finding, Role, Severity, Verdict
from model.lexicon.bodies import plain_name
from model.messages import Message
from model.money import Unit
from model.pattern import pattern
from model.record import dataclass

_STAGES = {"budget": 0, "final": 1}
_IN_NAME = pattern(r"20\d{2}|budget|final|预算|决算|草案|[\s_.-]+")
_SHORTEST = 6


class Pair(NamedTuple):
    """Two disclosures of one department; `earlier` is of the year before, or the budget of final accounts."""

    earlier: Subject
    later: Subject


def years_apart(pair: Pair) -> int:
    """Return how many years lie between the two."""
    return (pair.later.disclosure.year or 0) - (pair.earlier.disclosure.year or 0)


def pairs(subjects: Sequence[Subject]) -> Iterator[Pair]:
    """Yield each disclosure with those of its department before it, each year and stage once.

    Of several copies of one year and stage, that with a stated department and of the same container is taken.
    """
    for later in subjects:
        chosen: dict[tuple[int, int], tuple[tuple[bool, bool], Subject]] = {}
        for earlier in subjects:
            if (
                _order(earlier) is None
                or not _is_before(earlier, later)
                or not is_one_department(earlier, later)
            ):
                continue
            rank = (_names_department(earlier, later), _container(earlier) == _container(later))
            key = _order(earlier) or (0, 0)
            if key not in chosen or rank > chosen[key][0]:
                chosen[key] = (rank, earlier)
        yield from (
            Pair(earlier, later) for _, (_, earlier) in sorted(chosen.items(), key=lambda item: item[0])
        )


def next_year(subjects: Sequence[Subject]) -> Iterator[Pair]:
    """Yield the pairs of one stage and of consecutive years."""
    for pair in pairs(subjects):
        if years_apart(pair) == 1 and pair.earlier.disclosure.stage == pair.later.disclosure.stage:
            yield pair


def _order(subject: Subject) -> tuple[int, int] | None:
    disclosure = subject.disclosure
    if disclosure.year is None or disclosure.stage not in _STAGES:
        return None
    return disclosure.year, _STAGES[disclosure.stage]


def _is_before(earlier: Subject, later: Subject) -> bool:
    first, second = _order(earlier), _order(later)
    return first is not None and second is not None and first < second


def is_one_department(one: Subject, other: Subject) -> bool:
    """Return whether two disclosures are of one department.

    Known by the names they state; where one states none, by the names of files of one folder that differ in nothing
    but the year and the stage.
    """
    first, second = (plain_name(each.disclosure.department) for each in (one, other))
    if first and second:
        short, whole = sorted((first, second), key=len)
        return short == whole or (len(short) >= _SHORTEST and whole.endswith(short))
    return bool(_shared_files(one) & _shared_files(other))


def _names_department(one: Subject, other: Subject) -> bool:
    return bool(one.disclosure.department and other.disclosure.department)


def _shared_files(subject: Subject) -> set[tuple[str, str]]:
    """Return folder and name, without year and stage, of the files whose name states the disclosure's year."""
    year = str(subject.disclosure.year or "")
    paths = [PurePath(document.book.path) for document in subject.disclosure.documents]
    return {(str(path.parent), _IN_NAME.sub("", path.stem)) for path in paths if year and year in path.stem}


def _container(subject: Subject) -> str:
    return subject.disclosure.documents[0].book.container


MOST_CELLS = 50
"""A finding shows no more cells than these; its message states how many there are."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A fact of the later disclosure against one of the earlier; amounts in ten-thousandths of 元."""

    later: int
    earlier: int
    stated: int
    expected: int
    allowance: int

    @property
    def difference(self) -> int:
        """What is stated less what was expected."""
        return self.stated - self.expected


def compared(pair: Pair, later: int, earlier: int) -> Compared:
    """Return two facts side by side."""
    here, there = pair.later.cells, pair.earlier.cells
    return Compared(
        later,
        earlier,
        int(here.amount[later]),
        int(there.amount[earlier]),
        int(here.half[later]) + int(there.half[earlier]),
    )


def file_name_of(subject: Subject) -> str:
    """Return the year and the file of a disclosure, for a message that speaks of two."""
    path = subject.disclosure.documents[0].book.path
    return path.replace("\\", "/").rpartition("/")[2]


def both_cells(pair: Pair, found: list[Compared]) -> tuple[CellEvidence, ...]:
    """Return the cells of what is compared, the later before the earlier."""
    cells: list[CellEvidence] = []
    for each in found[: MOST_CELLS // 2]:
        cells.append(cell_evidence(pair.later, each.later, Role.STATED if not cells else Role.CONTEXT, 0))
        cells.append(
            cell_evidence(pair.earlier, each.earlier, Role.OTHER if len(cells) == 1 else Role.CONTEXT, 0)
        )
    return tuple(cells)


def pair_finding(
    rule: Rule, pair: Pair, cells: tuple[CellEvidence, ...], message: Message, *more: str
) -> Finding:
    """Return a finding about two disclosures; `more` distinguishes it from others of the rule and the pair."""
    return Finding(
        id=fingerprint(rule.code, "", {}, *_whose(pair.earlier), *_whose(pair.later), *more),
        rule=rule.code,
        severity=rule.severity,
        verdict=Verdict.INCONSISTENT,
        title=rule.title,
        message=message,
        cells=cells,
    )


def with_equation(finding: Finding, each: Compared, unit: Unit | None, *, relation: str = "=") -> Finding:
    """Return a finding with the equation of what it compares first; rounding makes it a notice."""
    rounding = abs(each.difference) <= each.allowance
    return replace(
        finding,
        severity=Severity.NOTICE if rounding else finding.severity,
        verdict=Verdict.ROUNDING if rounding else Verdict.INCONSISTENT,
        stated=each.stated,
        computed=each.expected,
        difference=each.difference,
        allowance=each.allowance,
        relation=relation,
        unit=unit or Unit.YUAN,
    )


def _whose(subject: Subject) -> tuple[str, str, str]:
    disclosure = subject.disclosure
    return plain_name(disclosure.department), str(disclosure.year or ""), disclosure.stage or ""
