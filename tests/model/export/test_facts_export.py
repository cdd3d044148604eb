"""The cube as a table for other programs: exact, whole, with places, and harmless."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from books import book, sheet

from model.disclosure import Disclosure, disclosure_of, open_disclosures
from model.errors import ExportError
from model.export.facts import COLUMNS, LONGEST_SHEET, facts_frame, render
from model.money import yuan
from tui.command.main import main

HEAD = "某局2021年一般公共预算支出表\n单位：{unit}\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
ROWS = "208\t社会保障和就业支出\t3.00\t1.00\t2.00\n20805\t=行政\t3.00\t1.00\t"


def opened(text: str) -> Disclosure:
    return disclosure_of([book(sheet(text, "表1"))])


def _csv(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(render(frame, "csv", "x")), dtype=str, keep_default_na=False)


def test_each_cell_that_states_an_amount_is_a_row_with_its_place_and_its_meaning() -> None:
    frame = facts_frame([opened(HEAD.format(unit="万元") + ROWS)])
    assert tuple(frame.columns) == COLUMNS
    first = _csv(frame).iloc[0]
    assert (first["sheet"], first["amount"], first["allowance"], first["unit_printed"]) == (
        "表1",
        "30000.00",
        "50.00",
        "万元",
    )
    assert (first["function"], first["row_label"], first["nature"]) == (
        "208",
        "208 社会保障和就业支出",
        "all",
    )


def test_a_blank_cell_has_no_amount_and_is_not_a_zero() -> None:
    read = _csv(facts_frame([opened(HEAD.format(unit="元") + ROWS)]))
    assert list(read["amount"]) == ["3.00", "3.00", "1.00", "1.00", "2.00", ""]


def test_every_amount_of_a_disclosure_comes_out_as_it_was_read(samples: Path) -> None:
    disclosures, troubles = open_disclosures([samples / "dadukou-2021-budget.xlsx"])
    assert not troubles
    facts = disclosures[0].facts
    read = _csv(facts_frame(disclosures))
    cells = read[read["cell"] != ""]
    assert len(cells) == len(facts)
    stated = [yuan(int(amount)) for amount in facts.amount[facts.stated]]
    assert sorted(cells["amount"][cells["amount"] != ""]) == sorted(stated)


def test_cells_are_found_at_their_addresses(samples: Path) -> None:
    path = samples / "dadukou-2021-budget.xlsx"
    read = _csv(facts_frame(open_disclosures([path])[0]))
    book = openpyxl.load_workbook(path, data_only=True)
    for row in read[(read["cell"] != "") & (read["amount"] != "")].itertuples():
        printed = book[row.sheet][row.cell].value
        worth = 10_000 if row.unit_printed == "万元" else 1
        assert Decimal(str(printed).replace(",", "")) * worth == Decimal(row.amount)


def test_amounts_of_sentences_have_their_paragraph_and_how_they_came_by_their_subject(tmp_path: Path) -> None:
    text = tmp_path / "说明.txt"
    text.write_text("某某局2024年部门预算\n2024年收入总计1,234.56万元。\n", encoding="utf-8")
    read = _csv(facts_frame(open_disclosures([text])[0]))
    row = read[read["text"].str.contains("1,234.56")].iloc[0]
    assert (row["amount"], row["allowance"], row["flow"]) == ("12345600.00", "50.00", "revenue")
    assert row["paragraph"]
    assert row["provenance"] == "named"


def test_no_text_of_a_document_can_become_a_formula() -> None:
    frame = facts_frame([opened(HEAD.format(unit="元") + "208\t=1+1\t3.00\t1.00\t2.00")])
    frame["table"] = "=HYPERLINK(1)"
    assert set(_csv(frame)["table"]) == {"'=HYPERLINK(1)"}
    sheet = openpyxl.load_workbook(io.BytesIO(render(frame, "xlsx", "x"))).active
    assert sheet is not None
    column = COLUMNS.index("table") + 1
    assert {sheet.cell(row, column).data_type for row in range(2, sheet.max_row + 1)} == {"s"}


def test_a_workbook_holds_amounts_as_numbers_also_a_nought() -> None:
    frame = facts_frame([opened(HEAD.format(unit="元") + "208\t社会保障和就业支出\t0.00\t-1.50\t1.50")])
    sheet = openpyxl.load_workbook(io.BytesIO(render(frame, "xlsx", "x"))).active
    assert sheet is not None
    column = COLUMNS.index("amount") + 1
    assert [sheet.cell(row, column).value for row in (2, 3, 4)] == [0, -1.5, 1.5]


def test_more_facts_than_a_worksheet_has_rows_are_refused_with_what_to_do() -> None:
    frame = pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS}).reindex(
        range(LONGEST_SHEET + 1)
    )
    with pytest.raises(ExportError, match="Choose csv"):
        render(frame, "xlsx", "facts.xlsx")


def test_parquet_holds_decimals_or_says_what_it_needs() -> None:
    frame = facts_frame([opened(HEAD.format(unit="元") + ROWS)])
    try:
        import pyarrow  # noqa: F401
    except ModuleNotFoundError:
        with pytest.raises(ExportError, match="pip install pyarrow"):
            render(frame, "parquet", "facts.parquet")
        return
    read = pd.read_parquet(io.BytesIO(render(frame, "parquet", "x")), dtype_backend="pyarrow")
    assert list(read["amount"])[:2] == [Decimal("3.0000"), Decimal("1.0000")]


def test_a_document_that_states_nothing_gives_the_headings_alone() -> None:
    assert render(facts_frame([]), "csv", "x").decode("utf-8-sig").splitlines() == [",".join(COLUMNS)]


@pytest.fixture
def errors(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    return lambda: capsys.readouterr().err


def test_the_command_writes_by_the_name_of_the_file(
    tmp_path: Path, samples: Path, errors: Callable[[], str]
) -> None:
    target = tmp_path / "facts.csv"
    assert main(["facts", str(samples / "dadukou-2021-budget.xlsx"), "-o", str(target)]) == 0
    assert target.read_text(encoding="utf-8-sig").startswith(",".join(COLUMNS))
    assert errors() == ""


def test_what_cannot_be_read_is_named_and_the_rest_is_written(
    tmp_path: Path, samples: Path, errors: Callable[[], str]
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04no workbook")
    target = tmp_path / "facts.csv"
    status = main(["facts", str(samples / "dadukou-2021-budget.xlsx"), str(broken), "-o", str(target)])
    assert status == 2
    assert "broken.xlsx" in errors()
    assert len(target.read_text(encoding="utf-8-sig").splitlines()) > 100


def test_the_columns_of_the_worksheet_are_wide_enough_for_what_they_hold(samples: Path) -> None:
    disclosures, _ = open_disclosures([samples / "dadukou-2021-budget.xlsx"])
    sheet = openpyxl.load_workbook(io.BytesIO(render(facts_frame(disclosures), "xlsx", "facts"))).active
    widths = {
        sheet.cell(1, at).value: sheet.column_dimensions[letter].width
        for at, letter in enumerate_columns(sheet)
    }
    assert widths["row_label"] > 30
    assert widths["amount"] > widths["year"] > 8


def enumerate_columns(sheet: object) -> list[tuple[int, str]]:
    return [(cell.column, cell.column_letter) for cell in sheet[1]]


def test_a_document_is_never_written_over(tmp_path: Path, samples: Path, errors: Callable[[], str]) -> None:
    source = tmp_path / "预算.xlsx"
    source.write_bytes((samples / "dadukou-2021-budget.xlsx").read_bytes())
    assert main(["facts", str(source), "-o", str(source), "--format", "xlsx"]) == 2
    message = errors()
    assert "one of the documents" in message or "被审" in message
    assert source.read_bytes() == (samples / "dadukou-2021-budget.xlsx").read_bytes()
