"""Lost blanks of a plain text, told from facts: a row that lost a cell, headings that stand left of their columns."""

from __future__ import annotations

from model.classification.codes import is_code
from model.layout.cells import cells_of, content_of, is_number
from model.lexicon.lexicon import Lexicon
from model.lexicon.names import code_text
from model.reading.panels import PanelColumns
from model.source.book import Sheet

_SAMPLE = 200


def headings_realigned(grid: list[list[str]], sheet: Sheet, data: list[int], lexicon: Lexicon) -> bool:
    """Move headings that stand left of their columns back over them, in place; return whether any was moved.

    The content tells where the names and the first amounts stand. A heading of amounts at or left of the names
    shows that its row lost a cell: it and what follows move right. A heading of names that stands left of the names
    moves with what follows, one that stands right of them alone. What stands above the heading of a label spans the
    labels and the amounts of a panel, and stays.
    """
    names = _name_column(sheet, data)
    moved = False
    for level, texts in enumerate(grid if names > 0 else ()):
        for column, text in enumerate(texts):
            below = (texts[column] for texts in grid[level + 1 :])
            if not text or any(each and lexicon.read(each).column_role for each in below):
                continue
            reading = lexicon.read(text)
            is_name = bool(reading.roles & {"name", "unit_name"}) and "名称" in text
            is_amount = not reading.column_role and reading.is_bound
            if (is_amount and column <= names) or (is_name and column < names):
                shift = names - column + (not is_name)
                texts[column:] = [*[""] * shift, *texts[column:]][: len(texts) - column]
            elif is_name and column > names and not texts[names]:
                texts[names], texts[column] = text, ""
            else:
                continue
            moved = True
            break
    return moved


def _name_column(sheet: Sheet, data: list[int]) -> int:
    """Return the column that holds the names of the rows: the last one of words before the first of numbers, or -1."""
    width = max((len(sheet.rows[row]) for row in data[:_SAMPLE]), default=0)
    coded = [row for row in data[:_SAMPLE] if any(is_code(code_text(value)) for value in sheet.rows[row][:6])]
    held = [content_of(cells_of(sheet, coded, column), fewest=2) for column in range(width)]
    first = held.index("amounts") if "amounts" in held else 0
    return first - 1 if first and held[first - 1] == "words" else -1


def lost_cells(sheet: Sheet, row: int, panel: PanelColumns) -> int:
    """Return how many label cells a total's row lost, so that its amounts stand that far left of their headings.

    Told by a number under the column of names, where none can be: then the first number belongs under the first
    column of amounts, and the rest must fall under columns of amounts too. 0 where the row lost none.
    """
    named = (sheet.value(row, column) for column in (panel.name, panel.unit_name) if column >= 0)
    if not sheet.lost_blanks or not any(map(is_number, named)):
        return 0
    amounts = [column.number for column in panel.amounts]
    numbers = [column for column, value in enumerate(sheet.rows[row]) if is_number(value)]
    shift = min(amounts) - numbers[0]
    return shift if shift > 0 and all(column + shift in amounts for column in numbers) else 0
