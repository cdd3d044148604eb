"""The list of problems and rectification ledger (问题清单和整改台账) as .xlsx: one row a problem, to be filled in."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from model.export.annotated.mark import AUTHOR
from model.export.finding_words import explanation_of, slip_words
from model.export.papers.dossier import Dossier
from model.export.papers.ledger_columns import COLUMNS, DATES, FILLED_IN, Rectification, column_of
from model.export.particulars import particulars_for_unit
from model.export.problem import Problem, basis_of
from model.export.row_height import TALLEST, height_of
from model.export.words import severity_word, stage_word
from model.export.xlsx import NOTHING_IS_GUESSED, created_at, fitting, typed_yuan
from model.messages import message
from model.money import yuan

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

HEADING_ROW = 2
"""The row of the headings, counted from 0; the title and the date are above it."""

Filled = Mapping[str, Mapping[str, str]]
"""What was filled in, by the finding's id and the column's name; dates in ISO form."""


def rectification_ledger(dossier: Dossier, filled: Filled) -> bytes:
    """Return the ledger of the problems, with what was filled in before."""
    import xlsxwriter

    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, NOTHING_IS_GUESSED)
    created = created_at(dossier.paper.made_at)
    workbook.set_properties({"created": created, "author": AUTHOR})
    _Ledger(workbook, dossier, filled).write()
    workbook.close()
    return stream.getvalue()


class _Ledger:
    """The sheet of the ledger while it is written."""

    def __init__(self, workbook: Workbook, dossier: Dossier, filled: Filled) -> None:
        language = dossier.paper.language
        self._dossier = dossier
        self._filled = filled
        self._name = message("Problems and rectification").text(language)
        self._sheet: Worksheet = workbook.add_worksheet(self._name)
        cell = {
            "text_wrap": True,
            "valign": "top",
            "align": "left",
            "border": 1,
            "font_name": "宋体",
            "font_size": 10,
        }
        self._text: Format = workbook.add_format({**cell, "quote_prefix": True})
        self._count: Format = workbook.add_format({**cell, "num_format": "0", "align": "center"})
        self._amount: Format = workbook.add_format({**cell, "num_format": "#,##0.00##", "align": "right"})
        self._date: Format = workbook.add_format({**cell, "num_format": "yyyy-mm-dd", "align": "center"})
        self._heading: Format = workbook.add_format(
            {**cell, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#D9E1F2"}
        )
        self._title: Format = workbook.add_format(
            {"bold": True, "font_name": "黑体", "font_size": 16, "align": "center"}
        )
        self._line: Format = workbook.add_format(
            {"text_wrap": True, "valign": "top", "font_name": "宋体", "font_size": 9, "quote_prefix": True}
        )

    def write(self) -> None:
        """Write the title, a row for each problem, and what every paper states."""
        language = self._dossier.paper.language
        last = len(COLUMNS) - 1
        sheet = self._sheet
        sheet.merge_range(0, 0, 0, last, self._name, self._title)
        sheet.set_row(0, 26)
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, column.width)
            sheet.write_string(HEADING_ROW, place, column.heading.text(language), self._heading)
        sheet.set_row(HEADING_ROW, 32)
        row = HEADING_ROW + 1
        for problem in self._dossier.to_unit(self._dossier.problems):
            self._problem(row, problem)
            row += 1
        self._lists(HEADING_ROW + 1, max(row - 1, HEADING_ROW + 1))
        paper, are_all_shown = self._dossier.paper, self._dossier.sends_all
        for line in particulars_for_unit(paper, paper.report.documents, are_all_shown=are_all_shown):
            row += 1
            sheet.merge_range(row, 0, row, last, "", self._line)
            sheet.write_string(row, 0, fitting(line), self._line)
            sheet.set_row(row, height_of([line], [sum(column.width for column in COLUMNS)]))
        self._print(row)

    def _problem(self, row: int, problem: Problem) -> None:
        values = self._values(problem)
        for place, column in enumerate(COLUMNS):
            if column.name in {"number", "year"} and values[column.name]:
                self._sheet.write_number(row, place, int(values[column.name]), self._count)
            elif column.name == "amount":
                self._money(row, place, problem.head.difference)
            elif column.name in DATES:
                self._day(row, place, values[column.name])
            else:
                self._sheet.write_string(row, place, fitting(values[column.name]), self._text)
        texts = [values[column.name] for column in COLUMNS]
        self._sheet.set_row(row, min(height_of(texts, [column.width for column in COLUMNS]), TALLEST))

    def _values(self, problem: Problem) -> dict[str, str]:
        language = self._dossier.paper.language
        document, head = problem.document, problem.head
        stage = stage_word(document.stage) if document else None
        lines = [explanation_of(head, self._dossier.paper), *slip_words(head, self._dossier.paper)]
        if problem.others:
            lines.append(
                message("The same cause explains {count} more.", count=len(problem.others)).text(language)
            )
        unit = document.department if document and document.department else ""
        values = {
            "number": str(problem.number),
            "unit": f"{unit} {stage.text(language)}".strip() if stage else unit,
            "year": str(document.year) if document and document.year else "",
            "problem": "\n".join(lines),
            "kind": f"{severity_word(head.severity).text(language)}\n{head.title.text(language)}",
            "amount": "" if head.difference is None else yuan(head.difference),
            "basis": basis_of(problem, self._dossier.paper),
            "id": head.id,
        }
        before = self._filled.get(head.id, {})
        return {**values, **{name: before.get(name, "") for name in FILLED_IN}}

    def _money(self, row: int, place: int, steps: int | None) -> None:
        number = None if steps is None else typed_yuan(steps)
        if number is not None:
            self._sheet.write_number(row, place, number, self._amount)
        else:
            self._sheet.write_string(row, place, "" if steps is None else yuan(steps), self._text)

    def _day(self, row: int, place: int, text: str) -> None:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self._sheet.write_string(row, place, fitting(text), self._text if text else self._date)
        else:
            self._sheet.write_datetime(row, place, datetime(day.year, day.month, day.day), self._date)  # noqa: DTZ001 - a day

    def _lists(self, first: int, last: int) -> None:
        """Let the states be chosen, and dates be dates."""
        place = column_of("state")
        states = {"validate": "list", "source": [state.value for state in Rectification]}
        self._sheet.data_validation(first, place, last, place, states)
        for name in sorted(DATES):
            place = column_of(name)
            after = {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1), "ignore_blank": True}
            self._sheet.data_validation(first, place, last, place, after)

    def _print(self, last_row: int) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADING_ROW)
        sheet.print_area(0, 0, last_row, len(COLUMNS) - 1)
        sheet.freeze_panes(HEADING_ROW + 1, 0)
        sheet.set_footer(
            "&C" + message("page {page} of {pages}", page="&P", pages="&N").text(self._dossier.paper.language)
        )
