"""What the rules rest on: the shipped file, what is in force when, and what is wrong in a file of that kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.legal_basis import FILE, legal_basis, load_legal_basis
from model.errors import InvalidDataError
from model.legal_basis import basis_text

RULES = [("RU101", "rollup"), ("TX208", "prose")]
LAW = '[law.a]\nzh = "甲法"\nen = "Law A"\nsince = 2019-01-01\nuntil = 2021-01-01\n'


def loaded(folder: Path, text: str) -> dict[str, str]:
    path = folder / "basis.toml"
    path.write_text(text, encoding="utf-8")
    found = load_legal_basis(path, RULES)
    return {code: basis_text(found, [code], "zh", 2020, "budget") for code, _ in RULES}


def test_a_rule_without_a_law_rests_on_the_figures_of_the_department() -> None:
    assert (
        basis_text(legal_basis(), ["RU101"], "zh", 2024, "budget") == "算术关系（以部门自行公布的数据为据）"
    )
    assert "Arithmetic" in basis_text(legal_basis(), ["OWN1"], "en")


def test_a_law_is_named_for_what_was_published_while_it_was_in_force() -> None:
    texts = {
        (year, stage): basis_text(legal_basis(), ["CL109"], "zh", year, stage)
        for year, stage in ((2016, "budget"), (2020, "budget"), (2020, "final"), (2021, "budget"))
    }
    assert texts[2016, "budget"].startswith("算术关系")
    assert texts[2020, "budget"] == "《地方预决算公开操作规程》（财预〔2016〕143号）"
    assert texts[2020, "final"].startswith(
        "《中华人民共和国预算法实施条例》（2020年国务院令第729号）第六条；"
    )
    assert texts[2021, "budget"] == texts[2020, "final"]


def test_the_budget_law_is_named_as_it_was_amended_then() -> None:
    texts = [basis_text(legal_basis(), ["TX208"], "zh", year, "budget") for year in (2014, 2018, 2019)]
    assert texts[0].startswith("算术关系")
    assert texts[1:] == [
        "《中华人民共和国预算法》（2014年修正）第十四条",
        "《中华人民共和国预算法》（2018年修正）第十四条",
    ]


def test_final_accounts_must_be_accurate_by_law_and_budgets_add_up_by_arithmetic() -> None:
    assert basis_text(legal_basis(), ["RU101"], "zh", 2023, "final").endswith("第七十五条")


def test_the_classification_is_that_of_the_year() -> None:
    assert "财政部《2022年政府收支分类科目》" in basis_text(legal_basis(), ["CL101"], "zh", 2022, "final")


def test_every_line_of_the_shipped_file_names_a_rule_that_there_is() -> None:
    assert legal_basis()
    assert FILE.read_text(encoding="utf-8").count("[[basis]]") >= 10


def test_rules_are_named_one_by_one_or_by_family(tmp_path: Path) -> None:
    basis = loaded(tmp_path, LAW + '[[basis]]\nlaw = "a"\narticle = 110\nfamilies = ["rollup"]\n')
    assert basis["RU101"] == "甲法第一百一十条"
    assert basis["TX208"].startswith("算术关系")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[[basis]]\nlaw = "b"\nrules = ["RU101"]\n', 7),
        ('[[basis]]\nlaw = "a"\nrules = ["RU999"]\n', 8),
        ('[[basis]]\nlaw = "a"\nfamilies = ["none"]\n', 8),
        ('[[basis]]\nlaw = "a"\narticle = -1\nrules = ["RU101"]\n', 8),
        ('[[basis]]\nlaw = "a"\nstages = ["draft"]\nrules = ["RU101"]\n', 8),
        ('[[basis]]\nlaw = "a"\nwhy = "x"\nrules = ["RU101"]\n', 8),
        ('[law.c]\nzh = "丙"\nen = "C"\nsince = "then"\n[[basis]]\nlaw = "a"\nrules = ["RU101"]\n', 9),
    ],
)
def test_what_breaks_the_form_is_reported_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(InvalidDataError) as caught:
        loaded(tmp_path, LAW + text)
    assert caught.value.place == f"basis.toml:{line}"
