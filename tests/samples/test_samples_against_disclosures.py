"""What the published texts print in their tables stands in the samples."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

NUMBER = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
TELEPHONE = re.compile(r"(?<![\d.,])\d{8,}(?![\d.,])|0\d{2,3}-\d{7,8}|1\d{2}-\d{4}-\d{4}")
PERSONAL = ("项目负责人*:", "联系人*:", "联系电话*:")
CLEAN = ("dadukou-2021-budget", "wansheng-2023-budget", "nanchong-2020-budget")

# Two lines of nanchong's targets: a project's amounts stand on lines of their own between the halves of
# its table, and the second half of a split project repeats its name with another project's amount.
OUTSIDE_THE_BLOCKS = {"nanchong-2020-budget": Counter({("40", "40"): 1})}
SLIPS = {"nanchong-2020-budget": Counter({("10", "10"): 1})}

# Six tables of nanchong and the fragments of another state no unit; a cover and a contents page have none.
WITHOUT_UNIT = {
    "封面",
    "目录",
    "表1-2 部门预算收入总表",
    "表1-3 部门预算支出总表",
    "表2-2 财政拨款支出预算表 第二页",
    "表2-2 财政拨款支出预算表 第三页",
    "表3-1 一般公共预算支出(部门经济分类)",
    "表3-2 一般公共预算支出(政府经济分类)",
    "表3-3 基本支出(部门经济分类)",
    "表3-4 基本支出(政府经济分类)",
}


def table_rows(text: str) -> list[list[str]]:
    """Return the tab-separated lines of a text, without the values that concern a person."""
    rows = []
    for line in text.splitlines():
        cells = [re.sub(r"</?[bp]>", "", cell).strip() for cell in line.split("\t")]
        if len(cells) > 1:
            rows.append(
                [
                    "" if before in PERSONAL else cell
                    for before, cell in zip(["", *cells], cells, strict=False)
                ]
            )
    return rows


def numbers(cells: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells that are nothing but a number, in order."""
    return tuple(cell for cell in cells if NUMBER.fullmatch(cell))


def squeezed(text: str) -> str:
    """Return a text without its white space and line breaks, its brackets all of one width."""
    return re.sub(r"\\n|\s", "", text).replace("（", "(").replace("）", ")")


@pytest.mark.parametrize("name", CLEAN)
def test_every_row_of_numbers_in_the_text_stands_in_the_sample_and_no_other(
    name: str, plates: ModuleType, shared: Path
) -> None:
    text = (shared / "disclosures" / f"{name}.txt").read_text(encoding="utf-8")
    printed = Counter(numbers(row) for row in table_rows(text))
    printed += OUTSIDE_THE_BLOCKS.get(name, Counter())
    printed -= SLIPS.get(name, Counter())
    made = Counter(numbers(row) for plate in plates.read_disclosure(name) for row in plate.rows)
    del printed[()], made[()]
    assert made == printed
    assert sum(len(row) * times for row, times in made.items()) > 200


@pytest.mark.parametrize("name", CLEAN)
def test_the_codes_of_the_first_level_add_up_to_the_total_row_column_by_column(
    name: str, plates: ModuleType
) -> None:
    tested = 0
    for plate in plates.read_disclosure(name):
        totals = [row for row in plate.rows if row[0] == "合计"]
        parts = [row for row in plate.rows if re.fullmatch(r"[235]\d\d", row[0]) and not row[1].isdecimal()]
        if not totals or not parts:
            continue
        for column, printed in enumerate(totals[0]):
            if NUMBER.fullmatch(printed):
                tested += 1
                found = sum(Decimal((row[column] or "0").replace(",", "")) for row in parts)
                assert found == Decimal(printed.replace(",", "")), (plate.sheet, column)
    assert tested > 10


@pytest.mark.parametrize("name", CLEAN)
def test_every_title_is_printed_in_the_text(name: str, plates: ModuleType, shared: Path) -> None:
    text = squeezed((shared / "disclosures" / f"{name}.txt").read_text(encoding="utf-8"))
    for plate in plates.read_disclosure(name):
        for line in plate.rows[plate.title - 1][0].split("\\n"):
            assert squeezed(line) in text


@pytest.mark.parametrize("name", CLEAN)
def test_every_sheet_states_its_unit_where_the_document_does(name: str, plates: ModuleType) -> None:
    without = {
        plate.sheet
        for plate in plates.read_disclosure(name)
        if not re.search("单位[：:] ?万?元", "\t".join(plate.rows[plate.unit - 1] if plate.unit else ()))
    }
    assert without <= WITHOUT_UNIT


def test_no_person_and_no_telephone_number_is_in_the_samples(samples: Path) -> None:
    for path in (*samples.glob("data/**/*.tsv"), samples / "README.md"):
        assert not TELEPHONE.search(path.read_text(encoding="utf-8")), path.name


def test_the_names_that_the_published_table_prints_are_left_out(samples: Path, shared: Path) -> None:
    text = (shared / "disclosures" / "dadukou-2021-budget.txt").read_text(encoding="utf-8")
    left_out = [
        cell
        for row in (line.split("\t") for line in text.splitlines())
        for before, cell in pairwise(row)
        if before in PERSONAL and cell
    ]
    assert len(left_out) == 3
    for path in samples.glob("data/**/*.tsv"):
        assert not any(value in path.read_text(encoding="utf-8") for value in left_out), path.name


def test_sheet_names_are_ones_that_a_spreadsheet_accepts(plates: ModuleType) -> None:
    for name in CLEAN:
        sheets = [plate.sheet for plate in plates.read_disclosure(name)]
        assert len(set(sheets)) == len(sheets)
        assert all(len(sheet) <= 31 and not re.search(r"[\\/*?:\[\]]", sheet) for sheet in sheets)
