"""Prose in lines: nothing is lost, nothing is wider than the window, and numbers stay whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.desk.widgets.text_layout import text_lines

PROSE = st.text(alphabet="支出预算，。（）1234567890.,万元 abc％①", max_size=200)


def cells_of(text: str, start: int, end: int, marked: set[int]) -> int:
    return cell_len(text[start:end]) + sum(start < mark <= end for mark in marked)


@given(PROSE, st.sets(st.integers(1, 200), max_size=10), st.integers(4, 60))
def test_lines_hold_the_whole_text_in_the_width_with_the_marks(
    text: str, marked: set[int], cells: int
) -> None:
    lines = text_lines(3, text, marked, cells)
    assert "".join(text[line.start : line.end] for line in lines) == text
    assert all(line.paragraph == 3 for line in lines)
    assert all(cells_of(text, line.start, line.end, marked) <= cells for line in lines)
    assert all(line.start < line.end for line in lines) or not text


def test_a_number_is_kept_whole_and_no_line_begins_with_a_comma() -> None:
    text = "支出预算总计为1,234.56万元，其中"
    lines = text_lines(0, text, (), 20)
    assert [text[line.start : line.end] for line in lines] == ["支出预算总计为", "1,234.56万元，其中"]
    text = "支出预算总计为十二元，其中"
    assert [text[line.start : line.end] for line in text_lines(0, text, (), 20)] == [
        "支出预算总计为十二",
        "元，其中",
    ]
