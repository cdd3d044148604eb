"""Texts whose tables lost their tabs: what is bound is what the PDF or the workbook states at the same coordinates."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from model.disclosure import Disclosure, open_disclosures

SAME = [
    ("putuo-office-2025-budget.txt", "pdf"),
    ("putuo-office-2025-budget.txt", "xlsx"),
    ("wanli-2025-budget.txt", "pdf"),
    ("wanli-2025-budget.txt", "xlsx"),
    ("putuo-finance-2024-final.txt", "xlsx"),
]
LOST_BY_THE_TRANSCRIPTION = {("wanli-2025-budget.txt", "xlsx"): 3}
"""The workbook lacks the totals of 支出预算总表, which the PDF's next page holds."""
UNTOLD = {"putuo-finance-2024-final.txt": {"three_public"}}
"""Tables whose columns cannot be told from the text."""


@cache
def opened(path: Path) -> Disclosure:
    disclosures, troubles = open_disclosures([path])
    assert not troubles
    return disclosures[0]


def stated(disclosure: Disclosure) -> Counter[tuple[object, ...]]:
    """Count the amounts by kind of table and coordinates; the year is left out, for one workbook lost it."""
    facts = disclosure.facts
    return Counter(
        (
            disclosure.tables[int(facts.table[index])].kind,
            int(facts.amount[index]),
            *sorted((name, member) for name, member in facts.coordinate(index).items() if name != "year"),
        )
        for index in range(len(facts))
        if facts.stated[index]
    )


@pytest.mark.parametrize(("name", "container"), SAME)
def test_every_bound_amount_is_that_of_the_original(name: str, container: str, shared: Path) -> None:
    text = shared / "disclosures" / "real" / name

    read, true = stated(opened(text)), stated(opened(text.with_suffix(f".{container}")))

    assert (read - true).total() == LOST_BY_THE_TRANSCRIPTION.get((name, container), 0)


@pytest.mark.parametrize(("name", "container"), SAME)
def test_nothing_of_the_tables_that_were_told_is_missing(name: str, container: str, shared: Path) -> None:
    text = shared / "disclosures" / "real" / name

    read, true = stated(opened(text)), stated(opened(text.with_suffix(f".{container}")))

    assert {kind for kind, *_ in true - read} == UNTOLD.get(name, set())


@pytest.mark.parametrize("name", sorted({name for name, _ in SAME}))
def test_the_lines_of_a_table_are_no_prose(name: str, shared: Path) -> None:
    disclosure = opened(shared / "disclosures" / "real" / name)
    document = disclosure.documents[0]

    for table in disclosure.tables:
        sheet = document.book.sheets[table.sheet]
        lines = range(sheet.first_line, sheet.first_line + sheet.height)
        assert [each.text for each in document.book.paragraphs if each.number in lines] == []


def test_a_table_whose_columns_are_not_told_is_listed_with_its_lines(shared: Path) -> None:
    disclosure = opened(shared / "disclosures" / "real" / "putuo-finance-2024-final.txt")
    book = disclosure.documents[0].book

    table = next(table for table in disclosure.tables if "三公" in table.title)

    assert (table.kind, table.year, table.panels) == ("three_public", 2024, ())
    assert table.why is not None
    assert "its blanks are lost" in table.why.text("en")
    assert [(cell.row, cell.column) for cell in table.unbound] == [(7, 0), (7, 1)]
    assert ["0.95", "0.95"] in book.sheets[table.sheet].rows
