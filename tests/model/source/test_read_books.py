"""Books that are kept: read once as long as their files are as they were, and never changed by what comes after."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from model.disclosure import Opened, Opening
from model.errors import Trouble
from model.source import ahead
from model.source.book import Book
from model.source.read_books import MOST_KEPT, ReadBooks


def read_as(path: Path, books: ReadBooks | None) -> Opened:
    (opened,) = Opening(read_books=books).each([path])
    assert isinstance(opened, Opened)
    return opened


@pytest.mark.parametrize("name", ["dadukou-2021-planted.xlsx", "nanchong-2020-budget.xlsx"])
def test_a_kept_book_says_the_same_each_time_it_is_recognised(samples: Path, name: str) -> None:
    books = ReadBooks()
    fresh = read_as(samples / name, None).disclosure
    for _ in range(2):
        again = read_as(samples / name, books).disclosure
        assert repr(again.documents[0].tables) == repr(fresh.documents[0].tables)
        assert repr(again.documents[0].book) == repr(fresh.documents[0].book)
        assert again.facts.amount.tolist() == fresh.facts.amount.tolist()


def test_a_file_is_read_once_and_again_when_it_has_changed(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(samples / "dadukou-2021-budget.xlsx", tmp_path))
    read: list[Path] = []
    truly = ahead.open_book

    def counted(path: Path, **given: object) -> Book:
        read.append(path)
        return truly(path, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(ahead, "open_book", counted)
    books = ReadBooks()
    for _ in range(2):
        read_as(path, books)
    assert len(read) == 1
    os.utime(path, (1, 1))
    read_as(path, books)
    assert len(read) == 2


def test_no_more_than_two_books_are_kept_and_none_of_many_files(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(MOST_KEPT + 1)]
    for path in paths:
        path.write_text("x", encoding="utf-8")
    books, read = ReadBooks(), []

    def of(path: Path, count: int) -> Book | Trouble:
        def reading() -> Book:
            read.append(path)
            return Book(str(path), "0" * 64, "text", [])

        return books.of(path, count, reading)

    for path in (*paths, paths[0]):
        of(path, 1)
    assert read == [*paths, paths[0]]
    of(paths[0], 1)
    assert len(read) == 4
    for path in paths:
        of(path, 3)
    of(paths[1], 1)
    assert len(read) == 7


def test_what_could_not_be_read_is_read_again(tmp_path: Path) -> None:
    books, path = ReadBooks(), tmp_path / "missing.xlsx"
    for _ in range(2):
        (opened,) = Opening(read_books=books).each([path])
        assert isinstance(opened, Trouble)
    path.write_bytes(b"PK\x03\x04 truncated")
    for _ in range(2):
        (opened,) = Opening(read_books=books).each([path])
        assert isinstance(opened, Trouble)
