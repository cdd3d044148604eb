"""Which of the disclosures opened together are of one department, and which of two came first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from checks.rule import Subject
from model.lexicon.bodies import plain_name

_STAGES = {"budget": 0, "final": 1}
_IN_NAME = re.compile(r"20\d{2}|budget|final|预算|决算|草案|[\s_.-]+")
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
    """Tell whether two disclosures are of one department.

    Told by the names they state; where one states none, by the names of files of one folder that differ in nothing
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
    """Return folder and name, without year and stage, of the files whose name tells the disclosure's year."""
    year = str(subject.disclosure.year or "")
    paths = [PurePath(document.book.path) for document in subject.disclosure.documents]
    return {(str(path.parent), _IN_NAME.sub("", path.stem)) for path in paths if year and year in path.stem}


def _container(subject: Subject) -> str:
    return subject.disclosure.documents[0].book.container
