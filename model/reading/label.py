"""What the label cells of one row say: its code, its name, and the coordinates they mean.

A row that prints no code is a total, a named line, a 类 by its name, a unit above its codes, or a part of the line
above.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from model.classification.catalogue import catalogue
from model.classification.codes import Domain, domain_of, is_code, level_of
from model.layout.cells import is_number
from model.lexicon.bodies import names_body
from model.lexicon.lexicon import COLUMN_ROLES, OF_WHICH, Lexicon, TableKind, normalised, one_line
from model.lexicon.names import code_before_name, code_text, join_pieces, named_anywhere, named_code
from model.lexicon.outline import Outline
from model.lexicon.wording import year_alone
from model.messages import Message, message
from model.reading.columns import stated_year
from model.reading.panels import PanelColumns
from model.reading.table import RowLabel
from model.source.book import CellValue

_UNIT_ROW = re.compile(r"\d{3,}[-－]")
"""A unit's code before its name, in a list of projects: the line is the unit's total."""
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
"""Words rather than a number or a letter that counts the lines."""
Cells = Mapping[int, CellValue]
"""The label cells of a row by their columns."""


def not_covered(label: str) -> Message:
    """Return the reason why a row is not read whose label says nothing known."""
    return message("no word of the lexicon covers the label {label}", label=label)


@dataclass(slots=True)
class RowContext:
    """What a row is read by: its panel, and what the rows above say of those below.

    `year` is the table's, `pieces` are the last code's 类, 款 and 项, `domain` is that of all codes which the panel
    prints. `whole` is what the rows right above leave of a 类 of the economic classification below: a total all of
    it, a unit or 基本支出 its own; None where they are of something else. `outline` says what the names of lines
    without codes mean, `heads` are rows that head a list of their own, such as a unit's, `row` is the row that is
    read, `above` what the last one means.
    """

    panel: PanelColumns
    kind: TableKind
    lexicon: Lexicon
    year: int | None = None
    pieces: tuple[str, ...] = ()
    last_code: str = ""
    seen_total: bool = False
    whole: Mapping[str, str] | None = field(default_factory=dict)
    outline: Outline | None = None
    heads: frozenset[int] = frozenset()
    domain: Domain | None = None
    row: int = -1
    above: Mapping[str, str] = field(default_factory=dict)


def read_line(name: str, cell: int, context: RowContext) -> RowLabel | Message | None:
    """Return what a row means by its name alone, or why it was not understood; keep what it says of those below.

    A row whose label is a heading's word (栏次 with the columns' numbers) is no row of amounts: None.
    """
    outlined = _outlined(name, cell, context)
    if outlined is not None:
        return outlined
    panel = context.panel
    by_function = panel.flow != "revenue" and (context.domain or panel.domain) is Domain.FUNCTION
    economic = _economic_class(name, context.lexicon) if by_function else ""
    if economic and context.whole is not None:
        return RowLabel("", name, {**context.whole, "economic": economic}, -1, cell)
    if economic:
        return not_covered(name)
    read = _read_line(name, cell, context)
    context.whole = _whole(read.coordinates) if isinstance(read, RowLabel) else None
    return read


def _whole(coordinates: Mapping[str, str]) -> Mapping[str, str] | None:
    """Return what the items below a line share with it, None where the line is of something else than expenditure."""
    if coordinates.get("flow", "expenditure") not in {"expenditure", "outlay"}:
        return None
    rest = {dimension: member for dimension, member in coordinates.items() if dimension != "flow"}
    return None if set(rest) - {"nature", "unit", "source"} else rest


def _outlined(name: str, cell: int, context: RowContext) -> RowLabel | None:
    """Return a line that the outline of the panel's names knows, None for any other."""
    outline = context.outline
    code = outline.codes.get(context.row, "") if outline else ""
    if outline is None or not code or context.whole is None:
        return None
    if context.kind.axis != "lines":
        shared = context.whole
    else:
        shared = {"flow": "expenditure"} if context.panel.flow == "expenditure" else {}
    return RowLabel("", name, {**shared, str(outline.domain): code}, -1, cell, level_of(code))


