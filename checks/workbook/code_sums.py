"""Which cells should add up to which, by the codes of their rows: what the rules about formulas hold them against."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from checks.mechanism.rollups import rollup_of_codes
from checks.rule import Subject
from model.classification.codes import Domain


class CodeSum(NamedTuple):
    """A fact that is the sum of others in the same column: `parts` are the codes right below the whole's."""

    whole: int
    parts: tuple[int, ...]


def code_sums(subject: Subject) -> list[CodeSum]:
    """Return the sums down the columns of all tables: of a code over those below it, of a total over all 类."""
    return subject.once(_code_sums)


def _code_sums(subject: Subject) -> list[CodeSum]:
    sums: list[CodeSum] = []
    for domain in map(str, Domain):
        sums += _sums_of(subject, domain)
    return sums


def _sums_of(subject: Subject, domain: str) -> list[CodeSum]:
    column = subject.cells.column
    relations = subject.once(rollup_of_codes(domain))
    if not len(relations):
        return []
    order = np.argsort(relations.part_relation, kind="stable")
    part, owner = relations.part_fact[order], relations.part_relation[order]
    elsewhere = np.bincount(
        owner, weights=column[part] != column[relations.whole[owner]], minlength=len(relations)
    )
    sure = ~(relations.at_most | relations.doubtful) & (elsewhere == 0)
    ends = np.searchsorted(owner, np.arange(len(relations) + 1)).tolist()
    parts, wholes = part.tolist(), relations.whole.tolist()
    return [
        CodeSum(wholes[number], tuple(parts[ends[number] : ends[number + 1]]))
        for number in np.flatnonzero(sure).tolist()
    ]
