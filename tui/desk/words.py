"""The desk's own words: English templates of the `tui` floor, in the language of the moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from model.messages import Language, Message, translate

if TYPE_CHECKING:
    from model.finding import Finding, Place
    from model.source.book import Book

FLOOR = "tui"


def desk_message(template: str, /, **values: object) -> Message:
    """Return a message of the tui floor."""
    return Message(template, tuple((name, str(value)) for name, value in values.items()), FLOOR)


class Words:
    """Translates templates and messages into one language, which can be switched while the desk is open.

    `without_sheets` are the open documents whose places are named by pages, tables or lines.
    """

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.without_sheets: Sequence[Book] = ()

    def switch(self) -> None:
        """Change to the other language."""
        self.language = "en" if self.language == "zh" else "zh"

    def __call__(self, template: str, /, **values: object) -> str:
        """Return `template` in the language, its places filled with `values`."""
        translated = translate(self.language, template, FLOOR)
        return (
            translated.format_map({name: str(value) for name, value in values.items()})
            if values
            else translated
        )

    def text(self, message: Message, *paths: str) -> str:
        """Return `message` in the language; its places are those of some files, or of any that is open."""
        return self.places(message.text(self.language), *paths)

    def text_of(self, finding: Finding, message: Message) -> str:
        """Return a message of a finding in the language, its places those of the finding's files."""
        cells = (cell.place.path for cell in finding.cells)
        return self.text(message, *cells, *(span.path for span in finding.spans))

    def places(self, text: str, *paths: str) -> str:
        """Return what names places, with those in files without sheets in words; see `text` for `paths`."""
        if not self.without_sheets or self.language == "en":
            return text
        from model.export.place_words import with_places, with_table_names

        books = [book for book in self.without_sheets if not paths or book.path in paths]
        return with_table_names(with_places(text, books, self.language), books, self.language)

    def place(self, place: Place) -> str:
        """Return what a cell is called: its sheet and address, or where its table stands and the address."""
        return self.places(place.text, place.path)

    def cell_first(self, place: Place, gap: str = "  ") -> str:
        """Return the address of a cell and then its sheet, for where little room is; of a PDF what it is called."""
        called = self.place(place)
        return f"{place.cell}{gap}{place.sheet}" if called == place.text else called

    def rule(self, code: str) -> str:
        """Return what the rule of a finding is called: its code, or that the finding is the auditor's own."""
        from model.engagement.record import OWN_RULE

        return self("own") if code == OWN_RULE else code
