"""What the lower pane shows of a doubt: the reason, what fails for it, on which cells, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from model.equation import span_text
from model.finding import Doubt, Place
from tui.desk.marks import parse_address
from tui.desk.untrusted import shown
from tui.desk.widgets.lines import Line, Look, Span, wrapped
from tui.desk.words import Words

if TYPE_CHECKING:
    from tui.desk.state import DeskState

DOUBT_MARK = "."
"""How what is in doubt is marked: as what is not checked."""

_NAMED = 12
"""So many cells are named."""


def doubt_title(doubt: Doubt, state: DeskState, words: Words) -> Line:
    """Return the pane's title: that a reading is in doubt, and of which table."""
    return [
        Span(f"{DOUBT_MARK} {words('reading in doubt')}", Look.TITLE),
        Span(f"  {shown(state.short_title(doubt.table))}", Look.STRONG),
    ]


def doubt_lines(doubt: Doubt, words: Words, cells: int) -> list[Line]:
    """Return the pane's lines."""
    return [line for text in _texts(doubt, words) for line in wrapped(text, cells)]


def _texts(doubt: Doubt, words: Words) -> Iterator[str]:
    yield words.text(doubt.why, doubt.path)
    rules = ", ".join(f"{rule} {count}" for rule, count in doubt.rules)
    yield words("Not checked for it: {rules}", rules=rules)
    places = [words.place(cell.place) for cell in doubt.cells] + [span_text(span) for span in doubt.spans]
    named = "  ".join(dict.fromkeys(places[:_NAMED]))
    more = len(dict.fromkeys(places)) - _NAMED
    yield f"{named}  {words('and {count} more', count=more)}" if more > 0 else named
    if doubt.tried or doubt.not_tried:
        yield words(
            "Other readings of the table tried: {tried}; not tried: {not_tried}.",
            tried=doubt.tried,
            not_tried=doubt.not_tried,
        )
    yield words.text(doubt.remedy, doubt.path)


def table_place(doubt: Doubt) -> Place:
    """Return the cell by which the doubt's table is known: the doubt's own where it stands in the table's sheet."""
    if doubt.place.sheet == doubt.sheet:
        return doubt.place
    first = parse_address(doubt.extent.partition(":")[0]) or (0, 0)
    return Place(doubt.path, doubt.sheet, *first)
