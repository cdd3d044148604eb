"""Every export says what the report says, with typed amounts, and all are made from the one working paper."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from example_report import example_report
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from model.engagement.engagement import Engagement
from model.engagement.record import CellTarget, FindingTarget, State
from model.equation import equation_line
from model.export import csv as csv_export
from model.export import docx as docx_export
from model.export import html as html_export
from model.export import json as json_export
from model.export import md as md_export
from model.export import text as text_export
from model.export import xlsx as xlsx_export
from model.export.monospace import width, wrapped
from model.export.paper import WorkingPaper, working_paper
from model.finding import Report
from model.messages import LANGUAGES, Language
from model.money import SCALE, yuan
from model.source.reading import open_book

MADE_AT = "2026-03-01T08:00:00+00:00"


def bare(language: Language = "en") -> WorkingPaper:
    return WorkingPaper(example_report(), language, MADE_AT, "0.1.0")


@pytest.fixture
def paper(tmp_path: Path) -> WorkingPaper:
    """A working paper with decisions, notes, a log and a finding that no longer arises."""
    report = example_report()
    first, second, third, *_ = report.findings
    workbook = report.documents[0]
    with Engagement.open(tmp_path / "预算.yushen", now=lambda: MADE_AT) as engagement:
        engagement.remember(report)
        engagement.dispose(first.id, State.DISMISSED, "已更正，见新版", "李")
        engagement.dispose(third.id, State.CONFIRMED, "", "李")
        engagement.annotate(FindingTarget(second.id), "问单位", "王")
        engagement.annotate(CellTarget(workbook.path, workbook.sha256, "表2", "D11"), "查凭证", "王")
        engagement.undo("王")
        engagement.annotate(CellTarget(workbook.path, workbook.sha256, "表2", "D12"), "复核", "王")
        engagement.remember(replace(report, findings=(first, second, *report.findings[3:])))
        now = replace(report, findings=(first, second, *report.findings[3:]))
        return working_paper(now, engagement, "en", MADE_AT, "0.1.0")


def sheets(content: bytes) -> dict[str, list[dict[str, object]]]:
    """Read a workbook back: by sheet name, a mapping of heading to value for each row."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    read = {}
    for sheet in book.worksheets:
        assert isinstance(sheet, Worksheet)
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref is not None
        headings, *rows = sheet.iter_rows(values_only=True)
        read[sheet.title] = [dict(zip(map(str, headings), row, strict=True)) for row in rows]
    return read


def test_the_workbook_holds_each_finding_with_typed_amounts(paper: WorkingPaper) -> None:
    findings = sheets(xlsx_export.render(paper))["Findings"]
    assert [row["ID"] for row in findings] == [finding.id for finding in paper.report.findings]
    first = findings[0]
    assert first["Stated (元)"] == 17236430.61
    assert first["Computed (元)"] == 17236403.61
    assert first["Difference (元)"] == 27
    assert first["Allowance (元)"] == 0
    assert first["Severity"] == "error"
    assert first["Cells"] == "表2!D11, 表2!D12, 表2!D15"
    assert first["Equation"] == (
        "17,236,430.61 [表2!D11] ≠ 10,162,408.72 [表2!D12] + 7,073,994.89 [表2!D15] = 17,236,403.61 (元)"
    )
    assert (first["Decision"], first["Reason"], first["Decided by"]) == ("dismissed", "已更正，见新版", "李")
    assert str(findings[1]["Notes"]).startswith("问单位 (王, 2026-")
    assert findings[2]["Equation"] is None
    assert findings[2]["Stated (元)"] is None


def test_each_sheet_of_the_workbook_prints_across_the_page_with_its_headings(paper: WorkingPaper) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_export.render(paper)))
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert all(
            cell.alignment.wrap_text
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str)
        )


def test_tags_stand_beside_the_findings_in_workbook_and_csv(tmp_path: Path) -> None:
    report = example_report()
    with Engagement.open(tmp_path / "预算.yushen", now=lambda: MADE_AT) as engagement:
        engagement.remember(report)
        engagement.tag(FindingTarget(report.findings[0].id), ["要整改", "先问"], "王")
        tagged = working_paper(report, engagement, "en", MADE_AT, "0.1.0")
    assert sheets(xlsx_export.render(tagged))["Findings"][0]["Tags"] == "先问, 要整改"
    rows = csv.DictReader(io.StringIO(csv_export.render(tagged).decode("utf-8-sig"), newline=""))
    assert next(rows)["Tags"] == "先问, 要整改"


