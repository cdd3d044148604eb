"""Tables that stand one right below another on a page: two where the one has other columns, one where it has not."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from model.source.pages.lines import Ruling
from model.source.pages.ruled_table import ruled_tables

HEIGHT = 12.0


def grid(posts: Sequence[float], top: float, rows: int) -> tuple[list[Ruling], list[Ruling]]:
    """Return the lines of a grid, each cell's drawn by itself."""
    heights = [top + HEIGHT * row for row in range(rows + 1)]
    across = [Ruling(at, start, end) for at in heights for start, end in itertools.pairwise(posts)]
    down = [Ruling(at, start, end) for at in posts for start, end in itertools.pairwise(heights)]
    return across, down


def found(*grids: tuple[list[Ruling], list[Ruling]]) -> list[tuple[int, int]]:
    """Return the columns and rows of the tables that the lines of some grids are."""
    across = [rule for some, _ in grids for rule in some]
    down = [rule for _, some in grids for rule in some]
    return [(table.width, table.height) for table in ruled_tables(across, down)]


def posts_between(right: float) -> st.SearchStrategy[list[float]]:
    """Draw the posts of a table from 50 to some place, at least 20 points apart."""
    return st.lists(st.integers(1, int((right - 50) / 20) - 1), min_size=1, max_size=9, unique=True).map(
        lambda places: [50.0, *(50.0 + 20 * place for place in sorted(places)), right]
    )


@given(posts_between(500), posts_between(700), st.integers(3, 6), st.integers(2, 6), st.booleans())
def test_tables_of_two_widths_are_two_whichever_is_the_wider(
    narrow: list[float], wide: list[float], above: int, below: int, wide_first: bool
) -> None:
    upper, lower = (wide, narrow) if wide_first else (narrow, wide)
    assume(len({*upper} & {*lower}) < min(len(upper), len(lower)))
    assert found(grid(upper, 100, above), grid(lower, 100 + HEIGHT * above, below)) == [
        (len(upper) - 1, above),
        (len(lower) - 1, below),
    ]


@given(posts_between(500), posts_between(500), st.integers(3, 6), st.integers(2, 6))
def test_tables_of_one_width_are_two_where_a_row_of_one_cell_parts_other_columns(
    upper: list[float], lower: list[float], above: int, below: int
) -> None:
    title = grid([50.0, 500.0], 100 + HEIGHT * above, 1)
    tables = found(grid(upper, 100, above), title, grid(lower, 100 + HEIGHT * (above + 1), below))
    if set(lower) <= set(upper):
        assert tables == [(len(upper) - 1, above + 1 + below)]
    else:
        assert tables == [(len(upper) - 1, above), (len(lower) - 1, below + 1)]


def test_a_row_of_one_cell_within_a_table_parts_nothing() -> None:
    posts = [50.0, 200.0, 300.0, 500.0]
    section = grid([50.0, 500.0], 148, 1)
    assert found(grid(posts, 100, 4), section, grid(posts, 160, 3)) == [(3, 8)]


def test_a_form_that_has_other_columns_below_a_line_is_one_table() -> None:
    assert found(grid([50.0, 200.0, 500.0], 100, 3), grid([50.0, 150.0, 260.0, 500.0], 136, 4)) == [(4, 7)]


@pytest.mark.parametrize("aside", [1.0, 2.0, 4.0])
def test_a_post_that_nearly_stands_under_another_parts_only_the_rows_beside_it(aside: float) -> None:
    upper, lower = [50.0, 200.0, 300.0, 500.0], [50.0, 150.0, 300.0 + aside, 500.0]
    across, down = (one + other for one, other in zip(grid(upper, 100, 3), grid(lower, 136, 2), strict=True))
    (table,) = ruled_tables(across, down)
    digits = {table.cell_at(295.0 + step, 140) for step in range(6)}
    assert len({table.cell_at(297.0, 106), table.cell_at(290.0, 106)}) == 1
    assert len(digits) == 1


def test_tables_of_other_columns_that_part_several_rows_are_two_without_any_title() -> None:
    upper, lower = [50.0, 120.0, 300.0, 400.0, 500.0], [50.0, 160.0, 260.0, 350.0, 500.0]
    assert found(grid(upper, 100, 5), grid(lower, 160, 6)) == [(4, 5), (4, 6)]


def test_headings_of_which_the_first_has_no_lines_are_one_table_with_the_rows_below() -> None:
    posts = [50.0, 200.0, 300.0, 400.0, 500.0]
    assert found(grid(posts[1:], 100, 1), grid(posts, 112, 5)) == [(4, 6)]
