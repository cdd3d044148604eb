"""What y copies: the whole value, the amount, or the finding in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.equation import equation_line
from model.money import format_amount
from tui.desk.detail.cell import whole_value
from tui.desk.untrusted import shown

if TYPE_CHECKING:
    from tui.desk.screens.main import MainScreen


def copied_text(screen: MainScreen) -> str:
    """Return the text that stands for what is under the cursor, safe to paste."""
    state, words = screen.state, screen.words
    if state is None:
        return ""
    if screen.view == "sheet" and screen.sheet_view.model is not None:
        value, _ = screen.sheet_view.model.value_at(screen.sheet_view.row, screen.sheet_view.column)
        return "" if value is None else shown(whole_value(value, words))
    if (
        screen.view == "tree"
        and (spot := screen.tree_view.spot) is not None
        and screen.tree_view.model is not None
    ):
        node = state.trees[spot.tree].nodes[spot.node]
        if spot.column < 0:
            return shown(f"{node.code} {node.name}".strip())
        stated = node.cells[spot.column].stated
        return "" if stated is None else format_amount(stated, screen.tree_view.model.unit)
    if screen.view == "text":
        text = screen.text_view.spot
        return (
            "" if text is None else shown(state.documents[text.document].book.paragraphs[text.paragraph].text)
        )
    finding = screen.finding
    if finding is not None:
        return shown(
            f"{words.rule(finding.rule)} {words.text_of(finding, finding.message)} {equation_line(finding)}"
        )
    if screen.view == "survey" and (line := screen.survey_view.line) is not None:
        return shown(line.path)
    rows = screen.overview.model.rows if screen.overview.model and screen.view == "overview" else ()
    return shown(rows[screen.overview.row].text.strip()) if rows else ""
