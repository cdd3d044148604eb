"""A table as its own sheet tells it: title, unit, headings, columns and panels, before its rows are read."""

from __future__ import annotations

from dataclasses import dataclass

from model.lexicon.lexicon import Lexicon, TableKind, normalised
from model.money import Unit
from model.recognition.columns import PanelColumns, ReadColumn, read_columns, split_panels
from model.recognition.heading import heading_grid, heading_paths
from model.recognition.layout import LONGEST_TITLE, Layout, lay_out
from model.recognition.matrix import economic_domain, name_subtotals
from model.recognition.slips import headings_put_back
from model.recognition.wording import department_in_title, stated_department, stated_unit
from model.source.book import Sheet


@dataclass(frozen=True, slots=True)
class Draft:
    """A table as its own sheet tells it, before the document supplies what it leaves out."""

    sheet: int
    rows: range
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
    extracted: bool


def draft_table(
    sheet: Sheet, number: int, rows: range, lexicon: Lexicon, *, extracted: bool = False
) -> Draft:
    """Read the layout, the title and the columns of the table in `rows`.

    `extracted` tells that the table was taken out of a page, where cells may have been lost.
    """
    layout = lay_out(sheet, lexicon, rows)
    title = lexicon.read(layout.title)
    width = _width(sheet, layout)
    grid = heading_grid(sheet, layout.headings, width)
    slid = extracted and headings_put_back(grid, sheet, layout.data, lexicon)
    paths = heading_paths(sheet, layout.headings, grid, layout.mixed)
    kind = (
        lexicon.kind_of(layout.title)
        or _kind_among(layout.captions, lexicon)
        or lexicon.kind_of_headings([text for path in paths for text in path])
    )
    domain = economic_domain(paths, sheet, layout) if kind and kind.axis == "codes" else None
    columns = read_columns(sheet, paths, layout.data, lexicon, domain) if layout.headings else []
    columns = name_subtotals(columns)
    years = tuple(column.year for column in columns if column.year)
    return Draft(
        number,
        rows,
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
        extracted,
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
