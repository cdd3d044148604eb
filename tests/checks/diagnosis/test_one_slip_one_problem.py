"""One slip is one problem: what a wrong amount breaks in tables, sentences and all that is computed from it."""

from __future__ import annotations

from dataclasses import replace

from books import book, sheet

from checks.runner import audit
from model.disclosure import disclosure_of
from model.finding import Finding, Severity
from model.source.book import Paragraph

TABLE = """某局2021年一般公共预算支出表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t{total}\t310.00\t330.00
208\t社会保障和就业支出\t530.00\t200.00\t330.00
20805\t行政事业单位养老支出\t530.00\t200.00\t330.00
2080505\t机关事业单位基本养老保险缴费支出\t530.00\t200.00\t330.00
210\t卫生健康支出\t110.00\t110.00\t0.00
21011\t行政事业单位医疗\t110.00\t110.00\t0.00
2101101\t行政单位医疗\t110.00\t110.00\t0.00"""


def findings_of(*lines: str, total: str = "640.00") -> list[Finding]:
    """The errors and warnings of a disclosure with one table and a text."""
    read = book(sheet(TABLE.format(total=total), "表1"))
    paragraphs = [Paragraph(number, line) for number, line in enumerate(("某局2021年部门预算", *lines), 1)]
    findings = audit([disclosure_of([replace(read, paragraphs=paragraphs)])]).findings
    return [
        one for one in findings if one.severity is not Severity.NOTICE and one.rule[:2] in ("TX", "RU", "AG")
    ]


def rules(findings: list[Finding]) -> list[str]:
    return sorted(one.rule for one in findings)


def problems(findings: list[Finding]) -> int:
    return len({one.group or one.id for one in findings})


SUBJECT = "2021年一般公共预算支出"


def test_a_right_text_says_nothing() -> None:
    assert findings_of(f"{SUBJECT}640.00万元，比上年512.00万元增加128.00万元，增长25.00%。") == []


def test_a_wrong_amount_breaks_its_growth_and_is_one_problem() -> None:
    found = findings_of(f"{SUBJECT}675.00万元，比上年512.00万元增长25.00%。")
    assert rules(found) == ["TX101", "TX106"]
    assert problems(found) == 1
    hints = {one.hint.text("en") for one in found if one.hint}
    assert hints == {"In the text: ¶2 = 640.00 万元 would reconcile."}


def test_a_row_that_only_a_sentence_states_is_not_called_a_row_of_another_table() -> None:
    without = "\n".join(line for line in TABLE.splitlines() if not line.startswith("208"))
    read = book(sheet(without.format(total="640.00"), "表1"))
    paragraphs = [
        Paragraph(1, "某局2021年部门预算"),
        Paragraph(2, "2021年一般公共预算社会保障和就业支出（类）530.00万元。"),
    ]
    findings = audit([disclosure_of([replace(read, paragraphs=paragraphs)])]).findings
    hints = {one.hint.text("en") for one in findings if one.hint and one.rule[:2] == "RU"}
    assert hints == {"A row may be left out below 合计: 530.00 万元 are missing, in 3 columns alike."}


def test_a_wrong_amount_that_no_table_states_is_one_problem() -> None:
    found = findings_of("2021年政府采购支出350.00万元，比上年400.00万元增加100.00万元。")
    assert rules(found) == ["TX106", "TX108"]
    assert problems(found) == 1
    assert {one.hint.text("en") for one in found if one.hint} == {
        "In the text: ¶2 = 500.00 万元 would reconcile."
    }


def test_a_wrong_cell_that_the_text_states_right_is_one_problem_at_the_cell() -> None:
    found = findings_of(
        f"{SUBJECT}640.00万元，其中：基本支出310.00万元，项目支出330.00万元。", total="690.00"
    )
    assert "TX101" in rules(found)
    assert len(found) > 1
    assert problems(found) == 1
    assert {one.suspect.cell for one in found if one.suspect} == {"C4"}


def test_parts_that_do_not_come_to_a_wrong_whole_are_one_problem_with_it() -> None:
    found = findings_of(
        "2021年政府采购支出75.00万元，其中：货物支出30.00万元，工程支出20.00万元，服务支出20.00万元。"
    )
    assert rules(found) == ["TX103"]
    found = findings_of(
        "2021年政府采购支出75.00万元，其中：货物支出30.00万元，工程支出20.00万元，服务支出20.00万元。",
        "2021年政府采购支出70.00万元。",
    )
    assert rules(found) == ["TX102", "TX103"]
    assert problems(found) == 1


def test_two_slips_are_two_problems() -> None:
    found = findings_of(
        f"{SUBJECT}675.00万元，比上年512.00万元增长25.00%。",
        "2021年政府采购支出60.00万元，比上年40.00万元增加10.00万元。",
    )
    assert problems(found) == 2


def test_a_text_and_its_copy_are_one_finding_with_both_places() -> None:
    line = "2021年政府采购支出60.00万元，比上年40.00万元增加10.00万元。"
    (found,) = findings_of(line, "以下为公开文本。", line)
    assert {span.paragraph for span in found.spans} == {2, 4}


def test_figures_that_no_one_amount_mends_are_not_one_problem() -> None:
    found = findings_of(
        "2021年政府采购支出50.00万元，比上年40.00万元增长29.00%，占支出总额100.00万元的70.00%。"
    )
    assert len(found) == problems(found)


def test_an_amount_cut_off_where_it_should_have_been_rounded_is_a_notice() -> None:
    whole = TABLE.format(total="640.00").replace("640.00", "640.0088").replace("310.00", "310.0088")
    read = book(sheet(whole, "表1"))
    lines = [
        Paragraph(1, "某局2021年部门预算"),
        Paragraph(2, f"{SUBJECT}640.00万元。"),
        Paragraph(3, f"{SUBJECT}640.03万元。"),
    ]
    findings = audit([disclosure_of([replace(read, paragraphs=lines)])]).findings
    severities = {one.spans[0].paragraph: one.severity for one in findings if one.rule == "TX101"}
    assert severities == {2: Severity.NOTICE, 3: Severity.ERROR}


DEFINED = """某局2021年一般公共预算支出表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t640.00\t330.00\t310.00
201\t一般公共服务支出\t640.00\t330.00\t310.00
20101\t人大事务\t640.00\t330.00\t310.00
2010101\t行政运行\t350.00\t330.00\t{project}
2010104\t人大会议\t290.00\t\t290.00"""


def test_project_money_under_an_item_of_basic_money_is_a_notice_unless_another_relation_doubts_the_cell() -> (
    None
):
    def severity(project: str) -> Severity:
        findings = audit([disclosure_of([book(sheet(DEFINED.format(project=project), "表1"))])]).findings
        return next(one.severity for one in findings if one.rule == "CL107")

    assert severity("20.00") is Severity.NOTICE
    assert severity("27.00") is Severity.WARNING
