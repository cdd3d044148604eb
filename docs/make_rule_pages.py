"""Make docs/rules: a page for each rule out of its explanation and its fixtures, and the index.

Run it in the repository: python docs/make_rule_pages.py
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests"), str(REPOSITORY / "tests" / "checks")]

from fixture_cases import Case, cases_of, report_of  # noqa: E402

from checks.rulebook import rules  # noqa: E402
from checks.rule import Rule  # noqa: E402
from model.export.words import severity_word  # noqa: E402
from model.finding import Finding  # noqa: E402
from model.messages import Language  # noqa: E402
from tui.command.rules import explained, law_of  # noqa: E402

FOLDER = REPOSITORY / "docs" / "rules"
FAMILIES = {
    "rollup": "合计",
    "agreement": "表间钩稽",
    "prose": "文字",
    "balance": "收支平衡",
    "relation": "勾稽关系",
    "classification": "科目",
    "completeness": "完整性",
    "performance": "绩效目标",
    "workbook": "工作簿",
    "trend": "年度与单位间",
}


def pages() -> dict[str, str]:
    """Return the text of every page by its file name."""
    return {f"{rule.code}.md": _page(rule) for rule in rules()} | {"README.md": _index()}


def _page(rule: Rule) -> str:
    parts = [
        f"# {rule.code} {rule.title.text('zh')}",
        rule.title.text("en"),
        _facts(rule),
        *explained(rule, "zh"),
        "---",
        *explained(rule, "en"),
        *_example(rule),
        *_not_covered(rule),
        "[所有规则 All rules](README.md)",
    ]
    return "\n\n".join(parts) + "\n"


def _facts(rule: Rule) -> str:
    severity = severity_word(rule.severity)
    rows = [
        ("", ""),
        ("---", "---"),
        ("级别 Severity", f"`{rule.severity.mark}` {severity.text('zh')} {severity.text('en')}"),
        ("类别 Family", f"{FAMILIES[rule.family]} {rule.family}"),
        ("依据 Basis", _basis(rule)),
        ("定性依据 Law", f"{law_of(rule, 'zh')}<br>{law_of(rule, 'en')}"),
    ]
    return "\n".join(f"| {left} | {right} |" if left else "| | |" for left, right in rows).replace(
        "| --- | --- |", "|---|---|"
    )


def _basis(rule: Rule) -> str:
    linked = re.sub(r"\d+", lambda number: f"[{number[0]}](relations.md#{number[0]})", rule.basis)
    return linked.replace("RELATIONS", "关系 Relations")


def _example(rule: Rule) -> list[str]:
    """Return the first case that fails: its tables, and what Yushen says of them."""
    case = next(case for case in cases_of(rule.code) if case.kind == "fail")
    said = [finding for finding in report_of(case).findings if finding.rule == rule.code]
    quoted = [
        f"> `{finding.severity.mark}` {_said(finding, 'zh')}\n>\n> {_said(finding, 'en')}" for finding in said
    ]
    return [f"## 例 Example: {case.name}", *_tables(case), *quoted]


def _said(finding: Finding, language: Language) -> str:
    text = finding.message.text(language)
    if finding.hint and finding.suspect:
        place = f"{finding.suspect.sheet}!{finding.suspect.cell}"
        hint = finding.hint.text(language)
        text += f" {hint}" if place in hint else f" **{place}** {hint}"
    return text


def _tables(case: Case) -> list[str]:
    """Return the tables, each under its caption, with the name of its document where there are several."""
    parts: list[str] = []
    for table in case.tables:
        name = f"{table['book']}: {table['sheet']}" if "book" in table else table["sheet"]
        parts += [*(_plain(line) for line in table.get("caption", ())), _grid(name, table["rows"])]
    return parts + [_plain(line) for text in case.prose.values() for line in text.split("\n") if line]


def _grid(name: str, written: str) -> str:
    """Return a table as it was written, with its addresses."""
    lines = [line.split("\t") for line in written.strip("\n").split("\n")]
    width = max(map(len, lines))
    letters = [chr(ord("A") + column) for column in range(width)]
    out = [f"| {name} | " + " | ".join(letters) + " |", "|---" * (width + 1) + "|"]
    for number, cells in enumerate(lines, start=1):
        shown = [_plain(cell.removeprefix("'")) for cell in cells] + [""] * (width - len(cells))
        out.append(f"| **{number}** | " + " | ".join(shown) + " |")
    return "\n".join(out)


def _plain(text: str) -> str:
    return text.replace("\\n", " ").replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def _not_covered(rule: Rule) -> list[str]:
    cases = [case for case in cases_of(rule.code) if case.kind == "not covered"]
    return ["## 不核对的情形 Not covered", "\n".join(f"- {case.name}: {case.because}." for case in cases)]


def _index() -> str:
    rows = [
        f"| [{rule.code}]({rule.code}.md) | `{rule.severity.mark}` | {rule.title.text('zh')} | {rule.title.text('en')} |"
        for rule in rules()
    ]
    return "\n".join(
        [
            "# 规则 Rules",
            "",
            "`yushen rules` 列出这些规则，`yushen rules RU101` 解释其中一条。`!` 矛盾，`?` 警示；差额在舍入范围内的一律为 `~` 提示。",
            "",
            "`yushen rules` lists them, `yushen rules RU101` explains one. `!` error, `?` warning; a difference that rounding",
            "explains is a `~` notice under every rule. [Relations](relations.md) says what the numbers in a rule's basis mean.",
            "",
            "These pages are made by `python docs/make_rule_pages.py` out of the rules and their fixtures.",
            "",
            "| | | | |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def main() -> None:
    """Write the pages, and remove those of rules that are gone."""
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for path in FOLDER.glob("[A-Z][A-Z][0-9]*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
