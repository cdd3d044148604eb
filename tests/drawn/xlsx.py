"""A drawn disclosure as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from drawn.figures import digits, shown
from drawn.grid import Amount, Change
from drawn.layout import Layout
from drawn.paper import Disclosed, Paper, Place


def write_xlsx(disclosed: Disclosed, path: Path, planted: dict[Place, str] | None = None) -> None:
    """Write a disclosure; `planted` are the digits that stand in some cells instead of the true ones."""
    with xlsxwriter.Workbook(path, {"in_memory": True}) as workbook:
        layout = disclosed.layout
        code = ("#,##0" if layout["thousands"] else "0") + ("" if layout.is_whole else ".00")
        money = workbook.add_format({"num_format": code} if layout["numbers"] == "format" else {})
        for number, paper in enumerate(disclosed.papers):
            sheet = workbook.add_worksheet(paper.name)
            for extent in paper.merges:
                sheet.merge_range(*extent, None)
            changed = {place[1:]: text for place, text in (planted or {}).items() if place[0] == number}
            _SheetWriter(workbook, sheet, layout, money, changed).write(paper)


@dataclass
class _SheetWriter:
    """Writes one sheet. `changed` are the digits of cells that hold others than the true ones."""

    workbook: xlsxwriter.Workbook
    sheet: xlsxwriter.worksheet.Worksheet
    layout: Layout
    money: xlsxwriter.format.Format
    changed: dict[tuple[int, int], str]

    def write(self, paper: Paper) -> None:
        """Write the sheet's cells."""
        for row, cells in enumerate(paper.rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    self._words(row, column, cell, head=row in paper.heads)
                elif isinstance(cell, Change):
                    self._change(row, column, cell)
                elif isinstance(cell, Amount):
                    self._amount(row, column, cell.fen)

    def _words(self, row: int, column: int, words: str, *, head: bool) -> None:
        bare = words.lstrip("　")
        if head and words.isdigit() and not self.layout["thousands"]:
            self.sheet.write_number(row, column, int(words))
        elif self.layout["indent_by"] == "alignment" and not head and bare != words:
            indent = self.workbook.add_format({"indent": len(words) - len(bare)})
            self.sheet.write_string(row, column, bare, indent)
        else:
            self.sheet.write_string(row, column, words)

    def _change(self, row: int, column: int, change: Change) -> None:
        if change.rate is not None:
            self.sheet.write_string(row, column, change.rate)
        elif change.fen:
            self.sheet.write_number(row, column, float(digits(change.fen, self.layout)), self.money)

    def _amount(self, row: int, column: int, fen: int) -> None:
        changed = self.changed.get((row, column))
        if self.layout["numbers"] == "text" or (fen == 0 and self.layout["nothing"] == "dash"):
            text = changed or shown(fen, self.layout)
            if text:
                padding = str(self.layout["padding"])
                self.sheet.write_string(row, column, f"{2 * padding}{text}{padding}")
        elif changed or fen or self.layout["nothing"] == "zero":
            self.sheet.write_number(row, column, float(changed or digits(fen, self.layout)), self.money)
