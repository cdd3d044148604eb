"""Forms: an amount stands at the right of its label or below it, and the form may name the project it belongs to.

A form may hold a list too, of projects or of the tasks of a year with their money, above its indicators.
"""

from __future__ import annotations

from collections.abc import Sequence

from model.layout.cells import is_number
from model.lexicon.lexicon import Lexicon, normalised, one_line
from model.lexicon.vocabulary import FormLabel
from model.reading.columns import ReadColumn, stated_year
from model.reading.table import AmountColumn, LabelledRow, Panel
from model.reading.targets.forms import headings_at, labels_of
from model.source.book import CellValue, Sheet


def form_panels(
    sheet: Sheet, rows: range, lexicon: Lexicon, year: int | None, title: str = ""
) -> list[Panel]:
    """Return a panel of one cell for each amount that a label of the lexicon names.

    A project's amount is one of a project that the form names, and none where it names none; where the title says
    that the form is of the whole department, it is that of all expenditure, and of no nature of its own.
    """
    project = ""
    of_the_whole = any(word in normalised(title) for word in lexicon.forms_of_all)
    panels: list[Panel] = []
    for row in rows:
        for label in labels_of(sheet, row):
            if label.plain in lexicon.project_names:
                project = _text(sheet.value(row, label.right.column))
            known = None if label.plain in lexicon.project_names else lexicon.form_labels.get(label.plain)
            if known is None or (not project and (known.of_form or (known.project and not of_the_whole))):
                continue
            column = label.cell.column
            amounts = ((row, label.right.column), (row + 1, column))
            at = next((at for at in amounts if at[0] in rows and is_number(sheet.value(*at))), None)
            if at is None:
                continue
            means = _means(known, project, year)
            if of_the_whole and not project:
                means.pop("nature", None)
            name = f"{project} {label.cell.text}" if "item" in means else label.cell.text
            label_cell = column if column != at[1] else -1
            labelled = LabelledRow("", name, means, -1, label_cell, row=at[0])
            panels.append(Panel((labelled,), (AmountColumn(at[1], (), {}),)))
    return panels


def _means(known: FormLabel, project: str, year: int | None) -> dict[str, str]:
    """Return the coordinates of an amount that a label names."""
    coordinates = dict(known.means)
    if (known.project or known.of_form) and project:
        coordinates["item"] = f"{'target' if known.of_form else 'project'}:{normalised(project)}"
    return coordinates | stated_year(None, known.year_shift, year)


def listed_panels(
    sheet: Sheet, columns: Sequence[ReadColumn], data: Sequence[int], year: int | None
) -> list[Panel]:
    """Return the panel of a list that names something in each row and states its money in columns; none where none is.

    What it states is the form's own, as with labels: the projects and tasks of a form are held against no other table.
    """
    amounts = [column for column in columns if column.role == "amount" and column.why is None]
    first = min((column.number for column in amounts), default=0)
    name = _name_column([column for column in columns if column.number < first])
    if name < 0:
        return []
    rows = []
    for row in data:
        if headings_at(sheet, row) is not None:
            break
        # A total has its label anywhere before the amounts.
        named = _text(sheet.value(row, name)) or next(filter(None, map(_text, sheet.rows[row][:first])), "")
        if named and any(is_number(sheet.value(row, column.number)) for column in amounts):
            item = f"target:{normalised(named)}"
            rows.append(LabelledRow("", one_line(named), {"item": item}, -1, name, row=row))
    read = tuple(AmountColumn(column.number, column.path, column.said(year)) for column in amounts)
    return [Panel(rows, read)] if rows else []


def _name_column(columns: Sequence[ReadColumn]) -> int:
    """Return the column that names what a list lists: projects or tasks, else what has a name; -1 for none."""
    headings = [("".join(each.path), each) for each in columns if each.role not in {"code", "unit_code"}]
    named = (
        column.number
        for words in (("项目", "任务"), ("名称",))
        for heading, column in headings
        if any(word in heading for word in words)
    )
    return next(named, -1)


def _text(value: CellValue) -> str:
    return value.strip() if isinstance(value, str) else ""
