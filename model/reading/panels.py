"""The panels of a table: its label columns by role, each with the columns of amounts that it labels."""

from __future__ import annotations

from dataclasses import dataclass, field

from model.classification.codes import Domain
from model.lexicon.lexicon import COLUMN_ROLES, Lexicon, normalised
from model.reading.columns import ReadColumn, read_column
from model.reading.table import ChangeColumn


@dataclass(slots=True)
class PanelColumns:
    """The label columns of a panel by role, and its amount columns; -1 where there is no such column.

    A column of unit codes may hold the label of a line that prints no code, such as 合计, as those aside may.
    `aside` are columns before the amounts that hold no label but may hold that of a merged line, such as 合计;
    `further` are columns of words beside the one that holds the row's name, `changes` columns that compare two amounts.
    `domain` is the classification whose names its lines are, where they print no codes; `names_domain` tells that its
    headings say so.
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
        return sorted(
            c for c in (*self.pieces, self.joined, self.name, self.project, self.unit_name) if c >= 0
        )


def split_panels(columns: list[ReadColumn], lexicon: Lexicon) -> list[PanelColumns]:
    """Return the panels of a table: label columns that follow amount columns begin a new one."""
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
    for panel in panels:
        panel.flow = _flow_of(panel, columns, lexicon)
        panel.domain, panel.names_domain = _domain_of(panel, columns)
        _drop_shared_heading(panel, columns, lexicon)
    return [panel for panel in panels if panel.amounts]


def _add_label(panel: PanelColumns, column: ReadColumn, columns: list[ReadColumn]) -> None:
    if column.role == "code":
        if _is_second_code(panel):
            return
        _add_code(panel, column, columns)
    elif column.role == "unit_code":
        panel.unit_code = column.number
    elif column.role == "project_name":
        panel.project = column.number
    elif column.role == "unit_name":
        panel.unit_name = column.number
    elif panel.name < 0:
        panel.name = column.number
    else:
        panel.further.append(column.number)


def _add_code(panel: PanelColumns, column: ReadColumn, columns: list[ReadColumn]) -> None:
    """Add a code column: 类/款/项, or columns under one spread heading, are pieces; another holds whole codes."""
    before = columns[column.number - 1] if column.number else column
    if normalised(column.path[-1]) in {"类", "款", "项"}:
        panel.pieces.append(column.number)
    elif before is not column and before.role == "code" and before.path == column.path:
        panel.pieces = panel.pieces or [before.number]
        panel.pieces.append(column.number)
        panel.joined = -1 if panel.joined == before.number else panel.joined
    elif panel.joined < 0:
        panel.joined = column.number


def _is_second_code(panel: PanelColumns) -> bool:
    """Return whether codes stood before a name already: those that follow are of another classification."""
    return panel.name >= 0 and bool(panel.codes)


def _shared_heading(panel: PanelColumns, columns: list[ReadColumn]) -> tuple[str, ...]:
    """Return the headings that stand above both a label column and an amount column of the panel."""
    label = next((columns[number] for number in panel.labels), None)
    if label is None or not panel.amounts:
        return ()
    shared: list[str] = []
    for mine, other in zip(label.path[:-1], panel.amounts[0].path[:-1], strict=False):
        if mine != other:
            break
        shared.append(mine)
    return tuple(shared)


def _flow_of(panel: PanelColumns, columns: list[ReadColumn], lexicon: Lexicon) -> str:
    """Return the flow that the panel's shared heading names: 收入 or 支出 above both its columns."""
    for text in _shared_heading(panel, columns):
        flow = lexicon.read(text).coordinates.get("flow", "")
        if flow:
            return flow
        plain = normalised(text)
        if "收入" in plain and "支出" not in plain:
            return "revenue"
        if "支出" in plain and "收入" not in plain:
            return "expenditure"
    return ""


def _domain_of(panel: PanelColumns, columns: list[ReadColumn]) -> tuple[Domain, bool]:
    """Return the classification that the headings of the panel's labels name, and whether they name one."""
    headings = "".join(normalised(text) for number in panel.labels for text in columns[number].path)
    if "经济" in headings:
        return (Domain.GOVERNMENT if "政府" in headings else Domain.ECONOMIC), True
    return Domain.FUNCTION, "功能" in headings


def _drop_shared_heading(panel: PanelColumns, columns: list[ReadColumn], lexicon: Lexicon) -> None:
    """Read the amount columns without the headings that only name the panel's side."""
    shared = len(_shared_heading(panel, columns))
    if not shared or not panel.flow:
        return
    panel.amounts = [
        column
        if column.why and len(column.path) <= shared
        else read_column(column.number, column.path[shared:], lexicon, None)
        for column in panel.amounts
    ]
