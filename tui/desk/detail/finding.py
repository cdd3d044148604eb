"""What the lower pane shows of a finding: the equation as a trace table, the hint, the decision and the notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from model.engagement.record import Disposition, Note, State, local_time
from model.equation import span_text
from model.export.decision_words import decision_lines
from model.finding import CellEvidence, Finding, Role
from model.money import Unit, format_amount
from model.record import dataclass
from tui.desk.untrusted import fit, shown, width
from tui.desk.widgets.lines import Line, Look, Span, wrapped
from tui.desk.words import Words

if TYPE_CHECKING:
    from tui.desk.state import DeskState

MOST_PLACE = 18
"""The cells that the place of an operand takes at most."""

SIDE_BY_SIDE = 76
"""Cells from which the parts stand at the left and the sums at the right of one another."""

MOST_EQUATION = 100
"""The cells that an equation takes at most: over more, the eye loses the row."""

LONG_EQUATION = 6
"""With more lines than these an equation is long: the pane of a small screen has room for little more."""

STATE_WORDS = {
    State.OPEN: "open",
    State.CONFIRMED: "confirmed",
    State.DISMISSED: "dismissed",
    State.FOLLOW_UP: "follow up",
    State.EXPLAINED: "explained",
    State.CORRECTED: "corrected",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with what was decided and noted, and the unit in which its amounts are shown."""

    finding: Finding
    disposition: Disposition | None = None
    notes: tuple[Note, ...] = ()
    unit: Unit = Unit.YUAN
    tags: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        """What was decided."""
        return State.OPEN if self.disposition is None else self.disposition.state


def finding_title(judged: Judged, words: Words, count: str = "") -> list[Span]:
    """Return the finding in one line: mark, rule, title, which of several it is, and what was decided."""
    finding = judged.finding
    look = {"!": Look.ERROR, "?": Look.WARNING, "~": Look.NOTICE}[finding.severity.mark]
    spans = [
        Span(f"{finding.severity.mark} {words.rule(finding.rule)} ", look),
        Span(words.text_of(finding, finding.title), Look.TITLE),
        Span(f"  ({count})" if count else "", Look.FAINT),
    ]
    if judged.state is not State.OPEN:
        spans.append(Span(f" [{words(STATE_WORDS[judged.state])}]", Look.NOTE))
    elif judged.disposition is not None and (judged.disposition.lapsed or judged.disposition.contradicting):
        spans.append(Span(f" [{words('open again')}]", Look.WARNING))
    return spans


def finding_lines(judged: Judged, words: Words, cells: int) -> list[Line]:
    """Return everything that is shown of a finding, in lines of `cells` cells.

    A long equation stands behind the clue, the decision and all sentences, which it would push out of sight.
    """
    finding = judged.finding
    message = wrapped(words.text_of(finding, finding.message), cells)
    hint = (
        []
        if finding.hint is None
        else wrapped(words.text_of(finding, finding.hint), cells, words("likely: "), Look.STRONG)
    )
    equation = _equation(judged, words, cells)
    conclusion: list[Line] = [*hint, *_decision(judged, words, cells), *_notes(judged.notes, cells)]
    conclusion += _spans(finding, cells)
    if not equation:
        return [*message, *conclusion]
    if len(equation) > LONG_EQUATION:
        return [*conclusion, *message, *equation]
    return [*equation, *conclusion, *message]


def _equation(judged: Judged, words: Words, cells: int) -> list[Line]:
    finding, cells = judged.finding, min(cells, MOST_EQUATION)
    if finding.stated is None and finding.computed is None:
        return (
            [_operand(cell, judged, 0, cells, cell.label, words) for cell in finding.cells]
            if len(finding.cells) > 1
            else []
        )
    wide = cells >= SIDE_BY_SIDE
    right = _sums(judged, words)
    left_cells = cells - 2 - max(sum(width(span.text) for span in line) for line in right) if wide else cells
    operands = _operands(finding)
    labels = distinct([cell.label for cell in operands])
    left = [
        _operand(cell, judged, index, left_cells, labels[index], words) for index, cell in enumerate(operands)
    ]
    if not wide:
        return [*right, *left] if len(left) > LONG_EQUATION else [*left, *right]
    blank: Line = [Span(" " * left_cells)]
    height = max(len(left), len(right))
    rows = zip(_padded(left, blank, height), _padded(right, [], height), strict=True)
    return [[*one, Span("  "), *other] for one, other in rows]


def distinct(labels: Sequence[str]) -> list[str]:
    """Return labels without the parts, set off by " / ", that all of them begin or end with."""
    parts = [label.split(" / ") for label in labels]
    while len(parts) > 1 and all(len(each) > 1 and each[0] == parts[0][0] for each in parts):
        parts = [each[1:] for each in parts]
    while len(parts) > 1 and all(len(each) > 1 and each[-1] == parts[0][-1] for each in parts):
        parts = [each[:-1] for each in parts]
    return [" / ".join(each) for each in parts]


def _padded(lines: Sequence[Line], blank: Line, height: int) -> list[Line]:
    return [*lines, *([blank] * (height - len(lines)))]


def _operands(finding: Finding) -> list[CellEvidence]:
    parts = [cell for cell in finding.cells if cell.role in {Role.PART, Role.OTHER}]
    return [*parts, *(cell for cell in finding.cells if cell.role is Role.CONTEXT)]


