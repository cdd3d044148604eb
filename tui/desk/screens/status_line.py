"""The line above the keys: in the sheet the whole value and the formula of the cell, and what the calculator holds;
while a figure waits for its subject, what it would be bound to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.source.book import address
from tui.desk.detail.cell import whole_value
from tui.desk.widgets.lines import Line, Look, Span

if TYPE_CHECKING:
    from tui.desk.screens.main import MainScreen


def show_status(screen: MainScreen) -> None:
    """Show the line anew; it takes no room where it has nothing to show."""
    summed = "" if screen.state is None else screen.app.calculating.status()
    cell = screen.app.binding.status() or (cell_line(screen) if screen.view == "sheet" else [])
    screen.status.display = bool(cell or summed)
    screen.status.show(cell, [Span(f"  {summed} ", Look.STRONG)] if summed else [])


def cell_line(screen: MainScreen) -> Line:
    """Return the address, the whole value and the formula of the cell under the cursor."""
    view, words = screen.sheet_view, screen.words
    if (model := view.model) is None:
        return []
    value, form = model.value_at(view.row, view.column)
    row, column = model.anchor(view.row, view.column)
    line = [Span(f" {address(row, column)}  ", Look.KEY)]
    formula = form.formula if form is not None else ""
    if value is not None or not formula:
        line.append(Span(whole_value(value, words), Look.FAINT if value is None else Look.STRONG))
    if formula:
        line.append(Span(f"  ={formula}", Look.COMPUTED))
    if formula and value is None:
        line.append(Span(f"  {words('the file keeps no value of it')}", Look.NOTE))
    return line
