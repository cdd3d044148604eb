"""A Book becomes drafts of its tables: title, unit, headings, columns and panels, before any row of data is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise, takewhile
from typing import TypeVar

from model.classification.codes import Domain
from model.layout.cells import has_number
from model.layout.heading import heading_grid, heading_paths, headings_realigned, with_torn_headings
from model.layout.layout import LONGEST_TITLE, Layout, lay_out, rows_above_numbers, stacked
from model.lexicon.bodies import (
    own_level_of,
    plain_line,
    speaks_of_own_level,
    stated_among,
    whose_money,
)
from model.lexicon.lexicon import Lexicon, TableKind, lexicon, normalised
from model.lexicon.vocabulary import titled_class
from model.lexicon.wording import (
    department_in_title,
    is_caption,
    is_note,
    stage_in,
    stated_unit,
    without_anchor,
    year_alone,
)
from model.mapping.mapping import TableMapping, levels_of, rows_text
from model.messages import Message, message
from model.money import Unit
from model.pattern import pattern
from model.reading.columns import ReadColumn, headed_domain, read_columns
from model.reading.composing import composed_columns, composed_kind
from model.reading.opening import DocumentFacts, opening_of
from model.reading.panels import PanelColumns, name_sides, split_panels
from model.reading.target_forms import TARGETS, holds_targets
from model.record import dataclass
from model.repair.joining import repaired
from model.source.book import Book, Sheet, Skipped, column_letters

_EXPLAINS = pattern(r"[:：](?:是?指|反映)")
"""A sentence that explains a word names no table."""
_AMOUNT = pattern(r"\s-?[\d,]+\.\d+(?:\s|$)")
"""An amount in a cell of its own: a line that has one is a row, and no title."""
_WHOSE = pattern(r"(?:[\d〇一-鿿.、]{0,8}(?:年度?|表\d{0,2}))?(部门|单位)")
"""Whose table a title names, behind its number and its year."""
SAMPLE = 500
"""Rows looked at to find how many columns a table has, and what each holds."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draft:
    """A table as its own sheet and a mapping state it, before the document supplies what they leave out.

    `mapping` is the one that fits the table, and `fault` what it states that the table does not bear out, or why the
    table cannot be read. `realigned` means that headings were moved back over their columns; `paths` are the headings
    above each column.
    """

    sheet: int
    rows: range
    layout: Layout
    kind: TableKind | None
    unit: Unit | None
    department: str | None
    year: int | None
    stage: str | None
    columns: tuple[ReadColumn, ...]
    panels: tuple[PanelColumns, ...]
    realigned: bool
    paths: tuple[tuple[str, ...], ...] = ()
    mapping: TableMapping | None = None
    fault: Message | None = None


def draft_table(
    sheet: Sheet, number: int, rows: range, lexicon: Lexicon, *, mappings: Sequence[TableMapping] = ()
) -> Draft:
    """Read the layout, the title and the columns of the table in `rows`; the first mapping that fits it goes first."""
    layout, mapping = _laid_out(sheet, lexicon, rows, mappings)
    title = lexicon.read(layout.title)
    width = max((len(sheet.rows[row]) for row in (*layout.headings, *layout.data[:SAMPLE])), default=0)
    grid = heading_grid(sheet, layout.headings, width)
    realigned = sheet.lost_blanks and headings_realigned(grid, sheet, layout.data, lexicon)
    given = mapping or TableMapping()
    words = dict(given.columns)
    paths = heading_paths(sheet, layout.headings, grid, layout.mixed, layout.mixed_columns)
    paths = with_torn_headings(paths, sheet, layout.data[:SAMPLE], lexicon) or [()] * (width if words else 0)
    paths = [levels_of(words[column]) if words.get(column) else path for column, path in enumerate(paths)]
    kind = lexicon.kind_named(given.kind) or _kind(sheet, rows, layout, paths, lexicon)
    domain = headed_domain(paths, sheet, layout.data, lexicon) if kind and kind.axis == "codes" else None
    within = titled_class(layout.title)[0] if kind and kind.lists_codes else ""
    columns = [
        ReadColumn(column.number, column.path, "ignore") if words.get(column.number) == "" else column
        for column in read_columns(sheet, paths, layout.data, lexicon, domain, within)
    ]
    panels = split_panels(columns, lexicon)
    name_sides(panels, sheet, layout.data[:SAMPLE])
    kind = composed_kind(kind, panels, lexicon) if kind else None
    captioned = next(filter(None, map(year_alone, layout.captions)), None)
    return Draft(
        number,
        rows,
        layout,
        kind,
        given.unit or _unit(layout, paths),
        stated_among(layout.captions) or department_in_title(title.unknown),
        given.year or title.year or captioned,
        given.stage or title.coordinates.get("stage") or stage_in(normalised(layout.title)) or None,
        tuple(columns),
        _read_panels(panels, kind, lexicon, {str(Domain.ECONOMIC): within} if within else {}),
        realigned,
        tuple(paths),
        mapping,
        _fault_of(given, rows, columns, lexicon),
    )


