"""The display form: nothing in a file's text may act on a terminal or hide from the eye."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from model.text import STAND_IN, clean, clean_line, hides, is_clean

EVERY_CHARACTER = [chr(code) for code in range(sys.maxunicode + 1)]
TEXTS = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("\x1b\x9b\u202e\u200b\ufeff\r\n\t\ud800")
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m红", "␛[31m红"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x9b2J", "␦2J"),
        ("\x7f\x00", "␡␀"),
        ("合\u200b计", "合␦计"),
        ("\u202e1234", "␦1234"),
        ("\ufeff科目编码", "␦科目编码"),
        ("2101\U000e0041", "2101␦"),
        ("\udcb2\udcc6.xlsx", "␦␦.xlsx"),
        ("上\u2028下\u2029", "上␦下␦"),
        ("\ufe0f\u3164\uffff", "␦␦␦"),
    ],
)
def test_what_acts_or_hides_gets_a_visible_stand_in(text: str, shown: str) -> None:
    assert clean(text) == shown
    assert hides(text)


def test_line_breaks_of_a_wrapped_heading_stay_and_words_stay_apart() -> None:
    assert clean("一般公共预算\r\n财政拨款\r收入\t合计") == "一般公共预算\n财政拨款 收入 合计"
    assert not hides("一般公共预算\r\n财政拨款\r收入\t合计")


def test_a_name_is_shown_on_one_line() -> None:
    assert clean_line("表\n一.xlsx") == "表␊一.xlsx"


@pytest.mark.parametrize(
    "text", ["", "卫生健康支出", "  1,234.50 ", "（一）“三公”经费—①", "a\u00a0b\u3000c", "\ue000", "𠮷"]
)
def test_ordinary_text_is_returned_as_the_same_object(text: str) -> None:
    assert clean(text) is text
    assert is_clean(text)
    assert not hides(text)


def test_of_all_of_unicode_the_line_feed_alone_passes_among_controls_formats_separators_and_surrogates() -> (
    None
):
    passed = {character for character in EVERY_CHARACTER if is_clean(character)}
    assert {c for c in passed if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} == {"\n"}


def test_every_stand_in_takes_one_cell_wherever_the_terminal_stands() -> None:
    stand_ins = {clean(c) for c in EVERY_CHARACTER if hides(c)}
    assert STAND_IN in stand_ins
    assert {unicodedata.east_asian_width(c) for c in stand_ins} == {"N"}
    assert {cell_len(c) for c in stand_ins} == {1}


@given(TEXTS)
def test_cleaning_is_idempotent_and_agrees_with_is_clean(text: str) -> None:
    shown = clean(text)
    assert is_clean(shown)
    assert clean(shown) is shown
    assert is_clean(text) == (shown == text)


@given(TEXTS)
def test_no_character_is_lost_but_the_carriage_return_of_a_line_end(text: str) -> None:
    assert len(clean(text)) == len(text.replace("\r\n", "\n"))
