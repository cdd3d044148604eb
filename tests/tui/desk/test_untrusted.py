"""Text from a file reaches the screen on one line, in its cells, and never as markup or a control."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.desk.untrusted import MAX_SHOWN, Ambiguous, content, fit, shown, wrap

TEXTS = st.text(alphabet=st.characters(), max_size=60)


@given(TEXTS, st.integers(0, 40), st.sampled_from(["left", "right", "centre"]))
def test_a_fitted_text_takes_exactly_its_cells(text: str, cells: int, align: str) -> None:
    assert cell_len(fit(text, cells, align)) == cells  # type: ignore[arg-type]


@given(TEXTS)
def test_nothing_shown_can_control_a_terminal(text: str) -> None:
    for character in shown(text):
        assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        assert character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f"


@example("000\xa00", 2)
@given(TEXTS, st.integers(2, 30))
def test_wrapped_lines_hold_the_whole_text_in_their_cells(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(cell_len(line) <= cells for line in lines)
    assert "".join(lines).replace(" ", "") == shown(text).replace(" ", "")


def test_a_clipped_text_never_looks_whole_and_a_clipped_number_shows_no_digit() -> None:
    assert fit("行政事业单位", 8) == "行政事 >"
    assert fit("17,800,310.13", 8, "right", number=True) == "########"
    assert fit("17,800,310.13", 13, "right", number=True) == "17,800,310.13"


def test_markup_is_shown_as_it_is() -> None:
    assert content("[/][bold]x[/] [@click=app.quit]y[/]").plain == "[/][bold]x[/] [@click=app.quit]y[/]"


def test_a_very_long_text_is_cut_and_says_how_long_it_is() -> None:
    lines = wrap("长" * 40_000, 20)
    assert sum(len(line) for line in lines[:-1]) == MAX_SHOWN
    assert lines[-1] == "... 40,000"


@pytest.mark.parametrize("text", ["“三公”经费", "①②", "±√—…·"])
def test_ambiguous_characters_are_replaced_where_that_is_set(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ambiguous, "replaced", True)
    assert all(unicodedata.east_asian_width(character) != "A" for character in shown(text))
    assert len(shown(text)) == len(text)
