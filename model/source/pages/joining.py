"""A table that goes on over pages becomes one: the same columns, and nothing new between its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from model.pattern import pattern
from model.source.pages.cut_rows import AMOUNT, holds_number, row_over_pages
from model.source.pages.lines import Box
from model.source.pages.page import Inset, PageTable, Place

_SAME_PLACE = 4.0
_OVERLAP = 0.75
_TOP_MOST = 8
"""Rows at the top of a table among which a next page's repeated headings are looked for."""
_FEWEST_HEADINGS = 3
"""Texts at the top of a table that a page repeats before columns of other widths are taken for the same."""
_CUT_SHORTEST = 4
"""Characters that a text of which the end is cut off has left."""
UNIT_LINE = r"[（(]?(?:金额)?单位[:：]\S{1,4}$"
_CAPTION = pattern(rf"^[^注：:。，]+表(?:[（(][^（()）]+[)）])?$|{UNIT_LINE}")
_TOTAL = pattern(r"^(?:本年)?(?:收入|支出)?[合总]计$")
_AGAIN = pattern(r"[（(]?续表?\d*[)）]?|[（(]接上页[)）]")


def plain(text: str) -> str:
    """Return a text without blanks and without the word by which a table goes on."""
    return _AGAIN.sub("", "".join(text.split()))


