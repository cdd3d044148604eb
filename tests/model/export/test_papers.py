"""The papers of an engagement: what stands on each, nothing cut, nothing that runs, and the ledger there and back."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from engaged import SAMPLES, dossier, papers, text_of, words_of
from hostile.workbook import write_hostile_workbook
from jsonschema import Draft202012Validator
from office import pages_of, without_blanks

from checks.runner import audit
from model.disclosure import open_disclosures
from model.engagement.engagements import Engagements
from model.engagement.record import CellTarget, FindingTarget, State
from model.errors import ExportError
from model.export.own_mark import PDF_COMMENT, is_own
from model.export.papers.form_fields import FIELD_NAMES, amount_of
from model.export.papers.ledger_columns import COLUMNS
from model.export.papers.returned import read_ledger
from model.export.papers.taking import filled_before, take_into
from model.export.papers.template import office_forms
from model.export.papers.word_package import form_document
from model.export.papers.word_parts import paragraph, run
from model.export.particulars import particulars, particulars_for_unit
from model.messages import Language

CONTROL = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    copy = tmp_path / "预算.xlsx"
    copy.write_bytes((SAMPLES / "dadukou-2021-planted.xlsx").read_bytes())
    return copy


def test_the_evidence_sheet_states_facts_equation_law_and_room_for_the_unit(planted: Path) -> None:
    made = papers(dossier(planted, sends_all=True))
    sheet = text_of(next(content for name, content in made.items() if "取证单" in name))
    for words in (
        "审计取证单",
        "编号：001",
        "2021年度公开情况审计",
        "大渡口区医疗保障局",
        "17,236,430.61",
        "17,236,403.61",
    ):
        assert words in sheet
    for words in (
        "+27.00",
        "已确认" if "已确认" in sheet else "确认",
        "王审计",
        "□ 情况属实",
        "□ 异议说明",
        "（盖章）",
    ):
        assert words in sheet
    for words in (
        "算术关系",
        "第五条",
        "证据提供单位负责人签名",
        "SHA-256",
        "由预审 0.1.0 生成",
        "未核对的关系",
    ):
        assert words in sheet


def test_where_a_problem_stands_is_never_left_blank(tmp_path: Path) -> None:
    copy = tmp_path / "预算.xlsx"
    copy.write_bytes((SAMPLES / "wansheng-2023-budget.xlsx").read_bytes())
    made = papers(dossier(copy, sends_all=True))
    sheet = text_of(next(content for name, content in made.items() if "取证单" in name))
    assert "位置：表十五 整体绩效目标表!F8" in sheet
    assert not re.search(r"位置：(?!\S)", sheet)


def test_one_evidence_sheet_a_problem_has_its_number_and_only_its_facts(planted: Path) -> None:
    matter = dossier(planted, sends_all=True)
    made = papers(matter, per="problem")
    sheets = [content for name, content in made.items() if "取证单" in name]
    assert len(sheets) == len(matter.problems) > 2
    for problem, content in zip(matter.problems, sheets, strict=True):
        text = text_of(content)
        assert f"编号：{problem.number:03d}" in text
        assert re.findall(r"问题 (\d+) \[", text) == [str(problem.number)]


def test_only_what_was_confirmed_stands_on_the_papers_and_keeps_its_number(planted: Path) -> None:
    every, confirmed = dossier(planted), dossier(planted, only_confirmed=True)
    assert [problem.number for problem in confirmed.problems] == [1]
    assert len(every.problems) > 1
    assert confirmed.problems[0].head == every.problems[0].head


@pytest.mark.parametrize("language", ["zh", "en"])
def test_of_the_confirmed_ones_alone_no_paper_shows_the_others_and_each_says_how_many_they_are(
    planted: Path, language: Language
) -> None:
    every, shown = dossier(planted, language), dossier(planted, language, only_confirmed=True)
    (confirmed,) = (problem for problem in every.problems if problem.is_confirmed)
    hidden = {one.id for problem in every.problems if problem is not confirmed for one in problem.findings}
    remarks = {
        "zh": ("仅列已确认的问题，另有 {} 个问题未列", "仅列已确认的问题。"),
        "en": (
            "Only the confirmed problems are shown; {} others are not",
            "Only confirmed problems are shown.",
        ),
    }
    to_auditor, to_unit = (
        without_blanks(words.format(len(every.problems) - 1)) for words in remarks[language]
    )
    for name, content in papers(shown).items():
        text = without_blanks(words_of(name, content))
        assert {id_ for id_ in hidden if id_ in text} == set(), name
        assert "已核对原始凭证" not in text, name
        if name.endswith(".json"):
            assert json.loads(content)["not_shown"] == len(every.problems) - 1
        else:
            assert (to_unit if goes_to_the_unit(name) else to_auditor) in text, name
            assert str(confirmed.head.id) in text or not name.endswith((".html", ".md", ".csv")), name


def test_a_finding_of_the_auditor_s_own_stands_once_on_every_paper_and_in_the_contract(planted: Path) -> None:
    disclosures, _ = open_disclosures([planted])
    target = CellTarget(
        str(planted), disclosures[0].documents[0].book.sha256, "表2 一般公共预算支出预算表", "D20"
    )
    with Engagements.open([[str(planted)]]) as engagements:
        engagements.remember(audit(disclosures))
        engagements.add_finding(target, "warning", "自列一项", "依据不足", "王审计", "1.00")
        engagements.add_finding(target, "warning", "自列二项", "", "王审计", "1.00")
    matter = dossier(planted, decide=False, sends_all=True)
    own = [problem for problem in matter.problems if problem.head.rule == "OWN"]
    assert [len(problem.findings) for problem in own] == [1, 1]
    content = json.loads(papers(matter)["审核报告.json"])
    schema = json.loads((SAMPLES.parent / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(content)] == []
    made = papers(matter, per="problem")
    for title, basis in (("自列一项", "依据不足"), ("自列二项", "")):
        sheet = next(text for name in made if "取证单" in name and title in (text := text_of(made[name])))
        _, facts = sheet.split("事项摘要\n")
        facts, rest = facts.split("定性依据及条款\n")
        assert facts.count(title) == 1
        assert basis in facts
        assert rest.startswith("\n")


@pytest.mark.parametrize("per", ["unit", "problem"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("only_confirmed", [False, True])
def test_every_paper_states_sources_version_settings_and_what_is_open(
    planted: Path, language: Language, per: str, only_confirmed: bool
) -> None:
    matter = dossier(planted, language, only_confirmed=only_confirmed)
    (document,) = matter.paper.report.documents
    lines = particulars(matter.paper, (document,))
    to_unit = particulars_for_unit(matter.paper, (document,), are_all_shown=False)
    parts = {
        "zh": ("由预审 0.1.0 生成", "设置", "未核对的关系"),
        "en": ("Yushen 0.1.0", "ettings", "not checked"),
    }
    for words in (*parts[language], document.sha256):
        assert any(words in line for line in lines)
        assert any(words.lower() in line.lower() for line in to_unit)
    made = papers(matter, per=per)
    assert len(made) == 8
    for name, content in made.items():
        if name.endswith(".json"):
            stated = json.loads(content)
            assert stated["version"] == "0.1.0"
            assert [each["sha256"] for each in stated["documents"]] == [document.sha256]
            assert sum(each["not_checked"] for each in stated["ledger"]) > 0
            assert any(each["remarks"] for each in stated["ledger"])
            continue
        text = without_blanks(words_of(name, content))
        stated = to_unit if goes_to_the_unit(name) else lines
        assert [line for line in stated if without_blanks(line) not in text] == [], name


def test_one_sheet_a_confirmed_problem_keeps_its_number_among_all(planted: Path) -> None:
    with Engagements.open([[str(planted)]], now=lambda: "2026-03-01T08:00:00+00:00") as engagements:
        matter = dossier(planted, decide=False)
        engagements.remember(matter.paper.report)
        for problem in matter.problems[1::2]:
            engagements.dispose(problem.head.id, State.CONFIRMED, "", "王审计")
    made = papers(dossier(planted, decide=False, only_confirmed=True), per="problem")
    sheets = {name: text_of(content) for name, content in made.items() if "取证单" in name}
    assert [re.findall(r"编号：(\d+)", text) for text in sheets.values()] == [["002"], ["004"], ["006"]]
    assert [re.findall(r"问题 (\d+) \[", text) for text in sheets.values()] == [["2"], ["4"], ["6"]]
    assert [name[-8:-5] for name in sheets] == ["002", "004", "006"]
    numbers = [each["number"] for each in json.loads(made["审核报告.json"])["problems"]]
    assert numbers == [2, 4, 6]
    index = openpyxl.load_workbook(io.BytesIO(made["预算-标注副本.xlsx"])).worksheets[0]
    assert {row[0].value for row in index.iter_rows(min_row=1) if str(row[0].value).isdigit()} == {
        "2",
        "4",
        "6",
    }


def test_the_same_engagement_gives_the_same_bytes(planted: Path) -> None:
    assert papers(dossier(planted)) == papers(dossier(planted))


def test_what_a_folder_is_searched_for_is_known_as_written_by_yushen_and_the_source_is_not(
    planted: Path, tmp_path: Path
) -> None:
    filled = tmp_path / "模板.docx"
    filled.write_bytes(form_document(paragraph(run("{{编号}}")), "zh"))
    with zipfile.ZipFile(filled) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}
    with zipfile.ZipFile(filled, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert not is_own(planted)
    assert not is_own(filled)
    for how in ({}, {"forms": office_forms([filled], FIELD_NAMES)}):
        for name, content in papers(dossier(planted), **how).items():
            written = tmp_path / name
            written.write_bytes(content)
            assert is_own(written) or written.suffix in {".md", ".json"}, name


def test_a_copy_of_a_page_is_known_by_its_last_line(tmp_path: Path) -> None:
    copy = tmp_path / "标注副本.pdf"
    copy.write_bytes(b"%PDF-1.7\n%%EOF\n")
    assert not is_own(copy)
    copy.write_bytes(copy.read_bytes() + PDF_COMMENT)
    assert is_own(copy)


@pytest.mark.parametrize("name", ["dadukou-2021-planted.xlsx", "wansheng-2023-budget.xlsx"])
def test_printed_by_libreoffice_nothing_is_cut(name: str, tmp_path: Path) -> None:
    source = tmp_path / name
    source.write_bytes((SAMPLES / name).read_bytes())
    matter = dossier(source, sends_all=True)
    amounts = {without_blanks(amount_of(problem).partition(" ")[0]) for problem in matter.problems} - {""}
    for kind, upright in (("取证单", True), ("底稿", True), ("台账", False)):
        written = next((n, content) for n, content in papers(matter).items() if kind in n)
        path = tmp_path / written[0]
        path.write_bytes(written[1])
        pages = pages_of(path, tmp_path)
        assert {height > width for (width, height), _ in pages} == {upright}
        assert max(round(width) for (width, height), _ in pages) == (595 if upright else 842)
        whole = without_blanks("".join(text for _, text in pages))
        assert {amount for amount in amounts if amount.lstrip("-+") not in whole} == set()
        assert f"第1页共{len(pages)}页" in whole
        assert "序号" in without_blanks(pages[-1][1]) or upright


def test_the_ledger_is_typed_and_fits_its_page(planted: Path) -> None:
    matter = dossier(planted, sends_all=True)
    made = papers(matter)
    sheet = openpyxl.load_workbook(io.BytesIO(made["问题清单和整改台账.xlsx"])).active
    assert [cell.value for cell in sheet[3]] == [column.heading.text("zh") for column in COLUMNS]
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$3"
    rows = [row for row in sheet.iter_rows(min_row=4) if row[-1].value]
    assert len(rows) == len(matter.problems)
    assert isinstance(rows[0][5].value, int | float)
    assert rows[0][2].value == 2021
    assert all(sheet.row_dimensions[row[0].row].height > 15 for row in rows)
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}


def test_a_ledger_that_came_back_goes_into_the_engagement_and_out_again(
    planted: Path, tmp_path: Path
) -> None:
    matter = dossier(planted, sends_all=True)
    book = openpyxl.load_workbook(io.BytesIO(papers(matter)["问题清单和整改台账.xlsx"]))
    sheet = book.active
    place = {cell.value: cell.column for cell in sheet[3]}
    wanted = (
        (
            4,
            {
                "状态": "已整改",
                "整改情况": "已更正\n并重新公开",
                "责任人": "赵某",
                "销号日期": date(2026, 5, 6),
            },
        ),
        (5, {"状态": "持续整改", "整改时限": "2026年7月1日"}),
        (6, {"状态": "还没有"}),
    )
    for row, values in wanted:
        for heading, value in values.items():
            sheet.cell(row, place[heading]).value = value
    sheet.move_range("A6:O6", rows=20)
    back = tmp_path / "返回.xlsx"
    book.save(back)
    returned = read_ledger(back)
    assert [complaint.place.rpartition("!")[2] for complaint in returned.complaints] == ["26"]
    first, second = (matter.problems[number].head.id for number in (0, 1))
    assert returned.filled[first]["closed"] == "2026-05-06"
    assert returned.filled[second] == {"state": "持续整改", "due": "2026-07-01"}
    with Engagements.open([[str(planted)]]) as engagements:
        engagements.remember(matter.paper.report)
        assert take_into(engagements, returned.filled, "甲") == 2
        assert take_into(engagements, returned.filled, "甲") == 0
        found = engagements.disposition(first)
        assert found is not None
        assert found.state is State.CORRECTED
        known = filled_before(engagements.all_notes())
    again = papers(dossier(planted, sends_all=True), filled=known)
    rows = list(
        openpyxl.load_workbook(io.BytesIO(again["问题清单和整改台账.xlsx"])).active.iter_rows(
            min_row=4, max_row=5
        )
    )
    shown = [{heading: row[column - 1].value for heading, column in place.items()} for row in rows]
    assert (shown[0]["状态"], shown[0]["责任人"], shown[0]["整改情况"]) == (
        "已整改",
        "赵某",
        "已更正 并重新公开",
    )
    assert shown[0]["销号日期"].date() == date(2026, 5, 6)
    assert shown[1]["整改时限"].date() == date(2026, 7, 1)


def test_the_unit_s_papers_hold_the_confirmed_problems_alone_and_the_working_paper_holds_all(
    planted: Path,
) -> None:
    matter = dossier(planted)
    made = papers(matter)
    sheet = text_of(next(content for name, content in made.items() if "取证单" in name))
    ledger = words_of("台账.xlsx", made["问题清单和整改台账.xlsx"])
    inside = text_of(next(content for name, content in made.items() if "底稿" in name))
    numbers = [str(problem.number) for problem in matter.problems]
    assert re.findall(r"问题 (\d+) \[", sheet) == ["1"]
    assert re.findall(r"问题 (\d+) \[", inside) == numbers
    ids = {problem.head.id for problem in matter.problems}
    assert {each for each in ids if each in ledger} == {matter.problems[0].head.id}
    every = papers(dossier(planted, sends_all=True))
    shown = text_of(next(content for name, content in every.items() if "取证单" in name))
    assert re.findall(r"问题 (\d+) \[", shown) == numbers
    assert "未确认：已排除" in shown


def test_what_is_corrected_stays_on_the_unit_s_papers_and_what_is_followed_up_or_explained_is_not_there_yet(
    planted: Path,
) -> None:
    matter = dossier(planted, decide=False)
    states = (State.CORRECTED, State.FOLLOW_UP, State.EXPLAINED, State.DISMISSED)
    with Engagements.open([[str(planted)]]) as engagements:
        engagements.remember(matter.paper.report)
        for problem, state in zip(matter.problems, states, strict=False):
            engagements.dispose(problem.head.id, state, "说明", "王审计")
    matter = dossier(planted, decide=False)
    assert [problem.state for problem in matter.to_unit(matter.problems)] == [State.CORRECTED]


def test_where_nothing_is_confirmed_only_the_internal_papers_are_made(planted: Path) -> None:
    made = papers(dossier(planted, decide=False))
    assert not [name for name in made if goes_to_the_unit(name)]
    inside = text_of(next(content for name, content in made.items() if "底稿" in name))
    assert "问题 1 [" in inside


def test_no_note_of_the_auditors_and_no_code_of_a_rule_stands_on_a_paper_that_the_unit_signs(
    planted: Path,
) -> None:
    matter = dossier(planted)
    with Engagements.open([[str(planted)]]) as engagements:
        engagements.annotate(FindingTarget(matter.problems[0].head.id), "内部：先不告知对方", "王审计")
        engagements.annotate(FindingTarget(matter.problems[2].head.id), "内部：先不告知对方", "王审计")
    code = re.compile(r"\b(?:[A-Z]{2}\d{3}|OWN)\b")
    for language in ("zh", "en"):
        for name, content in papers(dossier(planted, language, decide=False, sends_all=True)).items():
            words = words_of(name, content)
            if goes_to_the_unit(name):
                assert "内部" not in words, name
                assert "已核对原始凭证" not in words, name
                assert code.findall(words) == [], name
            elif name.endswith(".docx"):
                assert words.count("内部：先不告知对方") == 2
                assert "RU101" in words
                assert "已核对原始凭证" in words


@pytest.mark.parametrize(("per", "numbers"), [("unit", "001"), ("problem", "001、002、003、004、005、006")])
def test_the_working_paper_refers_to_the_evidence_sheets_that_are_written(
    planted: Path, per: str, numbers: str
) -> None:
    made = papers(dossier(planted, sends_all=True), per=per)
    lines = text_of(next(content for name, content in made.items() if "底稿" in name)).split("\n")
    assert lines[lines.index("引用证据编号") + 1] == numbers
    assert "、".join(name[-8:-5] for name in made if "取证单" in name) == numbers
    nothing = papers(dossier(planted), per=per)
    lines = text_of(next(content for name, content in nothing.items() if "底稿" in name)).split("\n")
    assert lines[lines.index("引用证据编号") + 1] == "001"


def test_where_a_slip_is_suspected_in_one_cell_every_paper_names_the_cell(planted: Path) -> None:
    matter = dossier(planted, sends_all=True)
    hints = []
    for problem in matter.problems:
        if problem.head.suspect is not None and problem.head.hint is not None:
            place, hint = problem.head.suspect.text, problem.head.hint.text("zh")
            hints += [hint] if place in hint else [hint, f"请首先核对 {place}。"]
    assert [hint for hint in hints if re.search(r"!E25：疑为.*改为 420,000.00 元 即相符。", hint)]
    for name, content in papers(matter).items():
        words = without_blanks(words_of(name, content))
        if name.endswith((".docx", ".html", ".md")) or "台账" in name:
            assert [hint for hint in hints if without_blanks(hint) not in words] == [], name


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        read_ledger(SAMPLES / "dadukou-2021-planted.xlsx")


def test_nothing_of_a_hostile_workbook_runs_on_any_paper(tmp_path: Path) -> None:
    source = write_hostile_workbook(tmp_path / "=cmd|' C calc'!A0.xlsx")
    matter = dossier(source, sends_all=True)
    assert matter.problems
    for name, content in papers(matter, per="problem").items():
        if name.endswith((".docx", ".xlsx")):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                assert archive.testzip() is None
                for part in archive.namelist():
                    shown = archive.read(part)
                    assert b"TargetMode" not in shown or b"hyperlink" in shown
                    assert not re.search(rb"<(?:\w+:)?f[ >]", shown) or "worksheets" not in part
                    assert b"instrText" not in shown
                    assert set(re.findall(rb'w:instr=" (\w+) "', shown)) <= {b"PAGE", b"NUMPAGES"}
        if name.endswith(".docx"):
            assert CONTROL.findall(text_of(content)) == []
        if name.endswith(".xlsx"):
            links = [tag for part in sheets_of(content) for tag in re.findall(rb"<hyperlink [^>]*>", part)]
            assert all(b" location=" in tag and b":id=" not in tag for tag in links)
            assert links or "台账" in name


def goes_to_the_unit(name: str) -> bool:
    return any(words in name for words in ("取证单", "台账", "evidence sheet", "rectification"))


def sheets_of(workbook: bytes) -> list[bytes]:
    """The sheets as they are written: no other reader opens a workbook whose sheet has a name that none may have."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
