"""The prose at the desk: figures marked, from the sentence to the cell and back, and bound by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_lines, screen_text, settled
from text_example import CARE, QUARTERS, TEXT, WHOLE, write_text
from textual.message import Message
from textual.pilot import Pilot

from model.disclosure import Document
from model.engagement.engagement import Engagement
from model.engagement.location import beside
from model.finding import DocumentSummary, Finding, Place, Report, Severity, SpanEvidence, Verdict
from model.messages import check_message
from model.reading.prose.claim import Claim
from model.source.book import Book, Paragraph
from tui.command.main import main
from tui.desk.app import DeskApp
from tui.desk.claim_cells import StatingCell, TextSpot
from tui.desk.marks import Marks
from tui.desk.messages import Loaded
from tui.desk.state import build_state
from tui.desk.widgets.text_model import TextModel

AMOUNT = {
    "flow": "expenditure",
    "function": "2101504",
    "nature": "project",
    "stage": "budget",
    "year": "2021",
}


@pytest.fixture
def text(tmp_path: Path) -> Path:
    return write_text(tmp_path)


async def press(app: DeskApp, pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(app, pilot)


def claim(app: DeskApp) -> Claim:
    """Return the claim under the cursor."""
    spot = app.main.text_view.claim_spot
    assert spot is not None
    assert app.main.state is not None
    return app.main.state.claim(spot)


def pane(app: DeskApp) -> str:
    return "\n".join(screen_lines(app)[app.main.pane.region.y :])


async def test_figures_carry_the_mark_of_what_the_cells_say(open_desk: OpenDesk, text: Path) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "4")
        shown = screen_text(app).replace("\n", "")
        assert "12.00万元=" in shown
        assert "基本支出8.00万元=" in shown
        assert "第一季度用款计划4.00万元.，" in shown
        assert "年初预算数9.00万元!。" in shown
        assert "7 figures, 3 not bound" in shown


async def test_a_figure_that_no_cell_states_differs_from_those_that_are_not_in_doubt(
    open_desk: OpenDesk, text: Path
) -> None:
    async with open_desk(path=text) as (app, pilot):
        state = app.main.state
        assert state is not None
        document, claim_cells = state.documents[0], state.claim_cells
        spot = next(
            spot
            for spot, cells in claim_cells.cells.items()
            if cells and state.claim(spot).paragraph == WHOLE
        )
        same = claim_cells.cells[spot][0]
        assert same.agrees(state.claim(spot))
        place = replace(same.cell.place, row=0)
        other = replace(same, cell=replace(same.cell, place=place, amount=1))

        def mark(*cells: StatingCell, unchecked: tuple[Place, ...] = ()) -> str:
            others = replace(claim_cells, cells={spot: cells})
            return TextModel(0, document, others, Marks(), unchecked).mark(spot.claim)

        assert mark(same) == "="
        assert mark(same, other, same) == "="
        assert mark(other) == "≠"
        assert mark(same, other, unchecked=(place,)) == "="
        assert mark(other, unchecked=(place,)) == ""
        assert mark() == ""
        app.main.load(replace(state, claim_cells=replace(claim_cells, cells={spot: (other,)})))
        await press(app, pilot, "4")
        assert "12.00万元≠" in screen_text(app).replace("\n", "")


async def test_the_pane_says_how_a_figure_is_read_and_names_the_cell_that_agrees(
    open_desk: OpenDesk, text: Path
) -> None:
    async with open_desk(path=text, language="zh", size=(120, 40)) as (app, pilot):
        await press(app, pilot, "4", "s")
        assert claim(app).text == "8.00万元"
        shown = screen_text(app)
        assert "支出 / 基本支出 / 2021 / 预算数" in shown
        assert "= 80,000.00" in shown
        assert "其中属于" in shown


async def test_the_pane_shows_the_finding_that_a_cell_differs_and_by_how_much(
    open_desk: OpenDesk, text: Path
) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "4", *["s"] * 6)
        assert claim(app).text == "9.00万元"
        assert "TX101" in pane(app)
        assert "80,000.00 D2" in pane(app)
        assert "+10,000.00" in pane(app)


async def test_the_pane_gives_the_reason_of_a_figure_that_is_not_bound(
    open_desk: OpenDesk, text: Path
) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "4", "d")
        assert "no word of the lexicon covers 第一季度" in pane(app)
        assert "b says what it is about" in pane(app)


async def test_enter_goes_from_the_sentence_to_the_cell_and_back(open_desk: OpenDesk, text: Path) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "4", "s", "s", "enter")
        assert app.main.view == "sheet"
        assert app.main.place is not None
        assert app.main.place.cell == "E2"
        assert f"¶{WHOLE}" in pane(app)
        await press(app, pilot, "enter")
        assert app.main.view == "text"
        assert claim(app).text == "4.00万元"
        await press(app, pilot, "escape", "escape")
        assert app.main.view == "text"


async def test_the_text_opens_at_the_sentence_that_states_what_the_tree_does(
    open_desk: OpenDesk, text: Path
) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "1", "right", "right", "right", "4")
        assert (claim(app).paragraph, claim(app).text) == (WHOLE, "4.00万元")
        await press(app, pilot, "1")
        assert app.main.tree_view.column == 3


async def test_claims_are_walked_through_and_unbound_ones_round_the_ends(
    open_desk: OpenDesk, text: Path
) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "4")
        seen = [claim(app).text]
        for _ in range(6):
            await press(app, pilot, "right")
            seen.append(claim(app).text)
        assert seen == ["12.00万元", "8.00万元", "4.00万元", "4.00万元", "5.00万元", "45.00%", "9.00万元"]
        await press(app, pilot, "s")
        assert "no further figure" in screen_text(app)
        unbound = []
        for _ in range(4):
            await press(app, pilot, "d")
            unbound.append(claim(app).text)
        assert unbound == ["4.00万元", "5.00万元", "45.00%", "4.00万元"]
        await press(app, pilot, "D")
        assert claim(app).text == "45.00%"
        await press(app, pilot, *["left_curly_bracket"] * 3, "S")
        assert "no further figure" in screen_text(app)


async def test_a_figure_is_bound_by_hand_from_the_tree_kept_and_checked(
    open_desk: OpenDesk, text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "4", "d", "b")
        assert app.main.view == "tree"
        assert "¶7 4.00万元 is about:" in screen_lines(app)[0]
        await press(app, pilot, *["down"] * 4, *["right"] * 3, "b")
        assert app.main.view == "text"
        assert (claim(app).text, claim(app).is_bound) == ("4.00万元", True)
        assert "4.00万元*" in screen_text(app)
        assert "Saved: 4.00万元" in screen_text(app)
    with Engagement.open(beside(text)) as engagement:
        (stored,) = engagement.bindings()
    assert dict(stored.coordinates) == AMOUNT
    renamed = text.rename(text.with_name("改名-2021-budget.txt"))
    beside(text).rename(beside(renamed))
    async with open_desk(path=renamed) as (app, pilot):
        await press(app, pilot, "4")
        assert "4.00万元*" in screen_text(app)
    capsys.readouterr()
    main(["audit", str(renamed), "--format", "json"])
    assert '"claims": 5' in capsys.readouterr().out
    main(["audit", str(renamed), "--format", "md"])
    assert "第一季度用款计划" in capsys.readouterr().out


async def test_a_row_s_name_stands_for_the_amount_that_the_figure_may_be(
    open_desk: OpenDesk, text: Path
) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "4", "d", "b", "b")
        assert dict(claim(app).coordinates) == {
            "flow": "expenditure",
            "nature": "project",
            "stage": "budget",
            "year": "2021",
        }


async def test_another_figure_of_the_text_can_be_what_it_is_about(open_desk: OpenDesk, text: Path) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "4", "d", "b", "4", "s", "s", "b")
        assert claim(app).coordinates.get("nature") == "project"


async def test_escape_gives_up_and_nothing_is_written(open_desk: OpenDesk, text: Path) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "4", "d", "b", "down", "escape")
        assert app.main.view == "text"
        assert app.binding.pending is None
        assert claim(app).paragraph == QUARTERS
    assert not beside(text).exists()


async def test_a_figure_that_its_sentence_bound_is_overruled_and_given_back(
    open_desk: OpenDesk, text: Path
) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "4", "s")
        read = dict(claim(app).coordinates)
        assert claim(app).is_bound
        await press(app, pilot, "b", *["down"] * 4, *["right"] * 3, "b")
        assert dict(claim(app).coordinates) == AMOUNT != read
        assert f"Saved: {claim(app).text} is expenditure" in screen_text(app)
        await press(app, pilot, "B")
        assert dict(claim(app).coordinates) == read


async def test_a_binding_is_taken_back_by_its_key_and_by_undo(open_desk: OpenDesk, text: Path) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "4", "d", "b", "b")
        assert claim(app).is_bound
        await press(app, pilot, "U")
        assert not claim(app).is_bound
        await press(app, pilot, "b", "b")
        assert claim(app).is_bound
        await press(app, pilot, "B")
        assert not claim(app).is_bound
        await press(app, pilot, "U")
        assert claim(app).is_bound
    with Engagement.open(beside(text), read_only=True) as engagement:
        assert len(engagement.binding_log()) == 5


async def test_the_line_above_the_keys_shows_what_a_figure_would_be_bound_to(
    open_desk: OpenDesk, text: Path
) -> None:
    async with open_desk(path=text, size=(120, 40)) as (app, pilot):
        await press(app, pilot, "4", "d", "b", *["down"] * 4, *["right"] * 3)
        assert "b binds 4.00万元 to expenditure" in screen_lines(app)[-2]
        assert "40,000.00 元" in screen_lines(app)[-2]
        assert "another amount" not in screen_lines(app)[-2]
        await press(app, pilot, "up")
        assert "another amount" in screen_lines(app)[-2]
        await press(app, pilot, "escape")
        assert "binds" not in screen_text(app)


async def test_a_binding_from_the_sheet_says_how_to_take_it_back_and_undo_does(
    open_desk: OpenDesk, text: Path
) -> None:
    async with open_desk(path=text, size=(160, 50)) as (app, pilot):
        await press(app, pilot, "4", "d", "b", "2")
        found = len(app.main.state.findings) if app.main.state is not None else 0
        await press(app, pilot, "g", *"C3", "enter")
        assert "120,000.00 元  another amount" in screen_text(app)
        await press(app, pilot, "b")
        assert claim(app).is_bound
        assert "; U takes it back." in app.main.bar.announced
        await press(app, pilot, "U")
        assert not claim(app).is_bound
        assert app.main.state is not None
        assert len(app.main.state.findings) == found


async def test_what_cannot_be_bound_by_hand_is_announced(open_desk: OpenDesk, text: Path) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "b")
        assert "Go to a figure of the text first" in screen_text(app)
        await press(app, pilot, "4", "d", "d", "d", "b")
        assert claim(app).text == "45.00%"
        assert "share or a direction" in screen_text(app)
        await press(app, pilot, "B")
        assert "not bound by hand" in screen_text(app)
        assert app.binding.pending is None
    assert not beside(text).exists()


async def test_the_search_goes_through_the_text(open_desk: OpenDesk, text: Path) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "4", "slash", *"季度", "enter")
        assert "1 of 2 that match" in screen_text(app)
        await press(app, pilot, "f3")
        assert app.main.text_view.spot is not None
        assert app.main.text_view.spot.paragraph == 3


async def test_the_overview_leads_to_a_figure_that_is_not_bound(open_desk: OpenDesk, text: Path) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "6")
        model = app.main.overview.model
        assert model is not None
        row = next(row for row, line in enumerate(model.rows) if line.paragraph)
        await press(app, pilot, *["down"] * row, "enter")
        assert app.main.view == "text"
        assert claim(app).paragraph == QUARTERS


async def test_a_workbook_without_prose_says_so(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await press(app, pilot, "4", "s", "d", "down", "pagedown", "ctrl+end", "end", "enter", "y", "b", "B")
        assert "hold no text" in screen_text(app)


async def test_the_text_is_laid_out_anew_in_another_size_with_the_cursor_on_the_same_figure(
    open_desk: OpenDesk, text: Path
) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "4", "s")
        await pilot.resize_terminal(40, 16)
        await pilot.pause()
        assert claim(app).text == "8.00万元"
        assert "其中：基本支出8.00" in screen_text(app).replace("\n      ", "").replace("\n", "")


def prose(*texts: str) -> Document:
    paragraphs = [Paragraph(number, each) for number, each in enumerate(texts, 1)]
    book = Book("文.txt", "0" * 64, "text", paragraphs=paragraphs)
    return Document(book, (), None, None, None, None)


def finding(number: int, severity: Severity, *spans: SpanEvidence) -> Finding:
    return Finding(
        f"f{number}",
        "PR101",
        severity,
        Verdict.INCONSISTENT,
        check_message("Within rounding"),
        check_message("Blank."),
        spans=spans,
    )


def reader(document: Document, *findings: Finding) -> Callable[..., None]:
    summary = DocumentSummary(document.book.path, "0" * 64, None, None, None, None)

    def read(
        paths: Sequence[Path],
        generation: int,
        post: Callable[[Message], object],
        cancelled: Callable[[], bool],
    ) -> None:
        post(Loaded(generation, build_state([document], Report((summary,), findings, ()), ())))

    return read


FOUND = (
    finding(1, Severity.ERROR, SpanEvidence("文.txt", 3, 2, 4, "重复")),
    finding(2, Severity.WARNING, SpanEvidence("文.txt", 2, 0, 2, "原因")),
    finding(3, Severity.NOTICE, SpanEvidence("文.txt", 2, 0, 1, "原")),
)


async def test_findings_of_the_text_are_marked_in_their_place_and_entered_from_the_list(
    open_desk: OpenDesk,
) -> None:
    async with open_desk(read=reader(prose("一", "原因不明", "文字重复了"), *FOUND)) as (app, pilot):
        await press(app, pilot, "3", "enter")
        assert app.main.view == "text"
        assert app.main.text_view.spot == TextSpot(0, 2, 0)
        assert app.main.finding is FOUND[0]
        lines = screen_lines(app)
        assert any(line.endswith("文字重复!了") and line.startswith(" 3!") for line in lines)
        assert any(line.endswith("原~因?不明") and line.startswith(" 2?") for line in lines)
        await press(app, pilot, "n", "n")
        assert app.main.finding is FOUND[1]
        await press(app, pilot, "o")
        assert app.main.finding is FOUND[2]
        await press(app, pilot, "N", "N", "x", *"why", "enter")
        assert any("*" in line and "重复" in line for line in screen_lines(app)[:6])
        await press(app, pilot, "1", "n")
        assert app.main.view == "text"


async def test_a_text_of_sixty_pages_is_drawn_by_what_is_seen(open_desk: OpenDesk) -> None:
    document = prose(*["部门预算支出情况说明1,234.56万元，" * 40] * 150, "末尾")
    async with open_desk(read=reader(document)) as (app, pilot):
        await press(app, pilot, "4")
        assert app.main.text_view.model is not None
        assert len(app.main.text_view.model.lines) > 1500
        await press(app, pilot, "ctrl+end")
        assert "末尾" in screen_text(app)


async def test_a_paragraph_of_a_hundred_thousand_characters_is_read_to_its_end(open_desk: OpenDesk) -> None:
    async with open_desk(read=reader(prose("长" * 100_000 + "尾", "二"))) as (app, pilot):
        await press(app, pilot, "4", "ctrl+end", "up")
        assert "尾" in screen_text(app)


async def test_a_document_of_sentences_alone_opens_at_its_text(open_desk: OpenDesk, tmp_path: Path) -> None:
    path = tmp_path / "某某市财政局2021年部门决算.txt"
    path.write_text(
        "某某市财政局2021年部门决算\n\n一、支出决算情况说明\n\n2021年支出总计5.00万元。\n", encoding="utf-8"
    )
    async with open_desk(path=path) as (app, _):
        assert app.main.view == "text"
        assert "支出总计5.00万元" in screen_text(app)


async def test_the_text_is_as_long_as_before_and_never_cut(open_desk: OpenDesk, text: Path) -> None:
    async with open_desk(path=text, size=(36, 40)) as (app, pilot):
        await press(app, pilot, "4", "v", "v")
        model = app.main.text_view.model
        assert model is not None
        for index, whole in enumerate(model.texts):
            pieces = [whole[line.start : line.end] for line in model.lines if line.paragraph == index]
            assert "".join(pieces) == whole
        shown = "".join(line[5:] for line in screen_lines(app)[2:-1])
        assert TEXT.splitlines()[CARE - 1] in shown.replace("=", "").replace("!", "")


async def test_claims_of_hostile_words_are_only_shown(open_desk: OpenDesk) -> None:
    hostile = "[bold]x[/bold] \x1b[31m红\u202e[@click=app.quit]退出[/] 12.00万元"
    document = prose(hostile, hostile)
    from model.reading.prose.claims import read_claims

    document = replace(document, claims=read_claims(document.book.paragraphs, None, None, None))
    assert document.claims
    async with open_desk(read=reader(document)) as (app, pilot):
        await press(app, pilot, "4", "s", "y", "enter")
        shown = screen_text(app)
        assert "[@click=app.quit]" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert app.is_running


async def test_a_decision_lays_no_text_out_again_and_a_finding_of_one_s_own_its_paragraph_alone(
    open_desk: OpenDesk, text: Path
) -> None:
    async with open_desk(path=text, language="en", size=(80, 24)) as (app, pilot):
        await press(app, pilot, "4")
        model = app.main.text_view.model
        assert model is not None
        lines, drawn = model.lines, list(model.lines)
        await press(app, pilot, "n", "c")
        assert app.judging.decided
        assert app.main.text_view.model is model
        assert model.lines is lines
        await press(app, pilot, "s", "A", *"odd", "f2")
        assert "Saved: the finding." in app.main.bar.announced
        assert app.main.text_view.model is model
        assert model.lines is lines
        assert [line.paragraph for line in lines if line not in drawn] == []
