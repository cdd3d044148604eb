"""The drawn disclosures themselves: what they state adds up, and a seed gives the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from sampled import first_quick

from drawn.cube import Where
from drawn.drawing import draw
from drawn.figures import digits, worth
from drawn.opening import open_here
from drawn.pages import write_pdf
from drawn.slip import plant
from drawn.truth import constrained, expected, ties
from drawn.xlsx import write_xlsx

SEEDS = range(30)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_printed_whole_is_the_sum_of_its_parts(seed: int) -> None:
    disclosed = draw(seed)
    assert len(disclosed.sums) > 50
    for whole, parts in disclosed.sums:
        total = disclosed.printed[whole].amount.fen
        assert total == sum(disclosed.printed[part].amount.fen for part in parts), (whole, parts)


@pytest.mark.parametrize("seed", SEEDS)
def test_amounts_in_ten_thousands_are_whole_hundredths_unless_a_residue_is_drawn(seed: int) -> None:
    disclosed = draw(seed)
    exact = not (disclosed.layout["unit"] == "万元" and disclosed.layout["residue"])
    rests = [printed.amount.fen % disclosed.layout.step for printed in disclosed.printed.values()]
    assert exact == (not any(rests))


def test_revenue_and_what_is_spent_and_carried_forward_balance() -> None:
    for seed in SEEDS:
        cube = draw(seed).cube
        assert cube.amount(Where("revenue")) == cube.amount(Where("outlay"))
        assert cube.amount(Where("outlay")) == cube.amount(Where()) + cube.amount(Where("carry_out"))


def test_a_seed_gives_the_same_disclosure_each_time(tmp_path: Path) -> None:
    for write, pages, name in ((write_xlsx, False, "a.xlsx"), (write_pdf, True, "a.pdf")):
        books = []
        for _ in range(2):
            write(draw(7, pages=pages), tmp_path / name)
            books.append(open_here(tmp_path / name))
        assert books[0].sheets == books[1].sheets
        assert books[0].paragraphs == books[1].paragraphs


@pytest.mark.parametrize("seed", range(8))
def test_a_workbook_holds_every_amount_at_its_place(tmp_path: Path, seed: int) -> None:
    disclosed = draw(seed)
    write_xlsx(disclosed, tmp_path / "drawn.xlsx")
    book = open_here(tmp_path / "drawn.xlsx")
    for (sheet, row, column), printed in disclosed.printed.items():
        if printed.amount.fen:
            value = book.sheets[sheet].value(row, column)
            text = (
                f"{value:.{0 if disclosed.layout.is_whole else 2}f}"
                if isinstance(value, float)
                else str(value).replace(",", "").strip()
            )
            assert text == digits(printed.amount.fen, disclosed.layout)


def _has_posts(seed: int) -> bool:
    """Return whether lines part the columns of a seed's tables: without any, not every cell is found."""
    return draw(seed, pages=True).features["pdf_lines"] in {"all", "down"}


@pytest.mark.parametrize("seed", first_quick(filter(_has_posts, range(24)), 4))
def test_pages_hold_every_amount_and_every_word_of_a_label(tmp_path: Path, seed: int) -> None:
    disclosed = draw(seed, pages=True)
    write_pdf(disclosed, tmp_path / "drawn.pdf")
    book = open_here(tmp_path / "drawn.pdf")
    cells = [
        str(value or "").replace("\n", "") for sheet in book.sheets for row in sheet.rows for value in row
    ]
    read = sorted(text.replace(",", "") for text in cells)
    for printed in disclosed.printed.values():
        if printed.amount.fen:
            assert digits(printed.amount.fen, disclosed.layout) in read
    for grid in disclosed.grids:
        labels = {cell for row in grid.rows for cell in row if isinstance(cell, str) and not cell.isdigit()}
        assert {_close(label) for label in labels} <= {_close(text) for text in cells}


def _close(text: str) -> str:
    return text.replace("　", "").replace(" ", "")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_slip_changes_the_digits_of_one_amount_and_knows_what_it_breaks(seed: int) -> None:
    disclosed = draw(seed)
    slip = plant(disclosed)
    true = digits(disclosed.printed[slip.place].amount.fen, disclosed.layout)
    assert slip.true == true != slip.planted
    assert not constrained(disclosed, slip.place, true, ties(disclosed))


def test_what_is_expected_of_an_amount_names_its_place_in_every_dimension() -> None:
    disclosed = draw(0)
    printed = next(
        one
        for one in disclosed.printed.values()
        if one.kind == "general_expenditure" and one.amount.where.function
    )
    right = expected(printed, disclosed.cube)
    assert right["function"] == {printed.amount.where.function}
    assert "general" in right["source"] or "carryover_general" in right["source"]
    assert worth(digits(1_000_000, disclosed.layout), disclosed.layout) == 100_000_000
