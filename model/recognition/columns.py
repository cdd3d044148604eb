"""Columns: which hold codes and names, which hold amounts and of what; and the panels they form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from model.amounts_text import NotAmount, read_number
from model.classification.codes import Domain, is_code
from model.lexicon.lexicon import COLUMN_ROLES, Lexicon, Reading, normalised
from model.messages import Message, message
from model.recognition.codes import code_text
from model.recognition.headed_sources import beneath
from model.recognition.names import named_code
from model.recognition.table import ChangeColumn
from model.source.book import Sheet

_SAMPLE = 200
"""Rows looked at to tell what a column holds."""


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column and what its heading path says; `why` is set where an amount column could not be understood."""

    number: int
    path: tuple[str, ...]
    role: str
    coordinates: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    year_shift: int | None = None
    why: Message | None = None


@dataclass(slots=True)
class PanelColumns:
    """The label columns of a panel by role, and its amount columns; -1 where there is no such column.

    `aside` are columns before the amounts that hold no label but may hold that of a merged line, such as 合计;
    `further` are columns of words beside the one that holds the row's name, `changes` columns that compare two amounts.
    `domain` is the classification whose names its lines are, where they print no codes.
    """

    pieces: list[int] = field(default_factory=list)
    joined: int = -1
    name: int = -1
    project: int = -1
    unit_name: int = -1
    aside: list[int] = field(default_factory=list)
    further: list[int] = field(default_factory=list)
    amounts: list[ReadColumn] = field(default_factory=list)
    flow: str = ""
    changes: tuple[ChangeColumn, ...] = ()
    domain: Domain = Domain.FUNCTION

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


def read_columns(
    sheet: Sheet,
    paths: list[tuple[str, ...]],
    data: list[int],
    lexicon: Lexicon,
    domain: Domain | None,
    within: str = "",
) -> list[ReadColumn]:
    """Return what each column is.

    `domain` is the economic classification its headings may name, `within` the 类 that the table is limited to.
    """
    columns = [_read_column(number, path, lexicon, domain, within) for number, path in enumerate(paths)]
    return [_by_content(column, sheet, data) for column in columns]


def _read_column(
    number: int, path: tuple[str, ...], lexicon: Lexicon, domain: Domain | None, within: str = ""
) -> ReadColumn:
    readings = [lexicon.read(text) for text in path]
    if not path:
        return ReadColumn(number, path, "blank", why=message("the column has no heading"))
    role = readings[-1].column_role
    if role and readings[-1].is_bound:
        return ReadColumn(number, path, role)
    coordinates: dict[str, str] = {}
    year = shift = None
    groups = _groups_of_items(path, domain)
    for text, reading in zip(path[groups:], readings[groups:], strict=True):
        bound = _means(text, reading, domain, {str(domain): within, **coordinates})
        if bound is None or (groups and domain not in bound):
            why = message("no word of the lexicon covers the heading {heading}", heading=" / ".join(path))
            return ReadColumn(number, path, "amount", why=why)
        coordinates.update(beneath(coordinates, bound, text, lexicon))
        year = reading.year or year
        shift = reading.year_shift if reading.year_shift is not None else shift
    return ReadColumn(number, path, "amount", coordinates, year, shift)


def _groups_of_items(path: tuple[str, ...], domain: Domain | None) -> int:
    """Return how many headings above a department's items only group them: a 款 of the government's, 社会保障缴费."""
    if domain is not Domain.ECONOMIC or len(path) < 2 or named_code(path[0], domain):
        return 0
    return 1 if len(named_code(path[0], Domain.GOVERNMENT)) == 5 else 0


def _means(
    text: str, reading: Reading, domain: Domain | None, above: Mapping[str, str]
) -> dict[str, str] | None:
    """Return a heading's coordinates, None where it is not understood; `above` are those of the headings above it."""
    if domain:
        code = named_code(text, domain) or named_code(text, domain, above.get(domain, ""))
        if code:
            return {domain: code}
    return dict(reading.coordinates) if reading.is_bound else None


def _by_content(column: ReadColumn, sheet: Sheet, data: list[int]) -> ReadColumn:
    """Correct a role that the column's content belies: codes of the classification under 单位代码."""
    if column.role == "amount" and set(column.coordinates) <= {"flow"}:
        return _label_by_content(column, sheet, data)
    if column.role not in {"unit_code", "name", "label"}:
        return column
    texts = [code_text(sheet.value(row, column.number)) for row in data[:_SAMPLE]]
    filled = [text for text in texts if text]
    coded = sum(is_code(text) for text in filled)
    if coded >= 2 and coded * 2 > len(filled):
        return ReadColumn(column.number, column.path, "code")
    return column


def _label_by_content(column: ReadColumn, sheet: Sheet, data: list[int]) -> ReadColumn:
    """Take a column that is headed 收入 or 支出 and holds words for the labels of that side."""
    values = [sheet.value(row, column.number) for row in data[:_SAMPLE]]
    words = sum(isinstance(value, str) and read_number(value) is NotAmount.TEXT for value in values)
    if words * 2 > sum(value is not None for value in values):
        return ReadColumn(column.number, (*column.path, ""), "label")
    return column


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
        panel.domain = _domain_of(panel, columns)
        _drop_shared_heading(panel, columns, lexicon)
    return [panel for panel in panels if panel.amounts]


def _add_label(panel: PanelColumns, column: ReadColumn, columns: list[ReadColumn]) -> None:
    if column.role == "code":
        if _is_second_code(panel):
            return
        _add_code(panel, column, columns)
    elif column.role == "unit_code":
        panel.aside.append(column.number)
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
    """Tell whether codes stood before a name already: those that follow are of another classification."""
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


def _domain_of(panel: PanelColumns, columns: list[ReadColumn]) -> Domain:
    """Return the classification that the headings of the panel's labels name, functions where they name none."""
    headings = "".join(normalised(text) for number in panel.labels for text in columns[number].path)
    if "经济" not in headings:
        return Domain.FUNCTION
    return Domain.GOVERNMENT if "政府" in headings else Domain.ECONOMIC


def _drop_shared_heading(panel: PanelColumns, columns: list[ReadColumn], lexicon: Lexicon) -> None:
    """Read the amount columns without the headings that only name the panel's side."""
    shared = len(_shared_heading(panel, columns))
    if not shared or not panel.flow:
        return
    panel.amounts = [
        column
        if column.why and len(column.path) <= shared
        else _read_column(column.number, column.path[shared:], lexicon, None)
        for column in panel.amounts
    ]
