"""A hostile workbook, and a hostile reading made by hand, through every screen of the desk."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_lines, settled
from example_report import HOSTILE_TEXTS, hostile_report
from hostile.workbook import write_hostile_workbook
from textual.message import Message
from textual.pilot import Pilot

from model.disclosure import Document
from model.errors import UnreadableSourceError
from model.finding import Place
from model.messages import message
from model.money import SCALE, Unit
from model.reading.prose.claim import Claim, Measure
from model.reading.table import Table
from model.source.book import Book, CellError, CellFormat, Paragraph, Sheet
from model.tree import CodeTree, TreeCell, TreeNode
from tui.desk.app import DeskApp
from tui.desk.messages import Loaded, NotLoaded
from tui.desk.state import build_state

BIDI = set("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def assert_harmless(app: DeskApp) -> None:
    """Assert that nothing which is drawn controls a terminal, and that no cell's text became an action."""
    for line in screen_lines(app):
        for character in line:
            assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}, repr(line)
            assert character not in BIDI, repr(line)
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            action = (segment.style.meta if segment.style else {}).get("@click")
            assert action is None or str(action).split(".")[0] in {"screen", "focused", "app"}, action
            assert (
                action is None or "quit" not in str(action) or segment.text.strip() in {"q", "quit", "退出"}
            )


async def walk(app: DeskApp, pilot: Pilot[int]) -> None:
    """Go through every screen, and look at each."""

    async def press(*keys: str) -> None:
        await pilot.press(*keys)
        await settled(app, pilot)
        assert_harmless(app)

    assert_harmless(app)
    for key in ("1", "2", "3", "4", "6"):
        await press(key)
        for move in ("down", "right", "pagedown", "end", "ctrl+end", "home", "ctrl+home"):
            await press(move)
        await press("tab", "down", "pagedown", "tab")
        await press("t", "down", "escape")
        await press("m", "down", "enter", "escape", "escape")
    await press("4", "s", "d", "D", "b", "4", "b", "B", "enter", "left_curly_bracket")
    for _ in range(6):
        await press("n")
        await press("o")
    await press("2")
    for _ in range(4):
        await press("right_square_bracket")
    await press("1", "space", "minus", "plus", "equals_sign", "u")
    await press("n", "x", *"why", "enter")
    await press("n", "c")
    await press("a", *"note", "f2")
    await press("a", "escape")
    await press("y")
    await press("e", "escape")
    await press("slash", *"[/]", "enter")
    await press("full_stop")
    await press("question_mark", "escape")
    await press("ctrl+p", "down", "escape")
    await press("L", "3", "6", "1")
    await press("v", "v", "v")


async def test_a_hostile_workbook_goes_through_every_screen(open_desk: OpenDesk, tmp_path: Path) -> None:
    path = write_hostile_workbook(tmp_path / "支出[bold]表[@click=app.quit].xlsx")
    async with open_desk(path=path, size=(120, 40)) as (app, pilot):
        assert app.main.state is not None
        await walk(app, pilot)
        assert app.is_running


def hostile_documents() -> tuple[tuple[Document, ...], tuple[CodeTree, ...]]:
    """Return a document for each hostile text, in which everything is that text, and its tree."""
    documents, trees = [], []
    for number, text in enumerate(HOSTILE_TEXTS):
        rows = [[text, 1.0, CellError(text)]] * (number + 2)
        formats = {(0, 0): CellFormat(text, text, text), (0, 1): CellFormat(text, text, text)}
        paragraphs = [Paragraph(1, text * 3), Paragraph(2, "")]
        book = Book(text, "0" * 64, "xlsx", [Sheet(text, list(rows), formats=formats)], paragraphs)
        table = Table(
            number, 0, text, "", Unit.YUAN, 2021, "budget", 0, 0, number, 2, 0, why=message("{w}", w=text)
        )
        documents.append(Document(book, (table,), text, 2021, "budget", Unit.YUAN, _claims(text)))
        cell = TreeCell(SCALE, 2 * SCALE, Place(text, text, number, 0))
        nodes = (TreeNode(text, text, 0, -1, 1, (cell,)), TreeNode(text, text, 1, 0, 0, (cell,)))
        trees.append(CodeTree(text, text, text, Unit.YUAN, 2, (text,), nodes))
    return tuple(documents), tuple(trees)


def _claims(text: str) -> tuple[Claim, ...]:
    """Return a claim with a subject and one without, of which every word is hostile."""
    amount = Claim(
        Measure.AMOUNT, 1, 0, 4, text, text, SCALE, 0, 2, coordinates={"item": text, "year": "2021"}
    )
    return amount, replace(amount, start=5, end=9, coordinates={}, why=message("{w}", w=text))


def read_hostile(
    paths: Sequence[Path], generation: int, post: Callable[[Message], object], cancelled: Callable[[], bool]
) -> None:
    """Stand in for the reading of files."""
    documents, trees = hostile_documents()
    troubles = [UnreadableSourceError(text, message("{w}", w=text), message("x")) for text in HOSTILE_TEXTS]
    post(Loaded(generation, build_state(documents, hostile_report(), trees, troubles)))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_text_in_every_field_goes_through_every_screen(
    open_desk: OpenDesk, size: tuple[int, int]
) -> None:
    async with open_desk(read=read_hostile, size=size) as (app, pilot):
        await walk(app, pilot)
        assert app.is_running


async def test_hostile_troubles_are_only_shown(open_desk: OpenDesk) -> None:
    def read(
        paths: Sequence[Path],
        generation: int,
        post: Callable[[Message], object],
        cancelled: Callable[[], bool],
    ) -> None:
        troubles = tuple(
            UnreadableSourceError(text, message("{w}", w=text), message("x")) for text in HOSTILE_TEXTS[:-1]
        )
        post(NotLoaded(generation, troubles))

    async with open_desk(read=read) as (app, _):
        assert_harmless(app)
