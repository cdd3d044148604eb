"""What an official edition lists, however it prints its codes and names; what is wrong in it is reported by cell."""

from __future__ import annotations

import pytest
from books import book, sheet
from hypothesis import given
from hypothesis import strategies as st

from model.edition.columns import code_cell, joined
from model.edition.importing import years_of
from model.edition.listing import Listing, checked, read_listing
from model.errors import InvalidDataError

WANTED = {
    "201": "一般公共服务支出",
    "20101": "人大事务",
    "2010101": "行政运行",
    "2010102": "一般行政管理事务",
}
WANTED_NEXT = {"20102": "政协事务", "2010201": "行政运行"}

ONE_COLUMN = """
2026年政府收支分类科目
科目编码\t科目名称\t说明
201\t一般公共服务支出\t反映政府提供一般公共服务的支出。
20101\t人大事务\t反映各级人民代表大会的支出。
2010101\t行政运行\t反映行政单位的基本支出。
2010102\t一般行政管理事务\t反映项目支出。
20102\t政协事务\t反映政协的支出。
2010201\t行政运行\t反映行政单位的基本支出。
"""
THREE_COLUMNS = """
2026年政府收支分类科目
科目编码\t\t\t科目名称\t说明
类\t款\t项
'201\t\t\t一般公共服务支出\t反映政府提供一般公共服务的支出。
\t'01\t\t人大事务\t反映各级人民代表大会的支出。
\t\t'01\t行政运行\t反映行政单位的基本支出。
\t\t'02\t一般行政管理事务\t反映项目支出。
\t'02\t\t政协事务\t反映政协的支出。
\t\t'01\t行政运行\t反映行政单位的基本支出。
"""
NUMBERS = """
201\t\t\t一般公共服务支出
201\t1\t\t人大事务
201\t1\t1\t行政运行
201\t1\t2\t一般行政管理事务
201\t2\t\t政协事务
201\t2\t1\t行政运行
"""
WHOLE_CODES_BY_LEVEL = """
类\t款\t项\t名称
201\t\t\t一般公共服务支出
\t20101\t\t人大事务
\t\t2010101\t行政运行
\t\t2010102\t一般行政管理事务
\t20102\t\t政协事务
\t\t2010201\t行政运行
"""
NAMES_BY_LEVEL = """
科目编码\t科目名称\t科目名称\t科目名称
201\t一般公共服务支出
20101\t一般公共服务支出\t人大事务
2010101\t一般公共服务支出\t人大事务\t行政运行
2010102\t一般公共服务支出\t人大事务\t一般行政管理事务
20102\t一般公共服务支出\t政协事务
2010201\t一般公共服务支出\t政协事务\t行政运行
"""
INDENTED_NAMES = """
科目代码\t科目名称
201\t一般公共服务支出
20101\t\t人大事务
2010101\t\t\t行政运行
2010102\t\t\t一般行政管理事务
20102\t\t政协事务
2010201\t\t\t行政运行
""".replace("科目代码\t科目名称", "科目代码\t科目名称\t科目名称\t科目名称")
IN_ONE_CELL = """
201类 一般公共服务支出：反映政府提供一般公共服务的支出。
20101款　人大事务：反映各级人民代表大会的支出。
2010101项 行政运行：反映行政单位的基本支出。
2010102 一般行政管理事务
20102政协事务
2010201行政运行
"""
REPEATED_PARENTS = """
类编码\t类名称\t款编码\t款名称\t项编码\t项名称
201\t一般公共服务支出\t20101\t人大事务\t2010101\t行政运行
201\t一般公共服务支出\t20101\t人大事务\t2010102\t一般行政管理事务
201\t一般公共服务支出\t20102\t政协事务\t2010201\t行政运行
"""


def listed(text: str, **options: object) -> tuple[dict[str, str], Listing]:
    listing = read_listing(book(sheet(text, **options)))  # type: ignore[arg-type]
    return {code: each.name for code, each in checked(listing).items()}, listing


def complaints(listing: Listing, language: str = "en") -> list[str]:
    return [trouble.line(language) for trouble in listing.complaints]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        ONE_COLUMN,
        THREE_COLUMNS,
        NUMBERS,
        WHOLE_CODES_BY_LEVEL,
        NAMES_BY_LEVEL,
        INDENTED_NAMES,
        IN_ONE_CELL,
        REPEATED_PARENTS,
    ],
)
def test_the_same_codes_and_names_are_read_from_every_layout(text: str) -> None:
    codes, listing = listed(text)
    assert codes == {**WANTED, **WANTED_NEXT}
    assert complaints(listing) == []


def test_both_economic_classifications_may_stand_beside_each_other() -> None:
    codes, listing = listed(
        """
政府预算支出经济分类\t\t\t\t部门预算支出经济分类
类\t款\t科目名称\t说明\t类\t款\t科目名称\t说明
501\t\t机关工资福利支出\t反映\t301\t\t工资福利支出\t反映
\t'01\t工资奖金津补贴\t反映\t\t'01\t基本工资\t反映
\t\t\t\t\t'02\t津贴补贴\t反映
"""
    )
    assert codes == {
        "501": "机关工资福利支出",
        "50101": "工资奖金津补贴",
        "301": "工资福利支出",
        "30101": "基本工资",
        "30102": "津贴补贴",
    }
    assert complaints(listing) == []


