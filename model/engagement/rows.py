"""The rows of an engagement's log, as SQLite holds them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from model.engagement.record import Action, CellTarget, FindingTarget, State, Target

COLUMNS = "number, at, author, action, finding_id, path, sha256, sheet, cell, note, state, text, undoes"
"""The log's columns in the order in which `Row` holds them."""

StoredText = str | bytes
"""Text as SQLite holds it: bytes where UTF-8 cannot hold it (a lone surrogate), so that all comes back."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the log as it is stored, decoded. See `LogEntry` for what it means."""

    number: int
    at: str
    author: str
    action: Action
    target: Target | None
    note: int | None
    state: State | None
    text: str
    undoes: int


def read_rows(connection: sqlite3.Connection, after: int) -> list[Row]:
    """Return the rows of the log after a number. Raises ValueError where a value is none of ours."""
    query = f"SELECT {COLUMNS} FROM log WHERE number > ? ORDER BY number"  # noqa: S608 - a constant
    return [_row(values) for values in connection.execute(query, (after,))]


def insert_row(connection: sqlite3.Connection, row: Row) -> None:
    """Append a row to the log, under its number."""
    finding = row.target.finding_id if isinstance(row.target, FindingTarget) else None
    cell = row.target if isinstance(row.target, CellTarget) else None
    texts = (None,) * 4 if cell is None else (cell.path, cell.sha256, cell.sheet, cell.cell)
    values = (
        row.number,
        row.at,
        stored(row.author),
        row.action.value,
        None if finding is None else stored(finding),
        *(None if text is None else stored(text) for text in texts),
        row.note,
        None if row.state is None else row.state.value,
        stored(row.text),
        row.undoes or None,
    )
    query = f"INSERT INTO log ({COLUMNS}) VALUES ({', '.join('?' * len(values))})"  # noqa: S608 - a constant
    connection.execute(query, values)


def stored(text: str) -> StoredText:
    """Return `text` as it is to be bound to a statement."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def restored(value: object) -> str:
    """Return the text that `stored` made `value` from. Raises ValueError for what is no text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogatepass")
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def _row(values: tuple[object, ...]) -> Row:
    number, at, author, action, finding_id, path, sha256, sheet, cell, note, state, text, undoes = values
    target: Target | None = None
    if finding_id is not None:
        target = FindingTarget(restored(finding_id))
    elif cell is not None:
        target = CellTarget(restored(path), restored(sha256), restored(sheet), restored(cell))
    return Row(
        number=_integer(number),
        at=restored(at),
        author=restored(author),
        action=Action(restored(action)),
        target=target,
        note=None if note is None else _integer(note),
        state=None if state is None else State(restored(state)),
        text=restored(text),
        undoes=0 if undoes is None else _integer(undoes),
    )


def _integer(value: object) -> int:
    if not isinstance(value, int):
        raise ValueError(value)
    return value
