"""Small valid files with bytes changed, lost or doubled: a book, or one clear line, and never anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile.mutations import KINDS, PACKAGES, Mutation, mutated, mutated_inside
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.errors import UnreadableSourceError
from model.source.reading import open_book
from model.text import is_clean

MUTATIONS = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.sampled_from(["overwrite", "delete", "insert", "truncate"]),
        st.binary(min_size=1, max_size=8),
    ),
    min_size=1,
    max_size=4,
)
FUZZ = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def shown(path: Path) -> list[str]:
    """Return all texts that the auditor would see of a file: its book's, or the line that refuses it."""
    try:
        book = open_book(path)
    except UnreadableSourceError as error:
        return [error.line("zh").replace("\n", "\0")]
    cells = [cell for sheet in book.sheets for row in sheet.rows for cell in row if isinstance(cell, str)]
    return cells + [sheet.name for sheet in book.sheets] + [line.text for line in book.paragraphs]


@pytest.mark.parametrize("suffix", KINDS)
@FUZZ
@given(mutations=MUTATIONS)
def test_a_mutated_file_gives_a_book_or_one_clear_line(
    tmp_path: Path, suffix: str, mutations: list[Mutation]
) -> None:
    path = tmp_path / f"book{suffix}"
    KINDS[suffix](path)
    path.write_bytes(mutated(path.read_bytes(), mutations) or b"\0")
    assert all(map(is_clean, shown(path)))


@pytest.mark.parametrize("suffix", PACKAGES)
@FUZZ
@given(mutations=MUTATIONS.filter(lambda mutations: len(mutations) > 1))
def test_a_package_with_a_mutated_part_gives_a_book_or_one_clear_line(
    tmp_path: Path, suffix: str, mutations: list[Mutation]
) -> None:
    path = tmp_path / f"book{suffix}"
    KINDS[suffix](path)
    path.write_bytes(mutated_inside(path.read_bytes(), mutations))
    assert all(map(is_clean, shown(path)))
