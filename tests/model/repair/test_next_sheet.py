"""A workbook's table that goes on in the next sheet is one table, and each of its cells keeps its sheet."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from books import book, sheet
from hypothesis import given
from hypothesis import strategies as st

from checks.runner import audit
from model.disclosure import Disclosure, disclosure_of
from model.facts.cube import Facts
from model.finding import Place, Severity
from model.lexicon.lexicon import lexicon
from model.places import covers, extents_of, place_in, read_at
from model.repair.joining import repaired
from model.source.book import Book, CellFormat, Sheet

TITLE = "2021年支出总表"
HEADINGS = "科目编码\t科目名称\t合计\t基本支出\t项目支出"
NUMBERS = "**\t**\t1\t2\t3"
UNIT = "\t\t\t\t单位：万元"
ROWS = (
    "208\t社会保障和就业支出\t30.00\t30.00\t",
    "20805\t行政事业单位养老支出\t30.00\t30.00\t",
    "2080505\t机关事业单位基本养老保险缴费支出\t20.00\t20.00\t",
    "2080506\t机关事业单位职业年金缴费支出\t10.00\t10.00\t",
    "210\t卫生健康支出\t70.00\t50.00\t20.00",
    "21011\t行政事业单位医疗\t12.00\t12.00\t",
    "2101101\t行政单位医疗\t12.00\t12.00\t",
    "21015\t医疗保障管理事务\t58.00\t38.00\t20.00",
    "2101501\t行政运行\t38.00\t38.00\t",
    "2101502\t一般行政管理事务\t20.00\t\t20.00",
)
TOTAL = "\t合计\t100.00\t80.00\t20.00"
TOP = (TITLE, UNIT, HEADINGS, NUMBERS)
WAYS = {
    "（续） after the title": (f"{TITLE}（续）", UNIT, HEADINGS, NUMBERS),
    "(续) and no unit": (f"{TITLE}(续)", HEADINGS),
    "续表 above the title": ("续表", TITLE, UNIT, HEADINGS),
    "续表 alone": ("续表1", HEADINGS, NUMBERS),
    "the title again": TOP,
    "the title again with a page number": (TITLE, "第2页 共2页", UNIT, HEADINGS, NUMBERS),
    "the headings alone": (HEADINGS,),
    "the headings and their numbers": (HEADINGS, NUMBERS),
}


def part(name: str, *lines: str, hidden: tuple[str, ...] = (), text: tuple[str, ...] = ("A",)) -> Sheet:
    return sheet("\n".join(lines), name, hidden=hidden, text_columns=text)


def joined(*sheets: Sheet) -> Book:
    return repaired(book(*sheets), lexicon())


def first_and(*lines: str, name: str = "Sheet2", first: tuple[str, ...] = (*TOP, TOTAL, *ROWS[:5])) -> Book:
    return joined(part("Sheet1", *first), part(name, *lines))


def stated(disclosure: Disclosure) -> list[tuple[int, dict[str, str]]]:
    facts: Facts = disclosure.facts
    return [
        (int(facts.amount[fact]), facts.coordinate(fact)) for fact in range(len(facts)) if facts.stated[fact]
    ]


@pytest.mark.parametrize("way", WAYS)
def test_what_a_next_sheet_repeats_is_no_data_and_the_rest_goes_on(way: str) -> None:
    read = first_and(*WAYS[way], *ROWS[5:])
    assert [each.name for each in read.sheets] == ["Sheet1"]
    assert [each.name for each in read.file_sheets] == ["Sheet1", "Sheet2"]
    assert [row[0] for row in read.sheets[0].rows[5:]] == [line.split("\t")[0] for line in ROWS]


@given(
    cuts=st.sets(st.integers(2, len(ROWS) - 1), min_size=1, max_size=3),
    way=st.sampled_from(sorted(WAYS)),
    total=st.sampled_from(["top", "foot", "none"]),
)
def test_however_a_table_is_cut_its_facts_are_those_of_the_whole_and_stand_in_their_sheets(
    cuts: set[int], way: str, total: str
) -> None:
    lines = [*[TOTAL] * (total == "top"), *ROWS, *[TOTAL] * (total == "foot")]
    ends = [0, *sorted(cuts), len(lines)]
    sheets = [
        part(f"Sheet{number}", *(WAYS[way] if number else TOP), *lines[start:stop])
        for number, (start, stop) in enumerate(pairwise(ends))
    ]
    whole, cut = disclosure_of([book(part("表", *TOP, *lines))]), disclosure_of([book(*sheets)])
    assert stated(cut) == stated(whole)
    by_name = {each.name: each for each in sheets}
    own = cut.documents[0].book
    for fact in range(len(cut.facts)):
        row, column = int(cut.facts.row[fact]), int(cut.facts.column[fact])
        place = place_in(own, 0, row, column)
        printed = by_name[place.sheet].value(place.row, place.column)
        assert printed is None or Fraction(printed) * 100_000_000 == int(cut.facts.amount[fact])
        assert read_at(own, place) == (0, row)
        assert covers(own, cut.tables[0], place)


NOT_JOINED = {
    "another title": ("2021年一般公共预算支出表", UNIT, HEADINGS, *ROWS[5:]),
    "the title of another year": ("2020年支出总表", UNIT, HEADINGS, *ROWS[5:]),
    "another body's name": (TITLE, "编制单位：某市第二中学", UNIT, HEADINGS, *ROWS[5:]),
    "another unit": (TITLE, "\t\t\t\t单位：元", HEADINGS, *ROWS[5:]),
    "other headings": (TITLE, UNIT, HEADINGS.replace("基本支出", "人员经费"), *ROWS[5:]),
    "the headings in other columns": (TITLE, UNIT, "\t" + HEADINGS, *ROWS[5:]),
    "no data": (TITLE, UNIT, HEADINGS, NUMBERS),
    "a total of its own": (TITLE, UNIT, HEADINGS, NUMBERS, TOTAL, *ROWS[5:]),
    "the same lines again": (TITLE, UNIT, HEADINGS, NUMBERS, *ROWS[:5]),
}


@pytest.mark.parametrize("what", NOT_JOINED)
def test_two_sheets_are_two_tables_where_the_second_has(what: str) -> None:
    assert len(first_and(*NOT_JOINED[what]).sheets) == 2


BODIES = ("\t某市财政局本级\t40.00\t40.00\t", "\t某市财政局信息中心\t60.00\t40.00\t20.00")
FIRST_BODY = (TOTAL, BODIES[0], *ROWS[:6])


@pytest.mark.parametrize("cut", range(4, len(FIRST_BODY) + 2))
def test_a_list_by_bodies_goes_on_though_each_body_has_the_codes_of_the_one_before(cut: int) -> None:
    lines = (*FIRST_BODY, BODIES[1], *ROWS[:6])
    read = joined(part("Sheet1", *TOP, *lines[:cut]), part("Sheet2", *TOP, *lines[cut:]))
    assert len(read.sheets) == 1


def test_a_list_by_bodies_goes_on_where_codes_stand_before_their_names() -> None:
    def with_code(line: str) -> str:
        code, name, rest = line.split("\t", 2)
        return f"{f'[{code}]' if code else ''}{name}\t{rest}"

    rows, bodies = [with_code(line) for line in ROWS[:6]], [with_code(line) for line in BODIES]
    lines = [bodies[0], *rows, bodies[1], *rows]
    heads = (TITLE, UNIT.removeprefix("\t"), HEADINGS.split("\t", 1)[1])
    for cut in range(9, len(lines)):
        read = joined(part("Sheet1", *heads, *lines[:cut]), part("Sheet2", *heads, *lines[cut:]))
        assert len(read.sheets) == 1
    assert len(joined(part("Sheet1", *heads, *lines[:7]), part("Sheet2", *heads, *rows)).sheets) == 2


def test_a_list_of_names_by_bodies_goes_on_below_the_item_it_ended_with() -> None:
    bodies = [line.removeprefix("\t") for line in BODIES]
    names = [line.split("\t", 1)[1] for line in ROWS]
    lines = (bodies[0], *names[:7], bodies[1], *names[:7])
    heads = (TITLE, UNIT.removeprefix("\t"), HEADINGS.split("\t", 1)[1])
    for cut in range(10, len(lines)):
        read = joined(part("Sheet1", *heads, *lines[:cut]), part("Sheet2", *heads, *lines[cut:]))
        assert len(read.sheets) == 1
    two = joined(part("Sheet1", *heads, *lines[:8]), part("Sheet2", *heads, *names[:7]))
    assert len(two.sheets) == 2


@pytest.mark.parametrize("items_are_whole", [True, False])
def test_a_list_by_bodies_goes_on_below_the_level_it_began_with(items_are_whole: bool) -> None:
    def pieces(line: str) -> str:
        code, rest = line.split("\t", 1)
        whole = [code[:3], code[3:5], code[5:]]
        if not items_are_whole or len(code) < 7:
            whole = [
                piece if code.endswith(piece) and len(code) <= end else ""
                for piece, end in zip(whole, (3, 5, 7), strict=True)
            ]
        return "\t".join((*whole, rest))

    rows, bodies = [pieces(line) for line in ROWS[:7]], [f"\t\t{line}" for line in BODIES]
    lines = [bodies[0], *rows, bodies[1], *rows]
    heads = (TITLE, f"\t\t{UNIT}", "类\t款\t项\t" + HEADINGS.split("\t", 1)[1])

    def sheets_of(first: list[str], second: list[str]) -> int:
        parts = [
            part(name, *heads, *some, text=("A", "B", "C")) for name, some in (("1", first), ("2", second))
        ]
        return len(joined(*parts).sheets)

    assert [sheets_of(lines[:cut], lines[cut:]) for cut in range(9, len(lines))] == [1] * 7
    assert sheets_of(lines[:8], rows) == 2


def test_a_list_goes_on_where_its_serial_numbers_do() -> None:
    heads = (TITLE, UNIT, f"序号\t{HEADINGS}")
    lines = [f"{number}\t{row}" for number, row in enumerate((*ROWS[:4], *ROWS[:4]), start=1)]
    read = joined(part("Sheet1", *heads, *lines[:4]), part("Sheet2", *heads, *lines[4:]))
    assert len(read.sheets) == 1


def test_the_captions_that_a_sheet_repeats_within_a_table_are_no_row_of_it() -> None:
    caption = "部门：某市财政局\t\t\t\t单位：万元"
    top = (caption, TITLE, HEADINGS)
    (table,) = disclosure_of([book(part("Sheet1", *top, *ROWS[:5], *top, *ROWS[5:]))]).tables
    assert [row.code for panel in table.panels for row in panel.rows] == [row.split("\t")[0] for row in ROWS]


def test_two_complete_forms_with_their_totals_at_the_foot_are_two_tables() -> None:
    ours, its = (*TOP, *ROWS[:4], TOTAL), (*TOP, *ROWS[4:], TOTAL)
    assert len(first_and(*its, first=ours).sheets) == 2


def test_a_total_at_the_foot_of_the_second_sheet_belongs_to_both() -> None:
    assert len(first_and(*WAYS["the title again"], *ROWS[5:], TOTAL, first=(*TOP, *ROWS[:5])).sheets) == 1


@pytest.mark.parametrize("name", ["表3", "一般公共预算支出表", "某市第二中学"])
def test_headings_alone_do_not_go_on_in_a_sheet_that_is_named_for_another_table(name: str) -> None:
    assert len(joined(part("表2", *TOP, *ROWS[:5]), part(name, HEADINGS, *ROWS[5:])).sheets) == 2
    assert len(joined(part("表2", *TOP, *ROWS[:5]), part("表2续", HEADINGS, *ROWS[5:])).sheets) == 1


def test_sheets_without_any_title_are_tables_of_their_own() -> None:
    assert len(joined(part("表2", HEADINGS, *ROWS[:5]), part("表3", HEADINGS, *ROWS[5:])).sheets) == 2


def test_a_hidden_sheet_does_not_go_on_from_one_that_is_shown_and_parts_no_table() -> None:
    shown, hidden = part("Sheet1", *TOP, *ROWS[:5]), part("Sheet2", HEADINGS, *ROWS[5:], hidden=("sheet",))
    further = part("Sheet3", HEADINGS, *ROWS[5:])
    assert len(joined(shown, hidden).sheets) == 2
    read = joined(shown, hidden, further)
    assert [[piece.sheet.name for piece in each.pieces] for each in read.sheets] == [["Sheet1", "Sheet3"], []]
    assert [each.name for each in read.file_sheets] == ["Sheet1", "Sheet2", "Sheet3"]


def test_an_empty_sheet_parts_no_table() -> None:
    assert (
        len(joined(part("Sheet1", *TOP, *ROWS[:5]), part("2", ""), part("3", HEADINGS, *ROWS[5:])).sheets)
        == 2
    )


def test_what_stands_below_the_rest_of_a_table_is_a_table_of_its_own() -> None:
    other = ("", "2021年一般公共预算支出表", UNIT, HEADINGS, TOTAL, *ROWS)
    disclosure = disclosure_of([first_and(HEADINGS, *ROWS[5:], *other)])
    read = disclosure.documents[0].book
    assert [table.kind for table in disclosure.tables] == ["expenditure", "general_expenditure"]
    assert extents_of(read, disclosure.tables[0]) == [("Sheet1", "A1:E10"), ("Sheet2", "A2:E6")]
    assert extents_of(read, disclosure.tables[1]) == [("Sheet2", "A8:E21")]


def test_marks_of_cells_go_with_them() -> None:
    further = part("Sheet2", HEADINGS, *ROWS[5:], hidden=("3", "E"))
    further = replace(
        further, cleaned=frozenset({(2, 1)}), default_format=CellFormat("0.0", ""), indents={(1, 1): 2}
    )
    (read,) = joined(part("Sheet1", *TOP, *ROWS[:5]), further).sheets
    assert read.hidden_rows == {10}
    assert read.cleaned == {(10, 1)}
    assert read.indent(9, 1) == 2
    assert read.format(9, 0) == CellFormat("0.0", "")
    assert read.format(9, 2) == CellFormat("0.00", "")
    assert read.format(8, 0) == CellFormat("General", "")


def test_a_fault_in_the_second_sheet_is_reported_there_and_nothing_else_is() -> None:
    wrong = [line.replace("\t12.00\t12.00", "\t21.00\t12.00") if "2101101" in line else line for line in ROWS]
    sheets = (part("表2", *TOP, TOTAL, *wrong[:5]), part("表2续", *WAYS["the title again"], *wrong[5:]))
    report = audit([disclosure_of([book(*sheets)])])
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    assert errors
    assert {finding.suspect for finding in errors} == {Place("某局2021年部门预算.xlsx", "表2续", 5, 2)}
    (table,) = report.documents[0].tables
    assert (table.sheet, table.cells) == ("表2", "A1:E10, 表2续!A5:E9")


def test_formulas_and_what_is_hidden_are_asked_of_each_sheet_as_the_file_has_it() -> None:
    whole = "210\t卫生健康支出\t70.00 =表2续!C5+表2续!C7\t50.00\t20.00"
    below = ROWS[7].replace("58.00", "58.00 =C8+C9", 1)
    stale = ROWS[7].replace("58.00", "58.00 =C8+C8", 1)
    for line, found in ((below, []), (stale, ["WB105", "WB106"])):
        sheets = (
            part("表2", *TOP, TOTAL, *ROWS[:4], whole),
            part("表2续", *TOP, ROWS[5], ROWS[6], line, *ROWS[8:], hidden=("9",)),
        )
        report = audit([disclosure_of([book(*sheets)])])
        workbook = [finding for finding in report.findings if finding.rule.startswith("WB")]
        assert sorted(finding.rule for finding in workbook if finding.rule in {"WB105", "WB106"}) == found
        (hidden,) = [finding for finding in workbook if finding.rule == "WB103"]
        assert {(cell.place.sheet, cell.place.row) for cell in hidden.cells} == {("表2续", 8)}


@pytest.mark.parametrize("title", ["", "车辆情况表\n"])
def test_a_table_with_headings_of_its_own_does_not_go_on_with_the_one_above_it_on_a_page(title: str) -> None:
    first = sheet("\n".join((TITLE, UNIT, HEADINGS, *ROWS, TOTAL)), "table 1")
    other = sheet(f"{title}车牌\t型号\t里程\n1\t甲\t20000\n2\t乙\t30000", "table 2")
    page = replace(book(first, other), container="html")
    assert [each.name for each in repaired(page, lexicon()).sheets] == ["table 1", "table 2"]


def test_the_next_rows_of_a_table_on_a_page_go_on_without_headings() -> None:
    first = sheet("\n".join((TITLE, UNIT, HEADINGS, *ROWS[:4])), "table 1")
    rest = sheet("\n".join((*ROWS[4:], TOTAL)), "table 2")
    page = replace(book(first, rest), container="html")
    assert [each.name for each in repaired(page, lexicon()).sheets] == ["table 1"]


@pytest.mark.parametrize(
    ("title", "names"), [(f"{TITLE}（续）", ["table 1"]), ("收入总表", ["table 1", "table 2"])]
)
def test_a_table_of_a_document_goes_on_below_its_title_with_or_without_the_word_for_it(
    title: str, names: list[str]
) -> None:
    def of_document(name: str, *lines: str) -> Sheet:
        return replace(sheet("\n".join((HEADINGS, *lines)), name), caption=(title_of[name], UNIT))

    title_of = {"table 1": TITLE, "table 2": title}
    document = replace(
        book(of_document("table 1", *ROWS[:4]), of_document("table 2", *ROWS[4:], TOTAL)), container="docx"
    )
    assert [each.name for each in repaired(document, lexicon()).sheets] == names
