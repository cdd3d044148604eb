"""Every English template that the desk can show, collected from its sources and its data."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from model.engagement.record import State
from tui.desk.detail.cell import HIDDEN
from tui.desk.detail.claim import MEASURES
from tui.desk.detail.finding import STATE_WORDS
from tui.desk.document_names import STAGES
from tui.desk.interpretation import DIMENSION_WORDS, ROLE_WORDS
from tui.desk.keymap import shipped
from tui.desk.loading import STEPS
from tui.desk.overview_lines import COUNTS
from tui.desk.screens.help import MARKS, SCOPES
from tui.desk.screens.mapping_fields import FIELDS
from tui.desk.screens.view_bars import TABS
from tui.desk.themes import THEME_WORDS
from tui.desk.widgets.findings_model import HEADINGS, Filter
from tui.desk.widgets.sheet_view import UNSEEN
from tui.desk.widgets.survey_model import Sorting, Unread
from tui.desk.widgets.tree_columns import Computed, Measure

DESK = Path(__file__).resolve().parents[3] / "tui" / "desk"


def templates() -> set[str]:
    """Return every template of the desk."""
    found = {word for entry in shipped() for word in (entry.bar, entry.label, entry.help) if word}
    found |= {word for _, word in TABS} | {what for _, _, what in MARKS} | set(SCOPES.values())
    found |= {STATE_WORDS[state] for state in State} | set(STAGES.values()) | set(COUNTS)
    found |= {each.value for each in (*Filter, *Computed, *Measure, *Sorting, *Unread)} | {
        *HIDDEN,
        *STEPS,
        *HEADINGS,
        *UNSEEN.values(),
    }
    found |= {
        *THEME_WORDS.values(),
        *FIELDS,
        *ROLE_WORDS.values(),
        *DIMENSION_WORDS.values(),
        *MEASURES.values(),
    }
    for path in DESK.rglob("*.py"):
        found |= set(_in_source(path))
    return found


def _in_source(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == "ABOUT" for t in node.targets
        ):
            yield ast.literal_eval(node.value)
        if isinstance(node, ast.Call) and node.args and _name(node.func) in {"words", "desk_message"}:
            yield from _constants(node.args[0])


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _constants(node: ast.expr) -> Iterator[str]:
    """Return the texts that an argument can be: a literal, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
