"""A draft becomes a Table: its rows are read, and what it leaves out is completed from the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model.amounts_text import PrintedNumber, read_number
from model.layout.cells import is_number
from model.layout.layout import Layout
from model.lexicon.lexicon import OF_WHICH, Lexicon, TableKind, normalised, without_numbering
from model.lexicon.wording import says_empty
from model.messages import Message, message
from model.pace import Advance, unhurried
from model.reading.composed import composed_rows
from model.reading.document_facts import DocumentFacts
from model.reading.forms import form_panels, listed_panels
from model.reading.labelled import labelled
from model.reading.mapped import name_of
from model.reading.panels import PanelColumns
from model.reading.rows import read_rows
from model.reading.shared_totals import with_totals_carried_over
from model.reading.table import AmountColumn, Panel, Table, Unbound
from model.reading.tables import Draft
from model.reading.units import with_units_above
from model.source.book import CellValue, Sheet


def finish_table(
    draft: Draft,
    sheet: Sheet,
    document: int,
    common: DocumentFacts,
    lexicon: Lexicon,
    advance: Advance = unhurried,
) -> Table:
    """Return the table with its rows read and its year, stage and unit completed from the document.

    `advance` is called now and then with the rows that are done, and may raise to end the work.
    """
    layout, kind = draft.layout, draft.kind
    year = draft.year or common.year
    said = dict(draft.mapping.rows) if draft.mapping else {}
    panels: list[Panel] = []
    unbound: list[Unbound] = []
    for columns in draft.panels:
        if kind is None:
            break
        panel, missing = _read_panel(sheet, columns, layout, kind, year, lexicon, advance, said)
        panels.append(panel)
        unbound.extend(missing)
    panels, unbound = with_totals_carried_over(sheet, panels, unbound)
    if kind is not None and kind.axis == "forms" and not panels:
        panels.extend(form_panels(sheet, draft.rows, lexicon, year, layout.title))
        panels = panels or listed_panels(sheet, draft.columns, layout.data, year)
    rows = [*layout.headings, *layout.data] or list(draft.rows)
    return Table(
        document=document,
        sheet=draft.sheet,
        title=name_of(sheet, draft.rows, layout) if kind is None or draft.mapping else layout.title,
        kind=kind.kind if kind else "",
        unit=draft.unit or common.unit,
        year=year,
        stage=draft.stage or common.stage,
        top=min(layout.title_row, rows[0]),
        left=0,
        bottom=max(rows),
        right=max((len(sheet.rows[row]) for row in rows[:500]), default=1) - 1,
        first_data_row=layout.data[0] if layout.data else rows[-1] + 1,
        panels=tuple(panels),
        unbound=tuple(unbound),
        empty_note=next((note for note in layout.notes if says_empty(note)), ""),
        why=draft.fault or _why_not(draft, lexicon),
        realigned=draft.realigned or any(labelled(panel.rows).shifts for panel in panels),
        mapping=draft.mapping,
        details=tuple(row for panel in panels for row in _details(panel) if row not in said),
    )


def _details(panel: Panel) -> Iterator[int]:
    """Yield the rows that are a part of the line above by their place alone; after 其中 a line says so itself."""
    rows = labelled(panel.rows)
    numbers = {
        number
        for number, label in enumerate(rows.labels)
        if label.coordinates.get("item", "").startswith("part:") and OF_WHICH not in label.name
    }
    if numbers:
        yield from (int(row) for row, label in zip(rows.row, rows.label, strict=True) if label in numbers)


def _why_not(draft: Draft, lexicon: Lexicon) -> Message | None:
    if draft.kind is None and (word := lexicon.limit_of(draft.layout.title)):
        return message("its title speaks of a part of the money only: {word}", word=word)
    if draft.kind is None:
        return message("no table kind of the lexicon fits its title")
    if draft.kind.axis in {"codes", "lines"} and not (draft.layout.headings or draft.panels):
        return message("no heading row was found")
    if draft.kind.axis in {"codes", "lines"} and not draft.panels:
        return message("no column of amounts was found")
    return None


def _read_panel(
    sheet: Sheet,
    columns: PanelColumns,
    layout: Layout,
    kind: TableKind,
    year: int | None,
    lexicon: Lexicon,
    advance: Advance,
    said: Mapping[int, str],
) -> tuple[Panel, list[Unbound]]:
    rows, unread = read_rows(sheet, columns, layout.data, lexicon, kind, advance, year=year, said=said)
    rows, unclear = composed_rows(rows, sheet, columns, kind, lexicon)
    amounts: list[AmountColumn] = []
    unbound: list[Unbound] = []
    for column in columns.amounts:
        if column.why is not None:
            subtotal = len(column.path) > 1 and normalised(column.path[-1]) == "小计"
            adds = not subtotal and not any(map(_adds_nothing, column.path))
            unbound.extend(
                Unbound(
                    row, column.number, column.why, adds and not _is_zero(sheet.value(row, column.number))
                )
                for row in layout.data
                if is_number(sheet.value(row, column.number))
            )
            continue
        amounts.append(AmountColumn(column.number, column.path, column.said(year)))
    for row in (*unread, *unclear):
        adds = not any(_adds_nothing(str(sheet.value(row.row, label) or "")) for label in columns.labels)
        unbound.extend(
            Unbound(
                row.row, column.column, row.why, adds and not _is_zero(sheet.value(row.row, column.column))
            )
            for column in amounts
            if is_number(sheet.value(row.row, column.column))
        )
    if kind.axis == "forms":
        rows = rows.only([position for position, row in enumerate(rows) if row.coordinates])
    if columns.flow:
        rows = rows.having({"flow": columns.flow})
    if kind.axis == "codes":
        rows = with_units_above(rows, sheet, amounts)
    return Panel(rows, tuple(amounts), columns.changes), unbound


def _adds_nothing(label: str) -> bool:
    """Return whether a label or heading names a part of what stands above it, or by how much that has changed."""
    plain = without_numbering(normalised(label))
    return plain.startswith(OF_WHICH) or "增减" in plain


def _is_zero(value: CellValue) -> bool:
    if not isinstance(value, str):
        return value == 0
    number = read_number(value)
    return isinstance(number, PrintedNumber) and number.digits == 0
