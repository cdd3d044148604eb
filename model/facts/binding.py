"""Tables and sentences become facts, with their coordinates.

Of tables every cell at a bound row and a bound column, with the coordinates of both; of sentences every amount whose
subject was read, with its precision and its span.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from model.facts.column import AmountCells, PanelPlace, RowMembers, amount_cells, bind_column
from model.facts.cube import CODE_DIMENSIONS, DIMENSIONS, Facts, Members, Span, join
from model.facts.unread import counted_decimals, usual_decimals
from model.layout.cells import is_number
from model.lexicon.lexicon import Lexicon, TableKind, normalised
from model.lexicon.vocabulary import without_remarks
from model.messages import message
from model.pace import Advance, unhurried
from model.reading.prose.claim import Claim, Measure
from model.reading.prose.coordinates import NAMED
from model.reading.table import Table, Unbound, labelled
from model.source.book import Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]
    Booleans = NDArray[np.bool_]

_REFINED_BY_TITLE = frozenset({"source", "nature"})
_SAMPLE = 2000
"""Rows of a panel looked at to find how many decimals its table prints."""
Key = tuple[int, ...]
"""Coordinates as the numbers of a cube, in the order of its dimensions."""
_NUMBERED = (*CODE_DIMENSIONS, "year")


def bind_all(
    tables: Sequence[Table],
    sheets: Sequence[Sheet],
    lexicon: Lexicon,
    advance: Advance = unhurried,
) -> tuple[Facts, list[tuple[Unbound, ...]]]:
    """Return the cube of all tables, and for each table the cells that could not be bound.

    `advance` is called after every column with its rows, and may raise to end the work.
    """
    return bind_from(0, tables, sheets, lexicon, Members.of(lexicon), advance)


def bind_from(
    first: int,
    tables: Sequence[Table],
    sheets: Sequence[Sheet],
    lexicon: Lexicon,
    members: Members,
    advance: Advance = unhurried,
) -> tuple[Facts, list[tuple[Unbound, ...]]]:
    """Return what `bind_all` does of tables that are numbered from `first` on, with members that may grow."""
    kinds = {kind.kind: kind for kind in lexicon.kinds}
    facts: list[Facts] = []
    unbound: list[tuple[Unbound, ...]] = []
    for number, (table, sheet) in enumerate(zip(tables, sheets, strict=True), first):
        shared = _shared_coordinates(table, kinds[table.kind], lexicon) if table.kind else {}
        missing = list(table.unbound)
        if table.unit is None:
            missing += _without_unit(table, sheet)
        else:
            for place, cells in _columns(table, number, sheet, shared):
                bound, odd = bind_column(place, cells, lexicon, members)
                missing += odd
                if len(bound):
                    facts.append(bound)
                advance(len(place.rows))
        unbound.append(tuple(missing))
    return join(facts, members), unbound


def _columns(
    table: Table, number: int, sheet: Sheet, shared: dict[str, str]
) -> list[tuple[PanelPlace, AmountCells]]:
    """Return the columns of a table's amounts, each with what it shares with its panel."""
    assert table.unit is not None
    panels = [labelled(panel.rows) for panel in table.panels]
    cells = [
        [amount_cells(sheet, rows, column) for column in panel.columns]
        for rows, panel in zip(panels, table.panels, strict=True)
    ]
    counts: Counter[int] = Counter()
    for column in (column for columns in cells for column in columns):
        counts += counted_decimals(column.values[:_SAMPLE], column.formats[:_SAMPLE].tolist())
    decimals = usual_decimals(counts)
    return [
        (place, column)
        for index, (rows, columns) in enumerate(zip(panels, cells, strict=True))
        for place in (
            PanelPlace(number, index, rows, RowMembers(rows), shared, table.unit, decimals, table.realigned),
        )
        for column in columns
    ]


def _without_unit(table: Table, sheet: Sheet) -> list[Unbound]:
    """Return all numbers of a table whose money unit is not known."""
    why = message("the table states no unit")
    return [
        Unbound(row.row, column.column, why)
        for panel in table.panels
        for row in panel.rows
        for column in panel.columns
        if is_number(sheet.value(row.row, column.column - row.shift))
    ]