def name_of(sheet: Sheet, rows: range, layout: Layout) -> str:
    """Return by what the table in `rows` is known: its title, else, in a text, the short line nearest above it."""
    alone = sum(value is not None for value in sheet.rows[layout.title_row]) == 1
    if layout.title and (alone or layout.title_above):
        return layout.title
    above = map(without_anchor, reversed(sheet.caption if rows.start == 0 else ()))
    return next((line for line in above if len(line) <= LONGEST_TITLE and not is_caption(line)), layout.title)


def _laid_out(
    sheet: Sheet, lexicon: Lexicon, rows: range, mappings: Sequence[TableMapping]
) -> tuple[Layout, TableMapping | None]:
    """Return the layout of the table in `rows`, and the first mapping that fits it.

    The heading rows are those of the mapping. Where it gives none, and its columns need none, a table in which none
    were found has them between its title and its first numbers.
    """
    layout = lay_out(sheet, lexicon, rows)
    mapping = next((each for each in mappings if each.fits(name_of(sheet, rows, layout), sheet.name)), None)
    if mapping is None:
        return layout, None
    headings = mapping.headings
    if headings is None and mapping.columns and not layout.headings:
        headings = rows_above_numbers(sheet, rows)
    if headings is not None and headings.start in rows:
        layout = lay_out(sheet, lexicon, rows, headings)
    _place_rows(layout, rows, dict(mapping.rows))
    return layout, mapping


def _place_rows(layout: Layout, rows: range, roles: Mapping[int, str]) -> None:
    """Take the rows without amounts by a mapping out of the data, and those of which it states more into it."""
    ignored = {row for row, role in roles.items() if role == "ignored"}
    taken = {row for row, role in roles.items() if role != "ignored" and row in rows}
    repeated = (*layout.repeated, *sorted(ignored.intersection(layout.data)))
    layout.repeated = [row for row in repeated if row not in taken]
    layout.headings = [row for row in layout.headings if row not in taken]
    layout.data = sorted(taken.union(layout.data) - ignored)


def _fault_of(
    mapping: TableMapping, rows: range, columns: Sequence[ReadColumn], lexicon: Lexicon
) -> Message | None:
    """Return what a mapping states that the table in `rows` does not bear out, None where it bears out all."""
    if mapping.kind and lexicon.kind_named(mapping.kind) is None:
        return message("the mapping names a kind that there is not: {kind}", kind=mapping.kind)
    if mapping.headings is not None and mapping.headings.start not in rows:
        given = rows_text(mapping.headings)
        return message("the mapping's heading rows {rows} are not in the table", rows=given)
    outside = next((row for row, _ in mapping.rows if row not in rows), None)
    if outside is not None:
        return message("the mapping speaks of row {row}, which the table does not have", row=outside + 1)
    for column, words in mapping.columns:
        at = column_letters(column)
        if column >= len(columns):
            return message("the mapping speaks of column {column}, which the table does not have", column=at)
        if words and columns[column].why is not None:
            what = "what the mapping says of column {column} is not understood: {words}"
            return message(what, column=at, words=words)
    return None


def _kind(
    sheet: Sheet, rows: range, layout: Layout, paths: list[tuple[str, ...]], lexicon: Lexicon
) -> TableKind | None:
    """Return the kind that the title states, else another line above the headings, these, or a list of indicators."""
    lines = (line for line in (layout.title, *layout.captions) if len(line) <= LONGEST_TITLE)
    titles = (line for line in lines if not _AMOUNT.search(line) and not _EXPLAINS.search(line))
    return (
        next(filter(None, map(lexicon.kind_of, titles)), None)
        or lexicon.kind_of_headings([text for path in paths for text in path])
        or (lexicon.kind_named(TARGETS) if holds_targets(sheet, rows) else None)
    )


def _read_panels(
    panels: Sequence[PanelColumns], kind: TableKind | None, lexicon: Lexicon, titled: Mapping[str, str]
) -> tuple[PanelColumns, ...]:
    """Return the panels of a table, their columns as they stand; of a form only those whose rows name projects.

    `titled` is the 类 to which the title limits the table: what its columns leave out is of that.
    """
    if kind is None or kind.axis == "text":
        return ()
    composed = (replace(panel, amounts=composed_columns(panel, kind, lexicon, titled)) for panel in panels)
    read = [_with_changes(panel, lexicon) for panel in composed]
    return tuple(panel for panel in read if kind.axis != "forms" or panel.project >= 0)


def _with_changes(panel: PanelColumns, lexicon: Lexicon) -> PanelColumns:
    """Return a panel with the columns that compare two others apart; there are none where all headings are read."""
    if all(column.why is None for column in panel.amounts):
        return panel
    from model.reading.changes import with_changes

    return with_changes(panel, lexicon)


