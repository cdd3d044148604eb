"""Writing a mapping file: TOML with remarks, which reads back as the same mappings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.lexicon.lexicon import lexicon
from model.mapping.mapping import MOST_ROWS, TableMapping, one_line
from model.messages import Language, message
from model.source.book import column_letters

_ESCAPED = str.maketrans({'"': '\\"', "\\": "\\\\"})


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
    said = {
        "title": mapping.title,
        "sheet": mapping.sheet,
        "kind": mapping.kind,
        "unit": mapping.unit.label if mapping.unit else "",
        "stage": mapping.stage or "",
        "headings": "" if mapping.headings is None else rows_text(mapping.headings),
    }
    kind = lexicon().kind_named(mapping.kind)
    remarks = {} if kind is None else {"kind": kind.zh if language == "zh" else kind.en}
    yield from (_line(name, value, remarks.get(name, "")) for name, value in said.items() if value)
    if mapping.year is not None:
        told = message("the year is another one next year: take away the # to state it")
        yield f"year = {mapping.year}" if years else f"# year = {mapping.year}  # {told.text(language)}"
    if mapping.columns:
        yield "[table.columns]"
    for column, words in mapping.columns:
        yield _line(column_letters(column), words, "" if words else message("no amount").text(language))
    if mapping.rows:
        moved = "" if years else message("rows may stand elsewhere next year").text(language)
        yield f"[table.rows]  # {moved}" if moved else "[table.rows]"
    for rows, role in row_blocks(mapping.rows):
        yield _line(_quoted(rows_text(rows)), role)


def _line(key: str, value: str, remark: str = "") -> str:
    return f"{key} = {_quoted(value)}" + (f"  # {remark}" if remark else "")


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


def _quoted(text: str) -> str:
    """Return a text as `one_line` has it, as a basic string of TOML."""
    return '"' + one_line(text).translate(_ESCAPED) + '"'
