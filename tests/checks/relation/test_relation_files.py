"""A relation file is data with a form: what breaks it is reported in one line, with the line of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.relation.declaration import OWN, load_rules, shipped_rules
from checks.relation.term import DeclaredRelation, Missing, Sign, TermState
from checks.rule import Rule
from model.errors import InvalidDataError
from model.finding import Severity

LEAST = """\
[[rule]]
code = "ZD001"
title = "公务接待费不高于上年"

[[rule.relation]]
left = [{ table = "three_public", item = "reception" }]
is = "<="
right = [{ table = "three_public", item = "reception", year = -1 }]
"""


def loaded(tmp_path: Path, text: str, **more: object) -> list[Rule]:
    path = tmp_path / "自定.toml"
    path.write_text(text, encoding="utf-8")
    return load_rules(path, OWN, **more)  # type: ignore[arg-type]


def complaint(tmp_path: Path, text: str, **more: object) -> str:
    with pytest.raises(InvalidDataError) as caught:
        loaded(tmp_path, text, **more)
    assert "\n" not in caught.value.line("zh")
    assert caught.value.line("zh") != caught.value.line("en")
    return caught.value.line("en")


def test_a_code_a_title_and_two_sides_are_a_rule(tmp_path: Path) -> None:
    (rule,) = loaded(tmp_path, LEAST)
    assert (rule.code, rule.family, rule.severity) == ("ZD001", "own", Severity.WARNING)
    assert rule.title.text("zh") == rule.title.text("en") == "公务接待费不高于上年"
    assert rule.basis == "自定.toml:1"
    assert rule.explanation_zh == "公务接待费不高于上年"


def test_a_title_is_text_and_no_template(tmp_path: Path) -> None:
    (rule,) = loaded(tmp_path, LEAST.replace("公务接待费不高于上年", "{place} 与 {0}"))
    assert rule.title.text("zh") == rule.title.text("en") == "{place} 与 {0}"


def test_what_a_title_hides_is_shown(tmp_path: Path) -> None:
    (rule,) = loaded(tmp_path, LEAST.replace("不高于", "\\u001b[2J\\u202e不高于"))
    assert rule.title.text("zh") == "公务接待费␛[2J␦不高于上年"


def test_texts_may_be_given_in_both_languages(tmp_path: Path) -> None:
    text = LEAST.replace('"公务接待费不高于上年"', '{ zh = "接待费", en = "Reception" }')
    (rule,) = loaded(tmp_path, text + '\n[rule.explanation]\nzh = "中文。"\nen = "English."\n')
    assert (rule.title.text("zh"), rule.title.text("en")) == ("接待费", "Reception")
    assert rule.explanation_zh == "中文。"
    assert rule.explanation.startswith("English.")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert loaded(tmp_path, "\ufeff" + LEAST)[0].code == "ZD001"


def test_two_rules_of_one_file(tmp_path: Path) -> None:
    rules = loaded(tmp_path, LEAST + LEAST.replace("ZD001", "ZD002"))
    assert [rule.code for rule in rules] == ["ZD001", "ZD002"]
    assert rules[1].basis == "自定.toml:9"


def test_a_relation_is_asked_for_each_value_of_its_variables(tmp_path: Path) -> None:
    named = LEAST.replace('item = "reception"', 'item = "{what}"', 1).replace(
        'item = "reception"', 'item = "{what}"'
    )
    looped = named.replace("left = ", 'for = { what = ["reception", "overseas"] }\nleft = ')
    by_hand = LEAST + LEAST[LEAST.index("[[rule.rel") :].replace("reception", "overseas")
    (rule,), (same,) = loaded(tmp_path, looped), loaded(tmp_path, by_hand)
    assert relations_in(rule) == relations_in(same)
    assert len(relations_in(rule)) == 2


def relations_in(rule: Rule) -> tuple[DeclaredRelation, ...]:
    cells = (cell.cell_contents for cell in getattr(rule.check, "__closure__", ()))
    return next(content for content in cells if isinstance(content, tuple))


FAULTS = {
    "no table names a rule": ("code = 'ZD001'", 1, "code is not known here"),
    "nothing": ("", 1, "holds no rule"),
    "not TOML": ("[[rule]\n", 1, "is not valid TOML"),
    "a rule that is no array": ("[rule]\ncode = 'ZD001'\n", 1, "must be written as [[rule]]"),
    "no code": (LEAST.replace('code = "ZD001"\n', ""), 1, "code is missing"),
    "a code of four digits": (LEAST.replace("ZD001", "ZD0001"), 2, "ZD0001 is no code"),
    "a code that is a number": (LEAST.replace('"ZD001"', "1"), 2, "code must be text in quotes"),
    "no title": (LEAST.replace("title", "titel"), 3, "titel is not known here"),
    "an empty title": (LEAST.replace("公务接待费不高于上年", " "), 3, "title must be a text"),
    "a title in a third language": (
        LEAST.replace('"公务接待费不高于上年"', '{ fr = "Titre" }'),
        3,
        "title must be a text",
    ),
    "a severity that is none": (
        LEAST.replace("\n\n", '\nseverity = "grave"\n\n'),
        4,
        "severity = grave is not",
    ),
    "no relation": (LEAST.partition("\n\n")[0], 1, "has no relation"),
    "a sign that is none": (LEAST.replace('"<="', '"<"'), 7, "is = < is not known"),
    "no sign": (LEAST.replace('is = "<="\n', ""), 5, "is is missing"),
    "no left side": (LEAST.replace("left", "links"), 6, "links is not known here"),
    "a side that is a word": (
        LEAST.replace('[{ table = "three_public", item = "reception" }]', '"30217"'),
        6,
        "left",
    ),
    "an empty side": (
        LEAST.replace('[{ table = "three_public", item = "reception" }]', "[]"),
        6,
        "left is missing",
    ),
    "a kind of table that is none": (
        LEAST.replace('three_public", item = "reception", year', "three", 1).replace(" = -1", ""),
        8,
        "",
    ),
    "a member that is none": (
        LEAST.replace('item = "reception", year', 'item = "tea", year'),
        8,
        "tea is no member of item",
    ),
    "a year to come": (LEAST.replace("-1", "1"), 8, "A year is counted"),
    "a year in quotes": (LEAST.replace("-1", '"-1"'), 8, "year must be a whole number"),
    "a weight of nothing": (LEAST.replace("year = -1", "weight = 0"), 8, "A weight is a whole number"),
    "a weight that is no integer": (
        LEAST.replace("year = -1", "weight = 0.5"),
        8,
        "weight must be a whole number",
    ),
    "a field that is none": (LEAST.replace("year = -1", "formula = '1+1'"), 8, "formula is not known here"),
    "a state that is none": (LEAST.replace("year = -1", 'may_be = "zero"'), 8, "may_be = zero is not known"),
    "a code of another classification": (
        LEAST.replace("year = -1", 'economic = "2080505"'),
        8,
        "2080505 is no code of economic",
    ),
    "a code of four digits in a term": (
        LEAST.replace("year = -1", 'function = "2080"'),
        8,
        "2080 is no code",
    ),
    "a pattern with two stars": (LEAST.replace("year = -1", 'economic = "3*1*"'), 8, "3*1* is no code"),
    "a term of nothing": (
        LEAST.replace('table = "three_public", item = "reception", year = -1', "weight = 1"),
        8,
        "names no amount",
    ),
    "each of what is no dimension": (LEAST + 'each = ["row"]\n', 9, "each must be a list"),
    "each twice": (LEAST + 'each = ["function", "function"]\n', 9, "each must be a list"),
    "each of what every term names": (LEAST + 'each = ["item"]\n', 9, "No term runs over"),
    "a stage that is none": (LEAST + 'stage = "draft"\n', 9, "stage = draft is not known"),
    "a condition without a state": (LEAST + 'when = [{ table = "totals" }]\n', 9, "is is missing"),
    "a condition of a state that is none": (
        LEAST + 'when = [{ table = "totals", is = "positive" }]\n',
        9,
        "is = positive is not known",
    ),
    "a value of a loop that is no member": (
        LEAST.replace("left = ", 'for = { what = ["reception", "tea"] }\nleft = ').replace(
            'item = "reception", year', 'item = "{what}", year'
        ),
        9,
        "tea is no member of item",
    ),
    "a loop that is no table": (LEAST + 'for = "item"\n', 9, "for must be a table"),
    "nothing single to hold against": (
        LEAST.replace('item = "reception", year = -1', 'item = "*"'),
        7,
        "No single amount",
    ),
    "at most nothing": (
        LEAST.replace('[{ table = "three_public", item = "reception", year = -1 }]', "0"),
        7,
        "No single amount",
    ),
}


@pytest.mark.parametrize("fault", [name for name in FAULTS if name != "a kind of table that is none"])
def test_a_fault_is_reported_with_its_line(tmp_path: Path, fault: str) -> None:
    text, line, message = FAULTS[fault]
    line_of_error = complaint(tmp_path, text)
    assert line_of_error.startswith(f"自定.toml:{line}: "), line_of_error
    assert message in line_of_error


def test_a_kind_of_table_that_is_none_is_reported_with_those_that_are(tmp_path: Path) -> None:
    line_of_error = complaint(
        tmp_path, LEAST.replace('table = "three_public", item = "reception" }', 'table = "三公" }')
    )
    assert line_of_error.startswith("自定.toml:6: 三公 is no kind of table. The kinds are: contents, ")


def test_the_line_is_that_of_the_rule_and_the_relation_at_fault(tmp_path: Path) -> None:
    second = LEAST.replace("ZD001", "ZD002")
    line_of_error = complaint(tmp_path, LEAST + second.replace("-1", "-10"))
    assert line_of_error.startswith("自定.toml:16: ")


def test_a_code_is_not_given_twice(tmp_path: Path) -> None:
    assert "自定.toml:10: There is a rule ZD001 already." in complaint(tmp_path, LEAST + LEAST)
    assert "There is a rule ZD001 already." in complaint(tmp_path, LEAST, taken={"ZD001"})


def test_the_letters_of_yushen_s_own_rules_are_reserved(tmp_path: Path) -> None:
    line_of_error = complaint(tmp_path, LEAST.replace("ZD001", "RU901"), reserved={"RU"})
    assert "The codes in RU are those of Yushen's own rules." in line_of_error


def test_a_file_that_is_not_there_or_no_text_is_reported_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError, match="cannot be read"):
        load_rules(tmp_path / "none.toml", OWN)
    with pytest.raises(InvalidDataError, match="not an ordinary file"):
        load_rules(tmp_path, OWN)
    path = tmp_path / "gbk.toml"
    path.write_bytes("标题".encode("gbk"))
    with pytest.raises(InvalidDataError, match="not text in UTF-8"):
        load_rules(path, OWN)
    path.write_bytes(b"#" * ((1 << 20) + 1))
    with pytest.raises(InvalidDataError, match="longer than any file"):
        load_rules(path, OWN)


def test_nested_without_end_is_no_crash(tmp_path: Path) -> None:
    assert "自定.toml" in complaint(tmp_path, "rule = " + "[" * 5000 + "]" * 5000)


def test_the_shipped_relations_are_worded_in_both_languages_and_have_their_numbers() -> None:
    rules = {rule.code: rule for rule in shipped_rules()}
    assert sorted(rules) == [f"XR{number}" for number in range(101, 120)]
    for rule in rules.values():
        assert rule.title.text("zh") != rule.title.text("en")
        assert rule.basis.startswith("RELATIONS ")


def test_the_words_of_the_form_are_what_the_documentation_lists() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "how-to-write-a-relation.md").read_text(
        encoding="utf-8"
    )
    for word in (*Missing, *TermState, *Sign, *Severity):
        assert f"`{word.value}`" in page, word
