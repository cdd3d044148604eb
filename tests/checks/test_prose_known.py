"""What is wrong in the wording of the published texts is found where it is printed, and nothing else is reported."""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache
from pathlib import Path

import pytest
from published import opened, report_of

from checks.rule import Outcome, Rule, Subject
from checks.rulebook import rules
from model.export.paper import WorkingPaper
from model.export.write import Format, render
from model.finding import Finding, LedgerLine, Severity

KNOWN: dict[str, set[tuple[str, int, str]]] = {
    "dadukou-2021-budget.txt": set(),
    "guangyang-2021-budget.txt": set(),
    "luojiang-2021-final.txt": {
        ("~TX203", 163, "主要变动原因是主要变动原因是"),
        ("~TX203", 247, "用于用于"),
        ("?TX202", 279, "（项目名称）"),
        ("?TX202", 405, "报告范本"),
        ("?TX202", 436, "(可用表格形式反映)"),
        ("?TX206", 269, "占政府采购支出总额的 0"),
        ("~TX209", 96, "（四）"),
    },
    "nanchong-2020-budget.txt": set(),
    "wansheng-2023-budget.txt": set(),
    "real/putuo-office-2025-budget.pdf": set(),
    "real/wanli-2024-budget.pdf": set(),
    "real/wanli-2025-budget.pdf": set(),
    "real/welfare-2024-budget.pdf": {
        ("?TX201", 66, "主要原因是。"),
        ("?TX202", 74, "（增加内容）"),
    },
}
WORDING = tuple(rule for rule in rules() if rule.code.startswith("TX2"))


def asked(rule: Rule, subject: Subject) -> Outcome:
    outcome = Outcome(LedgerLine(rule.code))
    rule.check(subject, outcome)
    return outcome


def reported(finding: Finding) -> tuple[str, int, str]:
    span = finding.spans[0]
    return finding.severity.mark + finding.rule, span.paragraph, span.text


@pytest.mark.parametrize("name", KNOWN)
def test_a_published_text_has_these_faults_of_wording_and_no_others(name: str, shared: Path) -> None:
    subject = Subject(opened(shared / "disclosures" / name))
    findings = [finding for rule in WORDING for finding in asked(rule, subject).findings]
    assert {reported(finding) for finding in findings} == KNOWN[name]
    assert len(findings) == len(KNOWN[name])
    assert all(finding.severity is not Severity.ERROR for finding in findings)


@pytest.mark.parametrize("name", KNOWN)
def test_every_finding_quotes_what_the_document_prints_at_its_place(name: str, shared: Path) -> None:
    disclosure = opened(shared / "disclosures" / name)
    printed = {each.number: each.text for each in disclosure.documents[0].book.paragraphs}
    for rule in WORDING:
        for span in (span for each in asked(rule, Subject(disclosure)).findings for span in each.spans):
            assert printed[span.paragraph][span.start : span.end] == span.text


def test_a_heading_without_its_number_leaves_the_numbering_in_doubt(shared: Path) -> None:
    outcome = asked(
        next(rule for rule in WORDING if rule.code == "TX209"),
        Subject(opened(shared / "disclosures" / "nanchong-2020-budget.txt")),
    )
    assert outcome.line.not_checked == 1
    assert outcome.findings == []


@cache
def paper(path: Path) -> WorkingPaper:
    return WorkingPaper(report_of(path), "zh", "2026-11-22T00:00:00Z", "0")


@pytest.mark.parametrize("form", ["text", "json", "csv", "html", "md"])
def test_an_export_prints_the_place_and_the_words_of_a_finding_that_has_only_a_span(
    form: Format, shared: Path
) -> None:
    text = render(paper(shared / "disclosures" / "luojiang-2021-final.txt"), form).decode("utf-8")
    assert "主要变动原因是主要变动原因是" in text
    if form == "json":
        finding = next(each for each in json.loads(text)["findings"] if each["rule"] == "TX206")
        span = finding["spans"][0]
        assert (span["paragraph"], span["text"]) == (269, "占政府采购支出总额的 0")
    else:
        assert "¶163" in text


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_packed_export_holds_the_words_of_the_span(form: Format, shared: Path) -> None:
    content = render(paper(shared / "disclosures" / "luojiang-2021-final.txt"), form)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        texts = [package.read(name).decode("utf-8") for name in package.namelist() if name.endswith(".xml")]
    assert any("¶163" in text for text in texts)
    assert any("主要变动原因是主要变动原因是" in text for text in texts)