def _shared_coordinates(table: Table, kind: TableKind, lexicon: Lexicon) -> dict[str, str]:
    """Return what all amounts of a table share: its kind's meaning, refined by the source and nature in its title."""
    shared = dict(kind.means)
    titled = lexicon.read(without_remarks(normalised(table.title))).coordinates
    for name in _REFINED_BY_TITLE & titled.keys():
        dimension = lexicon.dimensions[name]
        shared[name] = dimension.refine(shared.get(name, dimension.root), titled[name]) or shared[name]
    if not _is_of_nature(table, shared.get("nature", ""), lexicon):
        del shared["nature"]
    if table.stage:
        shared["stage"] = table.stage
    if table.year:
        shared["year"] = str(table.year)
    if table.body:
        shared["unit"] = normalised(table.body)
    return shared


def _is_of_nature(table: Table, nature: str, lexicon: Lexicon) -> bool:
    """Return whether the lines that name a nature name that of the kind: with 人员类 a table is not of projects."""
    dimension = lexicon.dimensions["nature"]
    labels = (label for panel in table.panels for label in labelled(panel.rows).labels)
    stated = {label.coordinates.get("nature", nature) for label in labels}
    return not nature or all(each == nature or dimension.is_under(each, nature) for each in stated)


def with_sentences(cells: Facts, documents: Sequence[Sequence[Claim]]) -> Facts:
    """Return a cube of cells with the facts of each document's claims behind them; the cells keep their numbers.

    A claim states an amount where it measures one and its subject was read. Where no document states any, the cube
    is returned as it is.
    """
    stated = [
        (document, number, claim)
        for document, claims in enumerate(documents)
        for number, claim in enumerate(claims)
        if claim.measure is Measure.AMOUNT and claim.is_bound
    ]
    return join([cells, _facts(stated, cells.members)], cells.members) if stated else cells


def _facts(stated: Sequence[tuple[int, int, Claim]], members: Members) -> Facts:
    claims = [claim for _, _, claim in stated]
    keys = np.array([_numbers(claim.coordinates, members) for claim in claims], dtype=np.int32)
    nowhere: NDArray[np.int32] = np.full(len(claims), -1, dtype=np.int32)
    return Facts(
        amount=np.array([claim.amount for claim in claims], dtype=np.int64),
        half=np.array([claim.half for claim in claims], dtype=np.int64),
        stated=np.ones(len(claims), dtype=np.bool_),
        as_text=np.zeros(len(claims), dtype=np.bool_),
        table=nowhere,
        panel=nowhere,
        row=nowhere,
        column=nowhere,
        coordinates={name: keys[:, place] for place, name in enumerate(DIMENSIONS)},
        members=members,
        spans=tuple(
            Span(document, number, claim.paragraph, claim.start, claim.end, claim.provenance)
            for document, number, claim in stated
        ),
    )


def _numbers(coordinates: Mapping[str, str], members: Members) -> Key:
    """Return coordinates as numbers of a cube; members that it does not know yet are added."""
    named = in_cube(coordinates)
    return tuple(members.number(name, named[name]) if name in named else 0 for name in DIMENSIONS)


def known_numbers(coordinates: Mapping[str, str], members: Members) -> Key | None:
    """Return coordinates as numbers of a cube, None where no fact of it can have them."""
    named = in_cube(coordinates)
    key: list[int] = []
    for name in DIMENSIONS:
        member = named.get(name)
        if member is None:
            key.append(0)
        elif name in _NUMBERED:
            key.append(int(member))
        elif member in members.numbers[name]:
            key.append(members.numbers[name][member])
        else:
            return None
    return tuple(key)


def in_cube(coordinates: Mapping[str, str]) -> Mapping[str, str]:
    """Return coordinates as the cube has them: what only the document names is an item of its own."""
    if NAMED not in coordinates:
        return coordinates
    item = coordinates.get("item", NAMED)
    return {**coordinates, "item": f"{item}:{coordinates[NAMED]}"}
