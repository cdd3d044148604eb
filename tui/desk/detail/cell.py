"""What the lower pane shows of a cell on which no finding rests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from model.engagement.record import Note
from model.finding import Place
from model.places import covers, read_at
from model.source.book import CellError, CellValue, Visibility
from model.source.shown_value import stored_digits
from tui.desk.detail.claim import sentence_lines
from tui.desk.detail.finding import note_lines
from tui.desk.state import DeskState, SheetSpot
from tui.desk.tree_places import TreeSpot
from tui.desk.untrusted import fit, width
from tui.desk.widgets.lines import Line, Look, Span, labelled
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.reading.table import Table
    from model.tree import TreeNode
    from tui.desk.widgets.tree_model import TreeModel

HIDDEN = ("hidden row", "hidden column", "hidden sheet")


def tree_cell_lines(
    state: DeskState, spot: TreeSpot, model: TreeModel, notes: Sequence[Note], words: Words, cells: int
) -> list[Line]:
    """Return the code, the heading, what is stated and computed, and where; amounts as the tree shows them."""
    tree = state.trees[spot.tree]
    node = tree.nodes[spot.node]
    lines = labelled(words("code"), f"{node.code} {node.name}".strip(), cells)
    if spot.column < 0:
        return [*lines, *_amounts(tree.columns, node, model, cells)]
    cell = node.cells[spot.column]
    lines += labelled(words("column"), tree.columns[spot.column], cells)
    stated = words("not stated") if cell.stated is None else f"{model.money(cell.stated)} {model.unit.label}"
    lines += labelled(words("stated"), stated, cells)
    if cell.computed is not None:
        difference = (cell.stated or 0) - cell.computed
        sign = "+" if difference > 0 else ""
        text = model.money(cell.computed)
        if difference:
            text += f"   {words('difference')} {sign}{model.money(difference)}"
        lines += labelled(words("computed"), text, cells)
    return [*lines, *_rest(state, cell.place, notes, words, cells)]


def _amounts(columns: Sequence[str], node: TreeNode, model: TreeModel, cells: int) -> list[Line]:
    """Return every amount of a row beside its heading."""
    amounts = [model.money(cell.stated) for cell in node.cells]
    label_cells = min(max(map(width, columns), default=0), cells // 2)
    amount_cells = max(map(width, amounts), default=0)
    return [
        [Span(f"{fit(heading, label_cells)}  ", Look.FAINT), Span(fit(amount, amount_cells, "right"))]
        for heading, amount in zip(columns, amounts, strict=True)
    ]


def sheet_cell_lines(
    state: DeskState, spot: SheetSpot, notes: Sequence[Note], words: Words, cells: int
) -> list[Line]:
    """Return the whole value, what the file knows of the cell, and what it means."""
    sheet = state.sheet(spot)
    value = sheet.value(spot.row, spot.column)
    lines = labelled(words("value"), whole_value(value, words), cells, Look.STRONG)
    form = sheet.format(spot.row, spot.column)
    if form is not None and form.formula:
        lines += labelled(words("formula"), f"={form.formula}", cells)
    elif sheet.formats is None and value is not None:
        lines += labelled(words("formula"), words("not known from this kind of file"), cells, Look.FAINT)
    if form is not None and form.number_format and form.number_format != "General":
        lines += labelled(words("format"), form.number_format, cells)
    if form is not None and form.note:
        lines += labelled(words("comment"), form.note, cells)
    for path in heading_paths(state, spot):
        lines += labelled(words("means"), path, cells)
    hidden = [
        words(word)
        for word, true in (
            (HIDDEN[0], spot.row in (sheet.hidden_rows or ())),
            (HIDDEN[1], spot.column in (sheet.hidden_columns or ())),
            (HIDDEN[2], sheet.visibility in {Visibility.HIDDEN, Visibility.VERY_HIDDEN}),
        )
        if true
    ]
    if hidden:
        lines += labelled(words("remark"), ", ".join(hidden), cells, Look.NOTE)
    if (spot.row, spot.column) in sheet.cleaned:
        lines += labelled(
            words("remark"), words("It held characters that cannot be seen; stand-ins are shown."), cells
        )
    return [*lines, *_rest(state, state.place(spot), notes, words, cells)]


def _rest(
    state: DeskState, place: Place | None, notes: Sequence[Note], words: Words, cells: int
) -> Iterator[Line]:
    if place is not None:
        yield from labelled(words("place"), words.place(place), cells)
        if place in state.unchecked:
            why = words.text(state.unchecked[place], place.path)
            yield from labelled(words("not checked"), why, cells)
        yield from _sentences(state, place, words, cells)
    for note in notes:
        yield from note_lines(note, cells)


def _sentences(state: DeskState, place: Place, words: Words, cells: int) -> Iterator[Line]:
    """Yield the sentences that state what a cell does."""
    return sentence_lines(state, state.claim_cells.at.get(place, ()), words, cells)


def whole_value(value: CellValue, words: Words) -> str:
    """Return a cell's stored value in full, with its kind where it is no plain text or number."""
    match value:
        case None:
            return words("blank")
        case float():
            return stored_digits(value)
        case CellError(code=code):
            return words("error {code}", code=code)
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case _:
            return value.iso


def heading_paths(state: DeskState, spot: SheetSpot) -> Iterator[str]:
    """Return what the row and the column of a cell are called, from the recognised table it stands in."""
    document, place = state.documents[spot.document], state.place(spot)
    read = read_at(document.book, place)
    for table in document.tables if read is not None else ():
        if read is not None and covers(document.book, table, place):
            yield from _paths(table, read[1], spot.column)


def _paths(table: Table, at: int, column: int) -> Iterator[str]:
    from model.reading.table import labelled as labelled_rows

    for panel in table.panels:
        headings = {each.column: each.heading for each in panel.columns}
        headings |= {each.column: each.heading for each in panel.changes}
        row = labelled_rows(panel.rows).at(at)
        if column not in headings or row is None:
            continue
        is_amount = any(each.column == column for each in panel.columns)
        unit = table.unit.label if table.unit and is_amount else ""
        path = " > ".join(headings[column])
        yield "  |  ".join(part for part in (f"{row.code} {row.name}".strip(), path, unit) if part)
