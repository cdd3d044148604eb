"""Small pictures in the overview, drawn with plain characters: what the money is for, and where the findings are.

They need no colour and no character that a terminal may draw wide, and every line of them leads to what it draws.

No plotting library draws them. Measured for these pictures, with Chinese names at 80 cells and NO_COLOR: plotext 6.1
(MIT, September 2026, wheels with native code for Windows, Linux and macOS) aligns Chinese, but takes 350 ms to import
and 2.9 MB, sends colours whatever NO_COLOR states, and broke its interface from 5 to 6; textual-plotext 1.0 (MIT) still
wants plotext 5, which does not align Chinese. plotille 6.0 (MIT, 36 ms, 0.5 MB) draws curves and histograms, no bars
with names. uniplot 0.23 (MIT) draws curves too, and wants readchar beside numpy. termcharts 1.1 (MIT, no wheel) always
writes colours, and no names beside its bars. All draw bars of block characters, which a terminal set to Chinese may
draw two cells wide; none knows of a line that leads to a cell, with the share and the change beside its bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from model.finding import Place, Severity
from model.money import Unit, format_amount, rounded_ratio
from model.record import dataclass
from tui.desk.prior_year import PriorYear
from tui.desk.state import DeskState, places_of
from tui.desk.untrusted import fit, shown
from tui.desk.widgets.lines import Look
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.finding import DocumentSummary
    from model.tree import CodeTree, TreeNode

BAR_CELLS = 16
CHANGE_CELLS = 8
NAME_CELLS = 26
CLASS_DIGITS = 3
FUNCTION = "2"
"""Codes of functions begin with it."""

MOST_NODES = 20_000
"""A tree of more nodes is not gone through for a picture."""

MOST_SHEETS = 12
MOST_MARKS = 40


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A line of a picture, and the cell that it leads to."""

    text: str
    place: Place | None = None
    look: Look = Look.PLAIN


