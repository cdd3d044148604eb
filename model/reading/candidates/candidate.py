"""A candidate: another reading of a table as a mapping, and what of the paper leaves the choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby

from model.layout.cells import cells_of, content_of
from model.lexicon.lexicon import COLUMN_ROLES, Lexicon
from model.mapping.mapping import LEVELS, TableMapping, is_understood
from model.messages import Message
from model.reading.drafting import SAMPLE, Draft
from model.reading.table import Table
from model.record import dataclass
from model.source.book import Sheet

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another reading of one table; `why` is what the paper leaves open.

    `is_printed` means that it goes against what the paper prints, such as a row's code: it is offered, never taken.
    """

    mapping: TableMapping
    why: Message
    is_printed: bool = False


@dataclass(frozen=True)
class Paper:
    """What candidates are proposed from: a table, its sheet and its draft, and the mapping that names it alone."""

    sheet: Sheet
    draft: Draft
    table: Table
    name: TableMapping
    lexicon: Lexicon

    @cached_property
    def contents(self) -> Sequence[str]:
        """What each column holds mostly, see `content_of`.

        Codes stand before words: an amount such as 208 looks like one.
        """
        data = self.draft.layout.data[:SAMPLE]
        held = [content_of(cells_of(self.sheet, data, column)) for column in range(len(self.draft.paths))]
        behind = held.index("words") + 1 if "words" in held else 0
        return [*held[:behind], *("amounts" if each == "codes" else each for each in held[behind:])]

    @cached_property
    def filled(self) -> frozenset[int]:
        """The columns that hold amounts."""
        return frozenset(column for column, held in enumerate(self.contents) if held == "amounts")

    def blocks(self) -> Iterator[range]:
        """Yield the stretches of columns between those of labels."""
        labels = COLUMN_ROLES - {"ignore"}
        for is_label, run in groupby(self.draft.columns, lambda column: column.role in labels):
            columns = [column.number for column in run]
            if not is_label:
                yield range(columns[0], columns[-1] + 1)

    def with_paths(
        self, paths: Mapping[int, Path], why: Message, *, is_printed: bool = False
    ) -> Iterator[Candidate]:
        """Yield the candidate whose columns have other headings; nothing where one states nothing, or none is new."""
        headings: dict[int, str] = {}
        for column, path in paths.items():
            if path == self.draft.paths[column]:
                continue
            levels = [text for text in path if is_understood(text, self.lexicon)]
            if path and levels[-1:] != [path[-1]]:
                return
            headings[column] = LEVELS.join(levels)
        if headings:
            yield Candidate(replace(self.name, columns=tuple(sorted(headings.items()))), why, is_printed)

    def with_rows(self, roles: Mapping[int, str], why: Message, *, is_printed: bool = False) -> Candidate:
        """Return the candidate whose rows are something else."""
        return Candidate(replace(self.name, rows=tuple(sorted(roles.items()))), why, is_printed)
