"""A table that goes on over pages is one: same columns, nothing new between; everything else stays apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile.portable import rule, text, write_pdf

from model.source.book import Book, Sheet
from model.source.pages.joining import PagedTable
from model.source.pages.lines import Box
from model.source.pages.page import PageTable
from model.source.reading import open_book

HEAD = ["Code", "Name", "Total"]
NUMBERS = ["**", "**", "1"]
FIRST = [["208", "Social", "11.00"], ["210", "Health", "12.00"]]
SECOND = [["213", "Farming", "13.00"], ["221", "Housing", "14.00"]]
COLUMNS = (100.0, 200.0, 350.0, 500.0)


def drawn(rows: list[list[str]], columns: tuple[float, ...] = COLUMNS, top: float = 300) -> str:
    bottom = top - 20 * len(rows)
    lines = "".join(rule(columns[0], top - 20 * n, columns[-1], top - 20 * n) for n in range(len(rows) + 1))
    posts = "".join(rule(x, bottom, x, top) for x in columns)
    words = "".join(
        text(columns[column] + 5, top - 15 - 20 * row, word)
        for row, cells in enumerate(rows)
        for column, word in enumerate(cells)
    )
    return lines + posts + words


def above(title: str, unit: str = "Unit: yuan") -> str:
    return text(250, 350, title) + text(420, 320, unit)


def read(tmp_path: Path, *pages: str) -> Book:
    return open_book(write_pdf(tmp_path / "a.pdf", list(pages)))


def only_sheet(tmp_path: Path, *pages: str) -> Sheet:
    (sheet,) = read(tmp_path, *pages).sheets
    return sheet


def test_the_next_page_without_anything_repeated_goes_on(tmp_path: Path) -> None:
    sheet = only_sheet(tmp_path, above("Table 1") + drawn([HEAD, *FIRST]), drawn(SECOND, top=380))
    assert sheet.rows == [HEAD, *FIRST, *SECOND]
    assert sheet.breaks == (3,)


def test_a_table_begun_again_on_the_page_that_ends_it_is_one_and_its_rows_know_their_page(
    tmp_path: Path,
) -> None:
    again = (
        text(250, 230, "Table 1")
        + text(420, 215, "Unit: yuan")
        + drawn([HEAD, ["229", "Rest", "9.00"]], top=200)
    )
    sheet = only_sheet(tmp_path, above("Table 1") + drawn([HEAD, *FIRST]), drawn(SECOND, top=380) + again)
    assert sheet.rows == [HEAD, *FIRST, *SECOND, ["229", "Rest", "9.00"]]
    assert sheet.breaks == (3,)


def test_the_rest_of_a_label_goes_on_where_others_of_the_next_page_are_broken_as_long() -> None:
    table = PagedTable(
        _page([["1", "一般公共服务", "4.00"], ["2", "教育支出", "3.00"], ["3", "机关事业单位养老", "2.00"]]),
        [],
    )
    table.add(_page([["", "保险缴费", ""], ["4", "机关事业单位职业\n年金缴费", "1.00"]]), 2)
    assert table.rows[3:] == [
        ["3", "机关事业单位养老\n保险缴费", "2.00"],
        ["4", "机关事业单位职业\n年金缴费", "1.00"],
    ]


def test_a_label_without_a_code_at_the_top_of_a_page_is_the_rest_of_one_where_all_rows_have_codes() -> None:
    first = [
        ["201", "一般公共服务", "4.00"],
        ["205", "教育支出", "3.00"],
        ["20805", "行政事业单位养老", "2.00"],
    ]
    table = PagedTable(_page(first), [])
    table.add(_page([["", "支出", ""], ["210", "卫生健康支出", "1.00"]]), 2)
    assert [row[1] for row in table.rows[3:]] == ["行政事业单位养老\n支出", "卫生健康支出"]
    bare = PagedTable(_page([*first[:2], ["", "其中：", ""], first[2]]), [])
    bare.add(_page([["", "支出", ""], ["210", "卫生健康支出", "1.00"]]), 2)
    assert [row[1] for row in bare.rows[4:]] == ["行政事业单位养老", "支出", "卫生健康支出"]


def test_a_row_without_the_total_that_every_row_has_ends_amounts_and_the_label_above() -> None:
    first = [["公安局", "4.00", ""], ["交通支队", "3.00", "3.00"], ["机动", "2.15", "2.1"]]
    then = [["考试中心", "", "5"], ["警察学校", "1.00", ""], ["地铁分局", "5.00", ""]]
    table = PagedTable(_page(first), [])
    table.add(_page(then), 2)
    assert table.rows[3:] == [["机动\n考试中心", "2.15", "2.15"], *then[1:]]
    other = PagedTable(_page(first), [])
    other.add(_page([["考试中心", "5.00", "5"], *then[1:]]), 2)
    assert [row[0] for row in other.rows[3:5]] == ["机动", "考试中心"]


def test_the_form_of_another_body_on_the_same_page_is_a_table_of_its_own(tmp_path: Path) -> None:
    whole = [*FIRST, ["", "合计", "23.00"]]
    table = PagedTable(_page(whole), ["收入总表"])
    assert not table.is_begun_again(_page(whole))
    assert PagedTable(_page(FIRST), ["收入总表"]).is_begun_again(_page(whole))


def _page(rows: list[list[str]]) -> PageTable:
    return _bare_page([HEAD, *rows])


def _bare_page(rows: list[list[str]]) -> PageTable:
    cells = [(row, column, row, column) for row in range(len(rows)) for column in range(3)]
    edges = [20.0 * number for number in range(len(rows) + 1)]
    columns = [0.0, 100.0, 200.0, 300.0]
    return PageTable("page", Box(0.0, 0.0, 300.0, edges[-1]), columns, edges, rows, cells, {})


def test_a_running_foot_parts_no_table(tmp_path: Path) -> None:
    foot = text(100, 20, "Bureau 2024")
    prose = text(100, 300, "Prose")
    sheet = only_sheet(
        tmp_path,
        above("Table 1") + drawn([HEAD, *FIRST]) + foot,
        drawn(SECOND, top=380) + foot,
        *[prose + foot] * 4,
    )
    assert sheet.rows == [HEAD, *FIRST, *SECOND]
    assert sheet.caption == ("Table 1", "Unit: yuan")


def test_title_unit_headings_and_numbers_of_columns_that_a_page_repeats_are_dropped(tmp_path: Path) -> None:
    top = [HEAD, NUMBERS]
    pages = [above("Table 1") + drawn([*top, *rows]) for rows in (FIRST, SECOND, FIRST)]
    book = read(tmp_path, *pages)
    assert [sheet.rows for sheet in book.sheets] == [[*top, *FIRST, *SECOND, *FIRST]]
    assert book.sheets[0].breaks == (4, 6)
    assert [paragraph.text for paragraph in book.paragraphs] == ["Table 1", "Unit: yuan"]


def test_headings_alone_are_dropped_where_the_first_page_has_its_title_in_the_grid(tmp_path: Path) -> None:
    titled = [["", "Table 1", ""], HEAD, *FIRST]
    sheet = only_sheet(tmp_path, drawn(titled), drawn([HEAD, *SECOND], top=380))
    assert sheet.rows == [[None, "Table 1", None], HEAD, *FIRST, *SECOND]


def test_a_total_that_stands_first_on_both_pages_is_no_repeated_heading(tmp_path: Path) -> None:
    total = ["", "Total", "50.00"]
    sheet = only_sheet(tmp_path, above("T") + drawn([HEAD, total, *FIRST]), drawn([HEAD, total, *SECOND]))
    assert sheet.rows == [HEAD, [None, "Total", "50.00"], *FIRST, [None, "Total", "50.00"], *SECOND]


def test_the_same_columns_under_a_new_title_are_a_new_table(tmp_path: Path) -> None:
    book = read(tmp_path, above("Table 1") + drawn([HEAD, *FIRST]), above("Table 2") + drawn([HEAD, *SECOND]))
    assert [sheet.caption for sheet in book.sheets] == [("Table 1", "Unit: yuan"), ("Table 2", "Unit: yuan")]


def test_a_title_that_is_the_end_of_the_one_before_is_another(tmp_path: Path) -> None:
    first, second = above("Fiscal Table") + drawn([HEAD, *FIRST]), above("Table") + drawn([HEAD, *SECOND])
    book = read(tmp_path, first, second)
    assert [sheet.caption[0] for sheet in book.sheets] == ["Fiscal Table", "Table"]


def test_the_same_title_over_other_headings_is_a_new_table(tmp_path: Path) -> None:
    other = [["Item", "Text", "Count"], ["a", "b", "c"]]
    book = read(tmp_path, above("Table 1") + drawn([HEAD, *FIRST]), above("Table 1") + drawn(other))
    assert [sheet.rows[0] for sheet in book.sheets] == [HEAD, other[0]]


def test_forms_that_begin_with_the_same_label_are_tables_of_their_own(tmp_path: Path) -> None:
    forms = [[["Project", name, ""], ["Goal", "more", "10"]] for name in ("roads", "bridges")]
    book = read(tmp_path, *(drawn(form) for form in forms))
    assert [sheet.rows[0][1] for sheet in book.sheets] == ["roads", "bridges"]


def test_forms_that_begin_with_the_same_rows_are_tables_of_their_own(tmp_path: Path) -> None:
    top = [["Targets", "", ""], ["Year", "2026", ""]]
    forms = [[*top, ["Project", name, ""], ["Goal", "more", "10"]] for name in ("roads", "bridges")]
    book = read(tmp_path, *(drawn(form) for form in forms))
    assert [sheet.rows[2][1] for sheet in book.sheets] == ["roads", "bridges"]


def test_notes_under_each_page_do_not_part_a_table_whose_headings_are_repeated(tmp_path: Path) -> None:
    pages = [drawn([HEAD, *rows]) + text(100, 200, "Note: rounded") for rows in (FIRST, SECOND)]
    sheet = only_sheet(tmp_path, *pages)
    assert sheet.rows == [HEAD, *FIRST, *SECOND]


@pytest.mark.parametrize(
    ("below", "goes_on"),
    [
        (["表3", "部门支出总表"], False),
        (["部门支出总表", "部门：某市某局 单位：万元"], False),
        (["部门收入总表"], True),
        (["注：本表反映收入，支出见下表。"], True),
        ([], True),
    ],
)
def test_a_title_at_the_foot_of_a_page_begins_a_table_though_its_headings_are_those_of_the_last(
    below: list[str], goes_on: bool
) -> None:
    box, lines = Box(0.0, 0.0, 300.0, 40.0), [0.0, 20.0, 40.0]
    rows = [["项目", "科目", "预算数"], ["事业收入", "", "11.00"]]
    cells = [(row, column, row, column) for row in range(2) for column in range(3)]
    page = PageTable("page 1", box, [0.0, 100.0, 200.0, 300.0], lines, rows, cells, {})
    table = PagedTable(page, ["部门收入总表", "单位：万元"])
    assert table.goes_on(page, ["单位：万元"], below) is goes_on


@pytest.mark.parametrize(("title", "goes_on"), [("支出总表", False), ("收入总表", True)])
def test_another_title_in_the_grid_below_the_same_year_begins_a_table(title: str, goes_on: bool) -> None:
    def page(name: str) -> PageTable:
        rows = [["2024年度", ""], [name, ""], ["项目", "金额"], ["事业收入", "11.00"]]
        cells = [(row, column, row, column) for row in range(4) for column in range(2)]
        edges = [20.0 * number for number in range(5)]
        return PageTable("page", Box(0.0, 0.0, 200.0, 80.0), [0.0, 100.0, 200.0], edges, rows, cells, {})

    assert PagedTable(page("收入总表"), []).goes_on(page(title), [], []) is goes_on


def test_a_row_of_words_like_one_above_is_not_taken_for_a_repeated_heading(tmp_path: Path) -> None:
    again = ["", "of which", ""]
    sheet = only_sheet(
        tmp_path, above("T") + drawn([HEAD, FIRST[0], again, FIRST[1]]), drawn([again, *SECOND])
    )
    assert sheet.rows[4:] == [[None, "of which", None], *SECOND]


def test_the_rest_of_a_form_under_its_repeated_title_and_label_goes_on(tmp_path: Path) -> None:
    form = [["Project", "roads", ""], ["Targets", "output", "ten"], ["", "effect", "good"]]
    rest = [["Targets", "content", "high"]]
    sheet = only_sheet(tmp_path, above("Form") + drawn(form), above("Form") + drawn(rest))
    assert [row[0] for row in sheet.rows] == ["Project", "Targets", None, "Targets"]


def test_other_columns_are_a_new_table(tmp_path: Path) -> None:
    book = read(tmp_path, drawn([HEAD, *FIRST]), drawn([["x", "y"], ["1", "2"]], (100, 300, 500)))
    assert len(book.sheets) == 2


@pytest.mark.parametrize("shift", [-40.0, 0.0, 30.0])
def test_a_page_with_another_margin_goes_on(tmp_path: Path, shift: float) -> None:
    moved = tuple(x + shift for x in COLUMNS)
    sheet = only_sheet(tmp_path, above("T") + drawn([HEAD, *FIRST]), drawn(SECOND, moved))
    assert sheet.rows == [HEAD, *FIRST, *SECOND]


def test_columns_that_are_a_little_wider_on_the_next_page_go_on(tmp_path: Path) -> None:
    sheet = only_sheet(
        tmp_path, above("T") + drawn([HEAD, *FIRST]), drawn(SECOND, (100, 208, 350, 500), top=380)
    )
    assert sheet.rows == [HEAD, *FIRST, *SECOND]


def test_repeated_headings_over_columns_of_other_widths_go_on(tmp_path: Path) -> None:
    wider = (100.0, 260.0, 400.0, 550.0)
    pages = [above("Table 1") + drawn([HEAD, *FIRST]), above("Table 1") + drawn([HEAD, *SECOND], wider)]
    assert only_sheet(tmp_path, *pages).rows == [HEAD, *FIRST, *SECOND]
    apart = read(tmp_path, above("Table 1") + drawn([HEAD, *FIRST]), drawn(SECOND, wider, top=380))
    assert len(apart.sheets) == 2


def test_a_text_that_is_longer_than_its_cell_stands_in_it_whole(tmp_path: Path) -> None:
    """It begins in the left half of its cell; or, in the middle of a narrow column, runs over both its lines."""
    long, centred = "Social security of all", "of the two years before"
    rows = [HEAD, ["208", long, "11.00"], ["210", "", "12.00"], ["213", "Farming", "13.00"]]
    narrow = (100.0, 200.0, 280.0, 500.0)
    page = drawn(rows, narrow) + text(188, 300 - 15 - 40, centred)
    found = only_sheet(tmp_path, page).rows
    assert found[1:3] == [["208", long, "11.00"], ["210", centred, "12.00"]]


def test_amounts_whose_last_digits_stand_on_the_next_page_are_whole(tmp_path: Path) -> None:
    cut = [HEAD, *FIRST, ["213", "Farming", "13.0"]]
    rest = [["", "", "5"], ["221", "Housing", "14.00"]]
    sheet = only_sheet(tmp_path, above("Table 1") + drawn(cut), drawn(rest, top=380))
    assert sheet.rows[-2:] == [["213", "Farming", "13.05"], ["221", "Housing", "14.00"]]
    other = only_sheet(tmp_path, above("Table 1") + drawn([HEAD, *FIRST]), drawn(rest, top=380))
    assert other.rows[-2:] == [[None, None, "5"], ["221", "Housing", "14.00"]]


def test_the_only_row_of_a_table_is_whole_though_the_page_cuts_within_some_of_its_amounts(
    tmp_path: Path,
) -> None:
    first = [["Code", "Total", "Taxes"], ["208", "105.", "3.66"]]
    sheet = only_sheet(
        tmp_path, above("Table 1") + drawn(first), drawn([["", "52", ""], ["", "", ""]], top=380)
    )
    assert sheet.rows[1] == ["208", "105.52", "3.66"]


def test_a_dash_at_the_foot_of_a_page_is_no_sign_of_the_amount_on_the_next(tmp_path: Path) -> None:
    first = [HEAD, *FIRST, ["213", "Farming", "-"]]
    sheet = only_sheet(tmp_path, above("Table 1") + drawn(first), drawn([["", "Total", "23.00"]], top=380))
    assert [row[2] for row in sheet.rows[-2:]] == ["-", "23.00"]


def test_a_table_that_repeats_the_headings_below_nothing_but_a_gap_goes_on(tmp_path: Path) -> None:
    other = (100.0, 180.0, 360.0, 500.0)
    page = above("Table 1") + drawn([HEAD, *FIRST]) + drawn([HEAD, *SECOND], other, 220)
    assert only_sheet(tmp_path, page).rows == [HEAD, *FIRST, *SECOND]


def test_captions_that_stand_in_lines_of_their_own_on_the_next_page_are_the_same(tmp_path: Path) -> None:
    first = PagedTable(_page(FIRST), ["2025 Table 1 Unit: yuan"])
    again = _page(SECOND)
    assert first.goes_on(again, ["2025", "Table 1", "Unit: yuan"], [])
    assert not first.goes_on(again, ["2025", "Table 2", "Unit: yuan"], [])


def test_a_table_of_which_a_page_holds_nothing_but_the_captions_goes_on(tmp_path: Path) -> None:
    captions = [["Year", "", ""], ["Table 1", "", ""]]
    rest = [["Made by: bureau", "", ""], HEAD, *FIRST]
    sheet = only_sheet(tmp_path, drawn(captions), drawn(rest, top=380))
    assert [row[0] for row in sheet.rows] == ["Year", "Table 1", "Made by: bureau", "Code", "208", "210"]


def test_a_row_that_the_page_cuts_within_its_amounts_and_its_label_is_one(tmp_path: Path) -> None:
    first = [HEAD, *FIRST, ["213", "Farming and", "1,3"]]
    rest = [["", "forestry", "13.05"], ["221", "Housing", "14.00"]]
    sheet = only_sheet(tmp_path, above("Table 1") + drawn(first), drawn(rest, top=380))
    assert sheet.rows[-2:] == [["213", "Farming and\nforestry", "1,313.05"], ["221", "Housing", "14.00"]]
    bare = [HEAD, ["208", "Social", "11"], FIRST[1], ["213", "Farming", "13"]]
    total = [["", "Total", "36.05"], ["221", "Housing", "14.00"]]
    other = only_sheet(tmp_path, above("Table 1") + drawn(bare), drawn(total, top=380))
    assert [row[2] for row in other.rows[-3:]] == ["13", "36.05", "14.00"]


def test_a_row_that_goes_on_without_a_code_ends_amounts_that_lack_decimals(tmp_path: Path) -> None:
    first = [HEAD, *FIRST, ["213", "Farming and", "13.0"]]
    rest = [["", "forestry", "5"], ["221", "Housing", "14.00"]]
    sheet = only_sheet(tmp_path, above("Table 1") + drawn(first), drawn(rest, top=380))
    assert sheet.rows[-2:] == [["213", "Farming and\nforestry", "13.05"], ["221", "Housing", "14.00"]]


def test_a_label_without_any_of_the_codes_that_rows_have_in_two_columns_ends_the_row_above(
    tmp_path: Path,
) -> None:
    columns = (100, 160, 220, 400, 500)
    rows = [
        ["Class", "Section", "Name", "2025"],
        ["", "", "Total", "23.00"],
        ["208", "", "Social security", "11.00"],
        ["", "05", "Pensions", "11.00"],
        ["", "06", "Pensions of the", "12.00"],
    ]
    rest = [["", "", "police", ""], ["213", "", "Farming", "13.00"]]
    sheet = only_sheet(tmp_path, above("Table 1") + drawn(rows, columns), drawn(rest, columns, top=380))
    assert sheet.rows[-2][1:] == ["06", "Pensions of the\npolice", "12.00"]
    uncoded = [*rows[:3], ["", "", "Pensions", "11.00"], ["", "", "Pensions of the", "12.00"]]
    other = only_sheet(tmp_path, above("Table 1") + drawn(uncoded, columns), drawn(rest, columns, top=380))
    assert [row[2] for row in other.rows[-3:]] == ["Pensions of the", "police", "Farming"]


def test_a_code_and_the_amounts_that_the_page_cuts_within_are_whole(tmp_path: Path) -> None:
    first = [HEAD, *FIRST, ["21", "", "58"]]
    rest = [["3", "Farming", "65.94"], ["221", "Housing", "14.00"]]
    sheet = only_sheet(tmp_path, above("Table 1") + drawn(first), drawn(rest, top=380))
    assert sheet.rows[-2:] == [["213", "Farming", "5865.94"], ["221", "Housing", "14.00"]]


def test_two_tables_that_nearly_touch_are_two(tmp_path: Path) -> None:
    wide = drawn(
        [["Year", "Cars", "Trips", "Guests"], ["2026", "2.00", "3.00", "4.00"]],
        (100, 180, 300, 400, 500),
        238,
    )
    book = read(tmp_path, above("Table 1") + drawn([HEAD, *FIRST]) + wide)
    assert [sheet.rows[0] for sheet in book.sheets] == [HEAD, ["Year", "Cars", "Trips", "Guests"]]


def test_running_heads_and_page_numbers_do_not_part_a_table(tmp_path: Path) -> None:
    prose = [text(100, 200, f"some words on page {name}") for name in ("one", "two", "three")]
    pages = [*prose, above("Table 1") + drawn([HEAD, *FIRST]), drawn(SECOND)]
    framed = [
        page + text(60, 385, "Budget of the bureau") + text(290, 15, f"- {number} -")
        for number, page in enumerate(pages, start=1)
    ]
    book = read(tmp_path, *framed)
    assert [sheet.rows for sheet in book.sheets] == [[HEAD, *FIRST, *SECOND]]
    assert [paragraph.text for paragraph in book.paragraphs].count("Budget of the bureau") == 1


def test_the_right_part_of_rows_that_a_page_cut_through_stands_beside_the_left(tmp_path: Path) -> None:
    right = [["Basic", "Project"], ["5.00", "6.00"], ["4.00", "8.00"]]
    sheet = only_sheet(tmp_path, above("Table 1") + drawn([HEAD, *FIRST]), drawn(right, (100, 180, 260)))
    assert sheet.rows == [left + more for left, more in zip([HEAD, *FIRST], right, strict=True)]


def test_a_right_part_that_holds_little_more_than_dashes_is_one(tmp_path: Path) -> None:
    left = [["Code", "Name", "Total"], ["", "", "Sum"], ["208", "Social", "11.00"]]
    right = [["", "", "", ""], ["Basic", "Project", "Other", "Rest"], ["-", "-", "-", "-"]]
    sheet = only_sheet(tmp_path, above("T") + drawn(left), drawn(right, (100, 180, 260, 340, 420)))
    assert [row[3:] for row in sheet.rows[1:]] == right[1:]


def test_a_blank_right_part_of_which_the_headings_are_one_row_does_not_part_the_others(
    tmp_path: Path,
) -> None:
    left = [["Code", "Name", "Total"], ["", "", "Sum"], ["208", "Social", "11.00"]]
    blank = "".join(rule(100, y, 300, y) for y in (300, 260, 240)) + "".join(
        rule(x, 240, x, 300) for x in (100, 200, 300)
    )
    right = [["Last", ""], ["Basic", "Rest"], ["4.00", "7.00"]]
    sheet = only_sheet(
        tmp_path,
        above("T") + drawn(left),
        blank + text(105, 285, "State") + text(205, 285, "Other"),
        drawn(right, (100, 180, 260)),
    )
    assert [row[3:] for row in sheet.rows] == [
        ["State", "Other", "Last", None],
        [None, None, "Basic", "Rest"],
        [None, None, "4.00", "7.00"],
    ]


def test_a_heading_over_columns_that_a_page_cut_through_goes_on_over_those_without_one(
    tmp_path: Path,
) -> None:
    left = (
        "".join(rule(100, y, 400, y) for y in (300, 260, 240))
        + rule(200, 280, 400, 280)
        + "".join(rule(x, 240, x, top) for x, top in ((100, 300), (200, 300), (300, 280), (400, 300)))
        + "".join(
            text(x, y, word)
            for x, y, word in (
                (110, 275, "Name"),
                (280, 285, "Income"),
                (210, 265, "Sum"),
                (310, 265, "Tax"),
                (110, 245, "Social"),
                (210, 245, "11.00"),
                (310, 245, "6.00"),
            )
        )
    )
    right = [["", "Rest"], ["Fees", "Sum"], ["5.00", "7.00"]]
    sheet = only_sheet(tmp_path, above("T") + left, drawn(right, (100, 180, 260)))
    assert sheet.rows[0] == ["Name", "Income", None, None, "Rest"]
    assert (0, 1, 0, 3) in {tuple(merge) for merge in sheet.merges}


def test_a_table_cut_through_columns_and_rows_is_one_where_right_parts_follow_left_ones(
    tmp_path: Path,
) -> None:
    right = [["Basic", "Project"], ["5.00", "6.00"], ["4.00", "8.00"]]
    pages = [
        page
        for title, rows in (("Table 1", FIRST), ("Table 1", SECOND))
        for page in (text(250, 350, title) + drawn([HEAD, *rows]), drawn(right, (100, 180, 260)))
    ]
    sheet = only_sheet(tmp_path, *pages)
    halves = zip([HEAD, *FIRST, *SECOND], [*right, *right[1:]], strict=True)
    assert sheet.rows == [left + more for left, more in halves]


def test_a_single_column_of_amounts_is_the_right_part_and_one_of_words_is_none(tmp_path: Path) -> None:
    amounts, words = [["Basic"], ["5.00"], ["4.00"]], [["Basic"], ["none"], ["4.00"]]
    sheet = only_sheet(tmp_path, above("T") + drawn([HEAD, *FIRST]), drawn(amounts, (100, 200)))
    assert [row[3:] for row in sheet.rows] == amounts
    book = read(tmp_path, above("T") + drawn([HEAD, *FIRST]), drawn(words, (100, 200)))
    assert [sheet.width for sheet in book.sheets] == [3]


def test_a_right_part_does_not_go_on_below_the_one_before_though_it_has_as_many_columns(
    tmp_path: Path,
) -> None:
    parts = [
        [["Tax", "Fees"], ["5.00", "6.00"], ["4.00", "8.00"]],
        [["Rest", "Own"], ["1.00", "2.00"], ["", "3.00"]],
    ]
    left = above("Table 1") + drawn([HEAD, *FIRST])
    sheet = only_sheet(tmp_path, left, drawn(parts[0], (100, 180, 260)), drawn(parts[1], (100, 190, 262)))
    assert [row[3:] for row in sheet.rows] == [
        ["Tax", "Fees", "Rest", "Own"],
        ["5.00", "6.00", "1.00", "2.00"],
        ["4.00", "8.00", None, "3.00"],
    ]


def test_a_panel_of_many_rows_under_the_same_headings_is_the_right_part(tmp_path: Path) -> None:
    left = [["Item", "Amount", "Rest"], *([f"Thing {n}", f"{n}.00", "more"] for n in range(1, 12))]
    right = [["Item", "Amount"], ["Other", "2.00"], *[["", ""]] * 10]
    sheet = only_sheet(tmp_path, above("T") + drawn(left), drawn(right, (100, 180, 260)))
    assert [row[3:] for row in sheet.rows[:2]] == right[:2]


def test_labels_that_the_right_part_repeats_are_dropped(tmp_path: Path) -> None:
    right = [["Code", "Basic"], ["208", "5.00"], ["210", "4.00"]]
    sheet = only_sheet(tmp_path, above("T") + drawn([HEAD, *FIRST]), drawn(right, (100, 200, 260)))
    assert [row[3:] for row in sheet.rows] == [["Basic"], ["5.00"], ["4.00"]]


def test_a_page_whose_first_column_has_the_heading_of_the_other_over_other_rows_is_no_right_part(
    tmp_path: Path,
) -> None:
    whole = [HEAD, *FIRST, *SECOND]
    other = [["221", "5.00"], ["Code", "Basic"], ["229", "4.00"], ["230", "3.00"], ["231", "2.00"]]
    book = read(tmp_path, above("T") + drawn(whole), drawn(other, (100, 180, 260)))
    assert len(book.sheets) == 2


def test_a_page_of_words_with_rows_of_the_same_height_is_no_right_part(tmp_path: Path) -> None:
    words = [["Goal", "Target"], ["roads", "good"], ["bridges", "better"]]
    book = read(tmp_path, above("T") + drawn([HEAD, *FIRST]), drawn(words, (100, 180, 260)))
    assert len(book.sheets) == 2


def test_fewer_rows_are_no_right_part_and_stay_apart(tmp_path: Path) -> None:
    right = [["Basic", "Project"], ["5.00", "6.00"]]
    book = read(tmp_path, above("T") + drawn([HEAD, *FIRST]), drawn(right, (100, 180, 260)))
    assert len(book.sheets) == 2


def test_a_heading_of_which_a_page_cuts_off_the_end_is_a_repeated_heading(tmp_path: Path) -> None:
    cut = ["Code", "Name", "Tota"]
    sheet = only_sheet(tmp_path, above("Table 1") + drawn([HEAD, *FIRST]), drawn([cut, *SECOND], top=380))
    assert sheet.rows == [HEAD, *FIRST, *SECOND]


def test_headings_are_repeated_though_one_stood_in_the_middle_of_rows_of_which_one_is(tmp_path: Path) -> None:
    sheet = only_sheet(
        tmp_path, above("Table 1") + drawn([HEAD, *FIRST]), drawn([["", *HEAD[1:]], *SECOND], top=380)
    )
    assert sheet.rows == [HEAD, *FIRST, *SECOND]


def test_headings_of_several_rows_are_repeated_though_a_joined_one_stands_in_another_row() -> None:
    first = [["Code", "", "Amounts"], ["", "Name", "Total"], *FIRST]
    again = [["Code", "Name", "Amounts"], ["", "", "Total"], *SECOND]
    table = PagedTable(_bare_page(first), [])
    assert table.goes_on(_bare_page(again), [], [])
    table.add(_bare_page(again), 2)
    assert table.rows == [*first, *SECOND]
    other = [["Code", "Name", "Amounts"], ["", "", "Basic"], *SECOND]
    assert not PagedTable(_bare_page(first), []).goes_on(_bare_page(other), [], ["A note"])


def test_the_top_of_a_form_with_an_amount_in_it_is_dropped_where_a_page_repeats_it(tmp_path: Path) -> None:
    top = [["Project", "Roads", ""], ["Money", "", "54.08"], ["First", "Second", "Value"]]
    rows = [["Output", "Number", "3 km"], ["Benefit", "Society", "yes"]]
    sheet = only_sheet(tmp_path, above("Form") + drawn([*top, rows[0]]), drawn([*top, rows[1]], top=380))
    texts = [[value for value in row if value] for row in sheet.rows]
    assert texts == [[value for value in row if value] for row in [*top, *rows]]
