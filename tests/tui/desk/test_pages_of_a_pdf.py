"""In Chinese the desk names what stands in a PDF by its pages, and a cell may be gone to by them."""

from __future__ import annotations

from pathlib import Path

from desk_driver import OpenDesk, screen_text, settled
from paged_example import write_over_two_pages


async def test_what_stands_in_a_pdf_is_named_by_its_page_in_every_view(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    path = write_over_two_pages(tmp_path / "公开.pdf")
    async with open_desk(path=path, language="zh", size=(120, 40)) as (app, pilot):
        for view in "1236":
            await pilot.press(view)
            await settled(app, pilot)
            assert "第" in screen_text(app)
            assert "page 1" not in screen_text(app)
        await pilot.press("3")
        await settled(app, pilot)
        assert "C6  第2页" in screen_text(app)


async def test_a_cell_is_gone_to_by_the_page_on_which_its_table_begins(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    path = write_over_two_pages(tmp_path / "公开.pdf")
    async with open_desk(path=path, language="zh", size=(120, 40)) as (app, pilot):
        await pilot.press("slash", *"第1页!C4")
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.main.view == "sheet"
        assert app.main.place is not None
        assert app.main.place.text == "page 1!C4"


async def test_in_english_the_names_are_those_of_the_reader(open_desk: OpenDesk, tmp_path: Path) -> None:
    path = write_over_two_pages(tmp_path / "公开.pdf")
    async with open_desk(path=path, size=(120, 40)) as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        assert "page 1" in screen_text(app)


async def test_a_note_that_speaks_of_a_page_is_found_in_its_own_words(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    path = write_over_two_pages(tmp_path / "公开.pdf")
    async with open_desk(path=path, language="zh", size=(120, 40)) as (app, pilot):
        await pilot.press("2")
        await settled(app, pilot)
        await pilot.press("a", *"see page 4")
        await pilot.press("f2")
        await settled(app, pilot)
        await pilot.press("slash", *"see page")
        await settled(app, pilot)
        assert "see page 4" in screen_text(app)