class PagedTable:
    """The texts of a table by row, its merges, and the lines between its columns.

    `caption` holds the lines of prose above it; `breaks` the rows with which further pages begin, one as often as it
    is pages later than the one before; `page` is the last.
    """

    def __init__(self, table: PageTable, caption: list[str], page: int = 1) -> None:
        self.name = table.name
        self.caption = caption
        self.columns = table.columns
        self.ruled = table.ruled
        self.rows = [list(row) for row in table.rows]
        self.merges = [cell for cell in table.cells if cell[:2] != cell[2:]]
        self.insets: dict[Place, Inset] = dict(table.insets)
        self.breaks: list[int] = []
        self.page = page
        self.lines = [table.row_lines]

    def goes_on(self, table: PageTable, above: Sequence[str], below: Sequence[str]) -> bool:
        """Return whether a table is the rest of this one. `above` are the lines of prose over it on its page.

        `below` are those that stand below this one on its page, but for running heads: where they end with a title
        or the unit of amounts, they are captions of a table of its own.
        """
        places = self._places(table)
        if places is None:
            return False
        known = {plain(line) for line in self.caption}
        last = plain(below[-1]) if below else ""
        if last not in known and names_table(last):
            return False
        over = [plain(line) for line in above]
        lines, again = list(map(plain, self.caption)), "".join(over)
        is_again = any("".join(lines[first:]) == again for first in range(len(lines) + 1))
        if not is_again and any(line and line not in known for line in over):
            return False
        rows = self._placed(table, places)
        if self._repeated(rows):
            return not self._is_another_form(rows)
        if below or self._begins_anew(rows) or self._may_stand_beside(table):
            return False
        return not any(over) or holds_number(rows[0]) or self._goes_on_with_label(rows)

    def _may_stand_beside(self, table: PageTable) -> bool:
        """Return whether a table has the rows of the last page here and other columns: a part cut off at the right."""
        mine, its = self.lines[-1], table.row_lines
        as_high = len(mine) == len(its) and all(map(_is_near, mine, its))
        return as_high and not all(map(_is_near, self.columns, table.columns))

    def is_begun_again(self, table: PageTable) -> bool:
        """Return whether a table repeats the headings of this one, which does not end with its total."""
        places = self._places(table)
        ended = any(_TOTAL.search(plain(text)) for text in self.rows[-1])
        return places is not None and not ended and self._repeated(self._placed(table, places)) > 0

    def add(self, table: PageTable, page: int) -> None:
        """Add the rows of a table on a page, each in its columns here, without the headings that are repeated."""
        places = self._places(table) or list(range(len(table.columns)))
        placed = self._placed(table, places)
        repeated = self._repeated(placed)
        whole = row_over_pages(self.rows, placed[repeated:])
        if whole is not None:
            self.rows[-1] = whole
            repeated += 1
        down = len(self.rows) - repeated
        self.breaks += [len(self.rows)] * (page - self.page)
        self.page = page
        self.rows += placed[repeated:]
        self.lines.append(table.row_lines[repeated:])
        for top, left, bottom, right in table.cells:
            extent = (top + down, places[left], bottom + down, places[right + 1] - 1)
            if top >= repeated and extent[:2] != extent[2:]:
                self.merges.append(extent)
        for (row, column), inset in table.insets.items():
            if row >= repeated:
                self.insets[row + down, places[column]] = inset

    def complete_first_labels(self) -> None:
        """Join to a column's first label the line of it that stands among the headings of a table without lines.

        Both make a label that recurs below: it was broken around the amounts of its row.
        """
        for column in range(0 if self.ruled else len(self.columns) - 1):
            texts = [row[column] for row in self.rows]
            below = {plain(text) for text in texts}
            for at, (head, label) in enumerate(pairwise(texts[:_TOP_MOST])):
                if len(head) >= _CUT_SHORTEST and label and plain(head + label) in below:
                    self.rows[at][column], self.rows[at + 1][column] = "", f"{head}\n{label}"
                    break

    def as_page(self) -> PageTable:
        """Return the table as if it stood on one page, from which another may go on."""
        box = Box(self.columns[0], self.lines[0][0], self.columns[-1], self.lines[-1][-1])
        cells = list(self.merges)
        return PageTable(
            self.name, box, self.columns, self.lines[0], self.rows, cells, self.insets, ruled=self.ruled
        )

    def _places(self, table: PageTable) -> list[int] | None:
        """Return for each line between a table's columns the line here, None where one has no line here.

        A page may be shifted against another, a row of totals may join some columns, and columns of one number may
        be a little wider on one page than on the other, or much where their headings are repeated. Without lines the
        texts show the columns.
        """
        by_texts = None if self.ruled or table.ruled else self._overlapped(table)
        if by_texts is not None:
            return by_texts
        shift = self.columns[0] - table.columns[0]
        for by in (0.0, shift):
            places = [self._place(line + by) for line in table.columns]
            known = [place for place in places if place is not None]
            if len(known) == len(places) and known[0] == 0 and known[-1] == len(self.columns) - 1:
                return known
        if len(table.columns) != len(self.columns):
            return None
        return (
            list(range(len(self.columns))) if self._is_as_wide(table) or self._is_headed_so(table) else None
        )

    def _is_headed_so(self, table: PageTable) -> bool:
        """Return whether a table of as many columns repeats the headings here, each of them in its column."""
        repeated = self._repeated(table.rows)
        filled = [sum(map(bool, row)) for row in table.rows[:repeated]]
        return sum(filled) >= _FEWEST_HEADINGS and max(filled) > 1

    def _overlapped(self, table: PageTable) -> list[int] | None:
        """Return the column here of each column of a table without lines, if each has its own.

        It is the one that ends at the same place, as amounts do, or else the one that its texts share most with. A
        column in which nothing stands on a page is not seen there.
        """
        mine = list(pairwise(self.columns))
        places: list[int] = []
        for left, right in _extents(table):
            ends = [
                (abs(end - right) <= _SAME_PLACE, min(right, end) - max(left, start)) for start, end in mine
            ]
            best = max(range(len(mine)), key=ends.__getitem__)
            if ends[best][1] <= 0 or (places and best <= places[-1]):
                return None
            places.append(best)
        return [*places, places[-1] + 1]

    def _is_as_wide(self, table: PageTable) -> bool:
        """Return whether each column overlaps the one here for most of its width."""
        mine, its = list(pairwise(self.columns)), list(pairwise(table.columns))
        return all(
            min(right, other_right) - max(left, other_left)
            >= _OVERLAP * max(right - left, other_right - other_left)
            for (left, right), (other_left, other_right) in zip(mine, its, strict=True)
        )

    def _place(self, line: float) -> int | None:
        """Return which of the lines between the columns stands at a place."""
        nearest = min(range(len(self.columns)), key=lambda index: abs(self.columns[index] - line))
        return nearest if abs(self.columns[nearest] - line) <= _SAME_PLACE else None

    def _placed(self, table: PageTable, places: list[int]) -> list[list[str]]:
        """Return a table's rows with each text in its column here."""
        placed = [[""] * (len(self.columns) - 1) for _ in table.rows]
        for row, cells in enumerate(table.rows):
            for place, text in zip(places, cells, strict=False):
                placed[row][place] = text
        return placed

    def _repeated(self, rows: list[list[str]]) -> int:
        """Return how many rows a page begins with that stand at the top of this table, above all amounts."""
        return max((stop - start for start, stop in self._matches(rows)), default=0)

    def _matches(self, rows: list[list[str]]) -> Iterator[tuple[int, int]]:
        """Yield the runs of rows at the top of this table with which other rows begin.

        A run may hold amounts between headings, as the top of a form does; it does not end with them. Headings of
        several rows are the same where each column has the same words from the top down.
        """
        heads = sum(1 for _ in takewhile(_holds_no_amount, self.rows[:_TOP_MOST]))
        tops = [list(map(plain, row)) for row in self.rows[:_TOP_MOST]]
        again = [list(map(plain, row)) for row in rows[:_TOP_MOST]]
        for start in range(heads):
            pairs = zip(tops[start : _TOP_MOST if start == 0 else heads], again, strict=False)
            same = sum(1 for _ in takewhile(lambda pair: _is_again(*pair), pairs))
            while same and not _holds_no_amount(tops[start + same - 1]):
                same -= 1
            yield start, start + same
        for rows_of_headings in range(min(heads, len(again)), 1, -1):
            if _is_headed_alike(tops[:rows_of_headings], again[:rows_of_headings]):
                yield 0, rows_of_headings
                return

    def _is_another_form(self, rows: list[list[str]]) -> bool:
        """Return whether a label of this table has another text beside it below the rows that both begin with.

        Or whether another title stands there.
        """
        start, stop = max(self._matches(rows), key=lambda match: match[1] - match[0])
        if not all(map(_holds_no_amount, self.rows[start:stop])):
            return False
        mine, its = self.rows[stop : stop + 1], rows[stop - start : stop - start + 1]
        if not mine or not its or not mine[0][0] or holds_number(mine[0]) or holds_number(its[0]):
            return False
        label, other = plain(mine[0][0]), plain(its[0][0])
        titles = label != other and names_table(label) and names_table(other)
        return titles or label == other

    def _goes_on_with_label(self, rows: list[list[str]]) -> bool:
        """Return whether rows begin with the label at the left of the last rows here, which a page repeats."""
        last = next((row[0] for row in reversed(self.rows) if row[0]), "")
        return bool(last) and plain(last) == plain(rows[0][0])

    def _begins_anew(self, rows: list[list[str]]) -> bool:
        """Return whether rows begin as this table does, though with other contents: another form of the kind.

        A page may end below the captions of a table, each in a row of one cell.
        """
        if all(sum(map(bool, row)) <= 1 for row in self.rows):
            return False
        first, other = self.rows[0], rows[0]
        labels = [text for text in first if text], [text for text in other if text]
        if len(labels[0]) == len(labels[1]) == 1 and not holds_number(other):
            return bool(first[0] and other[0])
        return bool(first[0]) and plain(first[0]) == plain(other[0])


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME_PLACE


