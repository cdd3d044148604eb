"""Two engagements that began as one, or apart: what each changed is united, and what contradicts is kept as both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from model.engagement.record import Change, Disposition, Note, OwnFinding, State, Subject, Tags

if TYPE_CHECKING:
    from model.engagement.record import Value

Values = Mapping[Subject, "Value"]


def combined(base: Values, ours: Values, theirs: Values, numbers: Mapping[int, int]) -> Iterator[Change]:
    """Yield what changes in `ours` when `theirs` is merged into it; `base` is what both began with.

    `numbers` are the numbers that their entries have in our log.
    """
    for subject in dict.fromkeys([*theirs, *base]):
        was, mine, other = base.get(subject), ours.get(subject), theirs.get(subject)
        if other in (was, mine):
            continue
        other = _renumbered(other, numbers)
        new = other if mine == was else _both(mine, other)
        if new != mine:
            yield Change(subject, mine, new)


def _renumbered(value: Value | None, numbers: Mapping[int, int]) -> Value | None:
    if isinstance(value, Note | OwnFinding):
        return replace(value, number=numbers.get(value.number, value.number))
    return value


def _both(mine: Value | None, other: Value | None) -> Value | None:
    """Return what becomes of a thing that both changed, each otherwise."""
    if isinstance(mine, Disposition) or isinstance(other, Disposition):
        return _decided(mine, other)
    if isinstance(mine, Tags) and isinstance(other, Tags):
        return replace(mine, tags=tuple(sorted({*mine.tags, *other.tags})))
    if isinstance(mine, Note | OwnFinding) and isinstance(other, Note | OwnFinding):
        text = "\n".join(dict.fromkeys((mine.text, other.text)))
        return replace(mine, text=text, author=", ".join(dict.fromkeys((mine.author, other.author))))
    return other if mine is None else mine


def _decided(mine: Value | None, other: Value | None) -> Disposition | None:
    taken = [each for each in (mine, other) if isinstance(each, Disposition)]
    if len(taken) < 2:
        return taken[0]
    one, two = taken
    if not one.contradicting and not two.contradicting and _agree(one, two):
        names = dict.fromkeys((*one.others, two.author, *two.others))
        return replace(
            one,
            others=tuple(name for name in names if name != one.author),
            reason=one.reason
            if two.reason in ("", one.reason)
            else f"{one.reason} / {two.reason}".strip(" /"),
            review=one.review or two.review,
        )
    every = (*(one.contradicting or (one,)), *(two.contradicting or (two,)))
    return Disposition(one.finding_id, State.OPEN, "", "", "", contradicting=tuple(dict.fromkeys(every)))


def _agree(one: Disposition, two: Disposition) -> bool:
    """Return whether two decisions are one: the same, and taken on the same amounts."""
    if one.state is not two.state:
        return False
    return one.basis == two.basis or (
        one.basis is not None and two.basis is not None and one.basis.same_amounts(two.basis)
    )
