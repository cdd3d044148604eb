"""The overview: what was read, what was recognised and what not, and the ledger of all that was tested."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from model.finding import DocumentSummary, LedgerLine, Place, TableSummary
from tui.desk.marks import parse_address
from tui.desk.state import DeskState
from tui.desk.untrusted import fit, shown
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.lines import Line, Look, Span
from tui.desk.widgets.model import GridCell, GridColumn
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.recognition.table import Table

SHEET_CELLS = 26
STAGES = {"budget": "budget", "final": "final accounts"}


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A line of the overview, the place it speaks of, and a mark."""

    text: str
    look: Look = Look.PLAIN
    place: Place | None = None
    mark: str = ""


class OverviewModel:
    """The lines of the overview, made when the language or the reading changes."""

    gutter = 2
    frozen = 0
    partial = True
    pinned: Sequence[int] = ()
    heading_lines = 0
    column_count = 1

    def __init__(self, state: DeskState, words: Words) -> None:
        self.rows = overview_rows(state, words)
        self._cells = 80
        self.row_count = len(self.rows)

    @property
    def version(self) -> int:
        """Changes with the width."""
        return self._cells

    def fit(self, cells: int, /) -> None:
        """Take the whole width."""
        self._cells = cells - self.gutter - 2

    def column(self, _column: int, /) -> GridColumn:
        """Return the one column."""
        return GridColumn((), self._cells)

    def row_label(self, row: int, /) -> GridCell:
        """Return the line's mark."""
        looks = {"!": Look.ERROR, "?": Look.WARNING}
        return GridCell(self.rows[row].mark, look=looks.get(self.rows[row].mark, Look.FAINT), align="right")

    def cell(self, row: int, _column: int, /) -> GridCell:
        """Return the line."""
        return GridCell(self.rows[row].text, "", self.rows[row].look)

    def extent(self, _row: int, _column: int, /) -> tuple[int, int]:
        """Return the one column."""
        return 0, 0


class Overview(Grid):
    """The documents, the tables, what is missing, and the ledger."""

    BINDINGS: ClassVar[list[BindingType]] = []
    ABOUT = (
        "The overview accounts for everything: each file, each table and why it was not recognised, each cell without "
        "meaning, and for every rule how many relations were tested and how they ended."
    )

    model: OverviewModel | None

    def __init__(self, words: Words, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.words = words

    def load(self, state: DeskState | None) -> None:
        """Take another reading."""
        self.show(None if state is None else OverviewModel(state, self.words))

    def heading(self) -> tuple[Line, str]:
        """Return the view's name and the row the cursor is on."""
        count = self.model.row_count if self.model else 0
        return [Span(self.words("overview"), Look.TITLE)], f"{min(self.row + 1, count)}/{count}"

    @property
    def place(self) -> Place | None:
        """The place that the line under the cursor speaks of."""
        return self.model.rows[self.row].place if self.model and self.model.row_count else None


def overview_rows(state: DeskState, words: Words) -> list[OverviewRow]:
    """Return the lines of the overview."""
    rows = [OverviewRow(trouble.line(words.language), Look.ERROR, mark="!") for trouble in state.troubles]
    for number, document in enumerate(state.report.documents):
        tables = state.documents[number].tables if number < len(state.documents) else ()
        rows += _document(document, tables, words)
    return [*rows, *_ledger(state.report.ledger, words)]


def _document(document: DocumentSummary, tables: Sequence[Table], words: Words) -> Iterable[OverviewRow]:
    year = str(document.year or "")
    stage = words(STAGES[document.stage]) if document.stage in STAGES else ""
    unit = document.unit.label if document.unit else ""
    about = "  ".join(part for part in (document.department or "", f"{year} {stage}".strip(), unit) if part)
    yield OverviewRow(shown(document.path), Look.TITLE)
    yield OverviewRow(f"  {shown(about)}")
    yield OverviewRow(f"  sha256 {document.sha256}", Look.FAINT)
    for number, summary in enumerate(document.tables):
        yield from _table(document, summary, tables[number] if number < len(tables) else None, words)
    for sheet, why in document.skipped:
        yield OverviewRow(
            f"  {shown(sheet)}  {words('not read: {why}', why=shown(words.tell(why)))}", mark="."
        )
    if document.paragraphs:
        counts = {"paragraphs": document.paragraphs, "claims": document.claims}
        yield OverviewRow("  " + words("{paragraphs} paragraphs, {claims} claims", **counts))
    for paragraph, text in document.unbound_claims:
        yield OverviewRow(f"  ¶{paragraph} {shown(text)}  {words('not bound')}", mark=".")
    yield OverviewRow("")


def _table(
    document: DocumentSummary, summary: TableSummary, table: Table | None, words: Words
) -> Iterable[OverviewRow]:
    first = parse_address(summary.extent.partition(":")[0]) or (0, 0)
    place = Place(document.path, summary.sheet, *first)
    what = f"  {fit(summary.sheet, SHEET_CELLS)} {fit(summary.extent, 10)}"
    if not summary.kind:
        why = "" if summary.why is None else shown(words.tell(summary.why))
        yield OverviewRow(f"{what} {words('not recognised: {why}', why=why)}", Look.WARNING, place, "?")
        return
    unit = summary.unit.label if summary.unit else words("unit unknown")
    counts = words("{facts} amounts", facts=summary.facts)
    known = f"{fit(kind_name(summary.kind, words), 22)} {summary.year or '':<4} {unit}  {counts}"
    yield OverviewRow(f"{what} {known}", Look.PLAIN, place)
    reasons = {} if table is None else {(cell.row, cell.column): cell.why for cell in table.unbound}
    for cell in summary.unbound:
        at = parse_address(cell) or (0, 0)
        why = words.tell(reasons[at]) if at in reasons else ""
        text = f"      {cell}  {words('not bound')}  {shown(why)}"
        yield OverviewRow(text, Look.PLAIN, Place(document.path, summary.sheet, *at), ".")


def kind_name(kind: str, words: Words) -> str:
    """Return what a kind of table is called in the language; a kind that the lexicon does not know, as it is."""
    from model.lexicon.lexicon import lexicon

    known = next((each for each in lexicon().kinds if each.kind == kind), None)
    return shown(kind) if known is None else known.zh if words.language == "zh" else known.en


COUNTS = ("tested", "agree", "rounding", "differ", "unchecked", "failed")


def _ledger(ledger: Sequence[LedgerLine], words: Words) -> Iterable[OverviewRow]:
    heads = "".join(fit(words(head), 11, "right") for head in COUNTS)
    yield OverviewRow(fit(words("ledger"), 10) + heads, Look.TITLE)
    for line in ledger:
        counts = (
            line.tested,
            line.consistent,
            line.rounding,
            line.inconsistent,
            line.not_checked,
            line.failed,
        )
        text = fit(line.rule, 10) + "".join(fit(f"{count:,}", 11, "right", number=True) for count in counts)
        yield OverviewRow(text, Look.ERROR if line.failed else Look.PLAIN, mark="!" if line.failed else "")
        for reason in line.reasons:
            yield OverviewRow(
                f"      {shown(reason.place)}  {shown(words.tell(reason.why))}", Look.FAINT, mark="."
            )