def _is_again(mine: Sequence[str], its: Sequence[str]) -> bool:
    """Return whether a row is printed again; of some texts either page may cut off the end.

    Where two headings are, that of a cell joined over further rows may stand in one of those, which is not repeated.
    """
    if mine == its:
        return any(mine)
    pairs = list(zip(mine, its, strict=True))
    same = sum(bool(one) and one == other for one, other in pairs)
    return same > 0 and all(
        one == other
        or (min(len(one), len(other)) >= _CUT_SHORTEST and (one.startswith(other) or other.startswith(one)))
        or (same > 1 and not other)
        for one, other in pairs
    )


def _is_headed_alike(mine: Sequence[Sequence[str]], its: Sequence[Sequence[str]]) -> bool:
    """Return whether rows of headings have the same words over each column, those of a joined cell in any row."""
    ours, others = (
        [[text for text in column if text] for column in zip(*rows, strict=True)] for rows in (mine, its)
    )
    return ours == others and sum(map(bool, ours)) >= _FEWEST_HEADINGS and all(map(_holds_no_amount, its))


def _holds_no_amount(row: Sequence[str]) -> bool:
    return not any(AMOUNT.fullmatch(text) for text in row)


def names_table(text: str) -> bool:
    """Return whether a line is a caption of a table: a title, or the unit of amounts."""
    return _CAPTION.search(plain(text)) is not None


def _extents(table: PageTable) -> Iterator[tuple[float, float]]:
    """Yield between which places the texts of each column stand, the column's own where it holds none."""
    alone = {(top, left) for top, left, _, right in table.cells if left == right}
    for column, (left, right) in enumerate(pairwise(table.columns)):
        insets = [inset for place, inset in table.insets.items() if place[1] == column and place in alone]
        yield (
            left + min((inset.left for inset in insets), default=0.0),
            right - min((inset.right for inset in insets), default=0.0),
        )
