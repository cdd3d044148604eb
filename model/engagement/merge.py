"""Two auditors' engagements made one: a new file that holds both logs, and what they amount to together."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from model.engagement.connection import damaged_words, translated_errors
from model.engagement.engagement import Engagement
from model.engagement.entry import Entry, Link, MergedEntry
from model.engagement.journal import Journal
from model.engagement.record import Action, Merging, utc_now
from model.engagement.schema import version_of
from model.engagement.store import Store
from model.errors import EngagementError
from model.messages import message
from model.record import dataclass
from model.text import clean_line

if TYPE_CHECKING:
    from model.engagement.record import Disposition


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge came to: how many entries of the second were new, and which decisions contradict each other."""

    entries: int
    contradictions: tuple[Disposition, ...]


def merge(first: Path, second: Path, target: Path, author: str, now: Callable[[], str] = utc_now) -> Merged:
    """Write an engagement that holds `first` with `second` merged into it; both stay as they are.

    Notes and tags are united, equal decisions are kept once with both names, and contradicting ones are listed and
    open until decided. Raises EngagementError where one of them cannot be read or does not verify, where the target
    is there already or cannot be written.
    """
    if target.exists():
        raise EngagementError(
            clean_line(str(target)),
            message("There is a file of this name already."),
            message("Give the merged engagement a name of its own."),
        )
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with closing(_sound(first)) as ours, closing(_sound(second)) as other:
            theirs = other.log.links
            with translated_errors(target), closing(sqlite3.connect(temporary)) as copy:
                _copy(ours, copy)
                _unite_documents(other, copy)
        entries = _add(temporary, theirs, second.name, author, now())
        with Engagement.open(temporary, read_only=True) as merged:
            contradictions = merged.contradictions()
        with translated_errors(target):
            temporary.rename(target)
    finally:
        with suppress(OSError):
            temporary.unlink()
    return Merged(entries, contradictions)


def _sound(path: Path) -> Journal:
    """Open an engagement to read it. Raises EngagementError where it is not there or something is wrong with it."""
    if not path.is_file():
        raise EngagementError(
            clean_line(str(path)),
            message("There is no such engagement."),
            message("Name the file that ends in .yushen."),
        )
    journal = Journal(Store(path, read_only=True))
    if journal.store.wrong is not None:
        journal.store.close()
        raise EngagementError(clean_line(str(path)), journal.store.wrong, damaged_words()[1])
    return journal


def _copy(journal: Journal, copy: sqlite3.Connection) -> None:
    connection = journal.store.reading()
    if connection is not None:
        connection.backup(copy)


def _unite_documents(journal: Journal, copy: sqlite3.Connection) -> None:
    """Let the copy know of the documents that the second has seen."""
    connection = journal.store.reading()
    if connection is None or not version_of(copy):
        return
    known = {path for (path,) in copy.execute("SELECT path FROM document")}
    rows = connection.execute("SELECT at, path, sha256 FROM document ORDER BY number").fetchall()
    new = [row for row in rows if row[1] not in known]
    copy.executemany("INSERT INTO document (at, path, sha256) VALUES (?, ?, ?)", new)
    copy.commit()


def _add(path: Path, theirs: Sequence[Link], file: str, author: str, at: str) -> int:
    """Append the entries that are new, and the merge; return how many were new."""
    store = Store(path, author=author)
    try:
        journal = Journal(store)
        log = journal.log
        pairs = zip(log.links, theirs, strict=False)
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        known = sum(1 for _ in takewhile(lambda link: link.seal in log.merged_links, theirs[shared:]))
        new = theirs[shared + known :]
        if new:
            merging = Merging(file, len(new), shared, known)
            entries = [Entry(at, author, Action.MERGED, merged=_merged(link, file)) for link in new]
            journal.append(*entries, Entry(at, author, Action.MERGE, merging=merging))
        return len(new)
    finally:
        store.close()


def _merged(link: Link, file: str) -> MergedEntry:
    return MergedEntry(link.number, link.content.decode("utf-8"), link.seal, file)
