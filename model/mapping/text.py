"""Writing a mapping file: TOML with remarks, which reads back as the same mappings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.lexicon.lexicon import lexicon
from model.mapping.mapping import MOST_ROWS, TableMapping, one_line
from model.messages import Language, message
from model.source.book import column_letters

_ESCAPED = {'"': '\\"', "\\": "\\\\"}


def mapping_text(mappings: Sequence[TableMapping], language: Language, *, years: bool = True) -> str:
    """Return mappings as a file's text, with remarks in `language`.

    Without `years` each year becomes a remark: the file is for the tables of another year.
    """
    head = (
        message("A mapping file of Yushen: what the tables are that it does not recognise by itself."),
        message("To use it: yushen --mapping FILE PATH. A line that begins with # is a remark."),
        message("Titles and sheets are compared without their years."),
    )
    lines = [f"# {line.text(language)}" for line in head]
    for mapping in mappings:
        lines += ["", *_table(mapping, language, years=years)]
    return "\n".join(lines) + "\n"


def _table(mapping: TableMapping, language: Language, *, years: bool) -> Iterator[str]:
    yield "[[table]]"
    for name, value in (("title", mapping.title), ("sheet", mapping.sheet)):
        if value:
            yield f"{name} = {quoted(value)}"
    if mapping.kind:
        yield f"kind = {quoted(mapping.kind)}{_remark(_kind_name(mapping.kind, language))}"
    if mapping.unit is not None:
        yield f"unit = {quoted(mapping.unit.label)}"
    if mapping.year is not None:
        told = message("the year is another one next year: take away the # to state it")
        yield f"year = {mapping.year}" if years else f"# year = {mapping.year}{_remark(told.text(language))}"
    if mapping.stage is not None:
        yield f"stage = {quoted(mapping.stage)}"
    if mapping.headings is not None:
        yield f"headings = {quoted(rows_text(mapping.headings))}"
    yield from _columns(mapping, language)
    yield from _rows(mapping, language, years=years)


def _columns(mapping: TableMapping, language: Language) -> Iterator[str]:
    if mapping.columns:
        yield "[table.columns]"
    for column, words in mapping.columns:
        no_amount = "" if words else _remark(message("no amount").text(language))
        yield f"{column_letters(column)} = {quoted(words)}{no_amount}"


def _rows(mapping: TableMapping, language: Language, *, years: bool) -> Iterator[str]:
    if mapping.rows:
        moved = "" if years else message("rows may stand elsewhere next year").text(language)
        yield f"[table.rows]{_remark(moved)}"
    for rows, role in row_blocks(mapping.rows):
        yield f"{quoted(rows_text(rows))} = {quoted(role)}"


def row_blocks(rows: Sequence[tuple[int, str]]) -> Iterator[tuple[range, str]]:
    """Yield rows that follow each other and are the same together, with what they are."""
    start = 0
    for at in range(1, len(rows) + 1):
        (first, role), (last, _) = rows[start], rows[at - 1]
        if at == len(rows) or rows[at] != (last + 1, role) or at - start == MOST_ROWS:
            yield range(first, last + 1), role
            start = at


def rows_text(rows: range) -> str:
    """Return zero-based rows as they are printed: 4:5, a single one as 4."""
    return str(rows.stop) if len(rows) == 1 else f"{rows.start + 1}:{rows.stop}"


def quoted(text: str) -> str:
    """Return a text as `one_line` has it, as a basic string of TOML."""
    return '"' + "".join(_ESCAPED.get(character, character) for character in one_line(text)) + '"'


def _remark(text: str) -> str:
    return f"  # {text}" if text else ""


def _kind_name(kind: str, language: Language) -> str:
    known = next((each for each in lexicon().kinds if each.kind == kind), None)
    return "" if known is None else known.zh if language == "zh" else known.en
