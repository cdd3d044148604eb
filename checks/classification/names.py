"""What the two rules about names share: which printed names are judged, and the finding of one code's name."""

from __future__ import annotations

from collections.abc import Iterator

from checks.classification.printed import PrintedCode, printed_codes
from checks.rule import Subject
from model.classification.catalogue import Judgement, Standing, catalogue
from model.classification.codes import Domain
from model.lexicon.lexicon import normalised, without_numbering
from model.recognition.table import LabelledRow, Panel
from model.source.book import Sheet

PROJECT_KINDS = frozenset({"project", "general_project", "procurement", "performance"})
"""Kinds of table in which the text beside a code may name a project or a purchase, not the code."""


def names_a_code(printed: PrintedCode) -> bool:
    """Tell whether the printed name is a name of any code of its classification."""
    return bool(catalogue().by_name(printed.name, printed.domain))


def judged_names(subject: Subject) -> Iterator[tuple[PrintedCode, Judgement]]:
    """Yield each code of a known year that prints a name for it, with the standing of code and name.

    Left out are codes that the year's edition does not have (a rule of their own), and names of projects.
    """
    tables = subject.disclosure.tables
    judgements: dict[tuple[str, str, int | None], Judgement] = {}
    for printed in (*printed_codes(subject), *_named_classes(subject)):
        if not printed.name:
            continue
        kind = tables[printed.table].kind
        is_project = "item" in printed.row.coordinates or kind in PROJECT_KINDS
        if is_project and not names_a_code(printed):
            continue
        key = (code_of(printed), printed.name, printed.year)
        if key not in judgements:
            judgements[key] = _judge(printed)
        if judgements[key].standing not in {Standing.UNKNOWN, Standing.OTHER_YEAR}:
            yield printed, judgements[key]


def _judge(printed: PrintedCode) -> Judgement:
    """Judge a row's name; a 类 without a code may be numbered (一、)."""
    name = printed.name if printed.code else without_numbering(normalised(printed.name))
    return catalogue().judge(code_of(printed), name, printed.year)


def _named_classes(subject: Subject) -> Iterator[PrintedCode]:
    """Yield the 类 that stand by name alone and have an amount; templates keep old names on empty lines."""
    disclosure = subject.disclosure
    for number, table in enumerate(disclosure.tables):
        sheet = disclosure.documents[table.document].book.sheets[table.sheet]
        for index, panel in enumerate(table.panels):
            for row in panel.rows:
                if (
                    not row.code
                    and Domain.FUNCTION.value in row.coordinates
                    and _has_amount(sheet, panel, row)
                ):
                    year = table.year or disclosure.year
                    yield PrintedCode(number, index, row, Domain.FUNCTION, year, 0)


def _has_amount(sheet: Sheet, panel: Panel, row: LabelledRow) -> bool:
    values = (sheet.value(row.row, column.column) for column in panel.columns)
    return any(isinstance(value, float) and value != 0 for value in values)


def code_of(printed: PrintedCode) -> str:
    """Return the code that a row prints or names."""
    return printed.code or printed.row.coordinates[printed.domain.value]