def _economic_class(name: str, lexicon: Lexicon) -> str:
    """Return the 类 of the economic classification that a name means, by the lexicon or else by the classification."""
    reading = lexicon.read(name)
    if reading.is_bound:
        code = reading.coordinates.get("economic", "") if set(reading.coordinates) == {"economic"} else ""
    else:
        code = named_code(name, Domain.ECONOMIC)
    return code if len(code) == 3 else ""


def _read_line(name: str, cell: int, context: RowContext) -> RowLabel | Message | None:
    panel = context.panel
    if panel.flow == "expenditure" and context.kind.axis == "lines":
        code = named_code(name, panel.domain, class_first=True)
        if code:
            return RowLabel("", name, {"flow": "expenditure", str(panel.domain): code}, -1, cell, 1)
    reading = context.lexicon.read(name)
    if not reading.is_bound:
        return _unknown_line(name, cell, context)
    if reading.roles & COLUMN_ROLES:
        return None
    if "total" in reading.roles and not reading.coordinates:
        context.seen_total = True
    # Each year may have a row of its own; 2023年结转 is money of this year.
    is_of_year = set(reading.coordinates) <= {"stage"}
    year = stated_year(reading.year, reading.year_shift, context.year) if is_of_year else {}
    return RowLabel("", name, {**reading.coordinates, **year}, -1, cell)


def _unknown_line(name: str, cell: int, context: RowContext) -> RowLabel | Message:
    """Take an unknown name above the first code for a unit, one below a code for that of a code left out.

    Where no column holds codes, what follows a total may be anything: a unit there has a body's name.
    """
    panel, kind = context.panel, context.kind
    unit = RowLabel("", name, {"unit": normalised(name)}, -1, cell)
    if kind.means.get("item") == "procurement" and names_body(name):
        return unit
    lists_codes = kind.axis == "codes"
    code = _code_of_name(name, context) if lists_codes else ""
    if context.row in context.heads and len(code) != 3:
        return unit
    above_codes = lists_codes and not context.last_code
    lists_projects = above_codes and kind.means.get("nature") in {"project", "beyond_basic"}
    is_body = not named_anywhere(name) and (bool(panel.codes) or names_body(name))
    if lists_projects and not is_body and panel.project < 0:
        return RowLabel("", name, {"item": f"project:{normalised(name)}"}, -1, cell)
    if panel.unit_name >= 0 or (((above_codes and context.seen_total) or lists_projects) and is_body):
        return unit
    if code:
        return RowLabel(code, name, {str(domain_of(code)): code}, -1, cell, level_of(code))
    return _part_of_above(name, cell, context) or not_covered(name)


def _part_of_above(name: str, cell: int, context: RowContext) -> RowLabel | None:
    """Take a line for a part of the line above it, by its name: one after 其中, or one without a code below a code.

    Such a part is at most its line and takes part in no sum.
    """
    plain = normalised(name)
    of_which = plain.startswith(OF_WHICH) and len(plain) > len(OF_WHICH)
    below_code = context.kind.axis == "codes" and bool(context.panel.codes and context.last_code)
    is_beside = "item" in context.kind.means or (of_which and "item" in context.above)
    if is_beside or not (of_which or below_code):
        return None
    return RowLabel("", name, {**context.above, "item": f"part:{plain.removeprefix(OF_WHICH)}"}, -1, cell)


def _code_of_name(name: str, context: RowContext) -> str:
    """Return the one code under the last 款, or else the one 类 of the panel's codes, that has this name.

    "" where none or several have it.
    """
    domain = domain_of(context.last_code) if context.last_code else context.domain
    if domain is None:
        return ""
    named = catalogue().by_name(name, domain)
    under = context.last_code[: 5 if domain is Domain.FUNCTION else 3]
    found = [code for code in named if under and code.startswith(under)] or [c for c in named if len(c) == 3]
    return found[0] if len(found) == 1 and found[0] != context.last_code else ""


