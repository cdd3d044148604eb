"""Engagements of the versions 1 to 3, which kept their log, mappings and bindings apart: as entries of the one log."""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from model.engagement.entry import Entry, Link, link_of
from model.engagement.finding_record import BilingualText, FindingRecord
from model.engagement.plain import restored, storable
from model.engagement.record import Action, CellTarget, FindingTarget, State
from model.reading.prose.claim import ClaimBinding, ClaimKey
from model.record import dataclass

T = TypeVar("T")

_LOG = (
    "SELECT at, number, author, action, finding_id, path, sha256, sheet, cell, note, state, text, undoes "
    "FROM log ORDER BY number"
)
_MAPPINGS = "SELECT at, author, content FROM mapping ORDER BY number"
_BINDINGS = "SELECT at, author, content FROM binding ORDER BY number"
_DOCUMENTS = "SELECT number, at, path, sha256 FROM document ORDER BY number"
_FINDINGS = "SELECT id, rule, severity, title_zh, title_en, message_zh, message_en, equation FROM finding"


@dataclass(frozen=True, slots=True)
class _Earlier:
    """An entry whose references are still numbers of the old log; `number` is 0 where it was no entry of that."""

    entry: Entry
    number: int = 0
    refers: int = 0


def earlier_links(connection: sqlite3.Connection, *, as_far_as_it_goes: bool = False) -> Iterator[Link]:
    """Yield the entries of a file of version 3, in the order of their times.

    Raises ValueError or KeyError for what is not ours; `as_far_as_it_goes` passes over it, as over what SQLite cannot
    read and what refers to either.
    """
    seals: dict[int, str] = {}
    last: Link | None = None
    rows = _whole_rows if as_far_as_it_goes else _rows
    records = dict(rows(connection, _FINDINGS, _record))
    every = heapq.merge(
        rows(connection, _LOG, lambda *values: _log_entry(records, *values)),
        rows(connection, _MAPPINGS, _mapping_entry),
        rows(connection, _BINDINGS, _binding_entry),
        key=lambda each: each.entry.at,
    )
    for each in every:
        entry = each.entry
        if each.refers:
            if as_far_as_it_goes and each.refers not in seals:
                continue
            entry = replace(entry, refers=seals[each.refers])
        last = link_of(entry, last)
        if each.number:
            seals[each.number] = last.seal
        yield last


def known_documents(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the documents a file of version 3 knows: number, time, path and hash; as far as they go."""
    return _whole_rows(connection, _DOCUMENTS, _document)


def _rows(connection: sqlite3.Connection, query: str, read: Callable[..., T]) -> Iterator[T]:
    """Yield what `read` makes of the values of each row."""
    for values in connection.execute(query):
        yield read(*values)


def _whole_rows(connection: sqlite3.Connection, query: str, read: Callable[..., T]) -> Iterator[T]:
    """Yield what `read` makes of each row that is ours, up to the first that SQLite cannot read."""
    with suppress(sqlite3.Error, UnicodeDecodeError):
        for values in connection.execute(query):
            with suppress(ValueError, KeyError):
                yield read(*values)


def _log_entry(records: Mapping[str, FindingRecord], *values: object) -> _Earlier:
    at, number, author, action, finding_id, *cell, note, state, text, undoes = values
    target: FindingTarget | CellTarget | None = None
    if finding_id is not None:
        target = FindingTarget(restored(finding_id))
    elif cell[3] is not None:
        target = CellTarget(*map(restored, cell))
    finding = target.finding_id if isinstance(target, FindingTarget) else None
    entry = Entry(
        at=restored(at),
        author=restored(author),
        action=Action(restored(action)),
        target=target,
        records=() if finding is None else (records.get(finding, FindingRecord(finding)),),
        state=None if state is None else State(restored(state)),
        text=restored(text),
    )
    return _Earlier(entry, _number(number), _number(note or undoes or 0))


def _mapping_entry(at: object, author: object, content: object) -> _Earlier:
    return _Earlier(Entry(restored(at), restored(author), Action.MAP, mapping=restored(content)))


def _binding_entry(at: object, author: object, content: object) -> _Earlier:
    return _Earlier(Entry(restored(at), restored(author), Action.BIND, binding=_binding(restored(content))))


def _record(*values: object) -> tuple[str, FindingRecord]:
    id_, rule, severity, title_zh, title_en, message_zh, message_en, equation = map(restored, values)
    title, text = BilingualText(title_zh, title_en), BilingualText(message_zh, message_en)
    return id_, FindingRecord(id_, rule, severity, title, text, equation, has_amounts=False)


def _document(number: object, *texts: object) -> tuple[object, ...]:
    return _number(number), *(storable(restored(each)) for each in texts)


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise ValueError("no number")
    return value


def _binding(content: str) -> ClaimBinding:
    try:
        fields = json.loads(content)
        key = ClaimKey(fields["paragraph"], fields["phrase"], fields["nth"], fields["year"], fields["stage"])
        return ClaimBinding(key, fields["figure"], tuple(fields["coordinates"].items()))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no binding") from error