def test_codes_of_revenue_are_counted_and_left_out() -> None:
    codes, listing = listed(
        "科目编码\t科目名称\n101\t税收收入\n10101\t增值税\n1010101\t国内增值税\n201\t一般公共服务支出\n"
    )
    assert list(codes) == ["201"]
    assert listing.revenue == 3
    assert complaints(listing) == []


def test_a_code_that_is_there_twice_is_reported_with_both_cells() -> None:
    codes, listing = listed(
        "科目编码\t科目名称\n201\t一般公共服务支出\n20101\t人大事务\n20102\t政协事务\n20101\t人大事务\n"
    )
    assert list(codes) == ["201", "20101", "20102"]
    assert complaints(listing) == [
        "表1!A5: 20101 人大事务 is there twice. The first is at 表1!A3; it is taken once."
    ]


def test_a_code_with_two_names_is_left_to_the_shipped_catalogue() -> None:
    codes, listing = listed("科目编码\t科目名称\n201\t一般公共服务支出\n20101\t人大事务\n20101\t人大事务等\n")
    assert list(codes) == ["201"]
    assert listing.unsettled == {"20101"}
    message = "20101 is named 人大事务等, but 人大事务 at 表1!A3. The code is left to the catalogue that Yushen brings."
    assert complaints(listing) == [f"表1!A4: {message}"]


def test_the_same_code_in_two_sheets_is_no_fault_unless_the_names_differ() -> None:
    one = sheet("科目编码\t科目名称\n208\t社会保障和就业支出\n", "一般公共预算")
    two = sheet("科目编码\t科目名称\n208\t社会保障和就业支出\n", "政府性基金")
    listing = read_listing(book(one, two))
    assert list(checked(listing)) == ["208"]
    assert complaints(listing) == []


def test_an_item_without_a_parent_is_taken_and_reported_once() -> None:
    codes, listing = listed(
        "科目编码\t科目名称\n201\t一般公共服务支出\n2010101\t行政运行\n2010102\t一般行政管理事务\n"
    )
    assert list(codes) == ["201", "2010101", "2010102"]
    assert listing.unsettled == {"20101"}
    assert complaints(listing, "zh") == [
        "表1!A3: 2010101 行政运行 在文件中没有上级科目 20101。 20101 仍依自带目录。"
    ]


def test_what_is_no_code_or_no_name_is_reported_with_its_cell_and_the_rest_goes_on() -> None:
    codes, listing = listed(
        "科目编码\t科目名称\n201\t一般公共服务支出\n2O1O1\t人大事务\n2010\t政协事务\n20103\t\n20104\t"
        + "长" * 90
        + "\n20105\t统计\u2426信息事务\n20106\t财政事务\n"
    )
    assert codes == {"201": "一般公共服务支出", "20106": "财政事务"}
    assert [line.partition(": ")[0] for line in complaints(listing)] == [f"表1!A{row}" for row in range(3, 8)]
    assert listing.unsettled == {"20103", "20104", "20105"}


def test_headings_repeated_on_each_page_and_remarks_are_passed_over() -> None:
    codes, listing = listed(
        "科目编码\t科目名称\n201\t一般公共服务支出\n科目编码\t科目名称\n注\t以下为款级\n20101\t人大事务\n"
    )
    assert list(codes) == ["201", "20101"]
    assert complaints(listing) == []


def test_pieces_above_the_first_whole_code_are_reported_and_not_lost_in_silence() -> None:
    codes, listing = listed(
        "类\t款\t项\t名称\n\t\t'05\t统计管理\n\t'06\t\t财政事务\n202\t\t\t外交支出\n\t'01\t\t外交管理事务\n"
        "\t\t'01\t行政运行\n"
    )
    assert codes == {"202": "外交支出", "20201": "外交管理事务", "2020101": "行政运行"}
    assert [line.partition(": ")[0] for line in complaints(listing)] == ["表1!C2", "表1!B3"]


def test_a_table_with_amounts_is_refused_whole() -> None:
    with pytest.raises(InvalidDataError, match="a column of amounts"):
        listed("科目编码\t科目名称\t合计\n201\t一般公共服务支出\t120.50\n20101\t人大事务\t120.50\n")


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        (ONE_COLUMN, "表1", 2026),
        (NUMBERS, "2025年支出功能分类", 2025),
        (NUMBERS, "2025", 2025),
        ("２０２４年政府收支分类科目\n" + NUMBERS.lstrip(), "表1", 2024),
    ],
)
def test_the_year_is_stated_by_a_title_or_the_name_of_a_sheet(text: str, name: str, year: int) -> None:
    assert list(years_of(book(sheet(text, name)))) == [year]


def test_a_year_in_an_explanation_is_not_the_edition_s() -> None:
    text = "科目编码\t科目名称\t说明\n201\t一般公共服务支出\t2019年科目\n20101\t人大事务\t反映2018年前科目的支出。\n"
    assert years_of(book(sheet(text))) == {}


@given(st.text(max_size=30))
def test_no_text_of_a_cell_breaks_the_reading_of_codes(text: str) -> None:
    cell = code_cell(text)
    assert cell.digits == "" or cell.digits.isdecimal()
    assert joined([cell], "") == "" or cell.is_whole
