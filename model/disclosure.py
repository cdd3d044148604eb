"""A disclosure: the documents of one department, year and stage, with their tables and facts."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cached_property, partial
from math import ceil
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from model.effort import Effort, Step, UnfinishedError, Watch, finished
from model.errors import InvalidDataError, Trouble
from model.mapping.mapping import TableMapping, in_force
from model.messages import message
from model.pace import Advance, Pace, StoppedError, unhurried
from model.record import dataclass
from model.source.ahead import Progress, read_ahead
from model.source.book import Book
from model.source.process import Limits

if TYPE_CHECKING:
    from model.facts.cube import Facts
    from model.money import Unit
    from model.reading.drafting import BookDraft
    from model.reading.opening import DocumentFacts
    from model.reading.prose.claim import Claim, ClaimBinding
    from model.reading.table import Table
    from model.source.read_books import ReadBooks

T = TypeVar("T")

READING_SHARE = 0.7
"""The share of the time to open a large file that goes by until it is read; the rest goes with its recognition."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file and what was recognised in it: its tables, and the claims of its prose."""

    book: Book
    tables: tuple[Table, ...]
    department: str | None
    year: int | None
    stage: str | None
    unit: Unit | None
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class Disclosure:
    """The documents that speak of one department, year and stage, and the cube of all that they state.

    `tables` are the tables of all documents in order; a fact's `table` is an index into it. `cells` are the facts of
    their cells alone.
    """

    documents: tuple[Document, ...]
    tables: tuple[Table, ...]
    cells: Facts

    def __post_init__(self) -> None:
        if self.cells.spans:
            raise ValueError("the facts of cells hold those of sentences")

    @cached_property
    def facts(self) -> Facts:
        """The cube: the facts of `cells` under the same numbers, and behind them those of sentences."""
        from model.facts.binding import with_sentences

        return with_sentences(self.cells, [document.claims for document in self.documents])

    @property
    def department(self) -> str | None:
        """The department, None where no document names it."""
        return next((document.department for document in self.documents if document.department), None)

    @property
    def year(self) -> int | None:
        """The year, None where no document names it."""
        return next((document.year for document in self.documents if document.year), None)

    @property
    def stage(self) -> str | None:
        """The stage, budget or final; None where no document names it."""
        return next((document.stage for document in self.documents if document.stage), None)


@dataclass(frozen=True, slots=True)
class Opened:
    """A disclosure that was opened. Of two at the same `position` the later one holds: it has a file more."""

    position: int
    disclosure: Disclosure


