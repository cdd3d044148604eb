"""The overview of a reading: every file, every table, what is missing, and the ledger, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from model.engagement.finding_record import FindingRecord
from model.engagement.record import SourceChange, State
from model.export.understood import understood_words
from model.export.words import choice_words
from model.finding import DocumentSummary, LedgerLine, Place, TableSummary
from model.messages import Message
from model.money import Unit
from model.record import dataclass
from tui.desk.detail.doubt import DOUBT_MARK
from tui.desk.detail.finding import STATE_WORDS
from tui.desk.document_names import STAGES
from tui.desk.marks import parse_address
from tui.desk.overview_pictures import PictureLine, composition, where_findings_are
from tui.desk.state import DeskState
from tui.desk.untrusted import fit, shown, width
from tui.desk.widgets.lines import Look
from tui.desk.words import Words

SHEET_CELLS, KIND_CELLS = 26, 22
"""The cells that the name of a sheet and the kind of a table take at least."""

CELLS = 88
"""The cells that the line of a table takes at least: what the screen has beyond them goes to names that are longer."""

MOST_DRAWN = 12
"""Of more documents than these nothing is drawn: the survey has a line for each."""


Gone = tuple[FindingRecord, State]
"""A finding that was acted on and no longer arises, with what was decided."""


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """A line of the overview, the cell, the paragraph (file and number) or the rule it speaks of, and a mark.

    `file` is the path of the file that begins with it, "" of any other line.
    """

    text: str
    look: Look = Look.PLAIN
    place: Place | None = None
    mark: str = ""
    paragraph: tuple[str, int] | None = None
    rule: str = ""
    file: str = ""


def overview_lines(
    state: DeskState,
    gone: Sequence[Gone],
    changes: Sequence[SourceChange],
    words: Words,
    unit: Unit,
    cells: int = CELLS,
) -> list[OverviewLine]:
    """Return the lines of the overview, amounts in a unit, for a screen of so many cells."""
    rows = [OverviewLine(trouble.line(words.language), Look.ERROR, mark="!") for trouble in state.troubles]
    if not state.is_audited:
        text = words("The files are read, and not all rules are asked yet: what is not found says nothing.")
        rows.append(OverviewLine(text, Look.WARNING, mark="?"))
    rows += [OverviewLine(shown(words.text(notice)), Look.NOTE, mark="*") for notice in state.notices]
    for document in state.report.documents:
        pictures: list[PictureLine] = []
        if len(state.documents) <= MOST_DRAWN:
            pictures = [
                *composition(state, document, words, unit),
                *where_findings_are(state, document, words),
            ]
        rows += _document(document, state.unchecked, pictures, words, cells)
    changed = [line for change in changes for line in _change(change, words)]
    return [*rows, *changed, *_gone(gone, words), *_ledger(state.report.ledger, words)]


def _change(change: SourceChange, words: Words) -> Iterator[OverviewLine]:
    """Yield what a changed document brought with it."""
    for document in change.documents:
        text = words("{path} has changed since it was last looked at.", path=shown(document.path))
        yield OverviewLine(text, Look.TITLE)
    for what, records in (("new", change.new), ("gone", change.gone), ("changed", change.changed)):
        for record in records:
            title = shown(record.title.text(words.language))
            text = f"  {words(what)}  {shown(record.rule)} {title}  {shown(record.equation)}"
            yield OverviewLine(text, mark="*")
    yield OverviewLine("")


def _gone(gone: Sequence[Gone], words: Words) -> Iterator[OverviewLine]:
    if not gone:
        return
    yield OverviewLine(words("findings that were acted on and no longer arise"), Look.TITLE)
    for record, state in gone:
        title = shown(record.title.text(words.language))
        yield OverviewLine(
            f"  {shown(record.rule)} {title}  {shown(record.equation)}  {words(STATE_WORDS[state])}", mark="*"
        )
    yield OverviewLine("")


def _document(
    document: DocumentSummary,
    unchecked: Mapping[Place, Message],
    pictures: Sequence[PictureLine],
    words: Words,
    cells: int,
) -> Iterable[OverviewLine]:
    year = str(document.year or "")
    stage = words(STAGES[document.stage]) if document.stage in STAGES else ""
    unit = document.unit.label if document.unit else ""
    particulars = "  ".join(
        part for part in (document.department or "", f"{year} {stage}".strip(), unit) if part
    )
    yield OverviewLine(shown(document.path), Look.TITLE, file=document.path)
    yield OverviewLine(f"  {shown(particulars)}")
    yield OverviewLine(f"  {shown(words.text(understood_words(document.understood)))}", Look.STRONG)
    yield OverviewLine(f"  sha256 {document.sha256}", Look.FAINT)
    for picture in pictures:
        yield OverviewLine(shown(picture.text), picture.look, picture.place)
    widths = _widths(document, words, cells)
    for summary in document.tables:
        yield from _table(document, summary, unchecked, words, widths)
    for sheet, why in document.skipped:
        text = words("not read: {why}", why=shown(words.text(why, document.path)))
        yield OverviewLine(f"  {words.places(shown(sheet), document.path)}  {text}", mark=".")
    if document.paragraphs:
        counts = {"paragraphs": document.paragraphs, "claims": document.claims}
        yield OverviewLine("  " + words("{paragraphs} paragraphs, {claims} claims", **counts))
    for paragraph, text in document.unbound_claims:
        line = f"  ¶{paragraph} {shown(text)}  {words('not bound')}"
        yield OverviewLine(line, mark=".", paragraph=(document.path, paragraph))
    yield OverviewLine("")


def _widths(document: DocumentSummary, words: Words, cells: int) -> tuple[int, int]:
    """Return the cells of the sheets' names and of the tables' kinds, in which none is cut as long as there is room."""
    room = max(cells - CELLS, 0)
    sheets = (width(words.places(table.sheet, document.path)) for table in document.tables)
    sheet = min(max([SHEET_CELLS, *sheets]), SHEET_CELLS + room)
    kinds = (width(kind_name(table.kind, words)) for table in document.tables)
    return sheet, min(max([KIND_CELLS, *kinds]), KIND_CELLS + room - (sheet - SHEET_CELLS))


def _table(
    document: DocumentSummary,
    summary: TableSummary,
    unchecked: Mapping[Place, Message],
    words: Words,
    widths: tuple[int, int],
) -> Iterable[OverviewLine]:
    first = parse_address(summary.extent.partition(":")[0]) or (0, 0)
    place = Place(document.path, summary.sheet, *first)
    what = f"  {fit(words.places(summary.sheet, document.path), widths[0])} {fit(summary.cells, 10)}"
    if not summary.kind:
        why = "" if summary.why is None else shown(words.text(summary.why, document.path))
        yield OverviewLine(f"{what} {words('not recognised: {why}', why=why)}", Look.WARNING, place, "?")
        return
    unit = summary.unit.label if summary.unit else words("unit unknown")
    counts = words("{facts} amounts", facts=summary.facts)
    known = f"{fit(kind_name(summary.kind, words), widths[1])} {summary.year or '':<4} {unit}  {counts}"
    mapped = f"  {words('mapped')}" if summary.mapped else ""
    mapped += f"  {shown(summary.body)}" if summary.body else ""
    fault = f"  {shown(words.text(summary.why, document.path))}" if summary.why is not None else ""
    mark = "?" if fault else "*" if summary.mapped else ""
    yield OverviewLine(f"{what} {known}{mapped}{fault}", Look.WARNING if fault else Look.PLAIN, place, mark)
    for remark in () if summary.choice is None else choice_words(summary.choice):
        yield OverviewLine(f"      {shown(words.text(remark))}", Look.PLAIN, place, "*")
    if summary.doubt is not None:
        text = f"      {words('reading in doubt')}  {shown(words.text(summary.doubt, document.path))}"
        yield OverviewLine(text, Look.PLAIN, place, DOUBT_MARK)
    for cell in summary.all_unbound:
        sheet, _, own = cell.rpartition("!")
        at = Place(document.path, sheet or summary.sheet, *(parse_address(own) or (0, 0)))
        why = words.text(unchecked[at], document.path) if at in unchecked else ""
        yield OverviewLine(
            f"      {shown(words.places(cell, document.path))}  {words('not bound')}  {shown(why)}",
            Look.PLAIN,
            at,
            ".",
        )


def kind_name(kind: str, words: Words) -> str:
    """Return what a kind of table is called in the language; a kind that the lexicon does not know, as it is."""
    from model.lexicon.lexicon import lexicon

    known = lexicon().kind_named(kind)
    return shown(kind) if known is None else known.zh if words.language == "zh" else known.en


@cache
def rule_titles() -> Mapping[str, Message]:
    """Return what each of Yushen's own rules is called, by its code."""
    from checks.rulebook import rules

    return {rule.code: rule.title for rule in rules()}


