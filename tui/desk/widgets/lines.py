"""Widgets that draw their own lines: styles by name, and a title set into a rule."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, Self

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.color import Color
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui.desk.untrusted import fit, shown, width, wrap


class Look(StrEnum):
    """How a stretch of text looks; the value names a class of the style sheet, within the widget that draws it."""

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

MOST_STRIPS = 512
"""So many of the lines that a widget drew last are stored."""

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


class _Painting:
    """The lines of a widget as they were painted last; `of` is all that they rest on beside what the widget shows."""

    def __init__(self) -> None:
        self.of: object = None
        self.lines: dict[int, Strip] = {}
        self.whole: list[Strip] = []
        self.crop: Region | None = None

    def forget(self, regions: Sequence[Region] = ()) -> None:
        """Have some lines painted anew, by default all."""
        self.crop = None
        if not regions:
            self.lines.clear()
        for region in regions:
            for y in region.line_range:
                self.lines.pop(y, None)


class LineWidget(Widget):
    """A widget that makes each line itself, in looks. It has no border and no padding.

    Textual asks every widget for all of its lines at each frame: what was not to be refreshed is there already. As
    component classes, the looks would be worked out for every widget as the desk begins, drawn or not.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        self._size_drawn: Size | None = None
        self._painting = _Painting()
        self._looks: dict[Look, Style] = {}
        self._background: Color | None = None
        self._drawn_strips: LRUCache[tuple[tuple[Span, ...], int], Strip] = LRUCache(MOST_STRIPS)
        super().__init__(id=id)

    @property
    def size(self) -> Size:
        """The size of the window, which is looked up once for all lines that are drawn together."""
        return super().size if self._size_drawn is None else self._size_drawn

    def look(self, look: Look) -> Style:
        """Return the style of a look over this widget's background, worked out when it is first drawn."""
        style = self._looks.get(look)
        if style is None:
            part = DOMNode(classes=look.value)
            part._attach(self)
            self.app.stylesheet.apply(part)
            style = self._looks[look] = part.rich_style
        return style

    def notify_style_update(self) -> None:
        """Forget the drawn lines: the styles have changed."""
        super().notify_style_update()
        self._forget_looks()

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - Textual's signature
        """Draw in the looks of what has the focus, or has it no more."""
        super().watch_has_focus(has_focus)
        self._forget_looks()
        self.refresh()

    def _forget_looks(self) -> None:
        self._looks.clear()
        self._background = None
        self._drawn_strips.clear()
        self._painting.forget()

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Have some regions painted anew, by default all."""
        if repaint:
            self._painting.forget(regions)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines, of which only those are painted that were to be."""
        self._size_drawn, painting = self.size, self._painting
        try:
            of = self._size_drawn, self._link, *self.get_line_filters()
            if painting.of != of:
                painting.of = of
                painting.forget()
            if painting.crop != crop:
                painting.whole = [self._painted(y, crop) for y in crop.line_range]
                painting.crop = crop
            return painting.whole
        finally:
            self._size_drawn = None

    @property
    def _link(self) -> str:
        """The link under the mouse, which stands out."""
        hover = self.hover_style
        return hover.link_id if "@click" in hover.meta else ""

    def _painted(self, y: int, crop: Region) -> Strip:
        strip = self._painting.lines.get(y)
        if strip is None:
            self._background = self._background or self.background_colors[1]
            strip = self.render_line(y)
            for each in self.get_line_filters():
                strip = strip.apply_filter(each, self._background)
            if link := self._link:
                strip = strip.style_links(link, self.link_style_hover)
            self._painting.lines[y] = strip
        return strip if crop.width == strip.cell_length else strip.crop(*crop.column_span)

    def links(self) -> list[tuple[tuple[int, int], str]]:
        """Return where the links that are drawn begin, by column and line, and their actions; each once."""
        found: dict[str, tuple[int, int]] = {}
        for y, strip in enumerate(self.render_lines(Region(0, 0, *self.size))):
            x = 0
            for segment in strip:
                action = segment.style.meta.get("@click") if segment.style else None
                if action:
                    found.setdefault(str(action), (x, y))
                x += segment.cell_length
        return [(at, action) for action, at in found.items()]

    def strip(self, line: Line, cells: int | None = None) -> Strip:
        """Return a line as a strip of exactly `cells` cells, by default the widget's width."""
        key = tuple(line), self.size.width if cells is None else cells
        strip = self._drawn_strips.get(key)
        if strip is None:
            strip = self._drawn_strips[key] = self._drawn(*key)
        return strip

    def _drawn(self, line: tuple[Span, ...], cells: int) -> Strip:
        """Draw a line; neighbours that look alike are one stretch, so that a terminal far away is sent little."""
        segments: list[Segment] = []
        left = cells
        for (look, action), spans in groupby(line, key=itemgetter(1, 2)):
            if left <= 0:
                break
            text = shown("".join([span.text for span in spans]))
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
