"""`yushen compare`: two documents side by side without a screen."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from tui.command.main import main


@pytest.fixture
def both(samples: Path) -> list[str]:
    return [str(samples / f"dadukou-2021-{name}.xlsx") for name in ("budget", "planted")]


def test_what_differs_is_printed_with_both_cells(both: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *both, "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert (
        "420,000.00 (表3 基本支出预算表!E25) -> 42,000.00 (表3 基本支出预算表!E25)  -378,000.00 -90.00%"
        in out
    )
    assert "2101506 医疗保障经办事务 -> 2101596" in out


def test_the_documents_are_named_with_their_stage_in_chinese(
    both: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["compare", *both, "--lang", "zh"])
    titles = capsys.readouterr().out.splitlines()[:2]
    assert all(re.search(r"\d{4} (预算|决算)$", line) for line in titles)


def test_csv_has_a_row_for_each_line_and_amounts_as_numbers(
    both: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *both, "--format", "csv", "--all", "--lang", "en"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) > 150
    changed = next(row for row in rows if row["code and name"].startswith("30211"))
    assert (changed["earlier"], changed["later"], changed["change by"], changed["%"]) == (
        "420000.00",
        "42000.00",
        "-378000.00",
        "-90.00",
    )


def test_what_cannot_be_read_is_reported_and_ends_with_two(
    both: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", both[0], str(tmp_path / "none.xlsx"), "--lang", "en"]) == 2
    assert "none.xlsx" in capsys.readouterr().err
