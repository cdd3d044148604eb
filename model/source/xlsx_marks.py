"""What is marked on the cells of an .xlsx sheet beside their values, however it was found."""

from __future__ import annotations

from collections.abc import Mapping

from model.source.parsed import Cell, Format, Position
from model.source.shared_formula import SharedFormula
from model.source.xml_events import unescaped
from model.text import clean

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
