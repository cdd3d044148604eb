"""What the label cells of one row say: its code, its name, and the coordinates they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from model.classification.codes import domain_of, is_code, level_of
from model.layout.cells import is_number
from model.lexicon.bodies import names_body
from model.lexicon.lexicon import Lexicon, TableKind, normalised, one_line
from model.lexicon.names import code_before_name, code_text, join_pieces
from model.lexicon.wording import year_alone
from model.messages import Message, message
from model.reading.labelled import RowLabel
from model.reading.lines import Context, read_line
from model.reading.panels import PanelColumns
from model.source.book import CellValue

_UNIT_ROW = re.compile(r"\d{3,}[-－]")
"""A unit's code before its name, in a list of projects: the line is the unit's total."""

_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
"""Words rather than a number or a letter that counts the lines."""

Cells = Mapping[int, CellValue]
"""The label cells of a row by their columns."""


class CodedLabel(NamedTuple):
    """The label of a row that prints a code; `pieces` are its 类, 款 and 项 where such columns print it."""

    label: RowLabel
    pieces: tuple[str, ...]


class LabelReader:
    """Reads the labels of a panel's rows. `has_units` tells that a column names the unit of each row."""

    def __init__(self, panel: PanelColumns, lexicon: Lexicon, kind: TableKind) -> None:
        self._panel = panel
        self._lexicon = lexicon
        self._kind = kind
        self.has_units = False
        self._lists_purchases = kind.means.get("item") == "procurement"
        self._beside = (*panel.further, *panel.aside, panel.unit_code) if self._lists_purchases else ()
        read = {*panel.labels, *panel.aside, *self._beside} - {panel.unit_name, panel.unit_code, -1}
        self.columns = tuple(sorted(read))

    def printed_name(self, cells: Cells) -> tuple[str, int]:
        """Return the name that a row prints and its column; "" and -1 where it prints none."""
        if not self._panel.labels:
            return "", -1
        project = cells.get(self._panel.project)
        if _is_name(project):
            return one_line(str(project)), self._panel.project
        return self._name(cells, -1)

    def leans_on_above(self, cells: Cells) -> bool:
        """Return whether a 类 or 款 is left blank before what is printed, so that it is that of the row above."""
        pieces = [code_text(cells[column]) for column in self._panel.pieces]
        printed = [index for index, piece in enumerate(pieces) if piece]
        return bool(printed) and not all(pieces[: printed[-1]])

    def code(self, cells: Cells, above: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Return the code that these cells print below the last code's pieces, "" for none, and its own pieces."""
        code, _, pieces = self._code(cells, above)
        return code, pieces

    def coded(self, cells: Cells, above: tuple[str, ...]) -> CodedLabel | None:
        """Return the label of a row with a code and a name in the column of names, else None.

        What it says then depends on nothing but these cells and the last code's pieces (`above`).
        """
        code, cell, pieces = self._code(cells, above)
        name_cell = self._panel.name
        if not code or (
            self._panel.unit_name >= 0 and not self.has_units and not _is_name(cells.get(name_cell))
        ):
            return None
        return CodedLabel(self._coded(code, cell, cells), pieces)

    def read(self, cells: Cells, context: Context) -> RowLabel | Message | None:
        """Return what a row says after those above it, or why it was not understood.

        None is a row without a label and without need of one.
        """
        panel = self._panel
        if not panel.labels:
            is_lost = self._kind.axis == "codes"
            return message("its rows carry no code and no name here") if is_lost else RowLabel("", "", {})
        code, cell, pieces = self._code(cells, context.pieces)
        if code:
            context.last_code, context.pieces = code, pieces or context.pieces
            return self._coded(code, cell, cells)
        name, name_cell = self._name(cells, cell)
        if not panel.codes and _is_name(cells.get(panel.project)):
            name, name_cell = one_line(str(cells[panel.project])), panel.project
        if not name:
            purchased = self._purchased(-1, cells) if self._lists_purchases else []
            return _purchase_line("", -1, purchased) if purchased else message("the row has no label")
        if panel.project == name_cell and not panel.codes and not self._is_total(name):
            item = {"item": "targets"} if _UNIT_ROW.match(name) else self._project(cells)
            return RowLabel("", name, {"nature": "project", **item}, -1, name_cell)
        line = read_line(name, name_cell, panel, self._lexicon, self._kind, context)
        return self._purchase(name, name_cell, cells) or line

    def _purchase_of_code(self, code: str, name: str, name_cell: int, cells: Cells) -> dict[str, str]:
        """Return what a line of a list of purchases means that prints the code it is paid under: many share one code.

        A line with the name of a body and no purchase beside it is that unit's total, whatever code it repeats.
        """
        more = self._purchased(name_cell, cells)
        if names_body(name) and not more:
            return {"unit": normalised(name)}
        return {str(domain_of(code)): code, "item": f"project:{normalised(''.join((name, *more)))}"}

    def _purchased(self, name_cell: int, cells: Cells) -> list[str]:
        """Return the words beside the name of a purchase that say more of it."""
        return [
            one_line(value)
            for value in (cells.get(column) for column in self._beside if column != name_cell)
            if isinstance(value, str) and _WORDS.search(value) and not self._is_total(value)
        ]

    def _purchase(self, name: str, name_cell: int, cells: Cells) -> RowLabel | None:
        """Take a line that says more than 货物, 工程 or 服务 for one purchase, never for the sum of the kind."""
        more = self._purchased(name_cell, cells)
        if not more or self._is_total(name):
            return None
        return _purchase_line(name, name_cell, more)

    def _coded(self, code: str, cell: int, cells: Cells) -> RowLabel:
        if cell == self._panel.name and not self._panel.codes:
            name, name_cell = code_before_name(str(cells[cell]))[1], cell
        else:
            name, name_cell = self._name(cells, cell)
        if self._lists_purchases and cell != name_cell and name and not self._is_total(name):
            return RowLabel(code, name, self._purchase_of_code(code, name, name_cell, cells), cell, name_cell)
        coordinates = {str(domain_of(code)): code, **self._project(cells)}
        return RowLabel(code, name, coordinates, cell, name_cell, level_of(code))

    def _code(self, cells: Cells, above: tuple[str, ...]) -> tuple[str, int, tuple[str, ...]]:
        """Return the code, the cell that prints it and its pieces; a joined code goes before its pieces."""
        panel = self._panel
        if panel.joined >= 0:
            joined = code_text(cells[panel.joined])
            if is_code(joined):
                return joined, panel.joined, ()
        pieces = [code_text(cells[column]) for column in panel.pieces]
        code = join_pieces(pieces, list(above))
        if not code:
            code = self._code_of_name(cells)
            return code, panel.name if code else -1, ()
        last = max(index for index, piece in enumerate(pieces) if piece)
        return code, panel.pieces[last], (code[:3], code[3:5], code[5:])

    def _code_of_name(self, cells: Cells) -> str:
        """Return the code that stands before the name in the column of names, where no column holds codes."""
        value = None if self._panel.codes else cells.get(self._panel.name)
        return code_before_name(value)[0] if isinstance(value, str) else ""

    def _name(self, cells: Cells, code_cell: int) -> tuple[str, int]:
        """Return the row's name and its cell: the name column, else the first text among the label columns."""
        for column in self._name_columns(code_cell):
            value = cells.get(column)
            if isinstance(value, str) and _is_name(value):
                return one_line(value), column
        return "", -1

    def _name_columns(self, code_cell: int) -> Iterator[int]:
        """Yield the columns that may hold a name; a unit that has a column of its own does not name a code."""
        panel = self._panel
        hidden = {code_cell, panel.unit_name} if self.has_units and code_cell >= 0 else {code_cell}
        project = -1 if panel.codes else panel.project
        for column in (project, panel.name, panel.unit_name, *panel.labels, *panel.aside, panel.unit_code):
            if column not in hidden:
                yield column

    def _is_total(self, name: str) -> bool:
        reading = self._lexicon.read(name)
        return reading.is_bound and reading.roles == {"total"}

    def _project(self, cells: Cells) -> dict[str, str]:
        value = cells.get(self._panel.project)
        if isinstance(value, str) and value.strip():
            return {"item": f"project:{normalised(value)}"}
        return {}


def _purchase_line(name: str, name_cell: int, more: Sequence[str]) -> RowLabel:
    """Return the line of one purchase, which its name and the words beside it tell from others."""
    told = "".join((name, *more))
    return RowLabel("", name or more[0], {"item": f"project:{normalised(told)}"}, -1, name_cell)


def _is_name(value: CellValue) -> bool:
    """Return whether a cell names a row: with words, or with a year where each year has a row of its own."""
    if not isinstance(value, str) or not value.strip():
        return False
    return not is_number(value) or (value.strip().endswith("年") and year_alone(value) is not None)