def said_label(role: str, name: str, cell: int, context: RowContext) -> RowLabel:
    """Return the label of a row that is said to be a total, a subtotal, a unit or a part; `cell` is its name's column.

    A part, and what is counted in the rows beside it already, take part in no sum: they are at most what they are of.
    """
    if role == "total":
        context.seen_total, context.whole = True, {}
        return RowLabel("", name, {}, -1, cell)
    plain = normalised(name)
    if role == "unit":
        context.last_code, context.whole = "", {"unit": plain}
        return RowLabel("", name, {"unit": plain}, -1, cell)
    above = context.above if role == "part" else {}
    return RowLabel("", name, {**above, "item": f"part:{plain}"}, -1, cell)


class RowCode(NamedTuple):
    """The code of a row, "" for none, and its cell; `pieces` are its 类, 款 and 项 where such columns print it."""

    code: str
    cell: int
    pieces: tuple[str, ...] = ()


class LabelReader:
    """Reads the labels of a panel's rows. `has_units` tells that a column names the unit of each row."""

    def __init__(self, context: RowContext) -> None:
        panel = self._panel = context.panel
        self._context = context
        self.has_units = False
        self._lists_purchases = context.kind.means.get("item") == "procurement"
        self._beside = (*panel.further, *panel.aside, panel.unit_code) if self._lists_purchases else ()
        read = {*panel.labels, *panel.aside, *self._beside} - {panel.unit_name, panel.unit_code, -1}
        self.columns = tuple(sorted(read))

    def printed_name(self, cells: Cells) -> tuple[str, int]:
        """Return the name that a row prints and its column; "" and -1 where it prints none."""
        if not self._panel.labels:
            return "", -1
        project = cells.get(self._panel.project)
        return (one_line(str(project)), self._panel.project) if _is_name(project) else self._name(cells, -1)

    def leans_on_above(self, cells: Cells) -> bool:
        """Return whether a 类 or 款 is left blank before what is printed, so that it is that of the row above."""
        pieces = [code_text(cells[column]) for column in self._panel.pieces]
        printed = [index for index, piece in enumerate(pieces) if piece]
        return bool(printed) and not all(pieces[: printed[-1]])

    def code(self, cells: Cells, above: tuple[str, ...]) -> RowCode:
        """Return the code that these cells print below the last code's pieces; a joined one goes before pieces.

        Where no column holds codes, one may stand before the name.
        """
        panel = self._panel
        if panel.joined >= 0 and is_code(joined := code_text(cells[panel.joined])):
            return RowCode(joined, panel.joined)
        pieces = [code_text(cells[column]) for column in panel.pieces]
        code = join_pieces(pieces, list(above))
        if code:
            last = max(index for index, piece in enumerate(pieces) if piece)
            return RowCode(code, panel.pieces[last], (code[:3], code[3:5], code[5:]))
        named = None if panel.codes else cells.get(panel.name)
        code = code_before_name(named)[0] if isinstance(named, str) else ""
        return RowCode(code, panel.name if code else -1)

    def coded(self, cells: Cells, above: tuple[str, ...]) -> tuple[RowLabel, tuple[str, ...]] | None:
        """Return the label and the pieces of a row with a code and a name in the column of names, else None.

        What it says then depends on nothing but these cells and the last code's pieces (`above`).
        """
        printed = self.code(cells, above)
        units_beside = self._panel.unit_name >= 0 and not self.has_units
        if not printed.code or (units_beside and not _is_name(cells.get(self._panel.name))):
            return None
        return self._coded(printed, cells), printed.pieces

    def read(self, cells: Cells) -> RowLabel | Message | None:
        """Return what a row says after those above it, or why it was not understood.

        None is a row without a label and without need of one.
        """
        panel, context = self._panel, self._context
        if not panel.labels:
            is_lost = context.kind.axis == "codes"
            return message("its rows carry no code and no name here") if is_lost else RowLabel("", "", {})
        printed = self.code(cells, context.pieces)
        if printed.code:
            context.last_code, context.pieces = printed.code, printed.pieces or context.pieces
            return self._coded(printed, cells)
        name, name_cell = self._name(cells, -1) if panel.codes else self.printed_name(cells)
        purchased = self._purchased(name_cell, cells)
        if not name:
            return self._purchase("", -1, purchased) if purchased else message("the row has no label")
        if panel.project == name_cell and not panel.codes and not self._is_total(name):
            item = {"item": "targets"} if _UNIT_ROW.match(name) else self._project(cells)
            return RowLabel("", name, {"nature": "project", **item}, -1, name_cell)
        line = read_line(name, name_cell, context)
        return self._purchase(name, name_cell, purchased) if purchased and not self._is_total(name) else line

    def _purchased(self, name_cell: int, cells: Cells) -> list[str]:
        """Return the words beside the name of a purchase that say more of it, in a table that lists purchases."""
        return [
            one_line(value)
            for value in (cells.get(column) for column in self._beside if column != name_cell)
            if isinstance(value, str) and _WORDS.search(value) and not self._is_total(value)
        ]

    def _purchase(self, name: str, name_cell: int, more: list[str]) -> RowLabel:
        """Take a line that says more than 货物, 工程 or 服务 for one purchase, never for the sum of the kind."""
        item = f"project:{normalised(''.join((name, *more)))}"
        return RowLabel("", name or more[0], {"item": item}, -1, name_cell)

    def _coded(self, printed: RowCode, cells: Cells) -> RowLabel:
        """Return the label of a row with a code; in a list of purchases many share the code they are paid under.

        A line there with the name of a body and no purchase beside it is that unit's total, whatever code it repeats.
        """
        code, cell, _ = printed
        if cell == self._panel.name and not self._panel.codes:
            name, name_cell = code_before_name(str(cells[cell]))[1], cell
        else:
            name, name_cell = self._name(cells, cell)
        coordinates = {str(domain_of(code)): code}
        if not self._lists_purchases or cell == name_cell or not name or self._is_total(name):
            return RowLabel(code, name, coordinates | self._project(cells), cell, name_cell, level_of(code))
        more = self._purchased(name_cell, cells)
        if names_body(name) and not more:
            return RowLabel(code, name, {"unit": normalised(name)}, cell, name_cell)
        coordinates["item"] = f"project:{normalised(''.join((name, *more)))}"
        return RowLabel(code, name, coordinates, cell, name_cell)

    def _name(self, cells: Cells, code_cell: int) -> tuple[str, int]:
        """Return the row's name and its cell: the name column, else the first text among the label columns.

        A unit that has a column of its own does not name a code.
        """
        panel = self._panel
        hidden = {code_cell, panel.unit_name} if self.has_units and code_cell >= 0 else {code_cell}
        project = -1 if panel.codes else panel.project
        columns = (project, panel.name, panel.unit_name, *panel.labels, *panel.aside, panel.unit_code)
        named = (column for column in columns if column not in hidden and _is_name(cells.get(column)))
        column = next(named, -1)
        return (one_line(str(cells[column])), column) if column >= 0 else ("", -1)

    def _is_total(self, name: str) -> bool:
        reading = self._context.lexicon.read(name)
        return reading.is_bound and reading.roles == {"total"}

    def _project(self, cells: Cells) -> dict[str, str]:
        value = cells.get(self._panel.project)
        return {"item": f"project:{normalised(value)}"} if isinstance(value, str) and value.strip() else {}


def _is_name(value: CellValue) -> bool:
    """Return whether a cell names a row: with words, or with a year where each year has a row of its own."""
    if not isinstance(value, str) or not value.strip():
        return False
    return not is_number(value) or (value.strip().endswith("年") and year_alone(value) is not None)
