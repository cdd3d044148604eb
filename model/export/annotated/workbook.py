"""The annotated copy of an .xlsx workbook, made by changing the touched parts of its package and no other."""

from __future__ import annotations

from collections.abc import Sequence

from model.export.annotated.hazards import hazard_of
from model.export.annotated.index_sheet import (
    free_name,
    index_xml,
    names_shown,
    relations_of,
    workbook_with,
)
from model.export.annotated.links import declare_ending, declare_part, namespace_of, relate
from model.export.annotated.mark import CellMark, Index
from model.export.annotated.note_patch import cells_with_notes, drawing_with, notes_with
from model.export.annotated.package import Package
from model.export.annotated.sheet_cells import find_places
from model.export.annotated.sheet_patch import patched
from model.export.annotated.style_patch import FilledStyles
from model.messages import Message, message
from model.source.parsed import Position, RefusedError
from model.source.xlsx_package import relationships, sheet_parts, target_of

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_NOTES = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"


class NotAnnotatedError(Exception):
    """A workbook that cannot be copied part by part; `why` gives the reason."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


def annotated_workbook(data: bytes, marks: Sequence[CellMark], index: Index) -> bytes:
    """Return the workbook with its marked cells noted and filled, and an index first.

    Raises NotAnnotatedError where something in it acts by itself, or where it is not built as workbooks are.
    """
    try:
        package = Package(data)
        hazard = hazard_of(package)
        if hazard is None:
            return _Annotation(package).made(marks, index)
    except (RefusedError, ValueError, KeyError) as error:
        raise NotAnnotatedError(message("its parts are not built as usual")) from error
    raise NotAnnotatedError(hazard)


class _Annotation:
    """One workbook while it is annotated."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._workbook = target_of(package.archive, "", "officeDocument") or "xl/workbook.xml"
        content = package.read(self._workbook)
        self._relations = relations_of(content)
        self._namespace = namespace_of(content)
        self._sheets = sheet_parts(package.archive, self._workbook)
        self._styles = target_of(package.archive, self._workbook, "styles")
        self._filled = FilledStyles(package.read(self._styles))
        self._number = 0

    def made(self, marks: Sequence[CellMark], index: Index) -> bytes:
        """Return the annotated workbook."""
        shown = names_shown([name for name, _ in self._sheets])
        parts = dict(self._sheets)
        for name in dict.fromkeys(mark.sheet for mark in marks):
            part = parts.get(shown.get(name, ""), "")
            if part:
                self._mark(part, [mark for mark in marks if mark.sheet == name])
        self._add_index(index, shown)
        self._package.put(self._styles, self._filled.content())
        return self._package.packed()

    def _mark(self, part: str, marks: Sequence[CellMark]) -> None:
        by_cell = {(mark.row, mark.column): mark for mark in marks}
        places = find_places(self._package.read(part), by_cell)

        def style_of(row: int, column: int) -> str:
            return self._filled.twin(places.style_of(row, column), by_cell[row, column].severity)

        relation = self._note(
            part, {at: mark.text for at, mark in by_cell.items()}, has_drawing=bool(places.drawing)
        )
        self._package.put(part, patched(places, style_of, relation, self._relations))

    def _note(self, part: str, texts: dict[Position, str], *, has_drawing: bool) -> str:
        """Put notes on cells of a sheet; return the id of a new drawing of notes, "" where the sheet has one."""
        package = self._package
        linked = relationships(package.archive, part)
        notes = next((target for _, kind, target in linked if kind == "comments"), "")
        drawing = (
            next((target for _, kind, target in linked if kind == "vmlDrawing"), "") if has_drawing else ""
        )
        before = cells_with_notes(package.read(notes))
        new = sorted(at for at in texts if at not in before)
        if not notes:
            notes = self._new_part("xl/commentsYushen{number}.xml")
            declare_part(package, notes, _NOTES)
            relate(package, part, f"{self._relations}/comments", notes)
        package.put(notes, notes_with(package.read(notes), self._namespace, texts))
        if drawing:
            package.put(drawing, drawing_with(package.read(drawing), new))
            return ""
        drawing = self._new_part("xl/drawings/vmlDrawingYushen{number}.vml")
        declare_ending(package, "vml", _DRAWING)
        package.put(drawing, drawing_with(b"", sorted(texts)))
        return relate(package, part, f"{self._relations}/vmlDrawing", drawing)

    def _new_part(self, name: str) -> str:
        self._number += 1
        while name.format(number=self._number) in self._package:
            self._number += 1
        return name.format(number=self._number)

    def _add_index(self, index: Index, shown: dict[str, str]) -> None:
        package = self._package
        part = self._new_part("xl/worksheets/indexYushen{number}.xml")
        package.put(part, index_xml(index, self._namespace, shown, self._filled.index))
        declare_part(package, part, _SHEET)
        relation = relate(package, self._workbook, f"{self._relations}/worksheet", part)
        name = free_name(index.name, [name for name, _ in self._sheets])
        content = workbook_with(package.read(self._workbook), name, relation, self._relations)
        package.put(self._workbook, content)
