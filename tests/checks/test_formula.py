"""The parser of formulas that only add: what it reads, what it leaves alone, and what a formula comes to."""

from __future__ import annotations

from fractions import Fraction

import pytest
from books import sheet
from hypothesis import given
from hypothesis import strategies as st

from checks.workbook.formula import Linear, Sheets, evaluate, linear

VALUES = "\n".join(("1\t2\t3", "4\t5\t6", "'7\t#REF!\t文字"))
OTHER = sheet("10\n20", "表 2'a", text_columns=())
SHEETS = Sheets(sheet(VALUES, text_columns=()), {OTHER.name: OTHER})


def total(formula: str) -> Fraction | None:
    parsed = linear(formula)
    assert parsed is not None, formula
    computed = evaluate(parsed, SHEETS)
    return None if computed is None else computed.total


@pytest.mark.parametrize(
    ("formula", "comes_to"),
    [
        ("A1", 1),
        ("+A1-B1", -1),
        ("-(A1-(B1+C1))", 4),
        ("SUM(A1:C1)", 6),
        ("sum ( $A$1 : C2 )", None),
        ("SUM($A$1:C2)-A1", 20),
        ("SUM(A1,B1;C1)+0.5", Fraction(13, 2)),
        ("SUM(A1:A3)", 5),
        ("'表 2''a'!A1+SUM('表 2''a'!A1:A2)", 40),
        ("SUM([.A1:.B2])-[.C1]", 9),
        ("[$'表 2''a'.A2]", 20),
        ("SUM(C2:A1)", 21),
        ("Z9", 0),
    ],
)
def test_a_formula_that_only_adds_comes_to_its_sum(formula: str, comes_to: int | None) -> None:
    if comes_to is None:
        assert linear(formula) is None
    else:
        assert total(formula) == comes_to


@pytest.mark.parametrize("formula", ["A3", "B3+A1", "C3", "SUM(B1:B3)", "表9!A1"])
def test_a_text_an_error_value_and_a_sheet_that_is_not_there_make_it_unknown(formula: str) -> None:
    assert total(formula) is None


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "A1*2",
        "A1/B1",
        "ROUND(A1,2)",
        "SUM(A1:A2",
        "SUM()",
        "A1 B1",
        "A0",
        "A:A",
        "A1:B2",
        '"x"',
        "SUM(A1:B2)%",
        "[1]表!A1",
        "A1&B1",
        "NAME",
        "(" * 40 + "A1" + ")" * 40,
        "+" * 9000 + "A1",
        "A1+" * 3000 + "A1",
    ],
)
def test_anything_else_is_left_alone(formula: str) -> None:
    assert linear(formula) is None


@given(st.text(alphabet="SUMsum()+-,;:.[]$!'A1B2C3 0.5", max_size=40))
def test_no_text_makes_the_parser_raise(formula: str) -> None:
    parsed = linear(formula)
    assert parsed is None or isinstance(parsed, Linear)
    if parsed is not None:
        evaluate(parsed, SHEETS)


@given(
    st.lists(
        st.tuples(st.sampled_from("+-"), st.sampled_from(("A1", "B2", "SUM(A1:C2)", "12.5"))), min_size=1
    )
)
def test_terms_in_any_order_come_to_the_same(terms: list[tuple[str, str]]) -> None:
    worth = {"A1": Fraction(1), "B2": Fraction(5), "SUM(A1:C2)": Fraction(21), "12.5": Fraction(25, 2)}
    expected = sum((worth[name] * (1 if sign == "+" else -1) for sign, name in terms), Fraction(0))
    assert total("".join(f"{sign}{name}" for sign, name in terms)) == expected
    assert total("".join(f"{sign}{name}" for sign, name in reversed(terms))) == expected
