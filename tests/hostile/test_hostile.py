"""Files made to break a reader end in one clear line, or in a book where they are harmless: in ten seconds, in 1 GB."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Timer

import pytest
from hostile import make
from hostile.workbook import LONG, write_hostile_workbook

from model.errors import UnreadableSourceError
from model.messages import translate
from model.source.book import Merge
from model.source.causes import CAUSES
from model.source.process import Limits
from model.source.reading import open_book
from model.text import is_clean

REFUSED: list[tuple[Callable[[Path], Path], str]] = [
    (make.two_cells_far_apart, "spread"),
    (make.cells_far_apart_in_a_large_sheet, "memory"),
    (make.zip_bomb, "unpacked"),
    (make.entity_expansion, "document-type"),
    (make.entity_expansion_in_the_strings, "document-type"),
    (make.external_entity, "document-type"),
    (make.truncated_zip, "damaged"),
    (make.spoilt_deflate, "damaged"),
    (make.encrypted_package, "encrypted"),
    (make.encrypted_old_workbook, "encrypted"),
    (make.encrypted_zip, "encrypted"),
    (make.truncated_old_workbook, "damaged"),
    (make.nothing, "empty"),
    (make.noise, "unknown"),
    (make.word_of_1997, "word-binary"),
    (make.lock_file, "lock-file"),
    (make.renamed_lock_file, "lock-file"),
    (make.endless_cell, "long-text"),
    (make.impossible_address, "damaged"),
    (make.link_out_of_the_package, "damaged"),
    (make.thousand_empty_pages, "no-text"),
    (make.page_with_giant_spans, "spread"),
    (make.page_of_endless_attributes, "damaged"),
    (make.document_with_giant_spans, "spread"),
    (make.deep_document, "damaged"),
    (make.document_with_entities, "document-type"),
    (make.repeated_cells, "spread"),
    (make.locked_open_document, "encrypted"),
    (make.open_quote, "damaged"),
    (make.endless_line, "spread"),
]
HARMLESS = [
    make.declared_to_the_last_cell,
    make.xls_named_xlsx,
    make.xlsx_named_xls,
]


def refusal(path: Path, **options: object) -> UnreadableSourceError:
    with pytest.raises(UnreadableSourceError) as caught:
        open_book(path, **options)  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize(("write", "cause"), REFUSED, ids=[write.__name__ for write, _ in REFUSED])
def test_a_file_made_to_break_the_reader_ends_in_one_clear_line(
    tmp_path: Path, write: Callable[[Path], Path], cause: str
) -> None:
    path = write(tmp_path)
    error = refusal(path)
    assert error.what.template == CAUSES[cause][0]
    for language in ("en", "zh"):
        line = error.line(language)  # type: ignore[arg-type]
        assert path.name in line
        assert "\n" not in line
        assert is_clean(line)
    assert_children_stayed_small()


@pytest.mark.parametrize("write", HARMLESS, ids=lambda write: str(write.__name__))
def test_a_harmless_lie_is_read(tmp_path: Path, write: Callable[[Path], Path]) -> None:
    assert open_book(write(tmp_path)).sheets[0].rows == [[1.0]]


@pytest.mark.parametrize("write", [make.page_of_a_hundred_thousand_lines, make.deep_page])
def test_a_giant_of_its_kind_is_read_or_refused_in_time(
    tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    path = write(tmp_path)
    try:
        open_book(path)
    except UnreadableSourceError as error:
        lines = [error.line("zh")]
    else:
        lines = []
    assert all(map(is_clean, lines))
    assert_children_stayed_small()


def assert_children_stayed_small() -> None:
    if sys.platform == "linux":
        import resource

        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1 << 20  # in kilobytes: 1 GB


def test_the_longest_cells_that_excel_writes_are_read(tmp_path: Path) -> None:
    book = open_book(make.longest_cells(tmp_path))
    assert [len(str(row[0])) for row in book.sheets[0].rows] == [32767] * 300


def test_a_hundred_thousand_merges_are_read_and_end_where_the_values_end(tmp_path: Path) -> None:
    sheet = open_book(make.many_merges(tmp_path)).sheets[0]
    assert len(sheet.merges) == 1001
    assert sheet.merges[-1] == Merge(0, 0, 999, 1)


@pytest.mark.parametrize("template", [*dict.fromkeys(text for pair in CAUSES.values() for text in pair)])
def test_every_cause_and_remedy_has_its_chinese(template: str) -> None:
    assert translate("zh", template) != template


def test_a_file_that_is_not_there_and_a_folder_are_distinguished(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.xlsx").what.template == CAUSES["missing"][0]
    assert refusal(tmp_path).what.template == CAUSES["folder"][0]


@pytest.mark.skipif(os.name != "posix", reason="named pipes are a POSIX thing")
def test_a_named_pipe_does_not_hang_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert refusal(tmp_path / "pipe.xlsx").what.template == CAUSES["special"][0]


@pytest.mark.skipif(os.name != "posix", reason="permissions are given otherwise elsewhere")
def test_a_file_without_permission_is_reported_as_such(tmp_path: Path) -> None:
    path = make.xlsx_named_xls(tmp_path)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert refusal(path).what.template == CAUSES["forbidden"][0]


def test_the_name_of_a_file_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "表\x1b[31m\n\u202e.xlsx"
    path.touch()
    line = refusal(path).line("zh")
    assert line.startswith(str(tmp_path))
    assert "表␛[31m␊␦.xlsx" in line


def test_reading_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    error = refusal(make.longest_cells(tmp_path), limits=Limits(seconds=0.0, seconds_per_megabyte=0.0))
    assert error.what.template == CAUSES["time"][0]


@pytest.mark.skipif(sys.platform != "linux", reason="not every system limits a process's processor time")
def test_a_reader_that_uses_up_its_processor_time_is_reported_as_such_and_not_called_broken(
    tmp_path: Path,
) -> None:
    path = tmp_path / "long.csv"
    path.write_text("科目,甲,乙\n" + "a,1,2\n" * 3_000_000, encoding="utf-8")
    limits = Limits(seconds=1.0, seconds_per_megabyte=0.0, patience=600.0)
    assert refusal(path, limits=limits).what.template == CAUSES["time"][0]


def test_reading_ends_soon_after_it_is_cancelled(tmp_path: Path) -> None:
    path = make.cells_far_apart_in_a_large_sheet(tmp_path)
    cancelled = Event()
    timer = Timer(0.05, cancelled.set)
    timer.start()
    error = refusal(path, cancelled=cancelled.is_set)
    assert error.what.template == CAUSES["cancelled"][0]
    timer.join()


def test_reading_that_needs_more_memory_than_allowed_is_reported_as_such(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("this system has no limit of address space")
    error = refusal(make.longest_cells(tmp_path), limits=Limits(memory=70 << 20, memory_per_byte=0))
    assert error.what.template == CAUSES["memory"][0]


def test_progress_goes_from_nothing_to_all(tmp_path: Path) -> None:
    seen: list[float] = []
    open_book(write_hostile_workbook(tmp_path / "book.xlsx"), progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_nothing_of_the_hostile_workbook_comes_out_as_it_went_in(tmp_path: Path) -> None:
    book = open_book(write_hostile_workbook(tmp_path / "book.xlsx"))
    assert [is_clean(sheet.name) for sheet in book.sheets] == [True, True]
    texts = [cell for sheet in book.sheets for row in sheet.rows for cell in row if isinstance(cell, str)]
    notes = [known.note or "" for sheet in book.sheets for known in (sheet.formats or {}).values()]
    assert all(map(is_clean, texts + notes))
    assert any("␛]52;c;" in text for text in texts)
    assert any("␛]52;c;" in note for note in notes)
    assert LONG in texts
    sheet = book.sheets[0]
    assert {(10, 0), (11, 0), (11, 2), (8, 1)} <= sheet.cleaned
    assert sheet.value(8, 2) == 727.0
    formula = sheet.format(8, 5)
    assert sheet.value(8, 5) == '=HYPERLINK("http://example.invalid","点我")'
    assert formula is None or formula.formula == ""


@pytest.mark.parametrize("write", [make.truncated_zip, make.truncated_old_workbook, make.deep_document])
def test_what_is_wrong_is_reported_without_the_name_of_an_error(
    tmp_path: Path, write: Callable[[Path], Path]
) -> None:
    assert "Error" not in refusal(write(tmp_path)).line("en")


def test_a_name_that_no_disk_holds_is_reported_in_the_system_s_words(tmp_path: Path) -> None:
    assert "File name too long" in refusal(tmp_path / ("a" * 300 + ".xlsx")).line("en")