@dataclass(frozen=True, slots=True)
class Opening:
    """How files are opened: reported to `progress`, until `cancelled`, read as `mappings` and `bindings` state.

    `progress` is called with the file that is being read and the share (0 to 1) of all that is done; `limit` is how
    many times as much time and memory as usual the work on one document may take. Books in `read_books` are not read
    again.
    """

    group: bool = True
    progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None
    mappings: Sequence[TableMapping] = ()
    bindings: Sequence[ClaimBinding] = ()
    limit: float = 1.0
    read_books: ReadBooks | None = None

    def each(self, paths: Sequence[Path]) -> Generator[Opened | Trouble]:
        """Yield each disclosure as soon as the next file is not of it, and each trouble as it is met.

        Files that state the same department, year and stage form one disclosure, unless `group` is false. A later
        file may belong to a disclosure that was yielded: it then comes again in the end, at the same position.
        Raises StoppedError where it was cancelled. Closing what is returned ends the reading.
        """
        shares = _Shares(len(paths), self.progress)
        effort = Effort().times(self.limit)
        limits = Limits().times(self.limit)
        groups: list[list[BookDraft]] = []
        yielded: set[int] = set()
        waiting: set[int] = set()
        last: int | None = None
        with closing(read_ahead(paths, shares.read, self.cancelled, limits, self.read_books)) as books:
            # Only now: these imports take as long as the first file takes to be parsed, in a process of its own.
            from model.grouping import place
            from model.reading.drafting import draft_book

            _make_ready()
            for number, book in enumerate(books):
                if isinstance(book, Trouble):
                    yield book
                    continue
                work = partial(draft_book, book, in_force(self.mappings))
                draft = self._finished(book.path, "recognition", work, effort.of_books([book]))
                if isinstance(draft, Trouble):
                    yield draft
                    continue
                position = place(draft, groups, group=self.group)
                if last is not None and last != position:
                    if last in yielded:
                        waiting.add(last)
                    else:
                        yielded.add(last)
                        yield self._bound(last, groups[last], shares.of(number), effort)
                last = position
            for each in sorted(waiting | ({last} if last is not None else set())):
                yield self._bound(each, groups[each], shares.of(len(paths)), effort)

    def _bound(
        self, position: int, drafts: Sequence[BookDraft], report: Callable[[str, float], None], effort: Effort
    ) -> Opened | Trouble:
        books = [draft.book for draft in drafts]
        pace = _pace(drafts, partial(report, books[-1].path), self.cancelled)
        disclosure = self._finished(
            ", ".join(book.path for book in books),
            "binding",
            partial(_disclosure, drafts, pace.advance, self.bindings),
            effort.of_books(books),
        )
        return disclosure if isinstance(disclosure, Trouble) else Opened(position, disclosure)

    def _finished(self, path: str, step: Step, work: Callable[[], T], effort: Effort) -> T | UnfinishedError:
        if self.cancelled is not None and self.cancelled():
            raise StoppedError
        try:
            with Watch(self.cancelled) as watch:
                return finished(path, step, work, watch, effort)
        except UnfinishedError as trouble:
            return trouble


def open_disclosures(
    paths: Sequence[Path],
    *,
    group: bool = True,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    mappings: Sequence[TableMapping] = (),
    bindings: Sequence[ClaimBinding] = (),
    limit: float = 1.0,
) -> tuple[list[Disclosure], list[Trouble]]:
    """Read files and return their disclosures, and the troubles of those that could not be read: see `Opening`.

    A table that `mappings` speak of is read as the first of them states; those of no table are among the troubles.
    A claim whose sentence does not state its subject has the one that `bindings` state.
    Once `cancelled` says so no disclosure is returned.
    """
    opening = Opening(group, progress, cancelled, mappings, bindings, limit)
    found: dict[int, Disclosure] = {}
    troubles: list[Trouble] = []
    try:
        for each in opening.each(paths):
            if isinstance(each, Opened):
                found[each.position] = each.disclosure
            else:
                troubles.append(each)
    except StoppedError:
        return [], troubles
    disclosures = [found[position] for position in sorted(found)]
    return disclosures, [*troubles, *unused_mappings(mappings, disclosures)]


class _Shares:
    """Reports the share of all files that is done, which only grows: of each a part is reading, the rest recognition.

    Files are read on another thread than the one that recognises them.
    """

    def __init__(self, files: int, report: Progress | None) -> None:
        self._files = max(files, 1)
        self._report = report
        self._reported = 0.0
        self._lock = Lock()

    def read(self, path: str, share: float) -> None:
        """Report the share of the files that is read."""
        done = share * self._files
        before = max(ceil(done) - 1, 0)
        self._report_share(path, (before + (done - before) * READING_SHARE) / self._files)

    def of(self, files: int) -> Callable[[str, float], None]:
        """Return what reports the share of the recognition of a disclosure, whose last file is the so many-th."""
        before = files - 1 + READING_SHARE
        return lambda path, share: self._report_share(
            path, (before + share * (1 - READING_SHARE)) / self._files
        )

    def _report_share(self, path: str, share: float) -> None:
        with self._lock:
            if self._report is not None and share >= self._reported:
                self._reported = share
                self._report(path, share)


