"""The workbooks that users open are what samples/make.py makes of samples/data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
import xlrd
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

CLEAN = ("dadukou-2021-budget", "wansheng-2023-budget", "nanchong-2020-budget")
ALL = (*CLEAN, "dadukou-2021-planted")
Cells = dict[tuple[str, str], tuple[object, str]]


def cells(path: Path) -> Cells:
    """Return value and number format of every cell that has a value, by sheet and address."""
    return {
        (page.title, cell.coordinate): (cell.value, cell.number_format)
        for page in load_workbook(path).worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.value is not None
    }


@pytest.fixture(scope="module")
def built(make: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples made anew."""
    folder = tmp_path_factory.mktemp("samples")
    make.main(["--into", str(folder), "--xls"])
    return folder


@pytest.mark.parametrize("name", ALL)
def test_the_committed_workbook_is_the_data(name: str, samples: Path, built: Path) -> None:
    assert cells(samples / f"{name}.xlsx") == cells(built / f"{name}.xlsx")


@pytest.mark.parametrize("name", ALL)
def test_the_merges_of_the_committed_workbook_are_those_of_the_data(
    name: str, samples: Path, built: Path
) -> None:
    def merges(folder: Path) -> dict[str, set[str]]:
        return {
            page.title: {str(area) for area in page.merged_cells.ranges}
            for page in load_workbook(folder / f"{name}.xlsx").worksheets
        }

    assert merges(samples) == merges(built)
    assert sum(map(len, merges(samples).values())) > 40


@pytest.mark.parametrize("name", ALL)
def test_two_builds_are_equal_to_the_byte(name: str, make: ModuleType, built: Path, tmp_path: Path) -> None:
    make.main(["--into", str(tmp_path)])
    assert (tmp_path / f"{name}.xlsx").read_bytes() == (built / f"{name}.xlsx").read_bytes()


@pytest.mark.parametrize("name", CLEAN)
def test_every_cell_shows_what_its_data_file_prints(
    name: str, make: ModuleType, plates: ModuleType, samples: Path
) -> None:
    found = cells(samples / f"{name}.xlsx")
    for plate in plates.read_disclosure(name):
        for row, texts in enumerate(plate.rows, start=1):
            for column, printed in enumerate(texts, start=1):
                value, number_format = found.pop(
                    (plate.sheet, f"{get_column_letter(column)}{row}"), ("", "@")
                )
                shown = (
                    value.replace("\n", "\\n") if isinstance(value, str) else make.shown(value, number_format)
                )
                assert shown == printed
    assert not found


def test_the_old_format_holds_the_same_values(samples: Path) -> None:
    new = {place: value for place, (value, _) in cells(samples / "dadukou-2021-budget.xlsx").items()}
    with xlrd.open_workbook(samples / "dadukou-2021-budget.xls") as book:
        old = {
            (page.name, f"{get_column_letter(column + 1)}{row + 1}"): page.cell_value(row, column)
            for page in book.sheets()
            for row in range(page.nrows)
            for column in range(page.ncols)
            if page.cell_type(row, column) not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
        }
    assert old == new


def test_the_planted_workbook_differs_from_the_clean_one_in_exactly_the_listed_cells(
    plates: ModuleType, samples: Path
) -> None:
    clean = cells(samples / "dadukou-2021-budget.xlsx")
    planted = cells(samples / "dadukou-2021-planted.xlsx")
    assert clean.keys() == planted.keys()
    faults = plates.read_planted()
    differing = {place for place in clean if clean[place] != planted[place]}
    assert differing == {(fault["sheet"], fault["cell"]) for fault in faults}
    assert len(differing) == 6
    assert len({fault["sheet"] for fault in faults}) == 6
    assert len({fault["kind"] for fault in faults}) == 6


def test_the_readme_lists_the_planted_faults(plates: ModuleType, samples: Path) -> None:
    text = (samples / "README.md").read_text(encoding="utf-8")
    for fault in plates.read_planted():
        assert f"| {fault['sheet']} | {fault['cell']} | {fault['printed']} | {fault['planted']} |" in text


def test_a_merge_that_would_hide_a_value_is_refused(
    make: ModuleType, plates: ModuleType, tmp_path: Path
) -> None:
    plate = plates.read_disclosure(CLEAN[0])[0]
    wrong = replace(plate, merges=(*plate.merges, "A5:B5"))
    with pytest.raises(SystemExit, match="would hide a value"):
        make.write_xlsx([wrong], tmp_path / "wrong.xlsx")
