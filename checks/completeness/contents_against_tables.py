"""The contents list the tables that follow, and no others.

Told by the kind of table that an entry names. An entry without a table, and a required table without an
entry, are reported. Asked where the contents name at least three tables and most of those are there: a text
that names its tables and does not print them is not checked. Where a table was not recognised, or a page is a
picture, it may be the one that an entry names. One notice an entry or a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checks.mechanism.contents import (
    KIND,
    ContentsEntry,
    ListedContents,
    entry_evidence,
    entry_finding,
    kind_of_entry,
    listed_contents,
)
from checks.mechanism.table_findings import LISTED, title_evidence, whole_table_finding
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.lexicon.lexicon import lexicon
from model.lexicon.reading import normalised
from model.messages import check_message
from model.places import may_hold_more_tables
from model.reading.table import Table

FEWEST = 3
"""Entries that name tables: with fewer the contents list chapters, not tables."""


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold each contents against the tables of the disclosure."""
    tables = [table for table in subject.disclosure.tables if table.kind not in {"", KIND}]
    unknown = any(not table.kind for table in subject.disclosure.tables)
    for listed in listed_contents(subject):
        entries = [
            (entry, kind) for entry in listed.contents.entries if (kind := kind_of_entry(entry, lexicon()))
        ]
        if len(entries) < FEWEST:
            continue
        missing = without_table(entries, tables)
        if len(missing) * 2 > len(entries):
            why = check_message("most of the tables that the contents name are not in this document.")
            outcome.leave(entry_evidence(subject, listed, entries[0][0]).place, why, len(entries))
            continue
        outcome.hold(len(entries) - len(missing))
        if missing and unknown:
            why = check_message("a table was not recognised, and may be the one that the contents name.")
            outcome.leave(entry_evidence(subject, listed, missing[0]).place, why, len(missing))
        elif missing and any(may_hold_more_tables(each.book) for each in subject.disclosure.documents):
            why = check_message(
                "a part of the document was not read, and may hold the table that seems missing."
            )
            outcome.leave(entry_evidence(subject, listed, missing[0]).place, why, len(missing))
        elif missing:
            for entry in missing:
                outcome.report(_no_table(subject, listed, entry))
        _report_unlisted(subject, outcome, {kind for _, kind in entries}, tables)


def without_table(
    entries: Sequence[tuple[ContentsEntry, str]], tables: Sequence[Table]
) -> list[ContentsEntry]:
    """Return the entries for which no table is left; of several of a kind, those whose title no table has."""
    counts = Counter(table.kind for table in tables)
    titled = _titled([entry for entry, _ in entries], [normalised(table.title) for table in tables])
    missing: list[ContentsEntry] = []
    for kind, named in Counter(kind for _, kind in entries).items():
        if named <= counts[kind]:
            continue
        of_kind = [entry for entry, each in entries if each == kind]
        untitled = [entry for entry in of_kind if id(entry) not in titled]
        missing.extend(untitled[: named - counts[kind]])
    return missing


def _titled(entries: Sequence[ContentsEntry], titles: Sequence[str]) -> set[int]:
    """Return the entries that have a title, by identity: a title has one entry, the one that is nearest to it.

    A longer title that holds the words of an entry (……基本支出表（政府预算经济分类）) may be that of another entry.
    """
    pairs = sorted(
        (abs(len(entry.title) - len(title)), at, number)
        for at, entry in enumerate(entries)
        for number, title in enumerate(titles)
        if _same(entry.title, title)
    )
    taken: set[int] = set()
    titled: set[int] = set()
    for _, at, number in pairs:
        if number not in taken and id(entries[at]) not in titled:
            taken.add(number)
            titled.add(id(entries[at]))
    return titled


def _same(entry: str, title: str) -> bool:
    return bool(title) and (entry in title or title in entry)


def _no_table(subject: Subject, listed: ListedContents, entry: ContentsEntry) -> Finding:
    found = entry_evidence(subject, listed, entry)
    message = check_message(
        "{place}: the contents name {entry}, but no such table follows.", place=found.place, entry=entry.title
    )
    return entry_finding(RULE, (found,), message, entry.title)


def _report_unlisted(subject: Subject, outcome: Outcome, kinds: set[str], tables: Sequence[Table]) -> None:
    seen: set[str] = set()
    for table in tables:
        if table.kind in kinds or table.kind not in LISTED or table.kind in seen:
            continue
        seen.add(table.kind)
        title = title_evidence(subject, table)
        message = check_message(
            "{place}: {title} is not in the contents.",
            place=title.place.text,
            title=" ".join(table.title.split()),
        )
        outcome.report(whole_table_finding(RULE, (title,), message, table.kind, table.title))


RULE = Rule(
    code="CO105",
    family="completeness",
    title=check_message("The contents and the tables differ"),
    severity=Severity.NOTICE,
    basis="RELATIONS 41",
    explanation=__doc__,
    check=check,
)
