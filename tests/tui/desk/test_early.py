"""The first file is read while the desk is furnished: once, as it is then, and given up with the loading."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from model.errors import UnreadableSourceError
from model.source.book import Book
from tui.desk import early
from tui.desk.early import EarlyBooks
from tui.desk.loading import Loading


def never() -> bool:
    return False


def not_read_again() -> Book:
    raise AssertionError("it is read twice")


def test_the_book_that_was_read_early_is_taken_and_kept(planted: Path) -> None:
    books = EarlyBooks(1.0)
    books.begin(planted, never)
    book = books.of(planted, 1, not_read_again)
    assert isinstance(book, Book)
    assert book.path == str(planted)
    assert books.of(planted, 1, not_read_again) is book


def test_another_file_and_one_that_has_changed_are_read_when_they_are_asked_for(
    planted: Path, samples: Path
) -> None:
    other = Book("other", "", "xlsx", [])
    books = EarlyBooks(1.0)
    books.begin(planted, never)
    assert books.of(samples / "dadukou-2021-budget.xlsx", 1, lambda: other) is other
    books.begin(planted, never)
    os.utime(planted, ns=(1, 1))
    assert books.of(planted, 1, lambda: other) is other


def test_what_cannot_be_read_is_reported_to_the_one_who_asks(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    books = EarlyBooks(1.0)
    books.begin(path, never)
    with pytest.raises(UnreadableSourceError):
        books.of(path, 1, not_read_again)


def test_a_large_file_or_none_is_not_read_early(
    planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Book("other", "", "xlsx", [])
    monkeypatch.setattr(early, "MOST_BYTES", 10)
    books = EarlyBooks(1.0)
    for path in (planted, tmp_path / "none.xlsx"):
        books.begin(path, never)
        assert books.of(path, 1, lambda: other) is other


def test_what_was_given_up_is_read_again(planted: Path) -> None:
    other = Book("other", "", "xlsx", [])
    books = EarlyBooks(1.0)
    books.begin(planted, lambda: True)
    assert books.of(planted, 1, lambda: other) is other


def test_the_early_reading_ends_with_the_first_loading() -> None:
    loading = Loading()
    assert not loading.is_past_first()
    loading.begin()
    assert not loading.is_past_first()
    loading.stop()
    assert loading.is_past_first()
