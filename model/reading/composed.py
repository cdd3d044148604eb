"""Rows, columns and panels with what they mean where they stand, as composition.toml says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from model.layout.cells import is_number
from model.lexicon.composition import PART, Element, Where
from model.lexicon.lexicon import Lexicon, TableKind
from model.reading.columns import ReadColumn
from model.reading.columns import not_covered as heading_not_covered
from model.reading.composing import Arrangement, compose
from model.reading.labelled import LabelledRows, RowLabel
from model.reading.lines import not_covered
from model.reading.panels import PanelColumns
from model.reading.rows import UnreadRow
from model.source.book import Sheet


def composed_kind(kind: TableKind, panels: Sequence[PanelColumns], lexicon: Lexicon) -> TableKind:
    """Return the kind of a table with the axis that its panels beside one another tell."""
    elements = [
        Element(number, {"flow": panel.flow} if panel.flow else {}) for number, panel in enumerate(panels)
    ]
    arrangement = _arranged(elements, lexicon)
    compose(arrangement, lexicon.compositions, "panel", Where(axis=kind.axis))
    axes = (arrangement.elements[number].coordinates.get("axis", "") for number in arrangement.number)
    return replace(kind, axis=next(filter(None, axes), kind.axis))


def composed_columns(
    panel: PanelColumns, kind: TableKind, lexicon: Lexicon, titled: Mapping[str, str]
) -> list[ReadColumn]:
    """Return the columns of a panel's amounts as they stand beside one another, each of what the title names."""
    columns = panel.amounts
    elements = [
        Element(number, {} if column.why else column.coordinates, column.path)
        for number, column in enumerate(columns)
    ]
    arrangement = _arranged(elements, lexicon)
    compose(arrangement, lexicon.compositions, "column", _place(panel, kind))
    return [
        column if column.why else _composed(column, arrangement.elements[number], titled)
        for column, number in zip(columns, arrangement.number, strict=True)
    ]


def _composed(column: ReadColumn, element: Element, titled: Mapping[str, str]) -> ReadColumn:
    if element.unclear:
        return ReadColumn(column.number, column.path, column.role, why=heading_not_covered(column.path))
    return replace(column, coordinates={**titled, **element.coordinates})


def composed_rows(
    rows: LabelledRows, sheet: Sheet, panel: PanelColumns, kind: TableKind, lexicon: Lexicon
) -> tuple[LabelledRows, list[UnreadRow]]:
    """Return the rows of a panel as they stand above and below one another, and those that are unclear there."""
    elements = [Element(number, label.coordinates, (label.name,)) for number, label in enumerate(rows.labels)]
    arrangement = _arranged(elements, lexicon)
    arrangement.number = rows.label
    row, columns = rows.row, [column.number for column in panel.amounts if column.why is None]
    arrangement.states = lambda at: any(_states(sheet, int(row[at]), each) for each in columns)
    arrangement.alike = lambda at, other: all(
        sheet.value(int(row[at]), each) == sheet.value(int(row[other]), each) for each in columns
    )
    compose(arrangement, lexicon.compositions, "row", _place(panel, kind))
    made = arrangement.elements[len(elements) :]
    if not made:
        return rows, []
    labels = [_labelled(rows.labels[one.number], one.coordinates) for one in made]
    rows = rows.with_labels(arrangement.number, [*rows.labels, *labels])
    unclear = np.array([one.unclear for one in arrangement.elements], dtype=np.bool_)[arrangement.number]
    unread = [UnreadRow(each.row, not_covered(each.name)) for each in rows.only(np.flatnonzero(unclear))]
    return rows.only(np.flatnonzero(~unclear)), unread


def _labelled(label: RowLabel, coordinates: Mapping[str, str]) -> RowLabel:
    """Return a label of other coordinates; that of a part does not stand for the code that it prints."""
    is_part = coordinates.get("item", "").startswith(f"{PART}:")
    code, cell = ("", -1) if is_part else (label.code, label.code_cell)
    return label._replace(code=code, code_cell=cell, coordinates=coordinates)


def _states(sheet: Sheet, row: int, column: int) -> bool:
    """Return whether a cell states an amount other than zero: a zero below a total takes nothing from it."""
    value = sheet.value(row, column)
    return is_number(value) and value not in {0.0, "0", "0.00"}


def _place(panel: PanelColumns, kind: TableKind) -> Where:
    flow = panel.flow or kind.means.get("flow", "")
    names = frozenset({str(panel.domain)})
    return Where(kind.axis, flow, panel.flow, names, bool(panel.codes), kind.means.get("item", ""))


def _arranged(elements: list[Element], lexicon: Lexicon) -> Arrangement:
    return Arrangement(
        elements, np.arange(len(elements), dtype=np.int32), lambda text: lexicon.read(text).roles
    )
