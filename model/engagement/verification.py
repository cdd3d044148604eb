"""Whether an engagement's log is as it was written: every entry fits the hash of all before it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from model.engagement.connection import translated_errors
from model.engagement.journal import Journal
from model.engagement.log import Fault, FaultKind
from model.engagement.store import Store
from model.errors import EngagementError
from model.messages import Message, message
from model.record import dataclass
from model.text import clean_line


@dataclass(frozen=True, slots=True)
class Verification:
    """What a log was found to be: how many entries it has, the seal of the last, and what is wrong, the first first.

    `remarks` are what is no fault: an entry that is dated before the one before it.
    """

    entries: int
    head: str
    wrong: tuple[Message, ...] = ()
    remarks: tuple[Message, ...] = ()


def verify(path: Path, seal: str = "") -> Verification:
    """Walk the log of an engagement; with `seal`, the one of an entry, also look for this entry.

    Raises EngagementError where there is no such file, or where it is none of Yushen's.
    """
    if not path.is_file():
        raise EngagementError(
            clean_line(str(path)),
            message("There is no such engagement."),
            message("Name the file that ends in .yushen."),
        )
    journal = Journal(Store(path, read_only=True))
    try:
        log = journal.log
        wrong = list(map(_fault_words, log.faults))
        if not log.faults and journal.store.wrong is not None:
            wrong.append(journal.store.wrong)
        connection = journal.store.reading()
        if connection is not None:
            wrong += _page_faults(connection, path)
        if seal and seal not in {link.seal for link in log.links}:
            wrong.append(
                message(
                    "No entry has the seal {seal}: the log was cut off, or is another.", seal=clean_line(seal)
                )
            )
        remarks = [
            message(
                "Entry {number} is dated {at}, before entry {before}: a clock was set back.",
                number=late.number,
                at=clean_line(late.at),
                before=early.number,
            )
            for early, late in zip(log.entries, log.entries[1:], strict=False)
            if late.at < early.at and not (early.file or late.file)
        ]
        return Verification(len(log.links), log.last.seal if log.last else "", tuple(wrong), tuple(remarks))
    finally:
        journal.close()


def _fault_words(fault: Fault) -> Message:
    number = fault.number
    if fault.kind is FaultKind.MISSING:
        return message("Entry {number}: entries are missing before it.", number=number)
    if fault.kind is FaultKind.SEAL:
        return message("Entry {number}: its hash is not that of what it says.", number=number)
    return message("Entry {number}: it says what cannot be.", number=number)


def _page_faults(connection: sqlite3.Connection, path: Path) -> list[Message]:
    """Return what SQLite itself finds wrong with the file."""
    try:
        with translated_errors(path):
            rows = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)")]
    except EngagementError as error:
        return [error.what]
    return (
        []
        if rows == ["ok"]
        else [message("The file is damaged: {what}.", what=clean_line(row)) for row in rows]
    )
