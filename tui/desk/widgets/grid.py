"""The grid: a window on any number of rows, which asks its model for what it draws and nothing else.

It scrolls by whole rows and whole columns, so that an amount is never cut in the middle of its digits.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ClassVar, Concatenate, ParamSpec, TypeVar

from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size, clamp
from textual.message import Message
from textual.strip import Strip

from tui.desk.keymap import bindings
from tui.desk.messages import Announcement
from tui.desk.untrusted import CLIPPED, fit, width
from tui.desk.widgets.lines import MARK_LOOKS, Glyphs, Line, LineWidget, Look, Span
from tui.desk.widgets.model import GridCell, GridModel

WHEEL_ROWS = 3
RULE = -1
"""Stands among the rows for the line below those that are pinned."""

P = ParamSpec("P")
G = TypeVar("G", bound="Grid")


def in_one_frame(action: Callable[Concatenate[G, P], None]) -> Callable[Concatenate[G, P], None]:
    """Let what follows the cursor do so while the key acts, so that both are painted in one frame."""

    @wraps(action)
    def acting(grid: G, /, *args: P.args, **kwargs: P.kwargs) -> None:
        before, grid.is_acting = grid.is_acting, True
        try:
            action(grid, *args, **kwargs)
        finally:
            grid.is_acting = before

    return acting


class Grid(LineWidget, can_focus=True):
    """A virtualised grid of cells with a cursor, frozen columns, pinned rows and a title in its first line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("grid")

    class Moved(Message):
        """The cursor stands elsewhere, or on something else."""

        def __init__(self, grid: Grid) -> None:
            super().__init__()
            self.grid = grid

        @property
        def control(self) -> Grid:
            """The grid whose cursor moved."""
            return self.grid

        def can_replace(self, message: Message) -> bool:
            """Only the last of a burst of moves counts."""
            return isinstance(message, Grid.Moved) and message.grid is self.grid

    class Entered(Message):
        """Enter was pressed on the cell under the cursor."""

        def __init__(self, grid: Grid) -> None:
            super().__init__()
            self.grid = grid

        @property
        def control(self) -> Grid:
            """The grid in which it was pressed."""
            return self.grid

    def __init__(self, model: GridModel | None = None, *, id: str | None = None) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id)
        self.model: GridModel | None = model
        self.row = self.column = self.top = self.left = 0
        self.lead: Line = ()
        self.follower: Callable[[Grid], None] | None = None
        self.entrant: Callable[[], None] | None = None
        self.is_acting = False
        self._settled_for = Size(0, 0)
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(1024)

    @property
    def is_active(self) -> bool:
        """Whether the cursor is drawn as the one that the keys move."""
        return self.has_focus

    def taken_columns(self, _row: int) -> frozenset[int]:
        """Return the columns of a row that stand out: those of a block, or of what the calculator took."""
        return frozenset()

    def heading(self) -> tuple[Line, str]:
        """Return the title set into the first line, and what stands at its right end."""
        return (), ""

    def idle_lines(self) -> list[Line]:
        """Return what is shown while there is no model."""
        return []

    def show(self, model: GridModel | None, at: tuple[int, int] | None = None) -> None:
        """Show another model, with the cursor at a row and column."""
        self.model = model
        self.row, self.column = at or (0, 0)
        self.top = self.left = 0
        self._strips.clear()
        self.move_to(self.row, self.column, centre=True)

    def announce(self, text: str) -> None:
        """Have something announced in the bottom line."""
        self.post_message(Announcement(text))

    def redraw(self) -> None:
        """Draw everything anew: what the model shows has changed."""
        self._settle()
        self.refresh()

    def move_to(self, row: int, column: int, *, centre: bool = False) -> None:
        """Put the cursor on a cell and bring it into view, towards the middle if asked."""
        model = self.model
        if model is None:
            self.refresh()
            return
        before = (self.row, self.top, self.left)
        self.row = clamp(row, 0, max(model.row_count - 1, 0))
        self.column = clamp(column, 0, max(model.column_count - 1, 0))
        self._settle(centre=centre)
        if centre or before[1:] != (self.top, self.left):
            self.refresh()
        else:
            self._refresh_rows(before[0], self.row)
        self.report_move()

    def report_move(self) -> None:
        """Have the cursor followed: at once where a key moved it, else when what waits before is done."""
        if self.is_acting and self.follower is not None:
            self.follower(self)
        else:
            self.post_message(self.Moved(self))

    @property
    def room(self) -> int:
        """How many lines there are for rows below the title and the headings."""
        return max(self.size.height - 1 - (self.model.heading_lines if self.model else 0), 1)

    def rows_in_view(self) -> list[int]:
        """Return the rows that are drawn, pinned ones first, then RULE for the line below them."""
        if self.model is None:
            return []
        pinned = self._pinned(self.top)
        last = min(self.top + self.room - len(pinned), self.model.row_count)
        return [*pinned, *range(self.top, last)]

    def _pinned(self, top: int) -> list[int]:
        """Return the rows that stay in view while another is the first that scrolls, and the rule below them."""
        pinned = [] if self.model is None else [row for row in self.model.pinned if row < top]
        return [*pinned, RULE] if pinned else []

    def _settle(self, *, centre: bool = False) -> None:
        """Fit the widths, then choose the first row and column so that the cursor is in view."""
        if (model := self.model) is None or not self.size.width:
            return
        self._settled_for = self.size
        model.fit(self.size.width)
        self.row = clamp(self.row, 0, max(model.row_count - 1, 0))
        self.column = clamp(self.column, 0, max(model.column_count - 1, 0))
        self._settle_top(model, centre=centre)
        frozen = model.frozen
        self.left = clamp(self.left, frozen, max(model.column_count - 1, frozen))
        if self.column < frozen:
            return
        self.left = min(self.left, self.column)
        while self.left < self.column and self.column not in dict(self.columns_in_view(whole=True)):
            self.left += 1

    def _settle_top(self, model: GridModel, *, centre: bool) -> None:
        room = self.room
        if centre and not self.top <= self.row < self.top + room - len(self._pinned(self.top)):
            self.top = max(self.row - room // 2, 0)
        pinned = len(self._pinned(self.row))
        self.top = clamp(self.top, self.row - room + 1 + pinned, self.row)
        self.top = clamp(self.top, 0, max(model.row_count - room + len(self._pinned(self.top)), 0))

    def columns_in_view(self, *, whole: bool = False) -> list[tuple[int, int]]:
        """Return the columns that are drawn with their widths, mark and gap included."""
        if (model := self.model) is None:
            return []
        left = self.size.width - model.gutter
        drawn: list[tuple[int, int]] = []
        for column in [*range(model.frozen), *range(max(self.left, model.frozen), model.column_count)]:
            cells = model.column(column).cells + 2
            if cells > left:
                cut_anyway = not whole and (model.partial or not drawn or len(drawn) == model.frozen)
                if cut_anyway and left > 3:
                    drawn.append((column, left))
                break
            drawn.append((column, cells))
            left -= cells
        return drawn

    def _refresh_rows(self, *rows: int) -> None:
        first = self.size.height - self.room
        seen = self.rows_in_view()
        lines = [first + seen.index(row) for row in set(rows) if row in seen]
        self.refresh(*(Region(0, line, self.size.width, 1) for line in (0, *lines)))

    def on_resize(self) -> None:
        """Keep the cursor in view in the new size."""
        self._strips.clear()
        self.redraw()

    def on_focus(self) -> None:
        """Draw the cursor as the active one."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as resting."""
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the drawn lines: the styles have changed."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window, which is settled first where its size is another than before."""
        if self._settled_for != self.size:
            self._settle()
        if y == 0:
            title, right = self.heading()
            return self.title_rule([*self.lead, *title], right)
        if (model := self.model) is None:
            idle = self.idle_lines()
            return self.strip(idle[y - 1] if y - 1 < len(idle) else ())
        if y <= model.heading_lines:
            return self._heading_strip(model, y - 1)
        rows = self.rows_in_view()
        index = y - 1 - model.heading_lines
        if index >= len(rows):
            return self.strip(())
        if rows[index] == RULE:
            return self.strip([Span(Glyphs.rule * self.size.width, Look.RULE)])
        return self._row_strip(model, rows[index])

    def _heading_strip(self, model: GridModel, line: int) -> Strip:
        columns = self.columns_in_view()
        spans = [Span(" " * model.gutter, Look.HEADING)]
        for index, (column, cells) in enumerate(columns):
            heading = model.column(column)
            skipped = line == model.heading_lines - 1 and index == model.frozen and column > model.frozen
            text = heading.heading[line] if line < len(heading.heading) else ""
            spans.append(Span("<" if skipped else " ", Look.KEY if skipped else Look.HEADING))
            spans.append(Span(fit(text, cells - 2, heading.align) + " ", Look.HEADING))
        drawn = sum(cells for _, cells in columns) + model.gutter
        more = line == model.heading_lines - 1 and (not columns or columns[-1][0] < model.column_count - 1)
        spans.append(Span(" " * (self.size.width - drawn), Look.HEADING))
        strip = self.strip(spans)
        if not more:
            return strip
        return Strip.join([strip.crop(0, self.size.width - 1), self.strip([Span(">", Look.KEY)], 1)])

    def _row_strip(self, model: GridModel, row: int) -> Strip:
        here = row == self.row
        key = (
            row,
            self.left,
            self.size.width,
            model.version,
            self.column if here else -1,
            here and self.is_active,
            self.taken_columns(row),
        )
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self.strip(self._row_spans(model, row))
        return strip

    def _row_spans(self, model: GridModel, row: int) -> list[Span]:
        label = model.row_label(row)
        spans = [Span(fit(label.text, model.gutter, label.align), label.look)] if model.gutter else []
        covered = -1
        columns, taken = self.columns_in_view(), self.taken_columns(row)
        for index, (column, cells) in enumerate(columns):
            if column <= covered:
                continue
            cell = model.cell(row, column)
            covered = max(cell.last, column)
            if cell.spills and width(cell.text) > cells - 2:
                covered = self._spilled(model, row, columns[index:], width(cell.text))
            cells += sum(more for other, more in columns[index + 1 :] if other <= covered)
            cut = cells < model.column(column).cells + 2 and column == covered
            look = self._cursor_look(model, row, column, covered)
            if column in taken and look not in {Look.CURSOR, Look.RESTING}:
                look = Look.TAKEN
            spans += self._cell_spans(cell, cells, look, cut=cut)
        return spans

    def _spilled(self, model: GridModel, row: int, columns: list[tuple[int, int]], wanted: int) -> int:
        """Return the last column over which a text runs on: blank ones, and never the cursor's."""
        (covered, room), *others = columns
        for column, cells in others:
            free = not model.cell(row, column).text and not (row == self.row and column == self.column)
            if room - 2 >= wanted or not free:
                break
            covered, room = column, room + cells
        return covered

    def _cursor_look(self, model: GridModel, row: int, first: int, last: int) -> Look | None:
        if row != self.row:
            return None
        if first <= self.column <= last:
            return Look.CURSOR if self.is_active else Look.RESTING
        return Look.ROW if first < model.frozen else None

    def _cell_spans(self, cell: GridCell, cells: int, over: Look | None, *, cut: bool) -> list[Span]:
        """Return a cell with its mark. A number in a column cut by the window's edge is not begun: ">" shows it."""
        text = fit(cell.text, cells - 2, cell.align, number=cell.number)
        if cut and cell.number and width(cell.text) > cells - 2:
            text = fit(CLIPPED, cells - 2, "right")
        look = over or cell.look
        mark_look = look if over is Look.CURSOR else MARK_LOOKS.get(cell.mark, look)
        if look is Look.ROW:
            body = text.strip(" ")
            before, _, after = text.partition(body) if body else (text, "", "")
            return [Span(" " + before), Span(body, look), Span(after), Span(cell.mark or " ", mark_look)]
        return [Span(" "), Span(text, look), Span(cell.mark or " ", mark_look)]

    @in_one_frame
    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor by rows and columns; a merged cell counts as one."""
        if self.model is None:
            return
        column = self.column
        if columns and self.model.row_count:
            first, last = self.model.extent(self.row, column)
            column = last + columns if columns > 0 else first + columns
        self.move_to(self.row + rows, column)

    @in_one_frame
    def action_page(self, pages: int) -> None:
        """Move the cursor by a window's height."""
        self.move_to(self.row + pages * max(self.room - 1, 1), self.column)

    @in_one_frame
    def action_edge(self, edge: str) -> None:
        """Move the cursor to the first or last row or column."""
        if (model := self.model) is None:
            return
        row, column = {
            "top": (0, self.column),
            "bottom": (model.row_count - 1, self.column),
            "start": (self.row, 0),
            "end": (self.row, model.column_count - 1),
        }[edge]
        self.move_to(row, column)

    def action_enter(self) -> None:
        """Have the cell under the cursor entered: at once where the screen does that itself, else as a message."""
        if self.model is None or not self.model.row_count:
            return
        if self.entrant is not None:
            self.entrant()
        else:
            self.post_message(self.Entered(self))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move down with the wheel."""
        event.stop()
        self.action_move(WHEEL_ROWS, 0)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move up with the wheel."""
        event.stop()
        self.action_move(-WHEEL_ROWS, 0)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the cell that was clicked; a second click enters it."""
        if (model := self.model) is None:
            return
        seen = self.rows_in_view()
        line = event.y - 1 - model.heading_lines
        if not 0 <= line < len(seen) or seen[line] == RULE:
            return
        x = model.gutter
        for column, cells in self.columns_in_view():
            x += cells
            if event.x < x:
                again = (seen[line], column) == (self.row, self.column)
                self.move_to(seen[line], column)
                if again and event.chain > 1:
                    self.action_enter()
                return