def test_the_log_names_every_problem_of_a_decision_and_what_an_undo_took_back(tmp_path: Path) -> None:
    report = example_report()
    first, second, third, *_ = report.findings
    with Engagement.open(tmp_path / "预算.yushen", now=lambda: MADE_AT) as engagement:
        engagement.remember(report)
        engagement.dispose_all([first.id, third.id], State.CONFIRMED, "", "王")
        engagement.annotate(FindingTarget(second.id), "问单位", "王")
        engagement.undo("王")
        engagement.undo("王")
        engagement.redo("王")
        paper = working_paper(report, engagement, "en", MADE_AT, "0.1.0")
    both = f"Problem 1 [{first.id}], Problem 3 [{third.id}]"
    assert [row["Of"] for row in sheets(xlsx_export.render(paper))["Log"]] == [
        both,
        f"Problem 2 [{second.id}]",
        f"entry 2, Problem 2 [{second.id}]",
        f"entry 1, {both}",
        f"entry 4, {both}",
    ]


def test_the_workbook_holds_evidence_ledger_documents_notes_and_log(paper: WorkingPaper) -> None:
    read = sheets(xlsx_export.render(paper))
    assert [(row["Role"], row["Sign"], row["Cell"], row["Amount (元)"]) for row in read["Evidence"][:3]] == [
        ("stated", "+", "D11", 17236430.61),
        ("part", "+", "D12", 10162408.72),
        ("part", "+", "D15", 7073994.89),
    ]
    assert ("prose", "¶12", "1,780.13万元") in [
        (row["Role"], row["Cell"], row["Printed value"]) for row in read["Evidence"]
    ]
    assert {row["Rule"]: row["Tested"] for row in read["Ledger"]} == {
        line.rule: line.tested for line in paper.report.ledger if line.tested
    }
    assert [(row["Rule"], row["Remarks"]) for row in read["Rules that tested nothing"]] == [
        ("WB101", "switched off by settings.toml:3."),
        ("WB102", "switched off by settings.toml:3."),
    ]
    assert [row["Place"] for row in read["Not checked"]] == ["表8!C12", "表9"]
    assert [row["Tables"] for row in read["Documents"]] == [5, 0]
    kinds = {row["Sheet"]: (row["Kind"], row["Why"]) for row in read["Tables"]}
    assert kinds["人员情况"] == ("not recognised", "No amount column was found.")
    assert kinds["Chart1"] == ("not read", "A chart sheet holds no cells.")
    assert [row["Not understood"] for row in read["Tables"]][1] == "C7, D7"
    assert [row["Text"] for row in read["Sentences not understood"]] == ["较上年增加12.5万元"]
    assert [(row["Cell"], row["Note"]) for row in read["Notes on cells"]] == [("D12", "复核")]
    assert [(row["Rule"], row["Decision"]) for row in read["No longer arising"]] == [("RU105", "confirmed")]
    assert [(row["Action"], row["Before"], row["After"]) for row in read["Log"]][:1] == [
        ("decided", None, "dismissed: 已更正，见新版")
    ]
    assert len(read["Log"]) == 6


def test_two_workbooks_of_one_paper_are_the_same_bytes(paper: WorkingPaper) -> None:
    assert xlsx_export.render(paper) == xlsx_export.render(paper)


@given(st.integers(-(10**20), 10**20))
def test_an_amount_is_a_number_only_where_a_spreadsheet_keeps_every_digit(steps: int) -> None:
    number = xlsx_export.typed_yuan(steps)
    digits = len(yuan(steps).lstrip("-0.").rstrip("0").replace(".", "").strip("0"))
    if number is None:
        assert digits > 15
    else:
        assert Decimal(f"{number:.15g}") * SCALE == steps
        assert digits <= 15


def test_an_amount_of_too_many_digits_is_text(paper: WorkingPaper) -> None:
    huge = 12345678901234567_8901
    finding = replace(paper.report.findings[0], stated=huge)
    report = Report(paper.report.documents, (finding,), paper.report.ledger)
    row = sheets(xlsx_export.render(replace(paper, report=report)))["Findings"][0]
    assert row["Stated (元)"] == "12345678901234567.8901"
    assert row["Computed (元)"] == 17236403.61


def test_the_csv_has_one_row_a_finding_and_plain_numbers(paper: WorkingPaper) -> None:
    content = csv_export.render(paper)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    findings = [row for row in rows if row["ID"]]
    assert [row["ID"] for row in findings] == [finding.id for finding in paper.report.findings]
    assert [row["Problem no."] for row in findings] == [str(n) for n in range(1, len(findings) + 1)]
    assert {row["Basis"] for row in findings} == {
        "Arithmetic relation: it rests on the department's own figures"
    }
    note, *beside = rows[len(findings) :]
    assert note["Finding"] == "Note"
    assert {row["Finding"] for row in beside} == {"Sources and remarks"}
    assert "Made by Yushen 0.1.0." in [row["Explanation"] for row in beside]
    assert (rows[0]["Stated (元)"], rows[1]["Difference (元)"]) == ("17236430.61", "-989.87")
    assert rows[2]["Stated (元)"] == ""


