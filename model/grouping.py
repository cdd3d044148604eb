"""Grouping: which files form one disclosure, by the department, the year and the stage that they state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from model.mapping.mapping import year_free
from model.reading.drafting import shared_facts

if TYPE_CHECKING:
    from model.reading.drafting import BookDraft

ONE_TABLE_A_FILE = frozenset({"csv", "tsv"})
"""Containers that hold one table, so that a disclosure is a folder of them."""

ALIKE = 0.5
"""The share of the tables of two files, of the one with more, that both hold where they are versions of each other."""


def place(draft: BookDraft, groups: list[list[BookDraft]], *, group: bool) -> int:
    """Put a book with those of its department, year and stage, and return which group that is.

    Two versions of one disclosure stay apart. A book that does not state all three stays alone, but tables saved one a
    file (.csv) seldom do: those of one folder go together unless they contradict.
    """
    home = next((number for number, some in enumerate(groups) if group and _belongs(draft, some)), None)
    if home is None:
        groups.append([draft])
        return len(groups) - 1
    groups[home].append(draft)
    return home


def _belongs(draft: BookDraft, group: list[BookDraft]) -> bool:
    mine, theirs = draft.common, shared_facts([other.common for other in group])
    if None not in mine.identity and mine.identity == theirs.identity:
        return draft.book.container in ONE_TABLE_A_FILE or not any(
            _are_versions(draft, other) for other in group
        )
    one_table_each = all(other.book.container in ONE_TABLE_A_FILE for other in (draft, *group))
    one_folder = {Path(other.book.path).parent for other in (draft, *group)}
    return one_table_each and len(one_folder) == 1 and not mine.contradicts(theirs)


def _are_versions(one: BookDraft, other: BookDraft) -> bool:
    """Return whether two files of one kind hold the same tables: then one corrects the other."""
    if one.book.container != other.book.container:
        return False
    mine, theirs = _tables(one), _tables(other)
    most = max(len(mine), len(theirs))
    return most > 0 and len(mine & theirs) >= ALIKE * most and bool(mine & theirs)


def _tables(draft: BookDraft) -> set[tuple[str, str]]:
    return {(table.kind.kind, year_free(table.layout.title)) for table in draft.tables if table.kind}
