"""The effects of an entry of an engagement's log: what a decision, a note, a tag or a mapping changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from model.engagement.entry import Entry, Link
from model.engagement.record import (
    Action,
    Change,
    Disposition,
    FindingTarget,
    Note,
    OwnFinding,
    Review,
    State,
    Subject,
    Tags,
)
from model.errors import InvalidDataError
from model.mapping.mapping import parse_mappings
from model.record import dataclass

if TYPE_CHECKING:
    from model.engagement.record import Target, Value
    from model.mapping.mapping import TableMapping

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Effects:
    """What entries change of the present `values`; `path` is named as the place of mappings."""

    values: Mapping[Subject, Value]
    path: Path

    def of(self, entry: Entry, link: Link) -> tuple[Change, ...]:
        """Return what an entry changes. Raises KeyError or ValueError where it cannot be."""
        makers: Mapping[Action, Callable[[Entry, Link], tuple[Change, ...]]] = {
            Action.DISPOSE: self._dispose,
            Action.REVIEW: self._review,
            Action.ANNOTATE: self._annotate,
            Action.EDIT: self._edit,
            Action.DELETE: self._delete,
            Action.TAG: self._tag,
            Action.OWN_FINDING: self._own_finding,
            Action.WITHDRAW: self._withdraw,
            Action.MAP: self._map,
            Action.BIND: self._bind,
        }
        return makers[entry.action](entry, link)

    def _change(self, subject: Subject, new: Value | None) -> Change:
        return Change(subject, self.values.get(subject), new)

    def _dispose(self, entry: Entry, _link: Link) -> tuple[Change, ...]:
        state = present(entry.state)
        return tuple(
            self._change(
                ("finding", record.id),
                Disposition(record.id, state, entry.text, entry.author, entry.at, entry.capacity, record),
            )
            for record in _some(entry.records)
        )

    def _review(self, entry: Entry, _link: Link) -> tuple[Change, ...]:
        changes = []
        for record in _some(entry.records):
            old = self.values["finding", record.id]
            if not isinstance(old, Disposition) or not can_review(old, entry.author):
                raise ValueError("there is no decision to review")
            review = Review(entry.author, entry.at, entry.text)
            changes.append(self._change(("finding", record.id), replace(old, review=review)))
        return tuple(changes)

    def _annotate(self, entry: Entry, link: Link) -> tuple[Change, ...]:
        note = Note(link.number, _target(entry), entry.text, entry.author, entry.at)
        return (self._change(("note", link.seal), note),)

    def _edit(self, entry: Entry, _link: Link) -> tuple[Change, ...]:
        subject = ("note", entry.refers)
        old = self.values[subject]
        if not isinstance(old, Note):
            raise ValueError("there is no such note")
        return (self._change(subject, replace(old, text=entry.text, author=entry.author, at=entry.at)),)

    def _delete(self, entry: Entry, _link: Link) -> tuple[Change, ...]:
        return (self._gone(("note", entry.refers)),)

    def _gone(self, subject: Subject) -> Change:
        return Change(subject, self.values[subject], None)

    def _tag(self, entry: Entry, _link: Link) -> tuple[Change, ...]:
        target = _target(entry)
        new = Tags(target, tuple(sorted(set(entry.tags)))) if entry.tags else None
        return (self._change(("tags", target), new),)

    def _own_finding(self, entry: Entry, link: Link) -> tuple[Change, ...]:
        seal = entry.refers or link.seal
        old = self.values[("own", seal)] if entry.refers else None
        place = _target(entry)
        if isinstance(place, FindingTarget):
            raise ValueError("it has no place")
        number = old.number if isinstance(old, OwnFinding) else link.number
        own = OwnFinding(
            number,
            own_id(seal),
            place,
            entry.severity,
            entry.title,
            entry.text,
            entry.author,
            entry.at,
            entry.value,
        )
        return (self._change(("own", seal), own),)

    def _withdraw(self, entry: Entry, _link: Link) -> tuple[Change, ...]:
        return (self._gone(("own", entry.refers)),)

    def _map(self, entry: Entry, _link: Link) -> tuple[Change, ...]:
        mapping = self._mapping(entry.mapping)
        return (self._change(("mapping", mapping.key), mapping),)

    def _mapping(self, text: str) -> TableMapping:
        from model.text import clean_line

        try:
            (mapping,) = parse_mappings(text, self.path)
        except InvalidDataError as error:
            raise ValueError("no mapping") from error
        return replace(mapping, place=clean_line(self.path.name))

    def _bind(self, entry: Entry, _link: Link) -> tuple[Change, ...]:
        binding = present(entry.binding)
        return (self._change(("binding", binding.key), binding),)


def can_review(decision: Disposition, author: str) -> bool:
    """Return whether somebody may be the second person of a decision: it was taken, and by others."""
    return decision.state is not State.OPEN and author not in {decision.author, *decision.others}


def own_id(seal: str) -> str:
    """Return the id of an own finding by the seal of its entry."""
    return f"OWN-{seal[:12]}"


def _target(entry: Entry) -> Target:
    if entry.target is None:
        raise ValueError("it is about nothing")
    return entry.target


def _some(values: tuple[V, ...]) -> tuple[V, ...]:
    if not values:
        raise ValueError("it is about nothing")
    return values


def present(value: V | None) -> V:
    """Return a field of an entry. Raises ValueError where it is missing."""
    if value is None:
        raise ValueError("a field is missing")
    return value
