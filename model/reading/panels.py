"""The panels of a table: its label columns by role, each with the columns of amounts that it labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from itertools import takewhile

from model.classification.codes import Domain
from model.layout.cells import cells_of, is_number
from model.lexicon.lexicon import COLUMN_ROLES, Lexicon, normalised
from model.lexicon.wording import flow_in
from model.reading.columns import ReadColumn, read_column
from model.reading.table import ChangeColumn
from model.record import dataclass
from model.source.book import Sheet

_BEFORE_AND_BEHIND = 2
_SIDE_LABELS = 2
"""Labels of a panel that name its side, where no heading does."""


@dataclass(slots=True)
class PanelColumns:
    """The label columns of a panel by role, and its amount columns; -1 where there is no such column.

    A column of unit codes may hold the label of a line that prints no code, such as 合计, as those aside may.
    `aside` are columns before the amounts that hold no label but may hold that of a merged line, such as 合计;
    `further` are columns of words beside the one that holds the row's name, `changes` columns that compare two amounts.
    `domain` is the classification whose names its lines are, without codes; `names_domain` that its headings say so.
    """

    pieces: list[int] = field(default_factory=list)
    joined: int = -1
    name: int = -1
    project: int = -1
    unit_name: int = -1
    unit_code: int = -1
    aside: list[int] = field(default_factory=list)
    further: list[int] = field(default_factory=list)
    amounts: list[ReadColumn] = field(default_factory=list)
    flow: str = ""
    changes: tuple[ChangeColumn, ...] = ()
    domain: Domain = Domain.FUNCTION
    names_domain: bool = False

    @property
    def codes(self) -> list[int]:
        """The columns that hold codes."""
        return [column for column in (*self.pieces, self.joined) if column >= 0]

    @property
    def labels(self) -> list[int]:
        """All columns that may hold a row's label, from left to right."""
        columns = (*self.pieces, self.joined, self.name, self.project, self.unit_name)
        return sorted(column for column in columns if column >= 0)


def split_panels(columns: list[ReadColumn], lexicon: Lexicon) -> list[PanelColumns]:
    """Return the panels of a table: label columns that follow amount columns begin a new one.

    Amounts before the first labels are those of the rows that are labelled behind them.
    """
    panels: list[PanelColumns] = []
    aside: list[int] = []
    for column in columns:
        if column.role in {"ignore", "blank"}:
            if column.role == "ignore" and (not panels or not panels[-1].amounts):
                (panels[-1].further if panels else aside).append(column.number)
            continue
        is_label = column.role in COLUMN_ROLES
        if not panels or (is_label and panels[-1].amounts):
            panels.append(PanelColumns(aside=aside))
            aside = []
        if is_label:
            _add_label(panels[-1], column, columns)
        else:
            panels[-1].amounts.append(column)
    # Columns without labels are surely of amounts where they are several of which the headings name kinds.
    before = panels[0].amounts if len(panels) == _BEFORE_AND_BEHIND and not panels[0].labels else []
    if len(before) > 1 and any(column.coordinates for column in before):
        panels = panels[1:]
        panels[0].amounts[:0] = before
    for panel in panels:
        _read_headings(panel, columns, lexicon)
    return [panel for panel in panels if panel.amounts]


def name_sides(panels: Sequence[PanelColumns], sheet: Sheet, rows: Sequence[int]) -> None:
    """Name the sides of a table without headings that name them by its rows: the first lists 收入, all others 支出.

    A side is named by two of its labels at least, and by no label otherwise.
    """
    if len(panels) < 2 or any(panel.flow for panel in panels):
        return
    sides = ["revenue", *["expenditure"] * (len(panels) - 1)]
    for panel, side in zip(panels, sides, strict=True):
        labels = (normalised(str(label)) for label in cells_of(sheet, rows, panel.name))
        named = Counter(filter(None, map(flow_in, labels)))
        if set(named) != {side} or named[side] < _SIDE_LABELS:
            return
    for panel, side in zip(panels, sides, strict=True):
        panel.flow = side


def _add_label(panel: PanelColumns, column: ReadColumn, columns: list[ReadColumn]) -> None:
    """Add a column of labels; codes that follow a name which codes stood before are of another classification."""
    if column.role == "code":
        if panel.name < 0 or not panel.codes:
            _add_code(panel, column, columns)
    elif column.role == "unit_code":
        panel.unit_code = column.number
    elif column.role == "project_name":
        panel.project = column.number
    elif column.role == "unit_name":
        panel.unit_name = column.number
    elif panel.name < 0:
        panel.name = column.number
    elif column.role == "name" and panel.name < column.number - 1 in panel.codes:
        # The names of codes stand right behind them: what stands before the codes names another thing.
        panel.aside.append(panel.name)
        panel.name = column.number
    else:
        panel.further.append(column.number)


def _add_code(panel: PanelColumns, column: ReadColumn, columns: list[ReadColumn]) -> None:
    """Add a code column: 类/款/项, or columns under one spread heading, are pieces; another holds whole codes.

    A second column under one 类 is its width. The heading over all three may stand above 类 alone: 科目编码类, 款, 项.
    """
    before = columns[column.number - 1] if column.number else None
    behind = columns[column.number + 1].path[-1:] if column.number + 1 < len(columns) else ()
    named = normalised(column.path[-1])
    is_alike = before is not None and before.role == "code" and before.path == column.path
    if named in {"类", "款", "项"} or (named.endswith("类") and behind == ("款",)):
        panel.pieces += [] if is_alike else [column.number]
    elif before is not None and is_alike:
        panel.pieces = panel.pieces or [before.number]
        panel.pieces.append(column.number)
        panel.joined = -1 if panel.joined == before.number else panel.joined
    elif panel.joined < 0:
        panel.joined = column.number


def _read_headings(panel: PanelColumns, columns: list[ReadColumn], lexicon: Lexicon) -> None:
    """Read from its headings the panel's flow and the classification of its labels.

    The amounts are read without the headings that only name the panel's side: 收入 or 支出 above labels and amounts.
    """
    labels = [columns[number].path for number in panel.labels]
    headings = "".join(normalised(text) for path in labels for text in path)
    if "经济" in headings:
        panel.domain = Domain.GOVERNMENT if "政府" in headings else Domain.ECONOMIC
    panel.names_domain = "经济" in headings or "功能" in headings
    if not labels or not panel.amounts:
        return
    pairs = zip(labels[0][:-1], panel.amounts[0].path[:-1], strict=False)
    shared = [mine for mine, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)]
    flows = (lexicon.read(text).coordinates.get("flow") or flow_in(normalised(text)) for text in shared)
    panel.flow = next(filter(None, flows), "")
    if panel.flow:
        own = [(column.number, column.path[len(shared) :]) for column in panel.amounts]
        panel.amounts = [read_column(number, path, lexicon, None) for number, path in own]


def lost_cells(sheet: Sheet, row: int, panel: PanelColumns) -> int:
    """Return how many label cells a total's row lost, so that its amounts stand that far left of their headings.

    Seen by a number under the column of names, where none can be: then the first number belongs under the first
    column of amounts, and the rest must fall under columns of amounts too. 0 where the row lost none.
    """
    named = (sheet.value(row, column) for column in (panel.name, panel.unit_name) if column >= 0)
    if not sheet.lost_blanks or not any(map(is_number, named)):
        return 0
    amounts = [column.number for column in panel.amounts]
    numbers = [column for column, value in enumerate(sheet.rows[row]) if is_number(value)]
    shift = min(amounts) - numbers[0]
    return shift if shift > 0 and all(column + shift in amounts for column in numbers) else 0
