"""Settings: a rule or a family switched off, or made graver or lighter; what is wrong is reported with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import book, sheet

from checks.rule_files import RuleFiles
from checks.rulebook import FAMILIES, RuleBook, load_settings, rule_book, rules
from checks.runner import audit
from model.disclosure import Disclosure, disclosure_of
from model.finding import Report, Severity, Verdict

FAULTY = """
某局2021年一般公共预算支出预算表
单位：元
科目编码\t科目名称\t合计
208\t社会保障和就业支出\t100.00
20805\t行政事业单位养老支出\t60.00
2080599\t\t60.00
"""
OWN = """
[[rule]]
code = "ZD001"
title = "试"
[[rule.relation]]
left = [{ table = "general_expenditure", function = "208" }]
is = "<="
right = [{ table = "general_expenditure", function = "20805" }]
"""


def disclosure() -> Disclosure:
    return disclosure_of([book(sheet(FAULTY))])


def written(folder: Path, text: str, name: str = "settings.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def settled(folder: Path, text: str) -> RuleBook:
    made, troubles = rule_book(RuleFiles(settings=written(folder, text)))
    assert troubles == []
    return made


def severities(report: Report) -> dict[str, Severity]:
    return {finding.rule: finding.severity for finding in report.findings}


def remarks(report: Report, language: str = "en") -> dict[str, list[str]]:
    remarks = {line.rule: [remark.text(language) for remark in line.remarks] for line in report.ledger}  # type: ignore[arg-type]
    return {rule: texts for rule, texts in remarks.items() if any("settings.toml" in text for text in texts)}


def test_without_settings_nothing_changes() -> None:
    made, troubles = rule_book()
    assert (made.rules, dict(made.settings), troubles) == (rules(), {}, [])
    assert made.asked == rules()
    assert audit([disclosure()], book=made) == audit([disclosure()])


def test_a_rule_is_switched_off_and_the_ledger_says_by_which_line(tmp_path: Path) -> None:
    report = audit([disclosure()], book=settled(tmp_path, '# mine\n[rules]\nRU101 = "off"\n'))
    assert "RU101" not in severities(report)
    assert remarks(report) == {"RU101": ["switched off by settings.toml:3."]}
    assert remarks(report, "zh") == {"RU101": ["已由 settings.toml:3 停用。"]}
    line = next(line for line in report.ledger if line.rule == "RU101")
    assert line.tested == 0
    assert [line.rule for line in report.ledger] == [rule.code for rule in rules()]


def test_a_severity_is_changed_and_the_ledger_says_so(tmp_path: Path) -> None:
    report = audit([disclosure()], book=settled(tmp_path, '[rules]\nRU101 = "warning"\n'))
    assert severities(report)["RU101"] is Severity.WARNING
    assert remarks(report) == {"RU101": ["warning instead of error, by settings.toml:2."]}
    assert remarks(report, "zh") == {"RU101": ["级别由矛盾改为警示，依据 settings.toml:2。"]}
    line = next(line for line in report.ledger if line.rule == "RU101")
    assert line.inconsistent == 1


def test_findings_come_in_the_order_of_the_severities_that_are_set(tmp_path: Path) -> None:
    report = audit([disclosure()], book=settled(tmp_path, '[rules]\nRU101 = "notice"\n'))
    gravity = [list(Severity).index(finding.severity) for finding in report.findings]
    assert gravity == sorted(gravity)


def test_what_rounding_explains_stays_a_notice(samples: Path, tmp_path: Path) -> None:
    from model.disclosure import open_disclosures

    disclosures, _ = open_disclosures([samples / "wansheng-2023-budget.xlsx"])
    report = audit(disclosures, book=settled(tmp_path, '[families]\nrollup = "warning"\n'))
    rounded = [finding for finding in report.findings if finding.verdict is Verdict.ROUNDING]
    assert {finding.rule for finding in rounded} >= {"RU102"}
    assert {finding.severity for finding in rounded} == {Severity.NOTICE}


def test_a_family_is_set_and_a_rule_of_it_goes_before(tmp_path: Path) -> None:
    made = settled(tmp_path, '[families]\nrollup = "off"\n\n[rules]\nRU101 = "on"\nru102 = "notice"\n')
    asked = {rule.code for rule in made.asked}
    assert {"RU101", "RU102"} <= asked
    others = {rule.code for rule in rules() if rule.family == "rollup"} - {"RU101", "RU102"}
    assert not others & asked
    assert {code: setting.place for code, setting in made.settings.items()} == {
        "RU102": "settings.toml:6",
        **dict.fromkeys(others, "settings.toml:2"),
    }


def test_a_severity_that_a_rule_has_anyway_is_no_change(tmp_path: Path) -> None:
    assert dict(settled(tmp_path, '[rules]\nRU101 = "error"\n').settings) == {}


def test_an_own_relation_is_set_like_all_others(tmp_path: Path) -> None:
    relations = written(tmp_path, OWN, "自定.toml")
    settings = written(tmp_path, '[rules]\nZD001 = "error"\n[families]\nown = "off"\n')
    made, troubles = rule_book(RuleFiles((relations,), settings))
    assert troubles == []
    report = audit([disclosure()], book=made)
    assert severities(report)["ZD001"] is Severity.ERROR
    assert report.ledger[-1].rule == "ZD001"


FAULTS = {
    "no TOML": ("[rules\n", 1, "is not valid TOML"),
    "a section that is none": ("[rule]\nRU101 = 'off'\n", 1, "rule is not known here"),
    "a section that is a word": ("rules = 'off'\n", 1, "rules is not known here"),
    "a rule that is none": ("[rules]\n# RU999\nRU999 = 'off'\n", 3, "There is no rule RU999"),
    "a family that is none": ("[families]\nroll = 'off'\n", 2, "There is no family roll"),
    "a value that is none": ("[rules]\nRU101 = 'grave'\n", 2, "RU101 = grave is not known"),
    "a value that is no word": ("[rules]\nRU101 = false\n", 2, "RU101 = False is not known"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_is_reported_with_its_line_and_the_rest_holds(tmp_path: Path, fault: str) -> None:
    text, line, message = FAULTS[fault]
    made, (trouble,) = rule_book(RuleFiles(settings=written(tmp_path, text)))
    assert trouble.line("en").startswith(f"settings.toml:{line}: ")
    assert message in trouble.line("en")
    assert trouble.line("zh") != trouble.line("en")
    assert made.asked == rules()


def test_a_setting_beside_a_wrong_one_holds(tmp_path: Path) -> None:
    path = written(tmp_path, '[rules]\nRU999 = "off"\nRU101 = "off"\n')
    settings, troubles = load_settings(path, rules())
    assert list(settings) == ["RU101"]
    assert len(troubles) == 1


def test_every_family_has_a_name_that_can_be_set(tmp_path: Path) -> None:
    text = "[families]\n" + "".join(f'{family} = "off"\n' for family in FAMILIES)
    assert settled(tmp_path, text).asked == ()


def test_the_configuration_folder_holds_relations_and_settings(tmp_path: Path) -> None:
    written(tmp_path, OWN, "relations/甲.toml")
    written(tmp_path, OWN.replace("ZD001", "ZD002"), "relations/乙.toml")
    written(tmp_path, "not a relation", "relations/说明.txt")
    written(tmp_path, '[rules]\nZD002 = "off"\n')
    made, troubles = rule_book(RuleFiles(folder=tmp_path))
    assert troubles == []
    assert [rule.code for rule in made.rules[len(rules()) :]] == ["ZD002", "ZD001"]
    assert "ZD002" not in {rule.code for rule in made.asked}


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    assert rule_book(RuleFiles(folder=tmp_path / "none"))[1] == []


def test_settings_that_are_named_stand_for_those_of_the_folder(tmp_path: Path) -> None:
    written(tmp_path, '[rules]\nRU101 = "off"\n')
    other = written(tmp_path, '[rules]\nRU102 = "off"\n', "other.toml")
    made, _ = rule_book(RuleFiles(settings=other, folder=tmp_path))
    assert list(made.settings) == ["RU102"]


def test_a_bad_relation_file_is_one_line_and_the_others_are_asked(tmp_path: Path) -> None:
    good = written(tmp_path, OWN, "好.toml")
    bad = written(tmp_path, OWN.replace("general_expenditure", "一般"), "坏.toml")
    again = written(tmp_path, OWN, "再.toml")
    made, troubles = rule_book(RuleFiles((bad, good, again, good)))
    assert [trouble.place for trouble in troubles] == ["坏.toml:6", "再.toml:3"]
    assert [rule.code for rule in made.rules[len(rules()) :]] == ["ZD001"]


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("RU101 = “off”", 'Write quotation marks, brackets, commas and = in half width: name = "value".'),
        ("RU101 ＝ 'off'", 'Write quotation marks, brackets, commas and = in half width: name = "value".'),
        ("RU101 = off  # not now", 'Write text in quotation marks: name = "value".'),
        ("RU101 = 'off", "Mend the line it names."),
    ],
)
def test_the_usual_slips_of_writing_are_reported_with_what_to_write(
    tmp_path: Path, line: str, remedy: str
) -> None:
    _, troubles = load_settings(written(tmp_path, f"[rules]\n{line}\n"), rules())
    assert [trouble.place for trouble in troubles] == ["settings.toml:2"]
    assert [trouble.remedy.text("en") for trouble in troubles] == [remedy]


def test_a_rule_that_is_set_twice_is_reported_and_the_first_line_holds(tmp_path: Path) -> None:
    text = '[rules]\nRU101 = "notice"\nru101 = "off"\n'
    found, troubles = load_settings(written(tmp_path, text), rules())
    assert [trouble.line("en") for trouble in troubles] == [
        "settings.toml:3: ru101 is set twice. Leave one of the lines; the first holds."
    ]
    assert {code: (each.severity, each.place) for code, each in found.items()} == {
        "RU101": (Severity.NOTICE, "settings.toml:2")
    }
