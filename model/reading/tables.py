"""A table as its own sheet tells it: title, unit, headings, columns and panels, before its rows are read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from model.classification.codes import Domain
from model.layout.heading import heading_grid, heading_paths
from model.layout.layout import LONGEST_TITLE, Layout
from model.lexicon.bodies import stated_among
from model.lexicon.lexicon import Lexicon, TableKind, normalised
from model.lexicon.titled_class import titled_class
from model.lexicon.wording import department_in_title, stated_unit, year_alone
from model.mapping.mapping import TableMapping
from model.messages import Message
from model.money import Unit
from model.reading.changes import with_changes
from model.reading.columns import ReadColumn, economic_domain, read_columns
from model.reading.composing import composed_columns, composed_kind
from model.reading.lost_blanks import headings_realigned
from model.reading.mapped import fault_of, laid_out, mapped_paths, without_ignored
from model.reading.panels import PanelColumns, split_panels
from model.reading.targets.forms import TARGETS, holds_targets
from model.source.book import Sheet

_AMOUNT = re.compile(r"\s-?[\d,]+\.\d+(?:\s|$)")
"""An amount in a cell of its own: a line that has one is a row, and no title."""
_SAMPLE = 500
"""Rows looked at to tell how many columns a table has."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A table as its own sheet and a mapping tell it, before the document supplies what they leave out.

    `mapping` is the one that fits the table, and `fault` what it says that the table does not bear out, or why the
    table cannot be read. `realigned` tells that headings were moved back over their columns; `paths` are the headings
    above each column.
    """

    sheet: int
    rows: range
    layout: Layout
    kind: TableKind | None
    unit: Unit | None
    department: str | None
    year: int | None
    stage: str | None
    columns: tuple[ReadColumn, ...]
    panels: tuple[PanelColumns, ...]
    realigned: bool
    paths: tuple[tuple[str, ...], ...] = ()
    mapping: TableMapping | None = None
    fault: Message | None = None


def draft_table(
    sheet: Sheet, number: int, rows: range, lexicon: Lexicon, *, mappings: Sequence[TableMapping] = ()
) -> Draft:
    """Read the layout, the title and the columns of the table in `rows`; the first mapping that fits it goes first."""
    layout, mapping = laid_out(sheet, lexicon, rows, mappings)
    title = lexicon.read(layout.title)
    width = max((len(sheet.rows[row]) for row in (*layout.headings, *layout.data[:_SAMPLE])), default=0)
    grid = heading_grid(sheet, layout.headings, width)
    realigned = sheet.lost_blanks and headings_realigned(grid, sheet, layout.data, lexicon)
    paths = heading_paths(sheet, layout.headings, grid, layout.mixed)
    said = mapping or TableMapping()
    paths = mapped_paths(paths, said, width)
    kind = lexicon.kind_named(said.kind) or _kind(sheet, rows, layout, paths, lexicon)
    domain = economic_domain(paths, sheet, layout.data, lexicon) if kind and kind.axis == "codes" else None
    within = titled_class(layout.title)[0] if kind and kind.lists_codes else ""
    columns = without_ignored(read_columns(sheet, paths, layout.data, lexicon, domain, within), said)
    panels = split_panels(columns, lexicon)
    kind = composed_kind(kind, panels, lexicon) if kind else None
    captioned = next(filter(None, map(year_alone, layout.captions)), None)
    return Draft(
        number,
        rows,
        layout,
        kind,
        said.unit or _unit(layout, paths),
        stated_among(layout.captions) or department_in_title(title.unknown),
        said.year or title.year or captioned,
        said.stage or title.coordinates.get("stage") or _stage_word(layout.title),
        tuple(columns),
        _read_panels(panels, kind, lexicon, {str(Domain.ECONOMIC): within} if within else {}),
        realigned,
        tuple(paths),
        mapping,
        fault_of(said, rows, columns, lexicon),
    )


def _kind(
    sheet: Sheet, rows: range, layout: Layout, paths: list[tuple[str, ...]], lexicon: Lexicon
) -> TableKind | None:
    """Return the kind that the title tells, or else another line above the headings, these, or a list of indicators."""
    titles = (line for line in layout.captions if len(line) <= LONGEST_TITLE and not _AMOUNT.search(line))
    return (
        lexicon.kind_of(layout.title)
        or next(filter(None, map(lexicon.kind_of, titles)), None)
        or lexicon.kind_of_headings([text for path in paths for text in path])
        or (lexicon.kind_named(TARGETS) if holds_targets(sheet, rows) else None)
    )


def _read_panels(
    panels: Sequence[PanelColumns], kind: TableKind | None, lexicon: Lexicon, titled: Mapping[str, str]
) -> tuple[PanelColumns, ...]:
    """Return the panels of a table, their columns as they stand; of a form only those whose rows name projects.

    `titled` is the 类 to which the title limits the table: what its columns leave out is of that.
    """
    if kind is None or kind.axis == "text":
        return ()
    composed = (replace(panel, amounts=composed_columns(panel, kind, lexicon, titled)) for panel in panels)
    read = [with_changes(panel, lexicon) for panel in composed]
    return tuple(panel for panel in read if kind.axis != "forms" or panel.project >= 0)


def _unit(layout: Layout, paths: list[tuple[str, ...]]) -> Unit | None:
    """Return the unit that is stated above the headings, or else the one that the headings state."""
    above = next(filter(None, map(stated_unit, (*layout.captions, layout.title))), None)
    found = {stated_unit(text) for path in paths for text in path} - {None} if above is None else set()
    return found.pop() if len(found) == 1 else above


def _stage_word(title: str) -> str | None:
    plain = normalised(title)
    return "final" if "决算" in plain else "budget" if "预算" in plain else None
