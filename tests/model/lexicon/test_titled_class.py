"""A table that its title limits to one 类 is of the kind that it is a part of."""

from __future__ import annotations

import pytest

from model.lexicon.lexicon import lexicon
from model.lexicon.vocabulary import titled_class


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("一般公共预算基本支出表—人员经费（工资福利支出）（按政府预算经济分类）", "301"),
        ("一般公共预算基本支出表—公用经费(商品和服务支出)", "302"),
        ("一般公共预算基本支出表（按经济分类）", ""),
        ("一般公共预算基本支出表", ""),
    ],
)
def test_the_class_is_the_one_named_in_brackets(title: str, code: str) -> None:
    assert titled_class(title)[0] == code
    kind = lexicon().kind_of(title)
    assert kind is not None
    assert kind.kind == "general_basic"


def test_a_title_that_limits_its_table_in_other_words_is_of_no_kind() -> None:
    assert lexicon().kind_of("一般公共预算工资福利支出表") is None
