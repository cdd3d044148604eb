"""The mapping of a table as a whole: kind, unit, year, stage and heading rows, shown and asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from model.mapping.mapping import ROW_ROLES, STAGE_NAMES, YEARS, row_blocks, rows_of, rows_text, typed_rows
from model.money import Unit
from tui.desk.document_names import STAGES
from tui.desk.overview_lines import kind_name
from tui.desk.screens.asking import AskScreen, Submit
from tui.desk.screens.choosing import ChooseScreen
from tui.desk.untrusted import fit, wrap
from tui.desk.widgets.choices import Choice
from tui.desk.widgets.lines import Line, Span
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.mapping.mapping import TableMapping
    from model.reading.table import Table
    from tui.desk.screens.mapping import MappingScreen

FIELDS = ("kind", "money unit", "year", "stage", "heading rows", "other rows")
FIELD_CELLS = 14
_TYPED = "5 subtotal, 7:9 unit"
Value = TypeVar("Value")


def field_lines(mapping: TableMapping, table: Table, words: Words) -> list[Choice]:
    """Return a line for each field with what holds now, marked where the mapping states it."""
    unit, stage = mapping.unit or table.unit, mapping.stage or table.stage
    kind = mapping.kind or table.kind
    values = (
        (bool(mapping.kind), kind_name(kind, words) if kind else words("not recognised")),
        (mapping.unit is not None, unit.label if unit else words("unit unknown")),
        (mapping.year is not None, str(mapping.year or table.year or "")),
        (mapping.stage is not None, words(STAGES[stage]) if stage in STAGES else ""),
        (mapping.headings is not None, rows_text(mapping.headings) if mapping.headings else ""),
        (bool(mapping.rows), typed_form(mapping)),
    )
    return [
        Choice(f"{fit(words(name), FIELD_CELLS)} {value}", "*" if is_given else "")
        for name, (is_given, value) in zip(FIELDS, values, strict=True)
    ]


def ask_field(screen: MappingScreen, field: int) -> None:
    """Ask for a field, and give the screen the mapping that states it."""
    (_ask_kind, _ask_unit, _ask_year, _ask_stage, _ask_headings, _ask_rows)[field](screen)


def _ask_kind(screen: MappingScreen) -> None:
    from model.lexicon.lexicon import lexicon

    kinds = lexicon().kinds
    names = [
        Choice(kind_name(kind.kind, screen.words), sought=f"{kind.kind} {kind.zh} {kind.en}")
        for kind in kinds
    ]
    values = ["", *(kind.kind for kind in kinds)]
    mapping = screen.mapping
    _choose(screen, 0, values, names, mapping.kind, lambda kind: replace(mapping, kind=kind))


def _ask_unit(screen: MappingScreen) -> None:
    mapping, units = screen.mapping, list(Unit)
    names = [Choice(unit.label) for unit in units]
    _choose(screen, 1, [None, *units], names, mapping.unit, lambda unit: replace(mapping, unit=unit))


def _ask_stage(screen: MappingScreen) -> None:
    mapping = screen.mapping
    names = [Choice(screen.words(STAGES[stage])) for stage in STAGE_NAMES]
    _choose(
        screen, 3, [None, *STAGE_NAMES], names, mapping.stage, lambda stage: replace(mapping, stage=stage)
    )


def _choose(
    screen: MappingScreen,
    field: int,
    values: Sequence[Value],
    names: Sequence[Choice],
    present: Value,
    changed: Callable[[Value], TableMapping],
) -> None:
    """Let one of some values be taken for a field; the first of them states nothing."""
    words = screen.words
    choices = [Choice(words("as the document says it")), *names]

    def taken(number: int | None) -> None:
        if number is not None:
            screen.take(changed(values[number]))

    at = values.index(present) if present in values else 0
    screen.app.push_screen(ChooseScreen(words, screen.keys, words(FIELDS[field]), choices, at), taken)


def _ask_year(screen: MappingScreen) -> None:
    words = screen.words

    def submit(text: str) -> str:
        typed = text.strip()
        if typed and not (typed.isascii() and typed.isdigit() and int(typed[:5]) in YEARS):
            return words("{text} is no year; 2021 is one.", text=typed)
        screen.take(replace(screen.mapping, year=int(typed) if typed else None))
        return ""

    question = words("The year of the table's amounts. Nothing: as the document says it.")
    _ask(screen, 2, question, submit, str(screen.mapping.year or ""))


def _ask_headings(screen: MappingScreen) -> None:
    words, table = screen.words, screen.table

    def submit(text: str) -> str:
        rows = rows_of(text.strip())
        if text.strip() and (rows is None or not table.top <= rows.start <= table.bottom):
            extent = f"{table.top + 1}:{table.bottom + 1}"
            return words(
                "The rows of the headings lie in {extent}, and are written like this: 4:5", extent=extent
            )
        screen.take(replace(screen.mapping, headings=rows))
        return ""

    question = words(
        "The first and the last row of the headings, such as 4:5. Nothing: where they are found."
    )
    given = screen.mapping.headings
    _ask(screen, 4, question, submit, "" if given is None else rows_text(given))


def typed_form(mapping: TableMapping) -> str:
    """Return the roles of rows as they are typed: 5 subtotal, 7:9 unit."""
    return ", ".join(f"{rows_text(rows)} {role}" for rows, role in row_blocks(mapping.rows))


def _ask_rows(screen: MappingScreen) -> None:
    words, table = screen.words, screen.table

    def submit(text: str) -> str:
        rows = typed_rows(text)
        if rows is None or not all(table.top <= row <= table.bottom for row, _ in rows):
            extent = f"{table.top + 1}:{table.bottom + 1}"
            return words(
                "The rows lie in {extent}, and are written like this: {example}",
                extent=extent,
                example=_TYPED,
            )
        screen.take(replace(screen.mapping, rows=rows))
        return ""

    question = words(
        "What rows are: {roles}. Written like this: {example}. Nothing: as they read.",
        roles=", ".join(ROW_ROLES),
        example=_TYPED,
    )
    _ask(screen, 5, question, submit, typed_form(screen.mapping))


def _ask(screen: MappingScreen, field: int, question: str, submit: Submit, typed: str) -> None:
    lines: list[Line] = [[Span(line)] for line in wrap(question, 70)]
    title = screen.words(FIELDS[field])
    screen.app.push_screen(AskScreen(screen.words, screen.keys, title, lines, submit, typed))
