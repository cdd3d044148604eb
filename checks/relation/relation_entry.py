"""A relation of a relation file, `[[rule.relation]]`: two sides, their sign, and when it is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from checks.relation.selection import NAMED
from checks.relation.term import DeclaredRelation, Sign, Term
from checks.relation.term_entry import condition_of, term_of
from checks.user_toml import Block
from model.messages import check_message

STAGES = ("budget", "final")

_KEYS = ("left", "is", "right", "each", "stage", "when")
_MOST_TERMS = 40
_MOST_EACH = 2
_Read = TypeVar("_Read")


def relation_of(block: Block) -> DeclaredRelation:
    """Return a relation; raise InvalidDataError where it breaks the form, or where it cannot be asked."""
    block.see_only(_KEYS)
    relation = DeclaredRelation(
        left=_several(block, "left", term_of, at_least=1),
        sign=Sign(block.choice("is", list(Sign))),
        right=() if _is_zero(block) else _several(block, "right", term_of, at_least=1),
        each=_each(block),
        stage=block.choice("stage", STAGES, ""),
        when=_several(block, "when", condition_of, at_least=0),
    )
    _see_each(block, relation)
    _see_whole(block, relation)
    return relation


def _is_zero(block: Block) -> bool:
    value = block.fields.get("right")
    return value == 0 and isinstance(value, int) and not isinstance(value, bool)


def _several(block: Block, name: str, read: Callable[[Block], _Read], *, at_least: int) -> tuple[_Read, ...]:
    """Return a field that is an inline table or a list of them."""
    value = block.fields.get(name, [])
    entries = [value] if isinstance(value, dict) else value
    fits = isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)
    if not fits or not at_least <= len(entries) <= _MOST_TERMS:
        what = check_message("{name} must be a list of terms.", name=name)
        remedy = check_message(
            "Write it like this: {line}", line=f'{name} = [{{ table = "three_public", item = "reception" }}]'
        )
        raise block.complain([name], what, remedy)
    return tuple(read(block.inner(entry)) for entry in entries)


def _each(block: Block) -> tuple[str, ...]:
    value = block.fields.get("each", [])
    names = value if isinstance(value, list) else [value]
    if (
        len(names) > _MOST_EACH
        or len(set(map(str, names))) < len(names)
        or any(n not in NAMED for n in names)
    ):
        what = check_message("each must be a list of one or two dimensions.")
        raise block.complain(["each"], what, check_message("They are: {known}.", known=", ".join(NAMED)))
    return tuple(names)


def _see_each(block: Block, relation: DeclaredRelation) -> None:
    """See that some term runs over what the relation is asked for each of, and each term over all or none of it."""
    if not relation.each:
        return
    runs = [sum(term.runs(name) for name in relation.each) for term in _terms(relation)]
    if len(relation.each) not in runs or any(0 < count < len(relation.each) for count in runs):
        what = check_message("No term runs over what each names, or one runs over a part of it.")
        remedy = check_message(
            "In a term, leave these dimensions out, or name one member of every one of them."
        )
        raise block.complain(["each"], what, remedy)


def _see_whole(block: Block, relation: DeclaredRelation) -> None:
    """See that a term can be held against the others: it counts once, and is no sum.

    Of "at most" and "at least" it is on the side that must be the greater one.
    """
    greater = {
        Sign.EQUAL: _terms(relation),
        Sign.AT_MOST: relation.right,
        Sign.AT_LEAST: relation.left,
    }[relation.sign]
    allowed = {1, -1} if relation.sign is Sign.EQUAL else {1}
    if any(term.weight in allowed and not term.sums(relation.each) for term in greater):
        return
    what = check_message("No single amount can be held against the others.")
    remedy = check_message(
        "One term, of <= on the right and of >= on the left, must have no * or ?, and the weight 1."
    )
    raise block.complain(["is"], what, remedy)


def _terms(relation: DeclaredRelation) -> tuple[Term, ...]:
    return (*relation.left, *relation.right)
