"""What the auditor wrote and did, as tables: notes on cells, findings that no longer arise, the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from model.engagement.record import (
    Action,
    CellTarget,
    Disposition,
    FindingTarget,
    LogEntry,
    Note,
    OwnFinding,
    PlaceTarget,
    RowTarget,
    SentenceTarget,
    Tags,
    Target,
    local_time,
)
from model.export.grid import Cell, Column, Grid, grid
from model.export.paper import WorkingPaper
from model.export.problem import Problem, findings_of, problems_of
from model.export.words import action_word, stage_word, state_word
from model.lexicon.lexicon import lexicon
from model.lexicon.subject import subject_text
from model.mapping.mapping import TableMapping, rows_text
from model.messages import Language, message
from model.reading.prose.claim import ClaimBinding
from model.source.book import column_letters

if TYPE_CHECKING:
    from model.engagement.record import Value

_NOTE_COLUMNS = (
    Column(message("Document"), 30),
    Column(message("Sheet"), 24),
    Column(message("Cell"), 8),
    Column(message("Note"), 60),
    Column(message("By"), 12),
    Column(message("At"), 16),
)
_GONE_COLUMNS = (
    Column(message("ID"), 22),
    Column(message("Rule"), 8),
    Column(message("Finding"), 30),
    Column(message("Explanation"), 50),
    Column(message("Equation"), 60),
    Column(message("Decision"), 10),
    Column(message("Reason"), 30),
    Column(message("Notes"), 40),
)
_LOG_COLUMNS = (
    Column(message("No."), 6),
    Column(message("At"), 16),
    Column(message("By"), 12),
    Column(message("Action"), 14),
    Column(message("Of"), 30),
    Column(message("Before"), 40),
    Column(message("After"), 40),
)
_MAPPING_COLUMNS = (
    Column(message("No."), 6),
    Column(message("At"), 16),
    Column(message("By"), 12),
    Column(message("Title"), 36),
    Column(message("Sheet"), 24),
    Column(message("Read as"), 60),
)
_BINDING_COLUMNS = (
    Column(message("No."), 6),
    Column(message("At"), 16),
    Column(message("By"), 12),
    Column(message("Sentence"), 60),
    Column(message("Figure"), 16),
    Column(message("Bound to"), 50),
)


def note_grid(paper: WorkingPaper) -> Grid:
    """Return the notes on cells."""
    rows = (
        (*place_columns(note.target), note.text, note.author, local_time(note.at))
        for note in paper.cell_notes
        if not isinstance(note.target, FindingTarget)
    )
    return grid(message("Notes on cells"), _NOTE_COLUMNS, rows, paper.language)


def gone_grid(paper: WorkingPaper) -> Grid:
    """Return the findings that were acted on and no longer arise."""
    return grid(message("No longer arising"), _GONE_COLUMNS, _gone_rows(paper), paper.language)


def log_grid(paper: WorkingPaper) -> Grid:
    """Return every action of the engagement."""
    problems = {one.id: problem for problem in problems_of(paper) for one in problem.findings}
    rows = (_log_row(entry, paper, problems) for entry in paper.log)
    return grid(message("Log"), _LOG_COLUMNS, rows, paper.language)


def mapping_grid(paper: WorkingPaper) -> Grid:
    """Return everything that was stated of tables, the mappings that were taken back too."""
    rows = (
        (
            entry.number,
            local_time(entry.at),
            entry.author,
            entry.mapping.title,
            entry.mapping.sheet,
            _mapping_text(entry.mapping, paper.language),
        )
        for entry in paper.mappings
    )
    return grid(message("Mappings"), _MAPPING_COLUMNS, rows, paper.language)


def binding_grid(paper: WorkingPaper) -> Grid:
    """Return everything that was bound by hand, what was taken back too."""
    rows = (
        (
            entry.number,
            local_time(entry.at),
            entry.author,
            entry.binding.key.phrase,
            entry.binding.figure,
            subject_text(dict(entry.binding.coordinates), paper.language) or _taken_back(paper.language),
        )
        for entry in paper.bindings
    )
    return grid(message("Bound by hand"), _BINDING_COLUMNS, rows, paper.language)


def _taken_back(language: Language) -> str:
    return message("taken back").text(language)


def _gone_rows(paper: WorkingPaper) -> Iterator[tuple[Cell, ...]]:
    language = paper.language
    for finding in paper.gone:
        disposition = paper.dispositions.get(finding.id)
        yield (
            finding.id,
            finding.rule,
            finding.title.text(language),
            paper.about(finding.message.text(language)),
            paper.about(finding.equation),
            state_word(disposition.state).text(language) if disposition else None,
            disposition.reason if disposition else None,
            "\n".join(note.text for note in paper.finding_notes.get(finding.id, ())) or None,
        )


def _log_row(entry: LogEntry, paper: WorkingPaper, problems: Mapping[str, Problem]) -> tuple[Cell, ...]:
    language = paper.language
    return (
        entry.number,
        local_time(entry.at),
        entry.author,
        action_word(entry.action).text(language),
        _object_text(entry, paper, problems),
        _value_text(entry.old, language),
        _value_text(entry.new, language),
    )


def _object_text(entry: LogEntry, paper: WorkingPaper, problems: Mapping[str, Problem]) -> str:
    """Return what an entry is about: all its problems, else its place; of an undo and a redo, the entry as well.

    Where only the confirmed problems are shown, the others that were decided with them are not named.
    """
    language = paper.language
    names = []
    for id_ in findings_of(entry):
        problem = problems.get(id_)
        if problem is not None:
            names.append(f"{problem.heading.text(language)} [{problem.head.id}]")
        elif paper.not_shown is None or any(one.id == id_ for one in paper.gone):
            names.append(id_)
    of_place = isinstance(entry.target, CellTarget | RowTarget | SentenceTarget)
    about = [target_text(entry.target)] if of_place else []
    about += dict.fromkeys(names)
    about += (
        [] if about else [words for change in entry.changes if (words := _named(change.new or change.old))]
    )
    if entry.undoes:
        about.insert(0, message("entry {number}", number=entry.undoes).text(language))
    return ", ".join(about)


def _named(value: Value | None) -> str:
    """Return how a mapping or a binding is known."""
    if isinstance(value, TableMapping):
        return value.title or value.sheet
    return value.key.phrase if isinstance(value, ClaimBinding) else ""


def place_columns(target: PlaceTarget) -> tuple[str, str, str]:
    """Return a place as document, sheet and cell; a row is its number, a stretch of prose its paragraph's."""
    if isinstance(target, CellTarget):
        return target.path, target.sheet, target.cell
    if isinstance(target, RowTarget):
        return target.path, target.sheet, str(target.row)
    return target.path, "", f"¶{target.paragraph}"