COUNTS = ("tested", "agree", "rounding", "differ", "unchecked", "failed")


def _ledger(ledger: Sequence[LedgerLine], words: Words) -> Iterable[OverviewLine]:
    widths = [max(width(words(head)), 7) + 2 for head in COUNTS]
    heads = "".join(fit(words(head), cells, "right") for head, cells in zip(COUNTS, widths, strict=True))
    yield OverviewLine(fit(words("ledger"), 8) + heads, Look.TITLE)
    titles = rule_titles() if ledger else {}
    for line in ledger:
        counts = (
            line.tested,
            line.consistent,
            line.rounding,
            line.inconsistent,
            line.not_checked,
            line.failed,
        )
        columns = [
            fit(f"{count:,}", cells, "right", number=True)
            for count, cells in zip(counts, widths, strict=True)
        ]
        title = words.text(titles[line.rule]) if line.rule in titles else ""
        yield OverviewLine(
            f"{fit(line.rule, 8)}{''.join(columns)}  {title}".rstrip(),
            Look.ERROR if line.failed else Look.PLAIN,
            mark="!" if line.failed else "",
            rule=line.rule,
        )
        for remark in line.remarks:
            yield OverviewLine(f"      {shown(words.text(remark))}", Look.FAINT)
        for reason in line.reasons:
            yield OverviewLine(
                f"      {shown(words.places(reason.place))}  {shown(words.text(reason.why))}",
                Look.FAINT,
                mark=".",
            )