def _pace(
    drafts: Sequence[BookDraft], report: Callable[[float], None], cancelled: Callable[[], bool] | None
) -> Pace:
    """Return the pace of recognition, which goes once down the rows of each panel and each column of amounts."""
    rounds = sum(
        len(draft.layout.data) * (1 + len(panel.amounts))
        for book in drafts
        for draft in book.tables
        for panel in draft.panels
    )
    return Pace(rounds, report, cancelled or _never)


def _never() -> bool:
    return False


def unused_mappings(mappings: Sequence[TableMapping], disclosures: Sequence[Disclosure]) -> list[Trouble]:
    """Return a trouble for each mapping in force with which no table was read; none where nothing was read at all."""
    used = {table.mapping for disclosure in disclosures for table in disclosure.tables}
    what = message("No table has the title and the sheet of this mapping, or an earlier mapping fits it too.")
    remedy = message("Compare them with the overview of the tables, or take the mapping out.")
    unused = [mapping for mapping in in_force(mappings) if mapping not in used] if disclosures else []
    return [InvalidDataError(mapping.place, what, remedy) for mapping in unused]


def _make_ready() -> None:
    """Load what recognition needs while the first file is being parsed in its own process."""
    import model.facts.binding  # noqa: F401 - for its loading alone
    from model.classification.catalogue import catalogue
    from model.classification.codes import Domain
    from model.lexicon.lexicon import lexicon

    lexicon()
    for domain in Domain:
        catalogue().codes(domain)


def disclosure_of(
    books: Sequence[Book], mappings: Sequence[TableMapping] = (), bindings: Sequence[ClaimBinding] = ()
) -> Disclosure:
    """Return the disclosure that books already read form together; `unused_mappings` are those of no table."""
    from model.reading.drafting import draft_book

    return _disclosure([draft_book(book, in_force(mappings)) for book in books], bindings=bindings)


def _claims(
    book: Book, common: DocumentFacts, tables: Sequence[Table], bindings: Sequence[ClaimBinding]
) -> tuple[Claim, ...]:
    if not book.paragraphs:
        return ()
    from model.reading.prose.claim import bind_claims
    from model.reading.prose.claims import read_claims
    from model.reading.prose.code_path import own_words

    own = own_words(tables, book.sheets)
    claims = read_claims(book.paragraphs, common.department, common.year, common.stage, own)
    by_key = {binding.key: binding for binding in bindings}
    return bind_claims(claims, book.paragraphs, common.year, common.stage, by_key)


def _disclosure(
    drafts: Sequence[BookDraft], advance: Advance = unhurried, bindings: Sequence[ClaimBinding] = ()
) -> Disclosure:
    from model.facts.binding import bind_all
    from model.lexicon.lexicon import lexicon
    from model.reading.drafting import shared_facts, units_of
    from model.reading.finishing import finish_table

    words = lexicon()
    shared = shared_facts([draft.common for draft in drafts])
    commons = [draft.common.completed(shared) for draft in drafts]
    tables = tuple(
        replace(
            finish_table(table, draft.book.sheets[table.sheet], number, commons[number], words, advance),
            body=body,
        )
        for number, draft in enumerate(drafts)
        for table, body in zip(draft.tables, units_of(draft.tables, commons[number].department), strict=True)
    )
    sheets = [drafts[table.document].book.sheets[table.sheet] for table in tables]
    cells, unbound = bind_all(tables, sheets, words, advance)
    tables = tuple(replace(table, unbound=missing) for table, missing in zip(tables, unbound, strict=True))
    of_draft = [tuple(table for table in tables if table.document == number) for number in range(len(drafts))]
    documents = tuple(
        Document(
            draft.book,
            of_draft[number],
            commons[number].department,
            commons[number].year,
            commons[number].stage,
            commons[number].unit,
            _claims(draft.book, commons[number], of_draft[number], bindings),
        )
        for number, draft in enumerate(drafts)
    )
    return Disclosure(documents, tables, cells)