def target_text(target: Target | None) -> str:
    """Return what an action is about, in one line."""
    if target is None:
        return ""
    if isinstance(target, FindingTarget):
        return target.finding_id
    path, sheet, cell = place_columns(target)
    return f"{path} {sheet}!{cell}" if sheet else f"{path} {cell}"


def _value_text(value: Value | None, language: Language) -> str | None:
    if isinstance(value, Note):
        return value.text
    if isinstance(value, Tags):
        return ", ".join(value.tags)
    if isinstance(value, OwnFinding):
        return value.title
    if not isinstance(value, Disposition):
        return None
    state = state_word(value.state).text(language)
    reviewed = (
        f" ({action_word(Action.REVIEW).text(language)}: {value.review.author})" if value.review else ""
    )
    return f"{state}: {value.reason}{reviewed}" if value.reason else f"{state}{reviewed}"


def _mapping_text(mapping: TableMapping, language: Language) -> str:
    """Return what a mapping states beside the table it speaks of."""
    if mapping.is_empty:
        return _taken_back(language)
    kind = lexicon().kind_named(mapping.kind)
    stage = stage_word(mapping.stage)
    rows = mapping.headings
    parts = [
        mapping.kind if kind is None else kind.zh if language == "zh" else kind.en,
        mapping.unit.label if mapping.unit else "",
        str(mapping.year or ""),
        stage.text(language) if stage else "",
        message("headings in rows {rows}", rows=rows_text(rows)).text(language) if rows else "",
    ]
    no_amount = message("no amount").text(language)
    columns = [f"{column_letters(column)}: {words or no_amount}" for column, words in mapping.columns]
    return "; ".join(filter(None, [*parts, *columns]))
