"""What is marked on the cells of an .xlsx sheet beside their values; shared formulas, whose references move along."""

from __future__ import annotations

import re
from collections.abc import Mapping

from model.pattern import pattern
from model.source.book import column_letters, column_number
from model.source.parsed import Cell, Format, Position
from model.source.xml_events import unescaped
from model.text import clean

# Text in quotes and names of sheets stand first, so that nothing inside them is taken for a reference.
_TOKEN = pattern(
    r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'"
    r"|(?<![A-Za-z0-9_.\\])(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![A-Za-z0-9_.(!])"
    r"|(?<![A-Za-z0-9_.\\$])(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![A-Za-z0-9_.(!$])"
    r"|(?<![A-Za-z0-9_.\\$:])(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7})(?![A-Za-z0-9_.(!])"
)


class SharedFormula:
    """The formula of the first cell of a group, from which the others' follow."""

    def __init__(self, at: Position, text: str) -> None:
        self._row, self._column = at
        self._text = text

    def at(self, row: int, column: int) -> str:
        """Return the formula as it reads in another cell of the group."""
        down, right = row - self._row, column - self._column

        def moved(match: re.Match[str]) -> str:
            cell, columns, rows = match.group(2), match.group(6), match.group(10)
            if cell is not None:
                return _column(match.group(1), cell, right) + _row(match.group(3), match.group(4), down)
            if columns is not None:
                first = _column(match.group(5), columns, right)
                return f"{first}:{_column(match.group(7), match.group(8), right)}"
            if rows is not None:
                return f"{_row(match.group(9), rows, down)}:{_row(match.group(11), match.group(12), down)}"
            return match.group()

        return _TOKEN.sub(moved, self._text)


def _row(anchor: str, digits: str, down: int) -> str:
    return anchor + digits if anchor else str(int(digits) + down)


def _column(anchor: str, letters: str, right: int) -> str:
    if anchor:
        return anchor + letters
    column = column_number(letters) + right
    return column_letters(column) if column >= 0 else ""


TRUE = {"1", "true", "on"}


class SheetMarks:
    """Errors, formulas, styles, hidden rows and columns, each by zero-based position."""

    def __init__(self) -> None:
        self.errors: dict[int, dict[int, Cell]] = {}
        self.formulas: dict[Position, str] = {}
        self.styles: dict[Position, str] = {}
        self.hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self._shared: dict[str, SharedFormula] = {}

    def keep_error(self, at: Position, code: str) -> None:
        """Keep an error value."""
        row, column = at
        self.errors.setdefault(row, {})[column] = {"e": clean(unescaped(code))}

    def keep_formula(self, at: Position, attributes: Mapping[str, str], text: str) -> None:
        """Keep a formula; one of a group that shares its text may come without it."""
        text = clean(unescaped(text))
        group = attributes.get("si")
        if group is not None and attributes.get("t") == "shared":
            if text:
                self._shared[group] = SharedFormula(at, text)
            elif group in self._shared:
                text = self._shared[group].at(*at)
        self.formulas[at] = text

    def keep_columns(self, attributes: Mapping[str, str]) -> None:
        """Keep a run of columns, if it is hidden."""
        if attributes.get("hidden") in TRUE or attributes.get("width") == "0":
            self._hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))

    def columns_hidden_within(self, width: int) -> set[int]:
        """Return the hidden columns among the first `width`."""
        return {
            column
            for first, last in self._hidden_columns
            for column in range(max(first, 0), min(last + 1, width))
        }

    def indents(self, by_style: Mapping[str, int]) -> dict[Position, int]:
        """Return the indent of each cell whose style has one."""
        if not by_style:
            return {}
        return {position: by_style[style] for position, style in self.styles.items() if style in by_style}

    def formats(
        self, codes: list[str | None], notes: dict[Position, str], default: Format
    ) -> dict[Position, Format]:
        """Return what is known beside the values, for each cell of which that is not the default."""
        by_style: dict[str, Format] = {str(number): (code, "", "") for number, code in enumerate(codes)}
        unknown: Format = (None, "", "")
        known = {
            position: entry
            for position, style in self.styles.items()
            if (entry := by_style.get(style, unknown)) != default
        }
        for position in self.formulas.keys() | notes.keys():
            code = by_style.get(self.styles.get(position, "0"), unknown)[0]
            known[position] = (code, self.formulas.get(position, ""), notes.get(position, ""))
        return known