def _unit(layout: Layout, paths: list[tuple[str, ...]]) -> Unit | None:
    """Return the unit that is stated above the headings, or else the one that the headings state."""
    above = next(filter(None, map(stated_unit, (*layout.captions, layout.title))), None)
    found = {stated_unit(text) for path in paths for text in path} - {None} if above is None else set()
    return found.pop() if len(found) == 1 else above


@dataclass(frozen=True, slots=True)
class BookDraft:
    """A book, the drafts of its tables, and the department, year, stage and unit that they agree on."""

    book: Book
    tables: tuple[Draft, ...]
    common: DocumentFacts


def draft_book(book: Book, mappings: Sequence[TableMapping] = ()) -> BookDraft:
    """Return the drafts of a book's tables, read as the mappings state; a sheet of prose is listed as skipped."""
    words = lexicon()
    book = repaired(book, words)
    drafts = [
        draft_table(sheet, number, rows, words, mappings=mappings)
        for number, sheet in enumerate(book.sheets)
        if sheet.rows
        for rows in stacked(sheet, words)
    ]
    _give_notes(drafts, book)
    tables = tuple(
        draft
        for draft in drafts
        if draft.kind or any(has_number(book.sheets[draft.sheet].rows[row]) for row in draft.rows)
    )
    prose = {draft.sheet for draft in drafts} - {draft.sheet for draft in tables}
    skipped = [Skipped(book.sheets[number].name, "holds text and no amounts") for number in sorted(prose)]
    book = replace(book, skipped=[*book.skipped, *skipped])
    return BookDraft(book, tables, _agreed(tables, opening_of(book)))


def _give_notes(drafts: list[Draft], book: Book) -> None:
    """Give each table of a text the notes that stand under it, which the reader kept above the next one."""
    for draft, follower in pairwise(drafts):
        above = book.sheets[follower.sheet].caption if follower.rows.start == 0 else ()
        draft.layout.notes.extend(takewhile(lambda line: is_note(line) and not is_caption(line), above))


def _agreed(drafts: Sequence[Draft], opening: DocumentFacts) -> DocumentFacts:
    """Return what the document's opening states, else what most tables state; a unit only if all state the same."""
    named = [max((each.year for each in draft.columns if each.year), default=None) for draft in drafts]
    of_most = DocumentFacts(
        _most([draft.department for draft in drafts]),
        _most([draft.year for draft in drafts]) or _most(named),
        _most([draft.stage for draft in drafts]),
        _only_unit(drafts),
    )
    return opening.completed(of_most)


def _only_unit(stating: Sequence[Draft | DocumentFacts]) -> Unit | None:
    units = {each.unit for each in stating if each.unit}
    return units.pop() if len(units) == 1 else None


def _most(stated: Sequence[T | None]) -> T | None:
    """Return what is stated most often, None where nothing is."""
    most = Counter(each for each in stated if each).most_common(1)
    return most[0][0] if most else None


def shared_facts(all_facts: Sequence[DocumentFacts]) -> DocumentFacts:
    """Return what documents that belong together state; a unit only if all that state one state the same."""
    return replace(reduce(DocumentFacts.completed, all_facts, DocumentFacts()), unit=_only_unit(all_facts))


def units_of(drafts: Sequence[Draft], department: str | None) -> list[str]:
    """Return for each table of a document the unit whose it is, "" where it is the department's.

    It is a unit's, or of the department's own level, where its caption names that, or its title states 单位 and others
    state 部门, and a table of its kind is the department's too: a caption that names another body over the only table
    of its kind is a slip.
    """
    kinds = [
        draft.kind.kind if draft.kind and draft.kind.axis not in {"forms", "text"} else "" for draft in drafts
    ]
    named = [draft.department or "" if kind else "" for draft, kind in zip(drafts, kinds, strict=True)]
    stated = Counter(filter(None, named))
    own = department if department in stated or not stated else stated.most_common(1)[0][0]
    bodies = [whose_money(plain_line(name), own or "", alone=True) for name in named]
    others = [body.name if body else "" for body in bodies]
    words = [found[1] if (found := _WHOSE.match(normalised(draft.layout.title))) else "" for draft in drafts]
    of_departments = {kind for kind, word in zip(kinds, words, strict=True) if word == "部门"}
    own_level = own_level_of(own or "")
    levels = [
        own_level
        if (word == "单位" and kind in of_departments) or speaks_of_own_level(draft.layout.title, own or "")
        else ""
        for kind, word, draft in zip(kinds, words, drafts, strict=True)
    ]
    others = [other or level for other, level in zip(others, levels, strict=True)]
    both = {kind for kind, other in zip(kinds, others, strict=True) if not other}
    return [other if kind in both else "" for kind, other in zip(kinds, others, strict=True)]
