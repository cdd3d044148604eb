"""Widgets that draw their own lines: styles by name, and a title set into a rule."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.desk.untrusted import fit, shown, width, wrap


class Look(StrEnum):
    """How a stretch of text looks; the value names a component class of the style sheet."""

    PLAIN = "look--plain"
    FAINT = "look--faint"
    STRONG = "look--strong"
    HEADING = "look--heading"
    RULE = "look--rule"
    TITLE = "look--title"
    KEY = "look--key"
    ERROR = "look--error"
    WARNING = "look--warning"
    NOTICE = "look--notice"
    NOTE = "look--note"
    COMPUTED = "look--computed"
    FOUND = "look--found"
    CURSOR = "look--cursor"
    RESTING = "look--resting"
    ROW = "look--row"
    TAKEN = "look--taken"
    TAB = "look--tab"
    CLAIM = "look--claim"
    UNBOUND = "look--unbound"


class Span(NamedTuple):
    """A stretch of text with one look; `action` is a click on it, and only ever the desk's own."""

    text: str
    look: Look = Look.PLAIN
    action: str = ""


Line = Sequence[Span]

MARK_LOOKS = {
    "!": Look.ERROR,
    "?": Look.WARNING,
    "~": Look.NOTICE,
    "*": Look.NOTE,
    ".": Look.FAINT,
    "=": Look.NOTE,
    "≠": Look.WARNING,
}


LABEL_CELLS = 10
"""The cells a label beside a text takes at least."""


def wrapped(text: str, cells: int, lead: str = "", look: Look = Look.PLAIN) -> list[Line]:
    """Return a text in lines, after a lead on the first of them."""
    indent = width(lead)
    lines = wrap(text, max(cells - indent, 4))
    return [
        [Span(lead if not index else " " * indent, Look.FAINT), Span(line, look)]
        for index, line in enumerate(lines)
    ]


def labelled(label: str, text: str, cells: int, look: Look = Look.PLAIN) -> list[Line]:
    """Return a text in lines beside its label."""
    lead = fit(label, max(LABEL_CELLS, width(label))) + " "
    lines: list[Line] = []
    for index, paragraph in enumerate(text.splitlines() or [""]):
        lines += wrapped(paragraph, cells, " " * width(lead) if index else lead, look)
    return lines


class Glyphs:
    """The few characters of the desk's own drawing; the ASCII set is for terminals that draw rules wide."""

    rule = "─"
    folded = "▸"
    unfolded = "▾"

    @classmethod
    def use(cls, *, ascii_only: bool) -> None:
        """Choose between the plain and the ASCII set."""
        cls.rule, cls.folded, cls.unfolded = "-+-" if ascii_only else "─▸▾"


class LineWidget(Widget):
    """A widget that makes each line itself, in looks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {look.value for look in Look}

    ALLOW_SELECT = False

    def look(self, look: Look) -> Style:
        """Return the style of a look over this widget's background."""
        return self.get_component_rich_style(look.value)

    def strip(self, line: Line, cells: int | None = None) -> Strip:
        """Return a line as a strip of exactly `cells` cells, by default the widget's width."""
        cells = self.size.width if cells is None else cells
        segments: list[Segment] = []
        left = cells
        for text, look, action in line:
            if left <= 0:
                break
            text = shown(text)
            length = width(text)
            if length > left:
                text, length = fit(text, left), left
            style = self.look(look)
            segments.append(Segment(text, style + Style(meta={"@click": action}) if action else style))
            left -= length
        if left > 0:
            segments.append(Segment(" " * left, self.look(Look.PLAIN)))
        return Strip(segments, cells)

    def title_rule(self, title: Line, right: str = "") -> Strip:
        """Return a rule with `title` set into its left end and `right` into its right end."""
        cells = self.size.width
        end = f" {right} {Glyphs.rule}" if right else ""
        room = cells - width(end) - 3
        if not title:
            return self.strip([Span(Glyphs.rule * max(cells - width(end), 0) + end, Look.RULE)])
        spans: list[Span] = [Span(Glyphs.rule + " ", Look.RULE)]
        for text, look, action in title:
            text = shown(text)
            if width(text) > room:
                text = fit(text, max(room, 0))
            room -= width(text)
            spans.append(Span(text, look, action))
        spans.append(Span(" " + Glyphs.rule * max(room, 0), Look.RULE))
        spans.append(Span(end, Look.RULE))
        return self.strip(spans)