def bar(part: int, whole: int) -> str:
    """Return a bar for a part of a whole; what is anything at all has a sign, and nothing is longer than the whole."""
    if part <= 0 or whole <= 0:
        return ""
    return "=" * max(min(part, whole) * BAR_CELLS * 2 // whole + 1 >> 1, 1)


def share_text(part: int, whole: int) -> str:
    """Return a part of a whole in percent with one decimal, half up."""
    tenths = rounded_ratio(part * 1000, whole)
    return f"{tenths // 10}.{tenths % 10}%"


def composition(
    state: DeskState, document: DocumentSummary, words: Words, unit: Unit
) -> Iterator[PictureLine]:
    """Yield the classes of a document's expenditure, the largest first: amount, share, change of the year, bar.

    Above them stands the total that the document states, and what the classes come to where that is another or none is
    stated. The shares are of that total, the amounts in the unit.
    """
    found = _classes(state, document)
    if found is None:
        return
    tree, column, nodes = found
    amounts = {id(node): node.cells[column].stated or 0 for node in nodes}
    parts = sum(amounts.values())
    stated, place = _stated_total(state, tree, column, nodes)
    heading = shown(tree.columns[column].replace("\n", " "))
    parts_of_line = [f"  {words('by class')}", heading]
    if stated is not None:
        parts_of_line.append(f"{format_amount(stated, unit)} {unit.label}")
    if stated != parts:
        parts_of_line.append(
            words("the classes: {sum} {unit}", sum=format_amount(parts, unit), unit=unit.label)
        )
    yield PictureLine("  ".join(parts_of_line), place, Look.STRONG)
    drawn = sorted((node for node in nodes if amounts[id(node)] > 0), key=lambda node: -amounts[id(node)])
    total = stated if stated is not None and stated > 0 else sum(amounts[id(node)] for node in drawn)
    prior = PriorYear(state)
    cells = max(len(format_amount(amounts[id(node)], unit)) for node in drawn)
    for node in drawn:
        amount, place = amounts[id(node)], node.cells[column].place
        name = fit(f"{node.code} {node.name}", NAME_CELLS)
        change = _change(amount, prior.amount(place))
        share = share_text(amount, total)
        line = f"{format_amount(amount, unit):>{cells}} {share:>6} {change:>{CHANGE_CELLS}}"
        yield PictureLine(f"    {name} {line} {bar(amount, total)}".rstrip(), place)


def _stated_total(
    state: DeskState, tree: CodeTree, column: int, nodes: Sequence[TreeNode]
) -> tuple[int | None, Place | None]:
    """Return the amount and the cell of a tree's total: its row without a code that has the coordinates of the classes
    but for what they are for and whose they are; None where it states none.
    """
    coordinates_of = state.claim_cells.coordinates
    first = next((node.cells[column].place for node in nodes if node.cells[column].place), None)
    wanted = {} if first is None else _without_parts(coordinates_of(first))
    for cell in (node.cells[column] for node in tree.nodes if not node.code and node.parent < 0):
        if cell.stated is not None and cell.place is not None and coordinates_of(cell.place) == wanted:
            return cell.stated, cell.place
    return None, None


def _without_parts(coordinates: Mapping[str, str]) -> dict[str, str]:
    return {name: member for name, member in coordinates.items() if name not in {"function", "unit"}}


def _change(amount: int, before: int | None) -> str:
    """Return the change on the year before in percent, "" where that is not stated."""
    if not before:
        return ""
    from checks.comparison_words import percent_text

    return percent_text(rounded_ratio((amount - before) * 10_000, before))


def _classes(state: DeskState, document: DocumentSummary) -> tuple[CodeTree, int, Sequence[TreeNode]] | None:
    """Return the fullest tree of functions of a document, the column of all of its year, and its classes."""
    for tree in state.trees:
        if tree.path != document.path or len(tree.nodes) > MOST_NODES:
            continue
        nodes = [
            node for node in tree.nodes if len(node.code) == CLASS_DIGITS and node.code.startswith(FUNCTION)
        ]
        column = next(
            (number for number in range(len(tree.columns)) if _is_all(state, document, nodes, number)), None
        )
        if column is not None and sum((node.cells[column].stated or 0) > 0 for node in nodes) > 1:
            return tree, column, nodes
    return None


def _is_all(state: DeskState, document: DocumentSummary, nodes: Sequence[TreeNode], column: int) -> bool:
    """Return whether a column holds all expenditure of the document's year, whatever it is for."""
    places = (node.cells[column].place for node in nodes if node.cells[column].stated)
    place = next((place for place in places if place is not None), None)
    coordinates = {} if place is None else state.claim_cells.coordinates(place)
    is_part = {"nature", "item", "economic", "government"} & coordinates.keys()
    return (
        coordinates.get("flow") == "expenditure"
        and coordinates.get("year") == str(document.year)
        and not is_part
    )


def where_findings_are(state: DeskState, document: DocumentSummary, words: Words) -> Iterator[PictureLine]:
    """Yield the sheets of a document in which something was found, each with a mark for every finding, most first."""
    marks: dict[str, list[str]] = {}
    places: dict[str, Place] = {}
    for finding in state.findings:
        place = next(iter(places_of(finding)), None)
        if place is None or place.path != document.path or finding.severity is Severity.NOTICE:
            continue
        marks.setdefault(place.sheet, []).append(finding.severity.mark)
        places.setdefault(place.sheet, place)
    if len(marks) < 2:
        return
    yield PictureLine(f"  {words('where the findings are')}", look=Look.STRONG)
    most = sorted(marks, key=lambda sheet: -len(marks[sheet]))
    for sheet in most[:MOST_SHEETS]:
        drawn = "".join(marks[sheet][:MOST_MARKS])
        yield PictureLine(
            f"    {fit(words.places(sheet), NAME_CELLS)} {len(marks[sheet]):>4}  {drawn}", places[sheet]
        )
