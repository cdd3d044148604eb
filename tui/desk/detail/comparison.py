"""What the lower pane shows of a line of two documents: its subject, what each states and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from model.finding import Place
from model.money import format_amount
from tui.desk.widgets.comparison_model import ComparisonModel
from tui.desk.widgets.lines import Line, Look, Span, labelled
from tui.desk.words import Words

if TYPE_CHECKING:
    from checks.comparison import ComparedLine, SideStatement


def comparison_title(line: ComparedLine, words: Words) -> Line:
    """Return the subject of a line."""
    from model.lexicon.subject import subject_text

    return [Span(subject_text(line.coordinates, words.language), Look.TITLE)]


def comparison_lines(line: ComparedLine, model: ComparisonModel, words: Words, cells: int) -> list[Line]:
    """Return what each document states and where, and the change."""
    from checks.comparison_words import kind_of, percent_text, signed
    from model.lexicon.subject import subject_text

    lines = labelled(words("how it stands"), words.text(kind_of(line)), cells)
    for title, entry in zip(model.titles, (line.earlier, line.later), strict=True):
        lines += _side(title, entry, model, words, cells)
    if line.earlier and line.later:
        change = f"{signed(line.change, model.unit) or '0'} {model.unit.label}  {percent_text(line.percent)}"
        lines += labelled(words("change by"), change.rstrip(), cells, Look.STRONG)
    if line.later_coordinates:
        lines += labelled(words("later"), subject_text(line.later_coordinates, words.language), cells)
    return lines


def _side(
    title: str, entry: SideStatement | None, model: ComparisonModel, words: Words, cells: int
) -> Iterator[Line]:
    if entry is None:
        yield from labelled(title, words("not stated"), cells, Look.FAINT)
        return
    amount = f"{format_amount(entry.stated.amount, model.unit)} {model.unit.label}"
    yield from labelled(title, f"{amount}  {where(entry, words)}  {entry.name}".rstrip(), cells)


def where(entry: SideStatement, words: Words) -> str:
    """Return the cell or the paragraph that states an entry."""
    from checks.mechanism.evidence import where_stated

    cell = cell_of(entry)
    return where_stated(entry.subject, entry.stated.fact) if cell is None else words.place(cell)


def cell_of(entry: SideStatement) -> Place | None:
    """Return the cell that states an entry, None where a sentence does."""
    from checks.mechanism.evidence import cell_of as cell

    return cell(entry.subject, entry.stated.fact)
