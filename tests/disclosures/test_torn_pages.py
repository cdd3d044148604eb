"""nanchong's pages that the extraction tore off: what the contents, the next page and the projects' names prove."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model.disclosure import Disclosure, open_disclosures

NAME = "nanchong-2020-budget.txt"


def opened(path: Path) -> Disclosure:
    disclosures, troubles = open_disclosures([path])
    assert not troubles
    return disclosures[0]


def changed(shared: Path, folder: Path, old: str, new: str) -> Disclosure:
    text = (shared / "disclosures" / NAME).read_text(encoding="utf-8")
    assert old in text
    path = folder / NAME
    path.write_text(text.replace(old, new), encoding="utf-8")
    return opened(path)


def kinds(disclosure: Disclosure) -> dict[str, str]:
    book = disclosure.documents[0].book
    return {book.sheets[table.sheet].name: table.kind for table in disclosure.tables}


def test_the_contents_tell_the_title_of_which_only_the_end_is_left(shared: Path) -> None:
    disclosure = opened(shared / "disclosures" / NAME)

    pages = [table for table in disclosure.tables if table.kind == "fiscal_expenditure"]

    assert [table.title for table in pages] == ["财政拨款支出预算表(政府经济分类科目)"] * 2
    assert [len(table.unbound) for table in pages] == [10, 20]
    assert {cell.why.text("en") for table in pages for cell in table.unbound} == {
        "the page that holds the labels of its rows is missing"
    }


def test_contents_that_list_another_table_there_tell_nothing(shared: Path, tmp_path: Path) -> None:
    disclosure = changed(shared, tmp_path, " - 5.财政拨款支出预算表（政府经济分类科目）（表 2-2）\n", "")

    assert kinds(disclosure)["line 395"] == kinds(disclosure)["line 411"] == ""


def test_a_page_whose_amounts_are_others_does_not_go_on_with_the_one_before(
    shared: Path, tmp_path: Path
) -> None:
    disclosure = changed(shared, tmp_path, "\t338.7\t\t338.7", "\t337.8\t\t337.8")

    assert kinds(disclosure)["line 396"] == "fiscal_expenditure"
    assert kinds(disclosure)["line 412"] == ""


def test_projects_are_bound_that_another_table_names_with_the_same_amount(shared: Path) -> None:
    disclosure = opened(shared / "disclosures" / NAME)

    number = next(
        number
        for number, table in enumerate(disclosure.tables)
        if disclosure.documents[0].book.sheets[table.sheet].name == "line 613"
    )
    facts = disclosure.facts
    stated = {
        facts.coordinate(index)["item"]: int(facts.amount[index]) // 100_000_000
        for index in np.flatnonzero(facts.stated & (facts.table == number)).tolist()
    }
    assert stated == {
        "project:大病医疗保险赔付审计": 10,
        "project:医保信息系统升级改造": 40,
        "project:医保基金监管费用": 20,
        "project:局门户网站维护费用": 5,
        "project:机关运行经费": 20,
        "project:打击欺诈骗保投诉举报奖励": 10,
    }
    table = disclosure.tables[number]
    assert [(cell.row, cell.column) for cell in table.unbound] == [(15, 1), (15, 2), (18, 1), (18, 2)]


@pytest.mark.parametrize("other", ["\t11\t11\t", "\t10\t11\t"])
def test_a_project_with_another_amount_stays_unbound(other: str, shared: Path, tmp_path: Path) -> None:
    disclosure = changed(
        shared, tmp_path, "大病 医疗保险 赔付审计\t10\t10\t", f"大病 医疗保险 赔付审计{other}"
    )

    table = disclosure.tables[-1]
    assert (6, 1) in {(cell.row, cell.column) for cell in table.unbound}
