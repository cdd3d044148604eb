"""The rollups of a disclosure along each dimension; several rules ask for the same ones, so each is made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from checks.mechanism.codes import code_rollup
from checks.mechanism.members import member_rollup
from checks.mechanism.relations import Relations
from checks.rule import Subject
from model.lexicon.lexicon import lexicon


@cache
def rollup_of_codes(dimension: str) -> Callable[[Subject], Relations]:
    """Return what asks a subject, by `Subject.once`, for each code of a dimension against the codes below it."""

    def ask(subject: Subject) -> Relations:
        return code_rollup(subject.facts, dimension, subject.on_columns(dimension), subject.incomplete)

    return ask


@cache
def rollup_of_members(dimension: str) -> Callable[[Subject], Relations]:
    """Return what asks a subject, by `Subject.once`, for each member of a dimension of words against its parts."""

    def ask(subject: Subject) -> Relations:
        members = lexicon().dimensions[dimension]
        return member_rollup(subject.facts, members, subject.line(dimension), subject.incomplete)

    return ask
