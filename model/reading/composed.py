"""Rows, columns and panels with what they mean where they stand, as composition.toml says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from model.layout.numbers import is_number
from model.lexicon.composition import PART, Said, Where
from model.lexicon.lexicon import Lexicon, TableKind
from model.messages import message
from model.reading.columns import ReadColumn
from model.reading.composing import Standing, compose
from model.reading.labelled import LabelledRows, RowLabel
from model.reading.panels import PanelColumns
from model.source.book import Sheet


def composed_kind(kind: TableKind, panels: Sequence[PanelColumns], lexicon: Lexicon) -> TableKind:
    """Return the kind of a table with the axis that its panels beside one another tell."""
    said = [Said(number, {"flow": panel.flow} if panel.flow else {}) for number, panel in enumerate(panels)]
    standing = _standing(said, lexicon)
    compose(standing, lexicon.compositions, "panel", Where(axis=kind.axis))
    told = (standing.said[number].coordinates.get("axis", "") for number in standing.number)
    return replace(kind, axis=next(filter(None, told), kind.axis))


def composed_columns(
    panel: PanelColumns, kind: TableKind, lexicon: Lexicon, titled: Mapping[str, str]
) -> list[ReadColumn]:
    """Return the columns of a panel's amounts as they stand beside one another, each of what the title names."""
    columns = panel.amounts
    said = [
        Said(number, {} if column.why else column.coordinates, column.path)
        for number, column in enumerate(columns)
    ]
    standing = _standing(said, lexicon)
    compose(standing, lexicon.compositions, "column", _place(panel, kind))
    return [
        column if column.why else _composed(column, standing.said[number], titled)
        for column, number in zip(columns, standing.number, strict=True)
    ]


def _composed(column: ReadColumn, said: Said, titled: Mapping[str, str]) -> ReadColumn:
    if said.unclear:
        why = message("no word of the lexicon covers the heading {heading}", heading=" / ".join(column.path))
        return replace(column, coordinates={}, year=None, year_shift=None, why=why)
    return replace(column, coordinates={**titled, **said.coordinates})


def composed_rows(
    rows: LabelledRows, sheet: Sheet, panel: PanelColumns, kind: TableKind, lexicon: Lexicon
) -> LabelledRows:
    """Return the rows of a panel as they stand above and below one another."""
    said = [Said(number, label.coordinates, (label.name,)) for number, label in enumerate(rows.labels)]
    standing = _standing(said, lexicon)
    standing.number = rows.label
    row, columns = rows.row, [column.number for column in panel.amounts if column.why is None]
    standing.states = lambda at: any(_states(sheet, int(row[at]), each) for each in columns)
    standing.alike = lambda at, other: all(
        sheet.value(int(row[at]), each) == sheet.value(int(row[other]), each) for each in columns
    )
    compose(standing, lexicon.compositions, "row", _place(panel, kind))
    made = standing.said[len(said) :]
    labels = [_labelled(rows.labels[one.number], one.coordinates) for one in made]
    return rows.with_labels(standing.number, [*rows.labels, *labels]) if made else rows


def _labelled(label: RowLabel, coordinates: Mapping[str, str]) -> RowLabel:
    """Return a label of other coordinates; that of a part does not stand for the code that it prints."""
    is_part = coordinates.get("item", "").startswith(f"{PART}:")
    code, cell = ("", -1) if is_part else (label.code, label.code_cell)
    return label._replace(code=code, code_cell=cell, coordinates=coordinates)


def _states(sheet: Sheet, row: int, column: int) -> bool:
    """Tell whether a cell states an amount other than zero: a zero below a total takes nothing from it."""
    value = sheet.value(row, column)
    return is_number(value) and value not in {0.0, "0", "0.00"}


def _place(panel: PanelColumns, kind: TableKind) -> Where:
    flow = panel.flow or kind.means.get("flow", "")
    names = frozenset({str(panel.domain)})
    return Where(kind.axis, flow, panel.flow, names, bool(panel.codes), kind.means.get("item", ""))


def _standing(said: list[Said], lexicon: Lexicon) -> Standing:
    return Standing(said, np.arange(len(said), dtype=np.int32), lambda text: lexicon.read(text).roles)
