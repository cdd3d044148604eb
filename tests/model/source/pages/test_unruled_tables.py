"""Tables whose lines are missing: open sides, lines across alone, posts alone, or none but texts in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from model.source.pages.document import put_together
from model.source.pages.joining import PagedTable
from model.source.pages.lines import Box, Glyph, Ruling
from model.source.pages.page import Page, PageTable, page_of

SIZE = 10.0
EDGES = (50.0, 200.0, 300.0, 400.0, 500.0)
HEAD = ["科目", "合计", "基本支出", "项目支出"]
ROWS = [
    ["一般公共服务支出", "1,300.00", "1,000.00", "300.00"],
    ["教育支出", "25.50", "25.50", ""],
    ["卫生健康支出", "7.00", "", "7.00"],
]


@dataclass
class Drawn:
    """A page by hand, y counted from above."""

    width: float = 595
    height: float = 842
    glyphs: list[Glyph] = field(default_factory=list)
    sideways: list[tuple[Glyph, Glyph]] = field(default_factory=list)
    horizontal: list[Ruling] = field(default_factory=list)
    vertical: list[Ruling] = field(default_factory=list)

    def write(self, x: float, y: float, words: str) -> None:
        for character in words:
            wide = SIZE if ord(character) > 0x7F else SIZE / 2
            self.glyphs.append(Glyph(x, y, x + wide, y + SIZE, character))
            x += wide

    def centred(self, left: float, right: float, y: float, words: str) -> None:
        self.write((left + right - width(words)) / 2, y, words)

    def row(self, y: float, cells: Sequence[str]) -> None:
        """Set a label from the left and amounts from the right."""
        self.write(EDGES[0] + 2, y, cells[0])
        for cell, right in zip(cells[1:], EDGES[2:], strict=True):
            self.write(right - 2 - width(cell), y, cell)

    def head(self, y: float, cells: Sequence[str]) -> None:
        for cell, left, right in zip(cells, EDGES, EDGES[1:], strict=False):
            self.centred(left, right, y, cell)

    def across(self, *heights: float) -> None:
        self.horizontal += [Ruling(height, EDGES[0], EDGES[-1]) for height in heights]

    def page(self, number: int = 1) -> Page:
        return page_of(number, self)


def width(words: str) -> float:
    return sum(SIZE if ord(character) > 0x7F else SIZE / 2 for character in words)


def simple(rows: Sequence[Sequence[str]] = ROWS, *, heads: bool = True, top: float = 200) -> Drawn:
    drawn = Drawn()
    if heads:
        drawn.centred(50, 500, top - 60, "支出总表")
        drawn.write(430, top - 40, "单位：万元")
        drawn.head(top, HEAD)
    for number, row in enumerate(rows, start=1):
        drawn.row(top + 20 * number, row)
    return drawn


def rows_of(page: Page) -> list[list[str]]:
    (table,) = page.tables
    return table.rows


def test_one_post_parts_two_columns_of_a_table_with_open_sides() -> None:
    drawn = Drawn(vertical=[Ruling(200, 195, 255)])
    drawn.horizontal = [Ruling(height, 50, 300) for height in (195, 215, 235, 255)]
    for number, (label, amount) in enumerate((("项目", "金额"), ("合计", "10.00"), ("接待费", "10.00"))):
        drawn.write(55, 200 + 20 * number, label)
        drawn.write(250, 200 + 20 * number, amount)
    assert rows_of(drawn.page()) == [["项目", "金额"], ["合计", "10.00"], ["接待费", "10.00"]]


def test_a_mark_of_two_lines_and_a_post_is_no_table() -> None:
    drawn = Drawn(vertical=[Ruling(395, 174, 181)], horizontal=[Ruling(174, 392, 399), Ruling(181, 392, 399)])
    drawn.write(390, 172, "增")
    assert drawn.page().tables == []


def test_lines_above_and_below_the_headings_and_at_the_foot_are_enough() -> None:
    drawn = simple()
    drawn.across(195, 215, 280)
    page = drawn.page()
    assert rows_of(page) == [HEAD, *ROWS]
    assert [line.text for line in page.lines] == ["支出总表", "单位：万元"]


def test_texts_in_columns_are_a_table_without_any_line() -> None:
    page = simple().page()
    assert rows_of(page) == [HEAD, *ROWS]
    assert [line.text for line in page.lines] == ["支出总表", "单位：万元"]


def test_dashes_at_the_right_of_their_column_stand_under_the_heading_in_its_middle() -> None:
    edges = (50, 200, 300, 350, 400)
    head = ["科目", "合计", "小计", "基本支出"]
    rows = [["合计", "0.64", "-", "-"], ["国有资本经营预算支出", "0.64", "-", "-"]]
    drawn = Drawn()
    for cell, left, right in zip(head, edges, edges[1:], strict=False):
        drawn.centred(left, right, 200, cell)
    for number, row in enumerate(rows, start=1):
        drawn.write(52, 200 + 20 * number, row[0])
        for cell, right in zip(row[1:], edges[2:], strict=True):
            drawn.write(right - 2 - width(cell), 200 + 20 * number, cell)
    drawn.horizontal = [Ruling(height, 50, 400) for height in (195, 215, 260)]
    assert rows_of(drawn.page()) == [head, *rows]


def test_posts_alone_leave_the_rows_to_the_amounts_that_stand_one_under_another() -> None:
    drawn = simple()
    drawn.vertical = [Ruling(edge, 195, 280) for edge in EDGES]
    drawn.across(195, 215, 280)
    assert rows_of(drawn.page()) == [HEAD, *ROWS]


def test_an_amount_that_was_broken_at_its_edge_is_no_second_row() -> None:
    drawn = Drawn(vertical=[Ruling(edge, 195, 240) for edge in (50, 100, 140)])
    drawn.horizontal = [Ruling(height, 50, 140) for height in (195, 240)]
    drawn.write(52, 200, "合计")
    drawn.write(102, 200, "1,234,5")
    drawn.write(102, 212, "67.00")
    assert rows_of(drawn.page()) == [["合计", "1,234,567.00"]]


def test_a_label_over_two_lines_stays_with_its_amounts() -> None:
    drawn = simple(ROWS[:2])
    drawn.write(52, 254, "机关事业单位基本养老")
    drawn.write(52, 266, "保险缴费支出")
    drawn.row(260, ["", "9.00", "9.00", ""])
    drawn.row(280, ROWS[2])
    label = "机关事业单位基本养老\n保险缴费支出"
    assert rows_of(drawn.page()) == [HEAD, *ROWS[:2], [label, "9.00", "9.00", ""], ROWS[2]]


def test_a_heading_over_several_columns_is_merged_over_them() -> None:
    drawn = simple(heads=False)
    drawn.write(430, 150, "单位：万元")
    drawn.centred(50, 200, 190, "科目")
    drawn.centred(200, 500, 180, "本年预算")
    drawn.head(200, ["", *HEAD[1:]])
    page = drawn.page()
    assert rows_of(page)[:2] == [["科目", "本年预算", "", ""], ["", *HEAD[1:]]]
    assert {(0, 1, 0, 3), (0, 0, 1, 0)} <= set(page.tables[0].cells)


def test_a_column_that_holds_nothing_but_its_heading_is_one() -> None:
    rows = [[*row[:3], ""] for row in ROWS]
    page = simple(rows).page()
    assert rows_of(page) == [HEAD, *rows]


def test_no_edge_runs_through_an_amount() -> None:
    drawn = simple()
    drawn.write(330, 186, "其")
    drawn.write(375, 186, "中")
    drawn.across(180, 215, 280)
    texts = {text for row in rows_of(drawn.page()) for text in row}
    assert {"1,300.00", "1,000.00", "300.00", "25.50", "7.00"} <= texts


def test_sentences_with_amounts_are_no_table() -> None:
    drawn = Drawn()
    for number, amount in enumerate(("1,200.00", "35.10", "8.00")):
        drawn.write(50, 200 + 18 * number, "其中：政府采购")
        drawn.write(150, 200 + 18 * number, amount)
        drawn.write(155 + width(amount), 200 + 18 * number, "万元，比上年增加")
    assert drawn.page().tables == []


def test_lines_under_the_blanks_of_a_form_are_no_table() -> None:
    drawn = Drawn(horizontal=[Ruling(height, 190, 510) for height in (230, 260, 290)])
    for number, words in enumerate(("项目名称", "主管部门", "评价机构")):
        drawn.write(100, 218 + 30 * number, words)
        drawn.write(300, 218 + 30 * number, "某项目")
    assert drawn.page().tables == []


def test_the_next_page_goes_on_though_one_of_its_columns_is_blank() -> None:
    rest = [
        ["住房保障支出", "4.00", "", "4.00"],
        ["其他支出", "2.00", "", "2.00"],
        ["合计", "9.00", "", "9.00"],
    ]
    document = put_together([simple().page(1), simple(rest, heads=False, top=60).page(2)])
    (table,) = document.tables
    assert table.rows == [HEAD, *ROWS, *rest]


def test_tables_under_their_captions_stay_apart_though_their_lines_are_as_long() -> None:
    drawn, below = simple(), simple(top=400)
    drawn.across(195, 215, 280, 395, 415, 480)
    drawn.glyphs += below.glyphs
    assert [table.rows for table in drawn.page().tables] == [[HEAD, *ROWS]] * 2


def test_headings_over_three_levels_stand_over_their_own_columns_alone() -> None:
    drawn = simple(heads=False)
    drawn.write(430, 130, "单位：万元")
    drawn.centred(50, 200, 180, "科目")
    drawn.centred(200, 500, 160, "预算数")
    drawn.centred(200, 300, 190, "合计")
    drawn.centred(300, 500, 180, "其中")
    drawn.head(200, ["", "", "基本支出", "项目支出"])
    drawn.across(153, 215, 280)
    page = drawn.page()
    assert rows_of(page)[:3] == [
        ["科目", "预算数", "", ""],
        ["", "合计", "其中", ""],
        ["", "", "基本支出", "项目支出"],
    ]
    assert {(0, 0, 2, 0), (0, 1, 0, 3), (1, 1, 2, 1), (1, 2, 1, 3)} <= set(page.tables[0].cells)


def test_empty_columns_beside_one_another_have_their_headings_where_no_cells_are_joined() -> None:
    drawn = simple([[row[0], row[1], "", ""] for row in ROWS], heads=False)
    drawn.write(430, 150, "单位：万元")
    drawn.head(180, ["科目", "合计", "基本支出", "备注"])
    drawn.head(200, ["", "小计", "", ""])
    drawn.across(175, 215, 280)
    assert rows_of(drawn.page())[0] == ["科目", "合计", "基本支出", "备注"]


def test_lines_across_below_each_row_keep_a_label_over_two_lines_at_the_top_of_a_page() -> None:
    rest = [
        ["", "9.00", "4.00", "5.00"],
        ["住房保障支出", "4.00", "2.00", "2.00"],
    ]
    drawn = simple(rest, heads=False, top=60)
    drawn.write(52, 73, "解决历史遗留问题及改革")
    drawn.write(52, 87, "成本支出")
    drawn.across(68, 98, 112)
    document = put_together([simple().page(1), drawn.page(2)])
    (table,) = document.tables
    assert table.rows == [
        HEAD,
        *ROWS,
        ["解决历史遗留问题及改革\n成本支出", "9.00", "4.00", "5.00"],
        ["住房保障支出", "4.00", "2.00", "2.00"],
    ]


def test_on_the_next_page_a_column_is_that_in_which_its_texts_stand() -> None:
    def page(rows: Sequence[Sequence[str]], top: float) -> Drawn:
        drawn = simple(heads=False, rows=[])
        drawn.across(*(top - 5 + 20 * number for number in range(len(rows) + 1)))
        for number, row in enumerate(rows):
            for x, text in zip((52, 80, 120, 150, 202, 478), row, strict=True):
                drawn.write(x, top + 20 * number, text)
        return drawn

    rows = [
        ("1", "208", "", "", "社会保障", "5.00"),
        ("2", "", "05", "", "养老支出", "5.00"),
        ("3", "", "", "05", "养老保险", "5.00"),
        ("4", "221", "", "", "住房保障", "4.00"),
    ]
    rest = [("5", "", "02", "", "住房改革", "4.00"), ("6", "", "", "01", "住房公积", "4.00")]
    (table,) = put_together([page(rows, 200).page(1), page(rest, 60).page(2)]).tables
    assert table.rows == [list(row) for row in (*rows, *rest)]


def test_headings_that_a_page_repeats_over_one_row_between_lines_stay_above_it() -> None:
    drawn = simple(ROWS[:1])
    drawn.centred(200, 300, 212, "1")
    drawn.across(195, 219, 240)
    assert rows_of(drawn.page())[-1] == ROWS[0]
    assert rows_of(drawn.page())[0] == HEAD


def test_headings_of_two_levels_may_stand_as_close_as_the_lines_of_one() -> None:
    drawn = simple(heads=False)
    drawn.write(430, 150, "单位：万元")
    drawn.centred(50, 200, 194, "科目")
    drawn.centred(200, 500, 188, "2024年预算数")
    drawn.head(200, ["", "合计", "人员经费", "公用经费"])
    assert rows_of(drawn.page())[:2] == [
        ["科目", "2024年预算数", "", ""],
        ["", "合计", "人员经费", "公用经费"],
    ]


def test_a_class_stands_below_the_code_however_close() -> None:
    drawn = Drawn()
    drawn.write(430, 150, "单位：万元")
    drawn.centred(50, 200, 190, "编码")
    drawn.centred(300, 400, 195, "金额")
    for number, cells in enumerate(
        (("类", "款", "项", ""), ("208", "05", "05", "9.00"), ("210", "11", "01", "8.00"))
    ):
        for x, cell in zip((60, 118, 180), cells, strict=False):
            drawn.write(x, 202 + 20 * number, cell)
        drawn.write(380 - width(cells[3]), 202 + 20 * number, cells[3])
    assert [row[:3] for row in rows_of(drawn.page())[:2]] == [["编码", "", ""], ["类", "款", "项"]]


def test_headings_over_two_lines_are_whole_though_the_second_stands_about_where_others_begin() -> None:
    drawn = simple(heads=False)
    drawn.write(430, 130, "单位：万元")
    drawn.centred(50, 200, 183, "功能科目")
    drawn.centred(50, 200, 201, "名称")
    for left, first, second in (
        (200, "一般公共", "预算"),
        (300, "政府性基", "金预算"),
        (400, "国有资本", "经营预算"),
    ):
        drawn.centred(left, left + 100, 186, first)
        drawn.centred(left, left + 100, 198, second)
    assert rows_of(drawn.page())[0][1:] == ["一般公共\n预算", "政府性基\n金预算", "国有资本\n经营预算"]


def test_a_year_is_one_heading_with_its_word_though_a_blank_stands_between() -> None:
    drawn = simple(heads=False)
    drawn.write(430, 150, "单位：万元")
    drawn.centred(50, 200, 200, "科目")
    drawn.write(215, 200, "2024")
    drawn.write(239, 200, "年预算")
    drawn.head(200, ["", "", "基本支出", "项目支出"])
    assert rows_of(drawn.page())[0] == ["科目", "2024年预算", "基本支出", "项目支出"]


def test_amounts_without_decimals_stand_under_the_others_to_the_last_row() -> None:
    rows = [*ROWS, ["住房保障支出", "12,000", "12,000", ""], ["其他支出", "35", "", "35"]]
    assert rows_of(simple(rows).page()) == [HEAD, *rows]


WHOLE = [
    ["合计", "863", "0", "863"],
    ["城乡社区支出", "321", "0", "321"],
    ["其他支出", "542", "0", "542"],
]


def test_whole_numbers_behind_words_are_amounts_where_the_page_prints_none_with_decimals() -> None:
    assert rows_of(simple(WHOLE).page()) == [HEAD, *WHOLE]
    decimal = simple(WHOLE)
    decimal.write(50, 700, "合计")
    decimal.write(450, 700, "7.00")
    assert decimal.page().tables == []


def test_years_and_the_numbers_of_columns_are_no_whole_amounts() -> None:
    drawn = simple([["栏次", "1", "2", "3"], *WHOLE], heads=False)
    drawn.write(430, 160, "单位：万元")
    drawn.head(200, ["项目", "2023", "2024", "2025"])
    assert rows_of(drawn.page()) == [["项目", "2023", "2024", "2025"], ["栏次", "1", "2", "3"], *WHOLE]


def test_whole_numbers_between_the_words_of_two_panels_are_amounts_of_the_left() -> None:
    drawn = Drawn()
    drawn.write(430, 150, "单位：万元")
    heads, rows = (
        ["收入", "金额", "支出", "金额"],
        [["事业收入", "5", "教育支出", "4"], ["合计", "5", "合计", "4"]],
    )
    for number, cells in enumerate([heads, *rows, ["结余", "12", "结转", "103"]]):
        drawn.write(52, 180 + 20 * number, cells[0])
        drawn.write(200 - width(cells[1]), 180 + 20 * number, cells[1])
        drawn.write(204, 180 + 20 * number, cells[2])
        drawn.write(400 - width(cells[3]), 180 + 20 * number, cells[3])
    assert rows_of(drawn.page()) == [heads, *rows, ["结余", "12", "结转", "103"]]


def posted(drawn: Drawn, top: float, bottom: float) -> Drawn:
    """Enclose rows by one box with posts between its columns, and no line between its rows."""
    drawn.across(top, bottom)
    drawn.vertical = [Ruling(edge, top, bottom) for edge in EDGES]
    return drawn


def test_whole_numbers_one_under_another_are_rows_that_no_line_parts() -> None:
    drawn = posted(simple(WHOLE, heads=False), 215, 275)
    assert rows_of(drawn.page()) == WHOLE
    two = posted(simple(WHOLE[:2], heads=False), 215, 255)
    assert rows_of(two.page()) == WHOLE[:2]
    more = [["教育支出", "12", "12", "0"], ["卫生健康支出", "7", "0", "7"]]
    rest = posted(simple(more, heads=False, top=60), 75, 115)
    assert after(rest, drawn.page(1)) == [*WHOLE, *more]


def test_whole_numbers_beside_percentages_are_rows_that_no_line_parts() -> None:
    rows = [
        ["教育支出", "1,300", "1,000", "30.00%"],
        ["卫生健康支出", "25", "21", "19.05%"],
        ["住房保障支出", "7", "7", "0.00%"],
    ]
    assert rows_of(posted(simple(rows, heads=False), 215, 275).page()) == rows


def test_digits_of_an_amount_that_its_cell_breaks_are_no_rows() -> None:
    drawn = Drawn()
    for number, (label, amount) in enumerate(
        (("社会保障", "1,234,"), ("和就业", "567,8"), ("支出", "90.12"))
    ):
        drawn.write(52, 200 + 12 * number, label)
        drawn.write(210, 200 + 12 * number, amount)
    assert len(rows_of(posted(drawn, 195, 240).page())) == 1


def test_whole_numbers_below_headings_that_the_next_page_repeats_go_on_with_the_table() -> None:
    rest = [["住房保障支出", "35", "30", "5"]]
    assert after(simple(rest, top=100), simple().page(1)) == [HEAD, *ROWS, *rest]


def test_an_amount_that_touches_the_label_beside_it_is_in_its_own_column() -> None:
    drawn = Drawn()
    drawn.write(430, 150, "单位：万元")
    drawn.centred(50, 150, 180, "收入")
    drawn.centred(150, 250, 180, "金额")
    drawn.centred(250, 400, 180, "支出")
    drawn.centred(400, 500, 180, "金额")
    rows = [
        ["事业收入", "5.00", "教育支出", "4.00"],
        ["其他收入", "2.00", "卫生健康支出", "3.00"],
        ["收入总计", "7.00", "支出总计", "7.00"],
    ]
    for number, (label, amount, other, spent) in enumerate(rows):
        places = (52, 250 - width(amount), 252.2, 500 - width(spent))
        for x, words in zip(places, (label, amount, other, spent), strict=True):
            drawn.write(x, 200 + 20 * number, words)
    assert rows_of(drawn.page()) == [["收入", "金额", "支出", "金额"], *rows]


def test_a_dash_that_touches_the_amount_beside_it_is_in_its_own_column() -> None:
    drawn = simple([[*row[:2], "", ""] for row in ROWS])
    for number, row in enumerate(ROWS, start=1):
        drawn.write(EDGES[3] - width(row[1]), 200 + 20 * number, row[1])
        drawn.write(EDGES[3] - 0.2, 200 + 20 * number, "-")
    assert [row[:4] for row in rows_of(drawn.page())[1:]] == [[*row[:2], row[1], "-"] for row in ROWS]


def after(drawn: Drawn, first: Page) -> list[list[str]]:
    (table,) = put_together([first, page_of(2, drawn, first)]).tables
    return table.rows


def test_one_row_at_the_top_of_the_next_page_goes_on_with_the_table() -> None:
    row = ["教育管理事务", "5.00", "", "5.00"]
    assert after(simple([row], heads=False, top=60), simple().page(1)) == [HEAD, *ROWS, row]


def test_a_label_that_begins_above_the_first_amounts_of_the_next_page_is_no_heading() -> None:
    drawn = simple([["保险缴费", "5.00", "", "5.00"], ["外交支出", "1.00", "", "1.00"]], heads=False, top=70)
    drawn.write(52, 76, "机关事业单位")
    drawn.across(70, 125)
    rest = [["机关事业单位\n保险缴费", "5.00", "", "5.00"], ["外交支出", "1.00", "", "1.00"]]
    first = simple()
    first.across(195, 215, 280)
    assert after(drawn, first.page(1)) == [HEAD, *ROWS, *rest]


def test_labels_without_amounts_below_repeated_headings_are_rows() -> None:
    labels = [["外交支出", "", "", ""], ["国防支出", "", "", ""]]
    rest = [*labels, ["住房保障支出", "4.00", "", "4.00"]]
    drawn = simple(rest, top=100)
    drawn.across(95, 115, 185)
    first = simple()
    first.across(195, 215, 280)
    assert after(drawn, first.page(1)) == [HEAD, *ROWS, *rest]


def test_labels_without_amounts_at_the_foot_of_a_page_and_at_the_top_of_the_next_are_rows() -> None:
    labels = [["外交支出", "", "", ""], ["国防支出", "", "", ""]]
    rest = [*labels, ["住房保障支出", "4.00", "", "4.00"]]
    assert after(simple(rest, heads=False, top=60), simple([*ROWS, *labels]).page(1)) == [
        HEAD,
        *ROWS,
        *labels,
        *rest,
    ]


def test_a_note_below_the_last_row_is_none() -> None:
    drawn = simple()
    drawn.write(52, 280, "注：本表反映全年支出。")
    page = drawn.page()
    assert rows_of(page) == [HEAD, *ROWS]
    assert page.lines[-1].text == "注：本表反映全年支出。"


def test_headings_repeated_below_the_title_stand_over_the_columns_of_the_page_before() -> None:
    drawn = simple([["外交支出", "4.00", "", "4.00"], ["国防支出", "2.00", "", "2.00"]], top=100)
    (table,) = page_of(2, drawn, simple().page(1)).tables
    assert table.rows[0] == HEAD
    assert table.columns == simple().page(1).tables[0].columns


def test_a_table_of_fewer_columns_on_the_next_page_has_columns_of_its_own() -> None:
    drawn = Drawn()
    drawn.write(430, 60, "单位：万元")
    drawn.centred(50, 400, 80, "项目")
    drawn.centred(400, 500, 80, "预算数")
    rows = [["接待费", "4.00"], ["会议费", "2.00"], ["培训费", "1.00"]]
    for number, (label, amount) in enumerate(rows, start=1):
        drawn.write(52, 80 + 20 * number, label)
        drawn.write(498 - width(amount), 80 + 20 * number, amount)
    (table,) = page_of(2, drawn, simple().page(1)).tables
    assert table.rows == [["项目", "预算数"], *rows]


def test_a_heading_left_of_the_only_amount_below_it_stands_over_that() -> None:
    drawn = Drawn()
    drawn.write(430, 150, "单位：万元")
    for number, (heading, amount) in enumerate((("合计", "15.33"), ("出国费", "2.84"), ("接待费", "5.05"))):
        drawn.centred(50 + 100 * number, 150 + 100 * number, 180, heading)
        drawn.write(150 + 100 * number - width(amount), 200, amount)
    assert rows_of(drawn.page()) == [["合计", "出国费", "接待费"], ["15.33", "2.84", "5.05"]]


def test_a_heading_wider_than_one_column_stands_over_several_beside_one_over_its_own() -> None:
    drawn = Drawn()
    drawn.write(430, 150, "单位：万元")
    for column, (heading, amount) in enumerate(
        (("合计", "15.33"), ("费用", "2.84"), ("小计", "7.44"), ("购置费", "1.00"), ("运行费", "6.44"))
    ):
        drawn.centred(50 + 80 * column, 130 + 80 * column, 192 if column else 184, heading)
        drawn.write(128 + 80 * column - width(amount), 212, amount)
    drawn.centred(130, 210, 176, "因公出国")
    drawn.centred(210, 450, 176, "公务用车购置及运行费")
    assert rows_of(drawn.page())[:2] == [
        ["合计", "因公出国", "公务用车购置及运行费", "", ""],
        ["", "费用", "小计", "购置费", "运行费"],
    ]


def test_headings_set_from_the_left_stand_over_the_columns_up_to_the_next() -> None:
    drawn = simple(heads=False)
    drawn.write(430, 150, "单位：万元")
    for column, (over, heading) in enumerate(
        (("支出", "项目"), ("本年预算数", "小计"), ("", "基本支出"), ("上年结转", "项目"))
    ):
        drawn.write(EDGES[column] + 2, 180, over)
        drawn.write(EDGES[column] + 2, 200, heading)
    assert rows_of(drawn.page())[:2] == [
        ["支出", "本年预算数", "", "上年结转"],
        ["项目", "小计", "基本支出", "项目"],
    ]


def test_the_last_line_of_a_heading_stands_with_it_though_others_follow_far_below() -> None:
    drawn = simple(heads=False)
    drawn.write(430, 120, "单位：万元")
    drawn.centred(50, 200, 160, "功能科目编")
    drawn.centred(50, 200, 172, "码")
    drawn.centred(200, 300, 166, "合计")
    drawn.centred(300, 500, 166, "本年预算")
    drawn.head(200, ["", "", "基本支出", "项目支出"])
    assert rows_of(drawn.page())[:2] == [
        ["功能科目编\n码", "合计", "本年预算", ""],
        ["", "", "基本支出", "项目支出"],
    ]


def test_a_column_that_holds_one_short_text_is_as_wide_as_its_heading() -> None:
    drawn = Drawn()
    drawn.write(430, 150, "单位：万元")
    for x, heading in ((55, "单位编码"), (106, "单位名称"), (182, "合计"), (253, "拨款收入")):
        drawn.write(x, 180, heading)
    for x, text in ((116, "合计"), (171, "7,904,502.35"), (252, "7,336,181.48")):
        drawn.write(x, 200, text)
    assert rows_of(drawn.page()) == [
        ["单位编码", "单位名称", "合计", "拨款收入"],
        ["", "合计", "7,904,502.35", "7,336,181.48"],
    ]


def test_the_unit_above_the_part_that_a_page_cut_off_is_that_of_the_whole_table() -> None:
    left = simple(heads=False)
    left.centred(50, 500, 170, "支出总表")
    right = simple([["1,300.00", "", "", ""], ["25.50", "", "", ""], ["7.00", "", "", ""]], heads=False)
    right.write(430, 170, "单位：万元")
    for drawn in (left, right):
        drawn.across(215, 235, 255, 275)
        drawn.vertical = [Ruling(edge, 215, 275) for edge in EDGES]
    (table,) = put_together([left.page(1), right.page(2)]).tables
    assert table.caption == ["支出总表", "单位：万元"]
    assert [row[:5] for row in table.rows] == [
        [*row, cell] for row, cell in zip(ROWS, ("1,300.00", "25.50", "7.00"), strict=True)
    ]


def test_a_label_around_the_only_row_of_the_next_page_is_its_own() -> None:
    drawn = simple([["", "5.00", "", "5.00"]], top=70)
    drawn.write(52, 84, "机关事业单位基本养老")
    drawn.write(52, 96, "保险缴费支出")
    drawn.across(65, 82, 110)
    first = simple()
    first.across(195, 215, 280)
    label = "机关事业单位基本养老\n保险缴费支出"
    assert after(drawn, first.page(1)) == [HEAD, *ROWS, [label, "5.00", "", "5.00"]]


def test_headings_below_a_title_and_a_year_are_no_rows_of_the_table_of_the_page_before() -> None:
    drawn = Drawn()
    drawn.write(430, 40, "单位：万元")
    drawn.centred(50, 500, 55, "支出总表")
    drawn.write(50, 70, "2025年度")
    drawn.write(52, 90, "支出功能分类")
    drawn.write(52, 102, "科目")
    drawn.head(96, ["", *HEAD[1:]])
    drawn.row(120, ["教育支出", "4.00", "1.00", "3.00"])
    drawn.across(85, 115, 140)
    first = simple()
    first.across(195, 215, 280)
    (table,) = page_of(2, drawn, first.page(1)).tables
    assert table.rows == [["支出功能分类\n科目", *HEAD[1:]], ["教育支出", "4.00", "1.00", "3.00"]]


def test_headings_of_a_next_table_that_repeat_some_words_are_none_of_its_rows() -> None:
    def headed(top: float, name: str) -> Drawn:
        drawn = simple(heads=False, top=top + 14)
        drawn.centred(50, 500, top - 50, f"{name}支出总表")
        drawn.write(430, top - 35, "单位：万元")
        drawn.centred(200, 500, top - 14, f"本年{name}")
        drawn.centred(50, 200, top - 8, "功能分类")
        drawn.centred(200, 500, top - 2, "支出")
        drawn.head(top + 14, [f"{name}科目", *HEAD[1:]])
        return drawn

    first = headed(200, "基金").page(1)
    (table,) = page_of(2, headed(120, "国有资本"), first).tables
    assert [row[-1] for row in table.rows[-len(ROWS) :]] == [row[-1] for row in ROWS]
    assert "本年国有资本\n支出" in table.rows[0]


def test_a_heading_of_one_word_that_the_table_before_has_too_repeats_none_of_its_headings() -> None:
    first = simple([["教育支出", "4.00", "1.00", "3.00"]])
    first.centred(400, 500, 212, "经营支出")
    drawn = Drawn()
    drawn.centred(50, 500, 60, "收入总表")
    drawn.write(430, 75, "单位：万元")
    drawn.centred(400, 500, 94, "项目支出")
    drawn.head(100, ["单位", "事业收入", "其他收入"])
    drawn.centred(400, 500, 106, "经营收入")
    drawn.row(130, ["办公室", "4.00", "1.00", "3.00"])
    drawn.across(90, 120, 145)
    (table,) = page_of(2, drawn, first.page(1)).tables
    assert table.rows[0] == ["单位", "事业收入", "其他收入", "项目支出\n经营收入"]


def test_a_column_with_nothing_but_a_heading_stands_beside_labels_that_are_wider_than_theirs() -> None:
    drawn = Drawn()
    drawn.write(430, 150, "单位：万元")
    for left, right, heading in ((50, 100, "类"), (100, 150, "款"), (150, 350, "科目名称")):
        drawn.centred(left, right, 180, heading)
    drawn.centred(350, 500, 180, "支出")
    for number, (code, label, amount) in enumerate(
        (("208", "社会保障和就业支出这一类", "15.33"), ("210", "卫生健康支出", "2.84")), start=1
    ):
        drawn.write(52, 180 + 20 * number, code)
        drawn.write(152, 180 + 20 * number, label)
        drawn.write(498 - width(amount), 180 + 20 * number, amount)
    assert rows_of(drawn.page()) == [
        ["类", "款", "科目名称", "支出"],
        ["208", "", "社会保障和就业支出这一类", "15.33"],
        ["210", "", "卫生健康支出", "2.84"],
    ]


def test_a_column_with_nothing_but_headings_is_as_wide_as_the_widest_of_those_one_over_another() -> None:
    drawn = Drawn()
    drawn.write(430, 150, "单位：万元")
    for left, right, heading in ((50, 90, "类"), (90, 130, "款"), (130, 192, "项")):
        drawn.centred(left, right, 180, "科目" if right < 192 else "功能科目编码")
        drawn.centred(left, right, 200, heading)
    drawn.centred(192, 400, 190, "科目名称")
    drawn.centred(400, 500, 190, "支出")
    for number, (section, name, amount) in enumerate(
        (("", "社会保障和就业支出", "15.33"), ("05", "养老支出", "15.33")), start=1
    ):
        drawn.write(52, 210 + 20 * number, "208")
        drawn.write(92, 210 + 20 * number, section)
        drawn.write(194, 210 + 20 * number, name)
        drawn.write(498 - width(amount), 210 + 20 * number, amount)
    assert rows_of(drawn.page()) == [
        ["科目", "科目", "功能科目编码", "科目名称", "支出"],
        ["类", "款", "项", "", ""],
        ["208", "", "", "社会保障和就业支出", "15.33"],
        ["208", "05", "", "养老支出", "15.33"],
    ]


def test_codes_at_the_left_of_a_wide_column_stand_under_its_heading_in_the_middle() -> None:
    drawn = Drawn()
    drawn.write(430, 150, "单位：万元")
    panels = ((50, 150, "人员经费"), (150, 190, "预算数"), (190, 310, "科目编码"), (310, 400, "科目名称"))
    for left, right, heading in (*panels, (400, 500, "预算数")):
        drawn.centred(left, right, 180, heading)
    for number, (name, amount, code, other, money) in enumerate(
        (("工资福利支出", "47", "302", "商品和服务支出", "68"), ("基本工资", "47", "30201", "办公费", "68")),
        start=1,
    ):
        drawn.write(52, 180 + 20 * number, name)
        drawn.write(188 - width(amount), 180 + 20 * number, amount)
        drawn.write(192, 180 + 20 * number, code)
        drawn.write(312, 180 + 20 * number, other)
        drawn.write(498 - width(money), 180 + 20 * number, money)
    assert rows_of(drawn.page()) == [
        ["人员经费", "预算数", "科目编码", "科目名称", "预算数"],
        ["工资福利支出", "47", "302", "商品和服务支出", "68"],
        ["基本工资", "47", "30201", "办公费", "68"],
    ]


def test_tables_with_a_title_each_in_their_first_row_are_no_parts_of_one() -> None:
    pages = []
    for number, title in enumerate(("政府性基金预算支出表", "国有资本经营预算支出表"), start=1):
        drawn = simple([["合计", "1.00", "1.00", ""], ["城乡社区支出", "1.00", "1.00", ""]], top=60)
        drawn.glyphs = [glyph for glyph in drawn.glyphs if glyph.top >= 60]
        drawn.write(52, 40, title)
        drawn.across(35, 55, 75, 95, 115)
        drawn.vertical = [Ruling(edge, 35, 115) for edge in EDGES]
        pages.append(drawn.page(number))
    assert [table.rows[0][0] for table in put_together(pages).tables] == [
        "政府性基金预算支出表",
        "国有资本经营预算支出表",
    ]


def test_a_label_above_the_only_amounts_of_a_page_is_a_row_where_no_lines_parted_those_before() -> None:
    first = simple()
    first.vertical = [Ruling(edge, 195, 280) for edge in EDGES]
    first.across(195, 215, 280)
    drawn = simple([["外交支出", "", "", ""], ["支出合计", "9.00", "4.00", "5.00"]], heads=False, top=60)
    drawn.vertical = [Ruling(edge, 75, 115) for edge in EDGES]
    drawn.across(75, 115)
    rest = [["外交支出", "", "", ""], ["支出合计", "9.00", "4.00", "5.00"]]
    assert after(drawn, first.page(1)) == [HEAD, *ROWS, *rest]


def test_headings_over_two_lines_stay_whole_below_a_page_of_rows_without_lines() -> None:
    first = simple()
    first.vertical = [Ruling(edge, 195, 280) for edge in EDGES]
    first.across(195, 215, 280)
    drawn = simple(heads=False, top=120)
    drawn.centred(50, 500, 70, "收入总表")
    drawn.write(430, 85, "单位：万元")
    drawn.centred(400, 500, 108, "国有资本经营")
    drawn.centred(400, 500, 120, "预算")
    drawn.head(114, ["科目", "合计", "公共预算"])
    drawn.vertical = [Ruling(edge, 105, 200) for edge in EDGES]
    drawn.across(105, 134, 200)
    (_, table) = put_together([first.page(1), page_of(2, drawn, first.page(1))]).tables
    assert table.rows == [["科目", "合计", "公共预算", "国有资本经营\n预算"], *ROWS]


def test_a_last_column_without_any_amount_is_as_wide_as_its_heading_stands_in_the_middle() -> None:
    rows = [
        ["教育支出", "5.00", "5.00", ""],
        ["外交支出", "1.00", "1.00", ""],
        ["国防支出", "2.00", "2.00", ""],
    ]
    page = simple(rows).page()
    assert rows_of(page) == [HEAD, *rows]
    assert abs(page.tables[0].columns[-1] - EDGES[-1]) < 5


def test_a_label_broken_around_its_whole_numbers_is_one_row_with_them() -> None:
    first = simple(WHOLE)
    drawn = simple([["", "18", "0", "18"]], top=70)
    drawn.write(52, 84, "机关事业单位基本养老")
    drawn.write(52, 96, "保险缴费支出")
    label = "机关事业单位基本养老\n保险缴费支出"
    assert after(drawn, first.page(1)) == [HEAD, *WHOLE, [label, "18", "0", "18"]]


def test_some_words_of_the_table_before_in_one_line_of_headings_do_not_end_them() -> None:
    first = simple(WHOLE)
    drawn = Drawn()
    drawn.centred(50, 500, 60, "项目表")
    drawn.write(430, 75, "单位：万元")
    drawn.centred(50, 200, 90, "功能")
    drawn.write(430, 90, "上级补助")
    drawn.head(96, ["", "合计", "基本支出"])
    drawn.centred(50, 200, 102, "分类")
    drawn.write(430, 102, "收入")
    drawn.row(130, ["教育支出", "41", "11", "30"])
    drawn.row(150, ["其他支出", "41", "11", "30"])
    drawn.across(85, 120, 165)
    (table,) = page_of(2, drawn, first.page(1)).tables
    assert table.rows[0] == ["功能\n分类", "合计", "基本支出", "上级补助\n收入"]


def test_a_whole_number_that_touches_the_end_of_the_year_beside_it_is_no_year() -> None:
    drawn = simple([["本年收入合计", "193", "", "206"]])
    drawn.write(EDGES[0] + 2, 240, "年初结转和结余")
    drawn.write(EDGES[2] - 2 - width("12"), 240, "12年末结转和结余")
    assert rows_of(drawn.page())[-1][:2] == ["年初结转和结余", "12"]


def test_a_heading_of_two_characters_far_apart_is_one() -> None:
    drawn = simple(heads=False)
    drawn.centred(50, 500, 140, "支出总表")
    drawn.write(430, 160, "单位：万元")
    drawn.write(100, 200, "科")
    drawn.write(135, 200, "目")
    drawn.head(200, ["", *HEAD[1:]])
    assert rows_of(drawn.page())[0] == ["科 目", *HEAD[1:]]


def test_two_lines_of_whole_numbers_that_fill_their_cell_are_one_that_it_breaks() -> None:
    drawn = Drawn()
    for number, (label, amount) in enumerate((("社会保障和就", "123456789012345678"), ("业支出", "901"))):
        drawn.write(52, 200 + 12 * number, label)
        drawn.write(205, 200 + 12 * number, amount)
    (row,) = rows_of(posted(drawn, 195, 230).page())
    assert row[1] == "123456789012345678901"


def test_a_whole_number_that_touches_the_label_of_a_total_is_in_its_own_column() -> None:
    drawn = simple([["合计", "193", "", "206"]])
    drawn.write(EDGES[0] + 2, 240, "本年收入小计")
    drawn.write(EDGES[2] - 2 - width("806"), 240, "806本年支出小计")
    assert rows_of(drawn.page())[-1][:2] == ["本年收入小计", "806"]


def test_headings_between_lines_head_the_rows_below_them_where_the_page_ends_before_the_last_line() -> None:
    first, rest = simple(), simple([["住房保障支出", "4.00", "", "4.00"]], heads=False, top=60)
    first.across(195, 215)
    rest.head(60, HEAD)
    rest.across(55, 75, 95)
    assert rows_of(first.page()) == [HEAD, *ROWS]
    document = put_together([first.page(1), rest.page(2)])
    (table,) = document.tables
    assert [row for row in table.rows if row != HEAD] == [*ROWS, ["住房保障支出", "4.00", "", "4.00"]]


def test_amounts_below_a_caption_belong_to_no_headings_above_it() -> None:
    drawn = Drawn()
    drawn.head(100, HEAD)
    drawn.across(95, 115)
    drawn.glyphs += simple().glyphs
    assert [table.rows for table in drawn.page().tables] == [[HEAD], [HEAD, *ROWS]]


def middled(rows: Sequence[Sequence[str]], edges: Sequence[float], top: float) -> Drawn:
    """Set labels from the left and amounts in the middle of their columns."""
    drawn = Drawn()
    for number, row in enumerate(rows):
        drawn.write(edges[0] + 2, top + 20 * number, row[0])
        for cell, left, right in zip(row[1:], edges[1:], edges[2:], strict=False):
            drawn.centred(left, right, top + 20 * number, cell)
    return drawn


def test_amounts_in_the_middle_of_their_columns_stand_under_the_headings_there() -> None:
    edges = (50, 130, 190, 300, 410, 520)
    heads = ["功能分类", "合计", "一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款"]
    rows = [
        ["合计", "12,321.30", "12,321.30", "", ""],
        ["教育支出", "21.00", "21.00", "", ""],
        ["卫生支出", "300.30", "300.30", "", ""],
    ]
    drawn = middled(rows, edges, 220)
    drawn.write(400, 160, "单位：万元")
    for head, left, right in zip(heads, edges, edges[1:], strict=False):
        drawn.centred(left, right, 200, head)
    rest = [["住房支出", "4.00", "4.00", "", ""], ["其他支出", "11,996.00", "11,996.00", "", ""]]
    document = put_together([drawn.page(1), middled(rest, edges, 60).page(2)])
    (table,) = document.tables
    assert table.rows == [heads, *rows, *rest]


def test_one_row_of_amounts_stands_in_the_middle_where_its_headings_show_that() -> None:
    edges = (50, 130, 230, 330, 430)
    heads = ["功能分类", "一般公共预算拨款", "政府性基金预算拨款", "国有资本经营拨款"]
    drawn = middled([["合计", "7.30", "7.30", "0.00"]], edges, 220)
    drawn.write(350, 160, "单位：万元")
    for head, left, right in zip(heads, edges, edges[1:], strict=False):
        drawn.centred(left, right, 200, head)
    assert rows_of(drawn.page()) == [heads, ["合计", "7.30", "7.30", "0.00"]]


@pytest.mark.parametrize("dash", ["-", "—"])
def test_a_dash_at_the_left_of_the_column_whose_amounts_end_at_its_right_is_in_it(dash: str) -> None:
    drawn = simple([*ROWS, ["住房保障支出", "4.00", "4.00", ""]])
    drawn.write(402, 280, dash)
    drawn.across(195, 215, 300)
    assert rows_of(drawn.page()) == [HEAD, *ROWS, ["住房保障支出", "4.00", "4.00", dash]]


def test_a_dash_under_a_heading_of_its_own_stands_in_a_column_of_its_own() -> None:
    drawn = simple([[*row[:3], ""] for row in ROWS], heads=False)
    drawn.head(200, HEAD[:3])
    for left, right, words in ((400, 450, "上年"), (450, 500, "其他")):
        drawn.centred(left, right, 200, words)
    drawn.write(402, 220, "—")
    drawn.write(478, 220, "1.00")
    drawn.across(195, 215, 280)
    assert rows_of(drawn.page())[1] == [*ROWS[0][:3], "—", "1.00"]


def test_rows_far_apart_are_of_one_table_where_their_texts_stand_one_under_another() -> None:
    drawn = simple(ROWS[:1])
    for number, row in enumerate((*ROWS[1:], ["住房保障支出", "4.00", "4.00", "9.00"]), start=1):
        drawn.row(220 + 44 * number, row)
    assert rows_of(drawn.page()) == [HEAD, *ROWS, ["住房保障支出", "4.00", "4.00", "9.00"]]


def test_labels_of_one_and_of_two_lines_at_the_foot_of_a_page_are_rows() -> None:
    drawn = simple()
    for y, words in ((280, "城乡社区支出"), (293, "（其他）"), (313, "农林水支出"), (333, "交通运输支出")):
        drawn.write(52, y, words)
    drawn.write(290, 800, "3")
    labels = ["城乡社区支出\n（其他）", "农林水支出", "交通运输支出"]
    assert rows_of(drawn.page()) == [HEAD, *ROWS, *([label, "", "", ""] for label in labels)]


def test_lines_below_a_table_before_other_text_are_none_of_its_rows() -> None:
    drawn = simple()
    for number, words in enumerate(("第二部分", "预算情况", "收入情况", "收入说明")):
        drawn.write(52, 310 + 20 * number, words)
    drawn.write(70, 390, "全年收入总计与支出总计相等。")
    assert rows_of(drawn.page()) == [HEAD, *ROWS]


def test_repeated_headings_go_on_though_no_amount_stood_in_a_column_on_the_page_before() -> None:
    first = simple([[*row[:2], "", row[1]] for row in ROWS])
    rest = [["外交支出", "", "", ""], ["国防支出", "", "", ""], ["其他支出", "4.00", "4.00", ""]]
    drawn = simple(rest, heads=False, top=60)
    drawn.head(60, HEAD)
    assert after(drawn, first.page(1))[-3:] == rest


def test_a_label_goes_on_in_the_line_below_where_rows_stand_much_farther_apart() -> None:
    drawn = simple(ROWS[:1])
    for y, words in ((236, "服务支出"), (264, "外交支出及对外援"), (280, "助支出"), (308, "国防支出")):
        drawn.write(52, y, words)
    drawn.row(336, ROWS[1])
    label = "一般公共服务支出\n服务支出"
    assert rows_of(drawn.page()) == [
        HEAD,
        [label, *ROWS[0][1:]],
        ["外交支出及对外援\n助支出", "", "", ""],
        ["国防支出", "", "", ""],
        ROWS[1],
    ]


def test_an_item_with_a_number_of_its_own_goes_on_with_no_line_above() -> None:
    drawn = simple(ROWS[:1])
    for y, words in ((236, "二、外交支出"), (264, "三、国防支出"), (280, "四、公安支出")):
        drawn.write(52, y, words)
    drawn.row(308, ROWS[1])
    assert [row[0] for row in rows_of(drawn.page())[2:5]] == ["二、外交支出", "三、国防支出", "四、公安支出"]


def test_the_line_of_a_first_label_among_the_headings_is_joined_to_it() -> None:
    rows = [
        ["预算单位", "合计"],
        ["某县国有资产委员会", "万元"],
        ["本级", "5.00"],
        ["某县国有资产委员会\n本级", "3.00"],
    ]
    page = PageTable("1", Box(0, 0, 200, 80), [0, 100, 200], [0, 20, 40, 60, 80], rows, [], {}, ruled=False)
    table = PagedTable(page, [])
    table.complete_first_labels()
    assert [row[0] for row in table.rows] == ["预算单位", "", *["某县国有资产委员会\n本级"] * 2]


def test_a_dash_at_the_right_of_its_column_is_none_of_the_amount_of_the_next() -> None:
    drawn = Drawn(width=842, height=595)
    drawn.write(600, 150, "单位：万元")
    edges = (50, 199, 297, 396, 495, 594, 693, 792)
    headings = [
        "单位名称",
        "三公经费合计",
        "因公出国费",
        "小计",
        "公务用车购置费",
        "公务用车运行维护费",
        "公务接待费",
    ]
    for left, right, heading in zip(edges, edges[1:], headings, strict=False):
        drawn.centred(left, right, 180, heading)
    row = ["柳松县医疗保障局", "7,247", "-", "7,247", "-", "7,247", "-"]
    drawn.write(52, 200, row[0])
    for right, words in zip(edges[2:], row[1:], strict=True):
        drawn.write(right - 1 - width(words), 200, words)
    assert rows_of(drawn.page()) == [headings, row]
