"""One table of a disclosure read anew as a mapping states; everything else in the disclosure stays as it was read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from model.disclosure import Disclosure
from model.facts.binding import bind_all, bind_from
from model.facts.cube import join
from model.layout.layout import lay_out, stacked
from model.lexicon.lexicon import lexicon
from model.reading.candidates.candidate import Paper
from model.reading.drafting import Draft, draft_table, name_of
from model.reading.finishing import finish_table
from model.reading.opening import DocumentFacts

if TYPE_CHECKING:
    from model.facts.cube import Facts
    from model.mapping.mapping import TableMapping
    from model.reading.table import Choice, Table
    from model.source.book import Sheet


def sheet_of(disclosure: Disclosure, table: Table) -> Sheet:
    """Return the sheet in which a table of a disclosure stands."""
    return disclosure.documents[table.document].book.sheets[table.sheet]


def drafted(disclosure: Disclosure, table: Table, mapping: TableMapping | None = None) -> Draft:
    """Return the draft of a table of a disclosure, read as a mapping states where one is given that fits it."""
    sheet, words = sheet_of(disclosure, table), lexicon()
    rows = _rows_of(sheet, table)
    return draft_table(sheet, table.sheet, rows, words, mappings=() if mapping is None else (mapping,))


def _rows_of(sheet: Sheet, table: Table) -> range:
    return next(rows for rows in reversed(stacked(sheet, lexicon())) if rows.start <= table.top)


def known_by(disclosure: Disclosure, table: Table) -> TableMapping | None:
    """Return the mapping that names a table and states nothing of it; None where the name is that of several."""
    from model.mapping.mapping import TableMapping, one_line, year_free

    def named(one: Table) -> TableMapping:
        sheet = sheet_of(disclosure, one)
        rows = _rows_of(sheet, one)
        title = one_line(name_of(sheet, rows, lay_out(sheet, lexicon(), rows)))
        nameless = sheet.first_line > 0 and year_free(title)
        return TableMapping(title=title, sheet="" if nameless else one_line(sheet.name))

    name = named(table)
    where = name.key[1]
    alike = (
        one
        for one in disclosure.tables
        if one is not table
        and one.title == table.title
        and where in {"", year_free(one_line(sheet_of(disclosure, one).name))}
    )
    return None if not any(name.key) or any(named(one).key == name.key for one in alike) else name


def read_as(disclosure: Disclosure, table: Table, mapping: TableMapping) -> Table:
    """Return a table read as a mapping states; its title and its notes stay, and all its cells are bound anew later."""
    document = disclosure.documents[table.document]
    common = DocumentFacts(document.department, document.year, document.stage, document.unit)
    draft = drafted(disclosure, table, mapping)
    read = finish_table(draft, sheet_of(disclosure, table), table.document, common, lexicon())
    return replace(read, title=table.title, empty_note=table.empty_note, top=table.top, body=table.body)


def alone(disclosure: Disclosure, table: Table) -> Disclosure:
    """Return the disclosure as if it held one table and no prose."""
    document = replace(disclosure.documents[table.document], claims=())
    facts, (unbound,) = bind_all([table], [sheet_of(disclosure, table)], lexicon())
    only = (replace(table, document=0, unbound=unbound),)
    return Disclosure((replace(document, tables=only),), only, facts)


def with_table(disclosure: Disclosure, number: int, table: Table) -> Disclosure:
    """Return the disclosure with another reading of the table of a number, its facts in the place of the old ones."""
    facts, old = disclosure.cells, disclosure.tables[number]
    sheet = sheet_of(disclosure, table)
    bound, (unbound,) = bind_from(number, [table], [sheet], lexicon(), facts.members)
    new = replace(table, unbound=unbound)
    before, after = facts.only(facts.table < number), facts.only(facts.table > number)
    return _in_place(disclosure, old, new, join([before, bound, after], facts.members))


def with_choice(disclosure: Disclosure, number: int, choice: Choice) -> Disclosure:
    """Return the disclosure with the reasons why the table of a number is read so, which no auditor stated."""
    old = disclosure.tables[number]
    new = replace(old, mapping=None, choice=choice)
    return _in_place(disclosure, old, new, disclosure.cells)


def _in_place(disclosure: Disclosure, old: Table, new: Table, cells: Facts) -> Disclosure:
    """Return the disclosure with one table in the place of another, and these facts of cells."""

    def tables(some: tuple[Table, ...]) -> tuple[Table, ...]:
        return tuple(new if each is old else each for each in some)

    documents = tuple(replace(each, tables=tables(each.tables)) for each in disclosure.documents)
    return Disclosure(documents, tables(disclosure.tables), cells)


def paper_of(disclosure: Disclosure, table: Table, name: TableMapping) -> Paper:
    """Return what candidates of a table are proposed from; `name` is the mapping that names it and states nothing."""
    return Paper(sheet_of(disclosure, table), drafted(disclosure, table), table, name, lexicon())
