"""The pages of a document, in their order, become its tables and its paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from model.record import dataclass
from model.source.pages.beside import beside_one_another
from model.source.pages.joining import PagedTable
from model.source.pages.lines import Line
from model.source.pages.page import Page, PageTable
from model.source.pages.paragraphs import margins_by_page, paragraphs_of, without_running_heads
from model.source.parsed import CAPTION_MOST
from model.text import clean


@dataclass(slots=True)
class PagedDocument:
    """What a document's pages hold, once they are put together."""

    tables: list[PagedTable] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)


def put_together(pages: Sequence[Page]) -> PagedDocument:
    """Return the tables and the paragraphs of some pages."""
    joiner = _Joiner(without_running_heads(pages))
    return joiner.joined()


class _Joiner:
    """Goes through the pages from the top down."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._margins = margins_by_page((page.number, page.size, page.lines) for page in pages)
        self._document = PagedDocument()
        self._lines: list[Line] = []
        self._open: PagedTable | None = None

    def joined(self) -> PagedDocument:
        """Return what the pages hold."""
        for page in self._pages:
            self._take_page(page)
        self._close_prose()
        for table in self._document.tables:
            table.complete_first_labels()
        self._document.tables = beside_one_another(self._document.tables)
        return self._document

    def _take_page(self, page: Page) -> None:
        """Take a page; running lines part no tables.

        Its first table can be the rest of one that began before, and a further one that of the table above it, if it
        repeats what stands above that.
        """
        self._document.paragraphs += [clean(line.text) for line in page.lines if line.runs]
        lines = [line for line in page.lines if not line.runs]
        for index, table in enumerate(page.tables):
            above = [line for line in lines if line.top < table.box.top]
            lines = lines[len(above) :]
            before = self._open
            may_go_on = before is not None and (index == 0 or before.is_begun_again(table))
            if before is not None and may_go_on and self._goes_on(before, table, above):
                before.add(table, page.number)
                continue
            self._lines += above
            self._begin(table, page.number)
        self._lines += lines

    def _goes_on(self, before: PagedTable, table: PageTable, lines: list[Line]) -> bool:
        """Return whether a page's first table, under some lines, is the rest of the table before."""
        above = paragraphs_of(lines, self._margins)
        return before.goes_on(table, above, paragraphs_of(self._lines, self._margins))

    def _begin(self, table: PageTable, page: int) -> None:
        """Begin a table under the lines that were read last."""
        paragraphs = self._close_prose()
        caption = [clean(text) for text in paragraphs[-CAPTION_MOST:]]
        self._open = PagedTable(table, caption, page)
        self._document.tables.append(self._open)

    def _close_prose(self) -> list[str]:
        paragraphs = paragraphs_of(self._lines, self._margins)
        self._document.paragraphs += paragraphs
        self._lines = []
        return paragraphs
