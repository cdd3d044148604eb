"""Rows: the code and name each prints, and what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from model.classification.catalogue import catalogue
from model.classification.codes import Domain, domain_of, is_code, level_of
from model.lexicon.lexicon import COLUMN_ROLES, Lexicon, TableKind, normalised
from model.messages import Message, message
from model.recognition.codes import code_text, join_pieces
from model.recognition.columns import PanelColumns
from model.recognition.names import named_code
from model.recognition.numbers import is_number
from model.recognition.slips import lost_cells
from model.recognition.table import LabelledRow
from model.source.book import Sheet

_UNIT_ROW = re.compile(r"\d{3,}[-－]")
"""A unit's code before its name, in a list of projects: the line is the unit's total."""


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A row whose label could not be understood."""

    row: int
    why: Message


@dataclass(slots=True)
class _Context:
    """What the rows above say of the rows below."""

    source_below: str = ""
    pieces: tuple[str, ...] = ()
    last_code: str = ""
    seen_total: bool = False


def read_rows(
    sheet: Sheet, panel: PanelColumns, data: list[int], lexicon: Lexicon, kind: TableKind
) -> tuple[list[LabelledRow], list[UnreadRow]]:
    """Return the rows of a panel that were understood, and those that were not."""
    context = _Context()
    rows: list[LabelledRow] = []
    unread: list[UnreadRow] = []
    for row in data:
        read = _read_row(sheet, row, panel, lexicon, kind, context)
        if isinstance(read, LabelledRow):
            shift = 0 if read.code else lost_cells(sheet, row, panel)
            rows.append(replace(read, shift=shift) if shift else read)
        elif read is not None:
            unread.append(UnreadRow(row, read))
    return rows, unread


def _read_row(
    sheet: Sheet, row: int, panel: PanelColumns, lexicon: Lexicon, kind: TableKind, context: _Context
) -> LabelledRow | Message | None:
    """Return the row, None for one without a label and without need of one, or why it was not understood."""
    if not panel.labels and kind.axis == "codes":
        return message("its rows carry no code and no name here")
    if not panel.labels:
        return LabelledRow(row, "", "", {})
    code, cell = _code(sheet, row, panel, context)
    name, name_cell = _name(sheet, row, panel, cell)
    if code:
        context.last_code = code
        coordinates = {str(domain_of(code)): code, **_project(sheet, row, panel)}
        return LabelledRow(row, code, name, coordinates, cell, name_cell, level_of(code))
    if not name:
        return message("the row has no label")
    if panel.project == name_cell and not panel.codes:
        item = {"item": "targets"} if _UNIT_ROW.match(name) else _project(sheet, row, panel)
        return LabelledRow(row, "", name, {"nature": "project", **item}, -1, name_cell)
    return _line(row, name, name_cell, panel, lexicon, kind, context)


def _code(sheet: Sheet, row: int, panel: PanelColumns, context: _Context) -> tuple[str, int]:
    """Return the row's code and the cell that prints it; a joined code goes before its pieces."""
    if panel.joined >= 0:
        joined = code_text(sheet.value(row, panel.joined))
        if is_code(joined):
            return joined, panel.joined
    pieces = [code_text(sheet.value(row, column)) for column in panel.pieces]
    code = join_pieces(pieces, list(context.pieces))
    if not code:
        return "", -1
    context.pieces = (code[:3], code[3:5], code[5:])
    last = max(index for index, piece in enumerate(pieces) if piece)
    return code, panel.pieces[last]


def _name(sheet: Sheet, row: int, panel: PanelColumns, code_cell: int) -> tuple[str, int]:
    """Return the row's name and its cell: the name column, else the first text among the label columns."""
    for column in (panel.name, panel.unit_name, *panel.labels, *panel.aside):
        value = sheet.value(row, column) if column >= 0 and column != code_cell else None
        if isinstance(value, str) and value.strip() and not is_number(value):
            return " ".join(value.split()), column
    return "", -1


def _project(sheet: Sheet, row: int, panel: PanelColumns) -> dict[str, str]:
    value = sheet.value(row, panel.project) if panel.project >= 0 else None
    if isinstance(value, str) and value.strip():
        return {"item": f"project:{normalised(value)}"}
    return {}


def _line(
    row: int,
    name: str,
    cell: int,
    panel: PanelColumns,
    lexicon: Lexicon,
    kind: TableKind,
    context: _Context,
) -> LabelledRow | Message | None:
    """Read a row that prints no code: a total, a named line, a 类 by its name, or a unit above the codes.

    A row whose label is a heading's word (栏次 with the columns' numbers) is no row of amounts: None.
    """
    if panel.flow == "expenditure" or kind.axis == "codes":
        code = named_code(name, Domain.FUNCTION) if kind.axis == "lines" else ""
        if code:
            return LabelledRow(row, "", name, {"flow": "expenditure", "function": code}, -1, cell, 1)
    reading = lexicon.read(name)
    if not reading.is_bound:
        return _unknown_line(row, name, cell, panel, kind, context)
    if reading.roles & COLUMN_ROLES:
        return None
    coordinates = dict(reading.coordinates)
    if reading.roles & {"total"} and not coordinates:
        context.seen_total, context.source_below = True, ""
        if panel.flow and kind.axis == "lines":
            coordinates = {"source": "all"} if panel.flow == "revenue" else {"flow": "outlay"}
        return LabelledRow(row, "", name, coordinates, -1, cell)
    return LabelledRow(row, "", name, _below(coordinates, lexicon, context), -1, cell)


def _below(coordinates: dict[str, str], lexicon: Lexicon, context: _Context) -> dict[str, str]:
    """Read a source's name below a line for money brought forward as what that source brought forward."""
    source = coordinates.get("source", "")
    below = lexicon.dimensions["source"].below
    if source in below:
        context.source_below = source
    elif context.source_below and source in below[context.source_below]:
        return {**coordinates, "source": below[context.source_below][source]}
    elif source or "flow" in coordinates:
        context.source_below = ""
    return coordinates


def _unknown_line(
    row: int, name: str, cell: int, panel: PanelColumns, kind: TableKind, context: _Context
) -> LabelledRow | Message:
    """Take an unknown name above the first code for a unit, one below a code for that of a code left out."""
    is_unit = panel.unit_name >= 0 or (kind.axis == "codes" and context.seen_total and not context.last_code)
    if is_unit:
        return LabelledRow(row, "", name, {"unit": normalised(name)}, -1, cell)
    code = _code_of_name(name, context) if kind.axis == "codes" else ""
    if code:
        return LabelledRow(row, code, name, {str(domain_of(code)): code}, -1, cell, level_of(code))
    return message("no word of the lexicon covers the label {label}", label=name)


def _code_of_name(name: str, context: _Context) -> str:
    """Return the one code under the last 款 that has this name, "" where none or several have."""
    if not context.last_code:
        return ""
    domain = domain_of(context.last_code)
    under = context.last_code[: 5 if domain is Domain.FUNCTION else 3]
    found = [code for code in catalogue().by_name(name, domain) if code.startswith(under)] if domain else []
    return found[0] if len(found) == 1 and found[0] != context.last_code else ""
