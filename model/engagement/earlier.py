"""Engagements of the versions 1 to 3, which kept their log, mappings and bindings apart: as entries of the one log."""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace

from model.engagement.entry import Entry, Link, link_of
from model.engagement.finding_record import BilingualText, FindingRecord
from model.engagement.plain import restored
from model.engagement.record import Action, CellTarget, FindingTarget, State
from model.reading.claim_binding import ClaimBinding, ClaimKey

_LOG = (
    "SELECT at, number, author, action, finding_id, path, sha256, sheet, cell, note, state, text, undoes "
    "FROM log ORDER BY number"
)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """An entry whose references are still numbers of the old log; `number` is 0 where it was no entry of that."""

    entry: Entry
    number: int = 0
    refers: int = 0


def earlier_links(connection: sqlite3.Connection) -> Iterator[Link]:
    """Yield the entries of a file of version 3, in the order of their times. Raises ValueError for what is not ours."""
    seals: dict[int, str] = {}
    last: Link | None = None
    records = _records(connection)
    every = heapq.merge(
        _log(connection, records),
        _others(connection, "mapping"),
        _others(connection, "binding"),
        key=lambda each: each.entry.at,
    )
    for each in every:
        entry = each.entry
        if each.refers:
            entry = replace(entry, refers=seals[each.refers])
        last = link_of(entry, last)
        if each.number:
            seals[each.number] = last.seal
        yield last


def _log(connection: sqlite3.Connection, records: dict[str, FindingRecord]) -> Iterator[_Earlier]:
    for at, number, author, action, finding_id, *cell, note, state, text, undoes in connection.execute(_LOG):
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
        yield _Earlier(entry, int(number), int(note or undoes or 0))


def _others(connection: sqlite3.Connection, table: str) -> Iterator[_Earlier]:
    query = f"SELECT at, author, content FROM {table} ORDER BY number"  # noqa: S608 - one of two constants
    for at, author, content in connection.execute(query):
        if table == "mapping":
            yield _Earlier(Entry(restored(at), restored(author), Action.MAP, mapping=restored(content)))
        else:
            binding = _binding(restored(content))
            yield _Earlier(Entry(restored(at), restored(author), Action.BIND, binding=binding))


def _records(connection: sqlite3.Connection) -> dict[str, FindingRecord]:
    query = "SELECT id, rule, severity, title_zh, title_en, message_zh, message_en, equation FROM finding"
    found = {}
    for values in connection.execute(query):
        id_, rule, severity, title_zh, title_en, message_zh, message_en, equation = map(restored, values)
        found[id_] = FindingRecord(
            id_,
            rule,
            severity,
            BilingualText(title_zh, title_en),
            BilingualText(message_zh, message_en),
            equation,
            has_amounts=False,
        )
    return found


def _binding(content: str) -> ClaimBinding:
    try:
        said = json.loads(content)
        key = ClaimKey(said["paragraph"], said["phrase"], said["nth"], said["year"], said["stage"])
        return ClaimBinding(key, said["figure"], tuple(said["coordinates"].items()))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no binding") from error
