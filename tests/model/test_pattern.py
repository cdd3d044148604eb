"""An expression is compiled when it is first asked, and then answers as the compiled one does."""

from __future__ import annotations

import re

import pytest

from model.pattern import pattern


def test_it_answers_as_the_compiled_expression_does() -> None:
    late, compiled = (make(r"(?P<year>\d{4})年", re.ASCII) for make in (pattern, re.compile))
    text = "2023年和2024年"
    assert late.findall(text) == compiled.findall(text)
    assert late.sub("", text) == "和"
    assert [found["year"] for found in late.finditer(text)] == ["2023", "2024"]
    assert (late.pattern, late.flags, late.groupindex) == (
        compiled.pattern,
        compiled.flags,
        compiled.groupindex,
    )


def test_what_is_no_expression_is_refused_when_it_is_asked() -> None:
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.search("")
