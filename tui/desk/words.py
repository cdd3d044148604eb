"""The desk's own words: English templates of the `tui` floor, told in the language of the moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from model.messages import Language, Message, message, translate

if TYPE_CHECKING:
    from model.finding import Place
    from model.source.book import Book

FLOOR = "tui"


def desk_message(template: str, /, **values: object) -> Message:
    """Return a message of the tui floor."""
    return Message(template, tuple((name, str(value)) for name, value in values.items()), FLOOR)


class Words:
    """Tells templates and messages in one language, which can be switched while the desk is open.

    `paged` are the PDFs among the documents that are open: their places are named by pages.
    """

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.paged: Sequence[Book] = ()

    def switch(self) -> None:
        """Change to the other language."""
        self.language = "en" if self.language == "zh" else "zh"

    def __call__(self, template: str, /, **values: object) -> str:
        """Return `template` in the language, its places filled with `values`."""
        told = translate(self.language, template, FLOOR)
        return told.format_map({name: str(value) for name, value in values.items()}) if values else told

    def tell(self, message: Message) -> str:
        """Return `message` in the language."""
        return self.places(message.text(self.language))

    def places(self, text: str) -> str:
        """Return what names places, with those of a PDF named by their pages."""
        if not self.paged or self.language == "en":
            return text
        from model.export.page_words import with_page_names, with_pages

        return with_page_names(with_pages(text, self.paged, self.language), self.language)

    def cell_first(self, place: Place, gap: str = "  ") -> str:
        """Return the address of a cell and then its sheet, or the page of a PDF on which it stands."""
        from model.places import page_of_place

        book = next((book for book in self.paged if book.path == place.path), None)
        page = None if self.language == "en" else page_of_place(place, book)
        sheet = place.sheet if page is None else message("page {page}", page=page).text(self.language)
        return f"{place.cell}{gap}{sheet}"
