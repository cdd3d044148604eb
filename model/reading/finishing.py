"""A draft becomes a Table: its rows are read, and what it leaves out is completed from the document.

In a form an amount stands at the right of its label or below it, and the form may name the project it belongs to. It
may hold a list too, of projects or of the tasks of a year with their money, above its indicators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from model.layout.cells import is_number, states_amount
from model.lexicon.lexicon import OF_WHICH, Lexicon, normalised, one_line, without_numbering
from model.lexicon.vocabulary import FormLabel
from model.lexicon.wording import names_total, states_empty
from model.messages import Message, message
from model.pace import Advance, unhurried
from model.reading.columns import ReadColumn, stated_year
from model.reading.composing import composed_rows
from model.reading.drafting import SAMPLE, Draft, name_of
from model.reading.lines import RowContext
from model.reading.opening import DocumentFacts
from model.reading.rows import read_rows, with_projects_above, with_projects_of_codes, with_units_above
from model.reading.table import AmountColumn, LabelledRow, Panel, Table, Unbound, labelled
from model.reading.target_forms import headings_at, labels_of
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
    layout, kind, year = draft.layout, draft.kind, draft.year or common.year
    panels: list[Panel] = []
    unbound: list[Unbound] = []
    for columns in draft.panels:
        if kind is not None:
            panel, missing = _read_panel(draft, sheet, RowContext(columns, kind, lexicon, year), advance)
            panels.append(panel)
            unbound += missing
    for left, right in combinations(range(len(panels)), 2):
        unbound = _with_shared_total(sheet, panels, left, right, unbound)
    if kind is not None and kind.axis == "forms" and not panels:
        panels = form_panels(draft, sheet, lexicon, year) or listed_panels(draft, sheet, year)
    roles = dict(draft.mapping.rows) if draft.mapping else {}
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
        bottom=max(rows),
        right=max((len(sheet.rows[row]) for row in rows[:SAMPLE]), default=1) - 1,
        first_data_row=layout.data[0] if layout.data else rows[-1] + 1,
        panels=tuple(panels),
        unbound=tuple(unbound),
        empty_note=next(filter(states_empty, layout.notes), ""),
        why=draft.fault or _why_not(draft, lexicon),
        realigned=draft.realigned or any(labelled(panel.rows).shifts for panel in panels),
        mapping=draft.mapping,
        details=tuple(row for panel in panels for row in _details(panel) if row not in roles),
    )


def _details(panel: Panel) -> list[int]:
    """Return the rows that are a part of the line above by their place alone; after 其中 a line says so itself."""
    rows = labelled(panel.rows)
    is_part = [
        label.coordinates.get("item", "").startswith("part:") and OF_WHICH not in label.name
        for label in rows.labels
    ]
    return [row for row, label in zip(rows.row.tolist(), rows.label.tolist(), strict=True) if is_part[label]]


def _why_not(draft: Draft, lexicon: Lexicon) -> Message | None:
    if draft.kind is None:
        word = lexicon.limit_of(draft.layout.title)
        what = message("its title speaks of a part of the money only: {word}", word=word)
        return what if word else message("no table kind of the lexicon fits its title")
    if draft.kind.axis not in {"codes", "lines"} or draft.panels:
        return None
    if not draft.layout.headings:
        return message("no heading row was found")
    return message("no column of amounts was found")


def _read_panel(
    draft: Draft, sheet: Sheet, context: RowContext, advance: Advance
) -> tuple[Panel, list[Unbound]]:
    """Return a panel with its rows read, and its numbers that stand in no row or column that was understood."""
    panel, kind, data = context.panel, context.kind, draft.layout.data
    rows, unread = read_rows(sheet, data, context, dict(draft.mapping.rows) if draft.mapping else {}, advance)
    rows, unclear = composed_rows(rows, sheet, context)
    amounts: list[AmountColumn] = []
    missing: list[Unbound] = []
    for column in panel.amounts:
        if column.why is None:
            amounts.append(AmountColumn(column.number, column.path, column.coordinates_in(context.year)))
            continue
        subtotal = len(column.path) > 1 and normalised(column.path[-1]) == "小计"
        adds = not subtotal and not any(map(_adds_nothing, column.path))
        missing += _unbound(sheet, data, column.number, column.why, adds=adds)
    for row, why in (unread | unclear).items():
        adds = not any(_adds_nothing(str(sheet.value(row, label) or "")) for label in panel.labels)
        for each in amounts:
            missing += _unbound(sheet, [row], each.column, why, adds=adds)
    if kind.axis == "forms":
        rows = rows.only([position for position, one in enumerate(rows) if one.coordinates])
    if panel.flow:
        rows = rows.having({"flow": panel.flow})
    if kind.axis == "codes":
        rows = with_projects_of_codes(with_units_above(rows, sheet, amounts))
    if panel.codes and panel.project >= 0:
        rows = with_projects_above(rows)
    return Panel(rows, tuple(amounts), panel.changes), missing


def _unbound(
    sheet: Sheet, rows: Sequence[int], column: int, why: Message, *, adds: bool
) -> Iterator[Unbound]:
    """Yield the cells of a column that hold a number; `adds` means that a sum may need one that is not zero."""
    for row in rows:
        value = sheet.value(row, column)
        if is_number(value):
            yield Unbound(row, column, why, adds and states_amount(value))


def _adds_nothing(label: str) -> bool:
    """Return whether a label or heading names a part of what stands above it, or by how much that has changed."""
    plain = without_numbering(normalised(label))
    return plain.startswith(OF_WHICH) or "增减" in plain


def _with_shared_total(
    sheet: Sheet, panels: list[Panel], at: int, right: int, unbound: list[Unbound]
) -> list[Unbound]:
    """Give a panel the totals whose label stands in the panel `at` before it, and return what is unbound then.

    Forms that print the items of 公用经费 in several panels side by side have one 公用经费合计 below them all: the
    cell of its label reaches to the amount at the right end. Which cells are filled shows this, and not what lines
    mean: so it is no line of composition.toml.
    """
    left, panel = panels[at], panels[right]
    columns = [column.column for column in panel.columns]
    alike = [column.coordinates for column in left.columns] == [each.coordinates for each in panel.columns]
    unlabelled = {cell.row for cell in unbound if cell.column in columns} if alike else set()
    shared = {
        row.row: row
        for row in (left.rows if unlabelled else ())
        if row.row in unlabelled and not row.code and names_total(normalised(row.name))
        if all(sheet.value(row.row, at) is None for at in range(left.columns[0].column, min(columns)))
    }
    if not shared:
        return unbound
    panels[at] = replace(left, rows=labelled([row for row in left.rows if row.row not in shared]))
    taken = sorted([*panel.rows, *shared.values()], key=lambda row: row.row)
    panels[right] = replace(panel, rows=labelled(taken))
    return [cell for cell in unbound if cell.row not in shared or cell.column not in columns]


def form_panels(draft: Draft, sheet: Sheet, lexicon: Lexicon, year: int | None) -> list[Panel]:
    """Return a panel of one cell for each amount that a label of the lexicon names.

    A project's amount is one of a project that the form names, and none where it names none; where the title says
    that the form is of the whole department, it is that of all expenditure, and of no nature of its own.
    """
    project = ""
    of_the_whole = any(word in normalised(draft.layout.title) for word in lexicon.forms_of_all)
    panels: list[Panel] = []
    for row in draft.rows:
        for label in labels_of(sheet, row):
            if label.plain in lexicon.project_names:
                project = _text(sheet.value(row, label.right.column))
            known = lexicon.form_labels.get(label.plain)
            if known is None or (not project and (known.of_form or (known.project and not of_the_whole))):
                continue
            column = label.cell.column
            amounts = ((row, label.right.column), (row + 1, column))
            at = next((at for at in amounts if at[0] in draft.rows and is_number(sheet.value(*at))), None)
            if at is None:
                continue
            means = _means(known, project, year)
            if of_the_whole and not project:
                means.pop("nature", None)
            name = f"{project} {label.cell.text}" if "item" in means else label.cell.text
            label_cell = column if column != at[1] else -1
            named = LabelledRow("", name, means, -1, label_cell, row=at[0])
            panels.append(Panel((named,), (AmountColumn(at[1], (), {}),)))
    return panels


def _means(known: FormLabel, project: str, year: int | None) -> dict[str, str]:
    """Return the coordinates of an amount that a label names."""
    coordinates = dict(known.means)
    if (known.project or known.of_form) and project:
        coordinates["item"] = f"{'target' if known.of_form else 'project'}:{normalised(project)}"
    return coordinates | stated_year(None, known.year_shift, year)


def listed_panels(draft: Draft, sheet: Sheet, year: int | None) -> list[Panel]:
    """Return the panel of a list that names something in each row and states its money in columns; none where none is.

    What it states is the form's own, as with labels: the projects and tasks of a form are held against no other table.
    """
    amounts = [column for column in draft.columns if column.role == "amount" and column.why is None]
    first = min((column.number for column in amounts), default=0)
    name = _name_column([column for column in draft.columns if column.number < first])
    if name < 0:
        return []
    rows = []
    for row in draft.layout.data:
        if headings_at(sheet, row) is not None:
            break
        # A total has its label anywhere before the amounts.
        named = _text(sheet.value(row, name)) or next(filter(None, map(_text, sheet.rows[row][:first])), "")
        if named and any(is_number(sheet.value(row, column.number)) for column in amounts):
            item = f"target:{normalised(named)}"
            rows.append(LabelledRow("", one_line(named), {"item": item}, -1, name, row=row))
    read = tuple(AmountColumn(column.number, column.path, column.coordinates_in(year)) for column in amounts)
    return [Panel(rows, read)] if rows else []


def _name_column(columns: Sequence[ReadColumn]) -> int:
    """Return the column that names what a list lists: projects or tasks, else what has a name; -1 for none."""
    headings = {each.number: "".join(each.path) for each in columns if each.role not in {"code", "unit_code"}}
    named = (at for words in ("项目|任务", "名称") for at, text in headings.items() if re.search(words, text))
    return next(named, -1)


def _text(value: CellValue) -> str:
    return value.strip() if isinstance(value, str) else ""
