"""What the label cells of one row state: its code, its name, and the coordinates they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from model.classification.catalogue import catalogue
from model.classification.codes import domain_of, is_code, level_of
from model.layout.cells import is_number
from model.lexicon.bodies import names_body
from model.lexicon.lexicon import normalised, one_line
from model.lexicon.names import code_and_name, code_of_column, code_text, join_pieces
from model.messages import Message, message
from model.pattern import pattern
from model.reading.lines import RowContext, read_line
from model.reading.table import RowLabel
from model.source.book import CellValue

_UNIT_ROW = pattern(r"\d{3,}[-－]")
"""A unit's code before its name, in a list of projects: the line is the unit's total."""
_WORDS = pattern(r"[\u4e00-\u9fff]{2}")
"""Words rather than a number or a letter that counts the lines."""

_SECOND_CODE = pattern(r"\S\s*\n\s*[\[［【]\s?\d{3,7}\s?[\]］】]")

Cells = Mapping[int, CellValue]
"""The label cells of a row by their columns."""


class RowCode(NamedTuple):
    """The code of a row, "" for none, and its cell; `pieces` are its 类, 款 and 项 where such columns print it."""

    code: str
    cell: int
    pieces: tuple[str, ...] = ()


class LabelReader:
    """Reads the labels of a panel's rows."""

    def __init__(self, context: RowContext) -> None:
        panel = self._panel = context.panel
        self._context = context
        self._lists_purchases = context.kind.lists
        self._beside = (*panel.further, *panel.aside, panel.unit_code) if self._lists_purchases else ()
        read = {*panel.labels, *panel.aside, *self._beside} - {
            panel.unit_name,
            panel.unit_code,
            -1,
        }
        self.columns = tuple(sorted(read))

    def leans_on_above(self, cells: Cells) -> bool:
        """Return whether a 类 or 款 is left blank before what is printed, so that it is that of the row above."""
        pieces = [code_text(cells[column]) for column in self._panel.pieces]
        printed = [index for index, piece in enumerate(pieces) if piece.isdecimal()]
        return (bool(printed) and not all(pieces[: printed[-1]])) or self._is_short(cells)

    def _is_short(self, cells: Cells) -> bool:
        """Return whether the column of whole codes prints no more than the two digits of a 款."""
        text = code_of_column(cells.get(self._panel.joined)) if self._panel.joined >= 0 else ""
        return len(text) == 2 and text.isdecimal()

    def _holds_two(self, cells: Cells) -> bool:
        """Return whether the name goes on with another code in brackets: the rows of two lines in one."""
        name = cells.get(self._panel.name)
        return isinstance(name, str) and bool(_SECOND_CODE.search(name))

    def code(self, cells: Cells, above: tuple[str, ...]) -> RowCode:
        """Return the code that these cells print below the last code's pieces; a joined one goes before pieces.

        Where no column holds codes, one may stand before the name.
        """
        panel = self._panel
        joined = code_of_column(cells[panel.joined]) if panel.joined >= 0 else ""
        if above and self._is_short(cells) and catalogue().knows(above[0] + joined):
            joined = above[0] + joined
        if is_code(joined):
            # A department may have the number of a 类, and no 类 has the name of a body.
            is_own = level_of(joined) == 1 and names_body(self.name(cells, panel.joined)[0])
            return RowCode("", -1) if is_own else RowCode(joined, panel.joined, _pieces_of(joined))
        pieces = [code_text(cells[column]) for column in panel.pieces]
        code = join_pieces(pieces, list(above))
        if code:
            last = max(index for index, piece in enumerate(pieces) if piece)
            return RowCode(code, panel.pieces[last], _pieces_of(code))
        named = None if panel.codes else cells.get(panel.name)
        code = code_and_name(named)[0] if isinstance(named, str) else ""
        return RowCode(code, panel.name if code else -1)

    def coded(self, cells: Cells, above: tuple[str, ...]) -> tuple[RowLabel, tuple[str, ...]] | None:
        """Return the label and the pieces of a row with one code, else None.

        What it states then depends on nothing but these cells and the last code's pieces (`above`).
        """
        printed = self.code(cells, above)
        if not printed.code or self._holds_two(cells):
            return None
        return self._coded(printed, cells), printed.pieces

    def read(self, cells: Cells) -> RowLabel | Message | None:
        """Return what a row without one code states after those above it, or why it was not understood.

        None is a row without a label and without need of one.
        """
        panel, context = self._panel, self._context
        if not panel.labels:
            is_lost = context.kind.axis == "codes"
            return message("its rows carry no code and no name here") if is_lost else RowLabel("", "", {})
        if self._holds_two(cells):
            return message("its label holds the codes of two rows")
        if not context.pieces and self.leans_on_above(cells):
            return message("its code lacks the class (类), which no row above prints")
        name, name_cell = self.name(cells)
        purchased = self._purchased(name_cell, cells)
        if not name:
            return _purchase("", -1, purchased) if purchased else message("the row has no label")
        if panel.project == name_cell and not panel.codes and not self._is_total(name):
            if context.kind.axis == "codes" and code_text(cells.get(panel.unit_code)) and names_body(name):
                return RowLabel("", name, {"unit": normalised(name)}, -1, name_cell)
            item = {"item": "targets"} if _UNIT_ROW.match(name) else self._project(cells)
            return RowLabel("", name, {"nature": "project", **item}, -1, name_cell)
        if panel.project == name_cell and not names_body(name) and not self._is_total(name):
            return RowLabel("", name, {"nature": "project", **self._project(cells)}, -1, name_cell)
        line = read_line(name, name_cell, context)
        return _purchase(name, name_cell, purchased) if purchased and not self._is_total(name) else line

    def _purchased(self, name_cell: int, cells: Cells) -> list[str]:
        """Return the words beside the name of a purchase that state more of it, in a table that lists purchases."""
        beside = (cells.get(column) for column in self._beside if column != name_cell)
        words = (value for value in beside if isinstance(value, str) and _WORDS.search(value))
        return [one_line(value) for value in words if not self._is_total(value)]

    def _coded(self, printed: RowCode, cells: Cells) -> RowLabel:
        """Return the label of a row with a code; in a list of purchases many share the code they are paid under.

        A line there with the name of a body and no purchase beside it is that unit's total, whatever code it repeats.
        """
        code, cell, _ = printed
        if cell == self._panel.name and not self._panel.codes:
            name, name_cell = code_and_name(str(cells[cell]))[1], cell
        else:
            name, name_cell = self.name(cells, cell)
        means = {str(domain_of(code)): code}
        if not self._lists_purchases or cell == name_cell or not name or self._is_total(name):
            means |= self._nature(cells, name_cell) | self._project(cells)
            return RowLabel(code, name, means, cell, name_cell, level_of(code))
        more = self._purchased(name_cell, cells)
        if names_body(name) and not more:
            return RowLabel(code, name, {"unit": normalised(name)}, cell, name_cell)
        means |= _purchase(name, name_cell, more).coordinates
        return RowLabel(code, name, means, cell, name_cell)

    def name(self, cells: Cells, code_cell: int = -1) -> tuple[str, int]:
        """Return the row's name and its cell: the name column, else the first text among the label columns.

        "" and -1 where it prints none.
        """
        panel = self._panel
        project = -1 if panel.codes else panel.project
        columns = (project, panel.name, panel.unit_name, *panel.labels, *panel.aside, panel.unit_code)
        named = (column for column in columns if column != code_cell and _is_name(cells.get(column)))
        column = next(named, -1)
        return (one_line(str(cells[column])), column) if column >= 0 else ("", -1)

    def _is_total(self, name: str) -> bool:
        reading = self._context.lexicon.read(name)
        return reading.is_bound and reading.roles == {"total"}

    def _nature(self, cells: Cells, name_cell: int) -> dict[str, str]:
        """Return the nature that a cell before a code and its name states: 人员经费, 项目支出."""
        aside = (cells.get(column) for column in self._panel.aside if column != name_cell)
        for value in aside if self._panel.codes else ():
            reading = self._context.lexicon.read(value) if isinstance(value, str) else None
            if reading is not None and reading.is_bound and reading.coordinates.keys() == {"nature"}:
                return {"nature": reading.coordinates["nature"]}
        return {}

    def _project(self, cells: Cells) -> dict[str, str]:
        value = cells.get(self._panel.project)
        return {"item": f"project:{normalised(value)}"} if isinstance(value, str) and value.strip() else {}


def _purchase(name: str, name_cell: int, more: list[str]) -> RowLabel:
    """Take a line that states more than 货物, 工程 or 服务 for one purchase, never for the sum of the kind."""
    item = f"project:{normalised(''.join((name, *more)))}"
    return RowLabel("", name or more[0], {"item": item}, -1, name_cell)


def _pieces_of(code: str) -> tuple[str, str, str]:
    """Return the 类, the 款 and the 项 of a code."""
    return code[:3], code[3:5], code[5:]


def _is_name(value: CellValue) -> bool:
    """Return whether a cell names a row: with words, or with a year (2025年) where each has a row of its own."""
    return isinstance(value, str) and bool(value.strip()) and not is_number(value)
