"""A row may name the year it is of; a year within the name of a source of money is not the row's."""

from __future__ import annotations

import pytest
from books import book, sheet

from model.disclosure import disclosure_of


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("2023年", {"year": "2023"}),
        ("2024年度", {"year": "2024"}),
        ("上年预算数", {"stage": "budget", "year": "2023"}),
        ("2023年上年结转", {"flow": "revenue", "source": "carryover"}),
    ],
)
def test_the_year_of_a_row(label: str, meant: dict[str, str]) -> None:
    text = f"2024年“三公”经费支出表\n单位：万元\n项目\t合计\t公务接待费\n{label}\t5.00\t5.00"
    (table,) = disclosure_of([book(sheet(text, text_columns=()))]).tables
    (row,) = table.panels[0].rows
    assert dict(row.coordinates) == meant
