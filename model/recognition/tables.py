"""A sheet becomes a Table: layout, headings, columns, panels and rows put together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from model.classification.codes import Domain, domain_of
from model.lexicon.lexicon import Lexicon, TableKind, normalised
from model.messages import Message, message
from model.money import Unit
from model.recognition.codes import code_text
from model.recognition.columns import PanelColumns, ReadColumn, read_columns, split_panels
from model.recognition.forms import form_panels
from model.recognition.heading import heading_grid, heading_paths
from model.recognition.layout import LONGEST_TITLE, Layout, lay_out
from model.recognition.names import named_code
from model.recognition.numbers import is_number
from model.recognition.opening import Opening
from model.recognition.rows import read_rows
from model.recognition.slips import headings_put_back
from model.recognition.table import AmountColumn, Panel, Table, Unbound
from model.recognition.wording import department_in_title, says_empty, stated_department, stated_unit
from model.source.book import Sheet


@dataclass(frozen=True, slots=True)
class Draft:
    """A table as its own sheet tells it, before the document supplies what it leaves out."""

    sheet: int
    layout: Layout
    kind: TableKind | None
    unit: Unit | None
    department: str | None
    year: int | None
    stage: str | None
    years_named: tuple[int, ...]
    columns: tuple[ReadColumn, ...]
    panels: tuple[PanelColumns, ...]
    slid: bool


def draft_table(sheet: Sheet, number: int, lexicon: Lexicon, *, paged: bool = False) -> Draft:
    """Read the layout, the title and the columns of a sheet; `paged` tells that an extraction made it."""
    layout = lay_out(sheet, lexicon)
    title = lexicon.read(layout.title)
    width = _width(sheet, layout)
    grid = heading_grid(sheet, layout.headings, width)
    slid = paged and headings_put_back(grid, sheet, layout.data, lexicon)
    paths = heading_paths(sheet, layout.headings, grid, layout.mixed)
    kind = (
        lexicon.kind_of(layout.title)
        or _kind_among(layout.captions, lexicon)
        or lexicon.kind_of_headings([text for path in paths for text in path])
    )
    domain = _economic_domain(paths, sheet, layout) if kind and kind.axis == "codes" else None
    columns = read_columns(sheet, paths, layout.data, lexicon, domain) if layout.headings else []
    columns = _name_subtotals(columns)
    years = tuple(column.year for column in columns if column.year)
    return Draft(
        number,
        layout,
        kind,
        _unit(layout, paths),
        _department(layout, title.unknown),
        title.year,
        title.coordinates.get("stage") or _stage_word(layout.title),
        years,
        tuple(columns),
        _panels(columns, kind, lexicon),
        slid,
    )


def _panels(columns: list[ReadColumn], kind: TableKind | None, lexicon: Lexicon) -> tuple[PanelColumns, ...]:
    """Return the panels of a table; of a form only those whose rows name projects."""
    if kind is None or kind.axis == "text":
        return ()
    panels = split_panels(columns, lexicon)
    return tuple(panel for panel in panels if kind.axis != "forms" or panel.project >= 0)


def _kind_among(captions: list[str], lexicon: Lexicon) -> TableKind | None:
    titles = (line for line in captions if len(line) <= LONGEST_TITLE)
    return next((kind for kind in map(lexicon.kind_of, titles) if kind), None)


def _width(sheet: Sheet, layout: Layout) -> int:
    rows = [*layout.headings, *layout.data[:500]]
    return max((len(sheet.rows[row]) for row in rows), default=0)


def _economic_domain(paths: list[tuple[str, ...]], sheet: Sheet, layout: Layout) -> Domain | None:
    """Return the economic classification that the headings name, None where the rows carry it or none does."""
    leaves = [path[-1] for path in paths if path]
    economic = (Domain.ECONOMIC, Domain.GOVERNMENT)
    named = {domain: sum(bool(named_code(leaf, domain)) for leaf in leaves) for domain in economic}
    best = max(economic, key=lambda domain: named[domain])
    codes = (code_text(value) for row in layout.data[:20] for value in sheet.rows[row][:4])
    if named[best] < 2 or any(domain_of(code) in economic for code in codes):
        return None
    return best


def _name_subtotals(columns: list[ReadColumn]) -> list[ReadColumn]:
    """Give a 小计 under a lost group heading the 类 of the items that follow it."""
    named: list[ReadColumn] = []
    for position, column in enumerate(columns):
        if column.role == "amount" and column.why is None and normalised(column.path[-1]) == "小计":
            for domain in (Domain.ECONOMIC, Domain.GOVERNMENT):
                following = columns[position + 1 : position + 2]
                code = following[0].coordinates.get(domain, "") if following else ""
                if len(code) == 5 and column.coordinates.get(domain) != code[:3]:
                    column = ReadColumn(
                        column.number,
                        column.path,
                        column.role,
                        {**column.coordinates, domain: code[:3]},
                        column.year,
                        column.year_shift,
                    )
        named.append(column)
    return named


def _unit(layout: Layout, paths: list[tuple[str, ...]]) -> Unit | None:
    for text in (*layout.captions, layout.title):
        unit = stated_unit(text)
        if unit:
            return unit
    found = {stated_unit(text) for path in paths for text in path} - {None}
    return found.pop() if len(found) == 1 else None


def _department(layout: Layout, title_rest: str) -> str | None:
    for text in layout.captions:
        department = stated_department(text)
        if department:
            return department
    return department_in_title(title_rest)


def _stage_word(title: str) -> str | None:
    plain = normalised(title)
    return "final" if "决算" in plain else "budget" if "预算" in plain else None


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the tables of a document agree on: its department, year, stage and unit; None where they do not."""

    department: str | None
    year: int | None
    stage: str | None
    unit: Unit | None