def test_the_json_has_amounts_as_decimal_strings_in_yuan(paper: WorkingPaper) -> None:
    content = json.loads(json_export.render(paper))
    assert content["schema"] == 2
    finding = content["findings"][1]
    assert (finding["stated"], finding["difference"], finding["allowance"]) == (
        "17800310.13",
        "-989.87",
        "50.00",
    )
    assert finding["spans"][0]["paragraph"] == 12
    assert content["documents"][0]["tables"][1]["unbound"] == ["C7", "D7"]
    assert content["documents"][1]["unbound_claims"] == [{"paragraph": 14, "text": "较上年增加12.5万元"}]
    assert content["ledger"][3] == {
        "rule": "RU102",
        "tested": 14,
        "consistent": 12,
        "rounding": 1,
        "inconsistent": 0,
        "not_checked": 1,
        "failed": 0,
        "remarks": [],
    }
    assert content["ledger"][-1]["remarks"] == ["switched off by settings.toml:3."]


def test_the_text_says_below_the_ledger_what_the_settings_changed_once_for_all_rules_of_one_remark() -> None:
    lines = text_export.render(bare("en"), 100).splitlines()
    at = lines.index("  Remarks:")
    assert lines[at + 1] == "    WB101 WB102: switched off by settings.toml:3."


def test_the_ledger_of_the_workbook_has_a_column_of_remarks() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx_export.render(bare("en"))))
    remarks = {}
    for sheet in ("Ledger", "Rules that tested nothing"):
        rows = [[cell.value for cell in row] for row in workbook[sheet].iter_rows()]
        heads = next(row for row in rows if "Remarks" in row)
        remarks |= {row[0]: row[heads.index("Remarks")] for row in rows}
    assert remarks["WB101"] == "switched off by settings.toml:3."
    assert remarks["RU101"] is None


def test_the_text_aligns_the_equation_and_gives_every_reason(paper: WorkingPaper) -> None:
    lines = text_export.render(paper, 100).splitlines()
    start = lines.index("! RU101 Children do not add up to their parent (dismissed)")
    assert lines[start + 2 : start + 7] == [
        "      10,162,408.72  表2!D12  21011 行政事业单位医疗 2021年预算数",
        "    +  7,073,994.89  表2!D15  21015 医疗保障管理事务 2021年预算数",
        "    = 17,236,403.61           computed",
        "    ≠ 17,236,430.61  表2!D11  stated: 210 卫生健康支出 2021年预算数",
        "    difference +27.00, allowance 0.00 (元)",
    ]
    assert any(line.startswith("    Problem 1 [") for line in lines[start + 7 : start + 16])
    text = "\n".join(lines)
    for part in ("No amount column was found.", "A chart sheet", "The cell holds an error value.", "已更正"):
        assert part in text
    assert text.index("RU101 Children") < text.index("大渡口区医疗保障局2021年预算说明.txt\n  大渡口区")
    assert lines[-1] == "! error 1  ? warning 1  ~ notice 1  dismissed 1  . in doubt 3  relations tested 150"


