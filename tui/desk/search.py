"""Searching: every place in every table that matches, found off the screen's thread."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, repeat
from typing import TYPE_CHECKING, TypeGuard

from textual.message import Message

from model.equation import span_text
from model.money import Unit, format_amount
from model.pattern import pattern
from model.reading.prose.claim import Measure
from model.source.book import CellFormat, Sheet
from model.source.shown_value import cell_text
from tui.desk.claim_cells import TextSpot
from tui.desk.messages import Searched
from tui.desk.pinyin import IGNORED, has_initials, is_initials
from tui.desk.results import Hit
from tui.desk.sought_amount import facts_of_number, half_width_forms, names_unit, sought_amounts
from tui.desk.state import DeskState, SheetSpot, places_of
from tui.desk.tree_places import TreeSpot
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.disclosure import Document
    from model.finding import Finding
    from model.tree import CodeTree

MOST_HITS = 10_000
_ASKED_EVERY = 500
_OF_MONEY = frozenset({Measure.AMOUNT, Measure.CHANGE})
"""What a figure measures whose amount is in 元."""


_GAP = rf"[\s{re.escape(IGNORED)}]*"
_GAPS = pattern(_GAP)


class Query:
    """What is searched for: a part of a name or its pinyin initials, the beginning of a code, or digits of a value.

    Quotation marks, brackets and blanks count neither in what is searched for nor in the names that it is sought in.
    """

    def __init__(self, text: str) -> None:
        stripped = text.strip().casefold()
        self.amounts = sought_amounts(stripped)
        if self.amounts:
            stripped = half_width_forms(stripped)
        self.text = _GAPS.sub("", stripped) or stripped
        self.has_unit = names_unit(self.text)
        self.digits = self.text.replace(",", "").replace("，", "")
        self.numeric = self.digits.replace(".", "", 1).removeprefix("-").isdigit()
        self.initials = self.text if is_initials(self.text) else ""
        gap = "" if self.numeric else _GAP
        written = gap.join(map(re.escape, self.text))
        if self.has_unit:
            written = rf"(?<![\d.,]){written}"
        pieces = re.compile(written, re.IGNORECASE if self.text.upper() != self.text else 0)
        self.find, self.find_all = pieces.search, pieces.finditer
        self._core = self.digits.removeprefix("-").replace(".", "").strip("0")

    def in_text(self, text: str) -> bool:
        """Return whether a text holds what is searched for."""
        return self.find(text) is not None

    def in_name(self, name: str) -> bool:
        """Return whether a name holds it, or characters of it begin with its letters in pinyin."""
        return self.in_text(name) or bool(self.initials and has_initials(name, self.initials))

    def in_code(self, code: str) -> bool:
        """Return whether a code begins with it."""
        return self.numeric and code.startswith(self.digits)

    def may_be_in(self, amount: int | None) -> TypeGuard[int]:
        """Return whether an amount has the digits at all, zeros at their ends aside, before it is printed."""
        return amount is not None and self._core in str(amount)

    def in_amount(self, text: str) -> bool:
        """Return whether an amount as printed holds the digits, its separators left out."""
        return self.numeric and self.digits in text.replace(",", "")

    def is_amount(self, amount: int | None) -> bool:
        """Return whether an amount is the one that is searched for with its unit, in whatever unit it is printed."""
        return self.has_unit and self.amounts[0].is_near(amount)

    def is_of(self, finding: Finding) -> bool:
        """Return whether a finding rests on the amount that is searched for with its unit, or differs by it."""
        own = (finding.stated, finding.computed, finding.difference)
        return self.has_unit and any(map(self.is_amount, (*own, *(cell.amount for cell in finding.cells))))


def hits(
    state: DeskState,
    view: str,
    text: str,
    words: Words,
    cancelled: Callable[[], bool],
    unit: Unit | None = None,
) -> tuple[tuple[Hit, ...], bool]:
    """Return the matches of a view in their order, and whether these are all of them.

    Amounts of trees are found as the table prints them and as they are shown, in `unit`.
    """
    query = Query(text)
    if not query.text:
        return (), True
    found = {
        "tree": _in_trees(state, query, cancelled, unit),
        "findings": _in_findings(state, query, words),
        "text": _in_texts(state, query, cancelled),
    }.get(view)
    wanted = _in_sheets(state, query, cancelled) if found is None else found
    first = tuple(islice(wanted, MOST_HITS + 1))
    return first[:MOST_HITS], len(first) <= MOST_HITS and not cancelled()


def search(
    state: DeskState,
    view: str,
    text: str,
    words: Words,
    generation: int,
    post: Callable[[Message], object],
    cancelled: Callable[[], bool],
    unit: Unit | None = None,
) -> None:
    """Search in a thread, and post the matches."""
    found, complete = hits(state, view, text, words, cancelled, unit)
    post(Searched(generation, text, found, complete=complete))


def _in_trees(
    state: DeskState, query: Query, cancelled: Callable[[], bool], shown: Unit | None
) -> Iterator[Hit]:
    from model.tree import texts_of_nodes

    for number, tree in enumerate(state.trees):
        columns = range(len(tree.columns)) if query.amounts else ()
        amounts = zip(*(_stated(tree, column) for column in columns), strict=True) if columns else repeat(())
        units = dict.fromkeys((tree.unit or Unit.YUAN, shown or tree.unit or Unit.YUAN))
        for index, ((code, name), stated) in enumerate(
            zip(texts_of_nodes(tree.nodes), amounts, strict=False)
        ):
            if index % _ASKED_EVERY == 0 and cancelled():
                return
            if query.in_code(code) or query.in_name(name):
                yield TreeSpot(number, index, -1)
            for column, amount in enumerate(stated):
                if query.is_amount(amount) or (
                    query.numeric
                    and query.may_be_in(amount)
                    and any(query.in_amount(format_amount(amount, unit, tree.decimals)) for unit in units)
                ):
                    yield TreeSpot(number, index, column)


def _stated(tree: CodeTree, column: int) -> list[int | None]:
    """Return the amounts of a column, None where none is stated."""
    from model.tree import amounts_of_nodes

    amounts = amounts_of_nodes(tree.nodes, column)
    stated: list[int | None] = amounts.stated.tolist()
    for index in (~amounts.is_stated).nonzero()[0].tolist():
        stated[index] = None
    return stated


def _in_texts(state: DeskState, query: Query, cancelled: Callable[[], bool]) -> Iterator[Hit]:
    for number, document in enumerate(state.documents):
        stated = claimed(document, query)
        for index, paragraph in enumerate(document.book.paragraphs):
            if index % _ASKED_EVERY == 0 and cancelled():
                return
            starts = {found.start() for found in query.find_all(paragraph.text)}
            for start in sorted(starts.union(stated.get(paragraph.number, ()))):
                yield TextSpot(number, index, start)


def claimed(document: Document, query: Query) -> dict[int, list[int]]:
    """Return where a text states the amount that is searched for with its unit: characters by paragraph."""
    found: dict[int, list[int]] = {}
    if query.has_unit:
        for claim in document.claims:
            if claim.measure in _OF_MONEY and query.amounts[0].meets(claim.low, claim.high):
                found.setdefault(claim.paragraph, []).append(claim.start)
    return found


def _facts_by_row(state: DeskState, query: Query) -> dict[tuple[str, str, int], set[int]]:
    """Return the columns of the cells that state the amount that is searched for with its unit, by file, sheet, row."""
    found: dict[tuple[str, str, int], set[int]] = {}
    if query.has_unit:
        from checks.mechanism.evidence import cell_of

        for subject in state.claim_cells.subjects:
            for fact in facts_of_number(subject, query.text):
                if (place := cell_of(subject, fact)) is not None:
                    found.setdefault((place.path, place.sheet, place.row), set()).add(place.column)
    return found


def _in_sheets(state: DeskState, query: Query, cancelled: Callable[[], bool]) -> Iterator[Hit]:
    stated = _facts_by_row(state, query)
    for start in state.sheets():
        sheet, path = state.sheet(start), state.documents[start.document].book.path
        for row in range(sheet.height):
            if row % _ASKED_EVERY == 0 and cancelled():
                return
            columns: Iterable[int] = _columns_that_match(query, sheet, row)
            if stated:
                columns = sorted({*columns, *stated.get((path, sheet.name, row), ())})
            for column in columns:
                yield SheetSpot(start.document, start.sheet, row, column)


def _columns_that_match(query: Query, sheet: Sheet, row: int) -> Iterator[int]:
    """Yield the columns of a row that hold what is searched for.

    A million rows pass here, so the two common kinds, text and numbers without a format, are judged without a call.
    """
    find, digits, formats = query.find, query.digits, sheet.formats
    for column, value in enumerate(sheet.rows[row]):
        if value is None:
            continue
        if isinstance(value, str):
            if find(value) or (query.initials and has_initials(value, query.initials)):
                yield column
        elif isinstance(value, float):
            if not query.numeric:
                continue
            formatted = formats is not None and _is_formatted(sheet.format(row, column))
            shown = cell_text(value, sheet.format(row, column)).replace(",", "") if formatted else repr(value)
            if digits in shown:
                yield column
        elif query.in_text(cell_text(value)):
            yield column


def _is_formatted(form: CellFormat | None) -> bool:
    return form is not None and form.number_format not in {None, "General"}


def _in_findings(state: DeskState, query: Query, words: Words) -> Iterator[Hit]:
    for number, finding in enumerate(state.findings):
        texts = [finding.rule, words.rule(finding.rule), words.text(finding.title)]
        texts.append(words.text_of(finding, finding.message))
        texts += [words.place(place) for place in places_of(finding)]
        texts += [f"{cell.value} {cell.label}" for cell in finding.cells]
        texts += [f"{span_text(span)} {span.text}" for span in finding.spans]
        if query.is_of(finding) or any(query.in_name(text) or query.in_amount(text) for text in texts):
            yield number


def next_hit(found: tuple[Hit, ...], here: Hit | None, step: int) -> int:
    """Return the index of the first match after (or before) where the cursor stands, going round at the ends."""
    if here is None:
        return 0 if step > 0 else len(found) - 1
    order = [_order(hit) for hit in found]
    at = _order(here)
    if step > 0:
        return next((index for index, hit in enumerate(order) if hit > at), 0)
    return next((index for index in range(len(order) - 1, -1, -1) if order[index] < at), len(order) - 1)


def _order(hit: Hit) -> tuple[int, ...]:
    match hit:
        case TreeSpot():
            return (hit.tree, hit.node, hit.column)
        case SheetSpot():
            return (hit.document, hit.sheet, hit.row, hit.column)
        case TextSpot():
            return tuple(hit)
        case number:
            return (number,)
