"""What is known of an .xlsx sheet beside its values, by as close a look at its XML as its size allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from model.source.archive import Archive
from model.source.parsed import Cell, Format, Position
from model.source.xlsx_marks import SheetMarks
from model.source.xlsx_package import CellStyles, notes
from model.source.xlsx_sheet import SheetScan


class SecondLook:
    """Errors, formats, indents, what is hidden: None until looked at, and where the sheet's part is not found."""

    def __init__(self, archive: Archive, part: str, cell_styles: CellStyles) -> None:
        self._archive, self._part, self._cell_styles = archive, part, cell_styles
        self._marks = SheetMarks()
        self.size = archive.size(part)
        self.errors: dict[int, dict[int, Cell]] = {}
        self.hidden_rows: set[int] | None = None
        self.formats: dict[Position, Format] | None = None
        self.default_format: Format | None = None
        self.indents: dict[Position, int] = {}

    def look(self) -> None:
        """Read the whole XML. Raises RefusedError for damage, a document type, or values spread too far."""
        if self._part in self._archive:
            SheetScan(self._marks).read(self._archive.chunks(self._part))
            self._keep(("General", "", ""))

    def skim(self, tell: Callable[[], None]) -> None:
        """Search the XML for errors, formulas and what is hidden; other cells' number formats stay unknown.

        `tell` is called as it goes on.
        """
        from model.source.xlsx_skim import NotPlainError, skim

        try:
            skim(_telling(self._archive.chunks(self._part), tell), self._marks)
        except NotPlainError:
            self._marks = SheetMarks()
            self.look()
        else:
            self._keep((None, "", ""))

    def columns_hidden_within(self, width: int) -> set[int] | None:
        """Return the hidden columns among the first `width`."""
        return None if self.hidden_rows is None else self._marks.columns_hidden_within(width)

    def _keep(self, default: Format) -> None:
        self.errors = self._marks.errors
        self.hidden_rows = self._marks.hidden_rows
        self.default_format = default
        self.formats = self._marks.formats(self._cell_styles.codes, notes(self._archive, self._part), default)
        self.indents = self._marks.indents(self._cell_styles.indents)


def _telling(chunks: Iterable[bytes], tell: Callable[[], None]) -> Iterator[bytes]:
    for chunk in chunks:
        tell()
        yield chunk