def _operand(cell: CellEvidence, judged: Judged, index: int, cells: int, label: str, words: Words) -> Line:
    """Return one row of the trace table: sign, item, amount, address."""
    sign = {1: "+" if index else " ", -1: "-", 0: "."}.get(cell.weight, "+")
    if cell.role is Role.OTHER:
        sign = "="
    at = _address(cell, judged.finding, words)
    amount = cell.value if cell.amount is None else _money(cell.amount, judged)
    right = (
        f"{fit(amount, max(width(amount), 14), 'right')} "
        if width(amount) < cells // 2
        else f"{fit(amount, 14)} "
    )
    at = fit(at, min(max(width(at), 5), MOST_PLACE))
    room = max(cells - width(right) - width(at) - 3, 4)
    suspect = cell.place == judged.finding.suspect
    return [
        Span(f"{sign} ", Look.STRONG),
        Span(fit(label, room) + " "),
        Span(right, Look.STRONG if suspect else Look.PLAIN),
        Span(at.rstrip(), Look.FOUND if suspect else Look.FAINT, _link(cell, judged.finding)),
        Span(at[len(at.rstrip()) :]),
    ]


def _link(cell: CellEvidence, finding: Finding) -> str:
    """Return the action of a click on a cell's address: to go there."""
    return f"screen.to_evidence({finding.cells.index(cell)})"


def _address(cell: CellEvidence, finding: Finding, words: Words) -> str:
    home = next((other.place for other in finding.cells if other.role is Role.STATED), finding.cells[0].place)
    same = (home.path, home.sheet) == (cell.place.path, cell.place.sheet)
    return cell.place.cell if same else words.cell_first(cell.place, " ")


def _sums(judged: Judged, words: Words) -> list[Line]:
    """Return computed, stated, difference and allowance, each under the other."""
    finding = judged.finding
    stated = next((cell for cell in finding.cells if cell.role is Role.STATED), None)
    at = "" if stated is None else stated.place.cell
    compared = all(cell.role is not Role.PART for cell in finding.cells)
    computed = words("other") if compared else words("at most" if finding.relation == "<=" else "computed")
    rows: list[tuple[str, int | None, str]] = [
        (computed, finding.computed, ""),
        (words("stated"), finding.stated, at),
        (words("difference"), finding.difference, ""),
        (words("allowance"), finding.allowance, ""),
    ]
    stated_rows = [(label, amount, where) for label, amount, where in rows if amount is not None]
    signed = words("difference")
    amounts = [
        f"{'+' if label == signed and amount > 0 else ''}{_money(amount, judged)}"
        for label, amount, _ in stated_rows
    ]
    label_cells, amount_cells = max(width(label) for label, _, _ in stated_rows) + 2, max(map(width, amounts))
    suspected = stated is not None and stated.place == finding.suspect
    return [
        [
            Span(fit(label, label_cells), Look.FAINT),
            Span(fit(amount, amount_cells, "right"), Look.STRONG),
            Span(" "),
            Span(
                where,
                Look.FOUND if suspected else Look.FAINT,
                _link(stated, finding) if where and stated is not None else "",
            ),
        ]
        for (label, _, where), amount in zip(stated_rows, amounts, strict=True)
    ]


def _money(amount: int, judged: Judged) -> str:
    return format_amount(amount, judged.unit)


def _decision(judged: Judged, words: Words, cells: int) -> list[Line]:
    texts = [] if judged.disposition is None else list(decision_lines(judged.disposition, words.language))
    if judged.tags:
        texts.append(words("tags: {tags}", tags=", ".join(judged.tags)))
    return [line for text in texts for line in wrapped(shown(text), cells, "", Look.NOTE)]


def _notes(notes: Sequence[Note], cells: int) -> list[Line]:
    lines: list[Line] = []
    for note in notes:
        lines += note_lines(note, cells)
    return lines


def note_lines(note: Note, cells: int) -> list[Line]:
    """Return a note with its author and time."""
    lines: list[Line] = []
    for index, paragraph in enumerate(note.text.splitlines() or [""]):
        lead = f"* {note.author} {local_time(note.at)}  " if not index else "  "
        lines += wrapped(paragraph, cells, lead, Look.NOTE)
    return lines


def _spans(finding: Finding, cells: int) -> list[Line]:
    lines: list[Line] = []
    for span in finding.spans:
        lines += wrapped(span.text, cells, f"{span_text(span)} ", Look.PLAIN)
    return lines


def no_finding_lines(state: DeskState, words: Words, cells: int) -> list[Line]:
    """Return the pane's lines where no finding is listed: what was checked and what was not, or why none is."""
    ledger = state.report.ledger
    if not state.is_audited:
        text = words("The rules are still being asked; findings are listed as they come.")
    elif state.findings or state.report.doubts:
        text = words("Nothing passes this filter.")
    else:
        text = words(
            "Nothing was found: {held} relations hold, {unchecked} were not checked. The overview says which and why, "
            "and how much was understood.",
            held=f"{sum(line.consistent + line.rounding for line in ledger):,}",
            unchecked=f"{sum(line.not_checked for line in ledger):,}",
        )
    return wrapped(text, cells)