@pytest.mark.parametrize("cells", [40, 60, 100, 200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_the_text_is_wider_than_the_terminal(cells: int, language: Language) -> None:
    lines = text_export.render(bare(language), cells).splitlines()
    assert [line for line in lines if width(line) > cells] == []
    assert sum("RU102" in line for line in lines) == 4


def test_the_text_has_colours_only_if_asked() -> None:
    assert "\x1b" not in text_export.render(bare())
    assert "\x1b[31m! RU101" in text_export.render(bare(), colour=True)


@given(st.text("预算ab ，e\u0301。", max_size=60), st.integers(4, 30))
def test_a_wrapped_text_keeps_its_words_and_its_width(text: str, cells: int) -> None:
    lines = wrapped(text, cells)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= cells for line in lines)


def test_a_blank_whole_is_not_stated_and_never_zero() -> None:
    finding = replace(example_report().findings[0], stated=None, difference=None)
    assert equation_line(finding).startswith("— [表2!D11] ≠ 10,162,408.72 [表2!D12] + ")
    report = replace(example_report(), findings=(finding,))
    text = text_export.render(replace(bare(), report=report))
    assert "    ≠             —  表2!D11  stated: 210" in text
    assert "difference" not in text


def test_the_document_holds_each_finding_its_equation_and_the_tables(paper: WorkingPaper) -> None:
    content = docx_export.render(paper)
    archive = zipfile.ZipFile(io.BytesIO(content))
    body = ElementTree.fromstring(archive.read("word/document.xml"))[0]
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lines = ["".join(text.text or "" for text in line.iter(f"{word}t")) for line in body.iter(f"{word}p")]
    for finding in paper.report.findings:
        assert f"{finding.id} " in "\n".join(lines)
    start = lines.index("10,162,408.72")
    assert lines[start : start + 3] == ["10,162,408.72", "表2!D12", "21011 行政事业单位医疗 2021年预算数"]
    tables = list(body.iter(f"{word}tbl"))
    ledger = next(table for table in tables if "Tested" in "".join(table.itertext()))
    assert len(ledger.findall(f"{word}tr")) == 1 + sum(line.tested > 0 for line in paper.report.ledger)
    assert all(len(row.findall(f"{word}tc")) == 8 for row in ledger.findall(f"{word}tr"))
    assert "dismissed (李, " in "".join(lines)
    assert content == docx_export.render(paper)


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_and_markdown_hold_every_finding_and_the_ledger(language: Language) -> None:
    paper = bare(language)
    for content in (
        html_export.render(paper).decode(),
        md_export.render(paper).decode().replace("\\", ""),
    ):
        for finding in paper.report.findings:
            assert finding.id in content
            assert finding.message.text(language).replace("'", "&#x27;") in content.replace("'", "&#x27;")
        assert "17,236,403.61" in content
        assert all(line.rule in content for line in paper.report.ledger)


def test_a_paper_is_opened_by_how_much_was_understood(paper: WorkingPaper) -> None:
    read = sheets(xlsx_export.render(paper))
    assert next(iter(read)) == "How much was understood"
    (workbook, text) = read["How much was understood"]
    assert [workbook[name] for name in ("Amounts printed", "Understood", "Proven")] == [190, 182, 170]
    assert [text[name] for name in ("Figures in the text", "Figures understood")] == [62, 61]
    words = "Understood: 182 of 190 amounts in tables (95%), 170 of them proven (93%); 0 of 0 figures in the text."
    rendered = text_export.render(paper, 120)
    assert words in rendered
    assert rendered.index(words) < rendered.index("! RU101")
    for page in (md_export.render(paper).decode(), html_export.render(paper).decode()):
        assert page.index("Amounts printed") < page.index("RU101")
    document = json.loads(json_export.render(paper))["documents"][0]
    assert document["understood"] == {
        "amounts_printed": 190,
        "amounts_bound": 182,
        "amounts_proven": 170,
        "claims": 0,
        "claims_bound": 0,
    }
    assert document["engagement"]


def test_a_doubt_is_stated_in_every_form_with_its_reason_and_its_remedy(paper: WorkingPaper) -> None:
    why, remedy = "2 sums fail that no slip explains.", "Open the table and press m."
    rendered = text_export.render(paper, 200)
    assert f". “三公”经费支出表 表9!B5: {why} (3 relations not checked: RU105 RU106)" in rendered
    assert remedy in rendered
    assert ". in doubt 3" in rendered
    (row,) = sheets(xlsx_export.render(paper))["Reading in doubt"]
    assert (row["Place"], row["Why"], row["Not checked"], row["Rules"]) == (
        "表9!B5",
        why,
        3,
        "RU105 1, RU106 2",
    )
    for page in (md_export.render(paper).decode().replace("\\", ""), html_export.render(paper).decode()):
        assert why in page
        assert remedy in page
    content = json.loads(json_export.render(paper))
    assert content["documents"][0]["tables"][3]["doubt"] == why
    (doubt,) = content["doubts"]
    assert doubt["place"]["cell"] == "B5"
    assert doubt["rules"] == [{"rule": "RU105", "relations": 1}, {"rule": "RU106", "relations": 2}]
    assert content["findings"][0]["suspect"] == {"path": doubt["path"], "sheet": "表2", "cell": "D11"}


def test_the_json_has_the_auditor_s_decisions_and_notes(paper: WorkingPaper) -> None:
    decided = [one for one in json.loads(json_export.render(paper))["findings"] if one["decision"]]
    assert {one["decision"]["state"] for one in decided} <= {"confirmed", "dismissed", "follow_up"}
    assert all(one["decision"]["by"] for one in decided)
    assert decided


class Balance(HTMLParser):
    """Follows the tags of a page, and keeps how deep they stand in each other."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.deepest = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.deepest = max(self.deepest, len(self.open))

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        assert tag in {"meta", "input"}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_tag_of_the_page_is_closed_and_findings_do_not_stand_in_each_other() -> None:
    report = example_report()
    for times in (1, 50):
        many = replace(report, findings=report.findings * times)
        page = Balance()
        page.feed(html_export.render(replace(bare(), report=many)).decode())
        assert page.open == []
        assert page.deepest < 10


def test_a_page_of_many_findings_can_be_read_again(tmp_path: Path) -> None:
    report = example_report()
    many = replace(report, findings=report.findings * 100)
    path = tmp_path / "paper.html"
    path.write_bytes(html_export.render(replace(bare("zh"), report=many)))
    assert open_book(path).paragraphs
