"""Codes as tables print them: whole, in pieces, as numbers or as text."""

from __future__ import annotations

import pytest
from books import book, sheet
from hypothesis import given
from hypothesis import strategies as st

from model.classification.catalogue import catalogue
from model.classification.codes import Domain
from model.disclosure import disclosure_of
from model.lexicon.names import code_text, join_pieces

CODES = st.sampled_from(sorted(code for domain in Domain for code in catalogue().codes(domain)))


def pieces(code: str) -> list[str]:
    """类, 款 and 项 of a code."""
    return [piece for piece in (code[:3], code[3:5], code[5:7]) if piece]


@given(CODES)
def test_pieces_make_their_code(code: str) -> None:
    assert join_pieces(pieces(code), []) == code


@given(CODES)
def test_a_leading_zero_may_be_lost_from_a_piece(code: str) -> None:
    first, *rest = pieces(code)
    assert join_pieces([first, *(str(int(piece)) for piece in rest)], []) == code


@given(code=CODES, blanks=st.integers(0, 2))
def test_blanks_before_the_last_piece_are_those_of_the_row_above(code: str, blanks: int) -> None:
    whole = pieces(code)
    kept = min(blanks, len(whole) - 1)
    assert join_pieces([""] * kept + whole[kept:], whole) == code


@given(CODES)
def test_trailing_blanks_do_not_matter(code: str) -> None:
    assert join_pieces([*pieces(code), "", ""][:3], []) == code


@pytest.mark.parametrize(
    ("printed", "above"),
    [
        (["", "", ""], ["208", "05"]),
        (["", "05", "01"], []),
        (["类", "款", "项"], []),
        (["合计", "", ""], []),
        (["208", "", "01"], []),
        (["808", "05", "01"], []),
        (["208", "5", "001"], []),
        (["2080505", "01", ""], []),
    ],
)
def test_what_makes_no_code_makes_none(printed: list[str], above: list[str]) -> None:
    assert join_pieces(printed, above) == ""


@given(CODES)
def test_a_code_is_the_same_as_a_number_and_as_a_text(code: str) -> None:
    assert code_text(float(code)) == code_text(code) == code_text(f" {code[:3]} {code[3:]}\n") == code


@pytest.mark.parametrize("value", [None, True, -208.0, 208.5])
def test_what_is_neither_is_no_code(value: float | bool | None) -> None:
    assert code_text(value) == ""


@given(code=CODES, column=st.integers(0, 2))
def test_a_code_printed_whole_in_one_of_three_columns_is_that_code(code: str, column: int) -> None:
    cells = ["", "", ""]
    cells[column if len(code) > 3 else 0] = code
    assert join_pieces(cells, []) == code


@given(CODES)
def test_a_code_beside_the_codes_above_it_is_that_code(code: str) -> None:
    cells = [code[:length] for length in (3, 5, 7) if length <= len(code)]
    assert join_pieces(cells, []) == code


def test_a_whole_code_beside_another_is_none() -> None:
    assert join_pieces(["208", "20103", ""], []) == ""


def test_rows_above_which_no_class_is_printed_have_no_code_and_are_listed() -> None:
    cut = "\t11\t\t行政事业单位医疗\t9.00\n\t\t01\t行政单位医疗\t9.00"
    rows = f"{cut}\n221\t\t\t住房保障支出\t4.00\n\t02\t\t住房改革支出\t4.00"
    page = sheet(f"2024年部门支出总表\n单位：万元\n科目编码\t\t\t科目名称\t合计\n类\t款\t项\t\t\n{rows}")
    (table,) = disclosure_of([book(page)]).tables
    assert [row.code for panel in table.panels for row in panel.rows] == ["221", "22102"]
    assert [(cell.row, cell.why.text("en")) for cell in table.unbound] == [
        (row, "its code lacks the class (类), which no row above prints") for row in (4, 5)
    ]


def test_two_digits_below_a_class_are_its_section_in_the_column_of_whole_codes() -> None:
    rows = """
208\t社会保障和就业支出\t9.00
05\t行政事业单位养老支出\t7.00
2080505\t机关事业单位基本养老保险缴费支出\t7.00
08\t抚恤\t2.00
2080801\t死亡抚恤\t2.00
99\t无此名称的款\t0.00
"""
    page = sheet(f"2024年部门支出总表\n单位：万元\n科目编码\t科目名称\t合计{rows.rstrip()}")
    (table,) = disclosure_of([book(page)]).tables
    codes = [row.code for panel in table.panels for row in panel.rows if row.code]
    assert codes[:5] == ["208", "20805", "2080505", "20808", "2080801"]


def test_the_name_of_a_code_stands_behind_it_and_words_before_it_may_state_the_nature() -> None:
    listed = sheet(
        "某局2021年部门支出总表\n单位：元\n"
        "单位编码\t单位名称/支出类别\t科目编码\t科目名称\t合计\n"
        "\t合计\t\t\t100.00\n212001\t某局（本级）\t\t\t100.00\n"
        "\t人员经费\t2101501\t行政运行\t60.00\n\t公用经费\t2101501\t行政运行\t30.00\n"
        "\t项目支出\t2101504\t信息化建设\t10.00"
    )
    (table,) = disclosure_of([book(listed)]).tables
    labels = table.panels[0].rows[2:]

    assert [label.name for label in labels] == ["行政运行", "行政运行", "信息化建设"]
    assert [label.coordinates["nature"] for label in labels] == ["personnel", "running", "project"]


@pytest.mark.parametrize("mark", [".", "-", "．"])
def test_marks_between_the_parts_of_a_code_are_no_part_of_it(mark: str) -> None:
    codes = ["208", "20811", "2081101", "2081104"]
    names = ["社会保障和就业支出", "残疾人事业", "行政运行", "残疾人康复"]
    rows = [
        "\t".join([mark.join(pieces(code)), name, amount, amount])
        for code, name, amount in zip(codes, names, ["3.00", "3.00", "1.00", "2.00"], strict=True)
    ]
    text = "\n".join(["某局部门支出总表", "单位：万元", "科目编码\t科目名称\t合计\t基本支出", *rows])
    (table,) = disclosure_of([book(sheet(text))]).tables
    assert [row.code for row in table.panels[0].rows] == codes
