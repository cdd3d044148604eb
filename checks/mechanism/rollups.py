"""The rollups of a disclosure along each dimension; several rules ask for the same ones, so each is made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from checks.mechanism.codes import code_rollup
from checks.mechanism.members import member_rollup
from checks.mechanism.relations import Relations
from checks.rule import Subject
from model.lexicon.lexicon import lexicon


@cache
def rollup_of_codes(dimension: str) -> Callable[[Subject], Relations]:
    """Return what asks a subject, by `Subject.once`, for each code of a dimension against the codes below it."""

    def ask(subject: Subject) -> Relations:
        axis = subject.on_columns(dimension)
        return code_rollup(subject.cells, dimension, axis, subject.incomplete(axis))

    return ask


@cache
def rollup_of_members(dimension: str) -> Callable[[Subject], Relations]:
    """Return what asks a subject, by `Subject.once`, for each member of a dimension of words against its parts."""

    def ask(subject: Subject) -> Relations:
        members, across = lexicon().dimensions[dimension], subject.across(dimension)
        line = np.where(across, subject.cells.row, subject.cells.column)
        return member_rollup(subject.cells, members, line, subject.incomplete(across))

    return ask