def agree(drafts: list[Draft], opening: Opening) -> DocumentFacts:
    """Return what the document's opening says, else what most tables say; a unit only if all state the same."""
    years = Counter(draft.year for draft in drafts if draft.year)
    named = Counter(year for draft in drafts for year in draft.years_named)
    units = {draft.unit for draft in drafts if draft.unit}
    departments = Counter(draft.department for draft in drafts if draft.department)
    stages = Counter(draft.stage for draft in drafts if draft.stage)
    return DocumentFacts(
        departments.most_common(1)[0][0] if departments else opening.department,
        opening.year or (years.most_common(1)[0][0] if years else max(named, default=None)),
        opening.stage or (stages.most_common(1)[0][0] if stages else None),
        units.pop() if len(units) == 1 else None,
    )


def finish_table(draft: Draft, sheet: Sheet, document: int, common: DocumentFacts, lexicon: Lexicon) -> Table:
    """Return the table with its rows read and its year, stage and unit completed from the document."""
    layout, kind = draft.layout, draft.kind
    year = draft.year or common.year
    panels: list[Panel] = []
    unbound: list[Unbound] = []
    for columns in draft.panels:
        if kind is None:
            break
        panel, missing = _read_panel(sheet, columns, layout, kind, year, lexicon)
        panels.append(panel)
        unbound.extend(missing)
    if kind is not None and kind.axis == "forms" and not panels:
        panels.extend(form_panels(sheet, lexicon, year))
    rows = [*layout.headings, *layout.data] or [0]
    return Table(
        document=document,
        sheet=draft.sheet,
        title=layout.title,
        kind=kind.kind if kind else "",
        unit=draft.unit or common.unit,
        year=year,
        stage=draft.stage or common.stage,
        top=min(layout.title_row, rows[0]),
        left=0,
        bottom=max(rows),
        right=max(_width(sheet, layout) - 1, 0),
        first_data_row=layout.data[0] if layout.data else rows[-1] + 1,
        panels=tuple(panels),
        unbound=tuple(unbound),
        empty_note=next((note for note in layout.notes if says_empty(note)), ""),
        why=_why_not(draft),
        slid=draft.slid or any(row.shift for panel in panels for row in panel.rows),
    )


def _why_not(draft: Draft) -> Message | None:
    if draft.kind is None:
        return message("no table kind of the lexicon fits its title")
    if draft.kind.axis in {"codes", "lines"} and not draft.layout.headings:
        return message("no heading row was found")
    if draft.kind.axis in {"codes", "lines"} and not draft.panels:
        return message("no column of amounts was found")
    return None


def _read_panel(
    sheet: Sheet, columns: PanelColumns, layout: Layout, kind: TableKind, year: int | None, lexicon: Lexicon
) -> tuple[Panel, list[Unbound]]:
    rows, unread = read_rows(sheet, columns, layout.data, lexicon, kind)
    amounts: list[AmountColumn] = []
    unbound: list[Unbound] = []
    for column in columns.amounts:
        if column.why is not None:
            unbound.extend(
                Unbound(row, column.number, column.why)
                for row in layout.data
                if is_number(sheet.value(row, column.number))
            )
            continue
        amounts.append(AmountColumn(column.number, column.path, _column_coordinates(column, year)))
    for row in unread:
        unbound.extend(
            Unbound(row.row, column.column, row.why)
            for column in amounts
            if is_number(sheet.value(row.row, column.column))
        )
    if kind.axis == "forms":
        rows = [row for row in rows if row.coordinates]
    if columns.flow:
        rows = [replace(row, coordinates={"flow": columns.flow, **row.coordinates}) for row in rows]
    return Panel(tuple(rows), tuple(amounts)), unbound


def _column_coordinates(column: ReadColumn, year: int | None) -> dict[str, str]:
    coordinates = dict(column.coordinates)
    if column.year:
        coordinates["year"] = str(column.year)
    elif column.year_shift is not None and year:
        coordinates["year"] = str(year + column.year_shift)
    return coordinates
