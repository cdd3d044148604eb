"""A file may hold the tables of a department and of its units: each table is its body's whom its caption names."""

from __future__ import annotations

from books import book, sheet

from checks.runner import audit
from model.disclosure import Disclosure, disclosure_of
from model.export.words import table_remarks
from model.finding import Severity
from model.source.book import Sheet

TOTALS = """{title}
{caption}：{name}
单位：万元
收入		支出
项目	预算数	项目	预算数
一、财政拨款收入	{amount}	一、农林水支出	{amount}
收入总计	{amount}	支出总计	{amount}
"""


def totals(
    name: str, amount: str, *, caption: str = "部门", title: str = "2024年收支总表", at: str = "1"
) -> Sheet:
    return sheet(TOTALS.format(title=title, caption=caption, name=name, amount=amount), f"表{at}")


def read(*sheets: Sheet) -> Disclosure:
    return disclosure_of([book(*sheets)])


def accused(disclosure: Disclosure) -> list[str]:
    report = audit([disclosure])
    return [finding.rule for finding in report.findings if finding.severity is not Severity.NOTICE]


DEPARTMENT = totals("某城市水利局", "100.00")


def test_a_unit_s_table_beside_the_department_s_of_its_kind_is_the_unit_s() -> None:
    unit = totals("某城市河道管理处", "40.00", caption="单位名称", at="2")
    disclosure = read(DEPARTMENT, unit)
    assert [table.body for table in disclosure.tables] == ["", "某城市河道管理处"]
    assert accused(disclosure) == []


def test_reports_say_whose_table_it_is() -> None:
    unit = totals("某城市河道管理处", "40.00", caption="单位名称", at="2")
    (document,) = audit([read(DEPARTMENT, unit)]).documents
    assert [table.body for table in document.tables] == ["", "某城市河道管理处"]
    assert [each.text("en") for each in table_remarks(document.tables[1])] == [
        "table of the unit 某城市河道管理处"
    ]


def test_a_table_titled_as_a_unit_s_is_one_beside_one_of_its_kind_titled_as_a_department_s() -> None:
    department = totals("某城市水利局", "100.00", title="2024年部门收支总表")
    unit = totals("某城市水利局", "60.00", title="2024年单位收支总表", at="2")
    disclosure = read(department, unit)
    assert [table.body for table in disclosure.tables] == ["", "某城市水利局本级"]
    assert accused(disclosure) == []
    alone = read(totals("某城市水利局", "60.00", title="2024年单位收支总表"))
    assert [table.body for table in alone.tables] == [""]


def test_the_department_s_name_in_a_table_of_its_own_level_means_that_level() -> None:
    rows = "{title}\n部门：某城市水利局\n单位：万元\n单位名称\t合计\t一般公共预算\n某城市水利局\t{amount}\t{amount}\n"
    names = ("2024年部门收入总表", "2024年单位收入总表")
    sheets = [
        sheet(rows.format(title=name, amount=f"{9 - at}0.00"), f"表{at}") for at, name in enumerate(names, 1)
    ]
    assert accused(read(*sheets)) == []


def test_the_department_s_own_level_without_its_place_is_a_unit() -> None:
    unit = totals("水利局本级", "60.00", at="2")
    assert [table.body for table in read(DEPARTMENT, unit).tables] == ["", "水利局本级"]


def test_the_department_s_own_level_is_a_unit_beside_the_whole_department() -> None:
    own_level = totals("某城市水利局（本级）", "60.00", at="2")
    disclosure = read(DEPARTMENT, own_level)
    assert [table.body for table in disclosure.tables] == ["", "某城市水利局(本级)"]
    assert accused(disclosure) == []


def test_another_name_over_the_only_table_of_its_kind_is_a_slip_and_the_table_the_department_s() -> None:
    revenue = (
        "2024年收入总表\n部门：某城市河道管理处\n单位：万元\n项目\t合计\n财政拨款收入\t90.00\n合计\t90.00"
    )
    disclosure = read(DEPARTMENT, sheet(revenue, "表2"))
    assert [table.body for table in disclosure.tables] == ["", ""]


def test_a_short_form_of_the_department_s_name_is_no_unit() -> None:
    again = totals("城市水利局", "40.00", at="2")
    assert [table.body for table in read(DEPARTMENT, again).tables] == ["", ""]


def test_a_title_with_the_own_level_behind_the_name_is_that_level_s_and_its_unit_may_stand_in_it() -> None:
    def table(whose: str, amount: str, at: str) -> Sheet:
        rows = f"301\t工资福利支出\t{amount}\n30101\t基本工资\t{amount}\n合计\t\t{amount}"
        return sheet(f"{whose}支出预算表（单位：元）\n科目编码\t科目名称\t合计\n{rows}", at)

    disclosure = read(
        table("某城市水利局（汇总）", "100.00", "汇总"),
        table("某城市水利局（本级）", "60.00", "1"),
        table("某城市河道管理处", "40.00", "2"),
    )
    assert [table.body for table in disclosure.tables] == ["", "某城市水利局本级", "某城市河道管理处"]
    assert accused(disclosure) == []
