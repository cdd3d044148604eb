"""What is known of an .xlsx sheet beside its values, by as long a look at its XML as it is worth."""

from __future__ import annotations

from model.source.archive import Archive
from model.source.parsed import Cell, Format, Position
from model.source.refused import RefusedError
from model.source.xlsx_package import notes
from model.source.xlsx_sheet import SheetScan

DOCUMENT_TYPE = b"<!DOCTYPE"
_CAUSES = (b't="e"', b"t='e'", b"<f", b":f>", b":f ", b"hidden=")
_LONGEST = 16
"""Bytes: none of what is searched for is longer."""


class SecondLook:
    """Errors, formats and what is hidden. All is None until looked at, and where the sheet's part is not found."""

    def __init__(self, archive: Archive, part: str, codes: list[str | None]) -> None:
        self._archive, self._part, self._codes = archive, part, codes
        self._scan = SheetScan()
        self.size = archive.size(part)
        self.errors: dict[int, dict[int, Cell]] = {}
        self.hidden_rows: set[int] | None = None
        self.formats: dict[Position, Format] | None = None
        self.default_format: Format | None = None

    def look(self) -> None:
        """Read the whole XML. Raises RefusedError for damage, a document type, or values spread too far."""
        if self._part in self._archive:
            self._scan.read(self._archive.chunks(self._part))
            self._keep(("General", "", ""))

    def look_for_cause(self) -> None:
        """Read the XML only if it holds an error, a formula or anything hidden; number formats are else unknown."""
        if self._has_cause():
            self.look()
        else:
            self._keep((None, "", ""))

    def columns_hidden_within(self, width: int) -> set[int] | None:
        """Return the hidden columns among the first `width`."""
        return None if self.hidden_rows is None else self._scan.columns_hidden_within(width)

    def _keep(self, default: Format) -> None:
        self.errors = self._scan.errors
        self.hidden_rows = self._scan.hidden_rows
        self.default_format = default
        self.formats = self._scan.formats(self._codes, notes(self._archive, self._part))

    def _has_cause(self) -> bool:
        tail = b""
        for chunk in self._archive.chunks(self._part):
            window = tail + chunk
            if any(cause in window for cause in _CAUSES):
                return True
            if DOCUMENT_TYPE in window:
                raise RefusedError("document-type")
            tail = chunk[-_LONGEST:]
        return False
