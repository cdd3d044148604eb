"""The columns of the list of problems and rectification ledger (问题清单和整改台账), by which it is read again."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from model.messages import Message, message


class Rectification(StrEnum):
    """How far a problem is put right, in the words of the ledger."""

    DONE = "已整改"
    GOING_ON = "持续整改"
    NOT_DONE = "未整改"


class LedgerColumn(NamedTuple):
    """A column: its name in the file, its heading, and its width in characters of half width."""

    name: str
    heading: Message
    width: int


COLUMNS = (
    LedgerColumn("number", message("No."), 5),
    LedgerColumn("unit", message("Audited unit"), 13),
    LedgerColumn("year", message("Year"), 6),
    LedgerColumn("problem", message("Problem"), 36),
    LedgerColumn("kind", message("Category"), 13),
    LedgerColumn("amount", message("Amount (元)"), 14),
    LedgerColumn("basis", message("Basis"), 20),
    LedgerColumn("demand", message("Rectification asked for"), 12),
    LedgerColumn("office", message("Unit responsible"), 10),
    LedgerColumn("person", message("Person responsible"), 8),
    LedgerColumn("due", message("To be done by"), 11),
    LedgerColumn("progress", message("What was done"), 14),
    LedgerColumn("state", message("State"), 9),
    LedgerColumn("closed", message("Closed on"), 11),
    LedgerColumn("id", message("Reference"), 15),
)
"""The last one states which finding a row is about, so that a returned ledger is taken by it and not by its place."""

FILLED_IN = ("demand", "office", "person", "due", "progress", "state", "closed")
"""The columns that the audited unit and the auditors write in."""

DATES = frozenset({"due", "closed"})


def column_of(name: str) -> int:
    """Return the place of a column, counted from 0."""
    return next(place for place, column in enumerate(COLUMNS) if column.name == name)
