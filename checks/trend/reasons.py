"""Whether the text of a disclosure gives a reason for a code's change."""

from __future__ import annotations

from checks.rule import Subject
from model.classification.catalogue import catalogue
from model.classification.codes import parent_of
from model.lexicon.reading import normalised
from model.numbering import DIGITS

_REASONS = ("原因", "由于", "因为", "主要是", "主要系")
_LINES = 3
"""A sentence that the layout broke goes on in the next lines."""


def has_text(subject: Subject) -> bool:
    """Tell whether a disclosure has prose in which reasons could stand."""
    return any("支出" in paragraph for paragraph in subject.once(_paragraphs))


def _paragraphs(subject: Subject) -> list[str]:
    return [
        normalised(paragraph.text)
        for document in subject.disclosure.documents
        for paragraph in document.book.paragraphs
    ]


def has_reason(subject: Subject, code: str, name: str) -> bool:
    """Tell whether the text that names a 项, beside its 款 or 类, or the code itself, gives a reason."""
    plain = normalised(name)
    above = _names_above(code, subject.disclosure.year)
    paragraphs = subject.once(_paragraphs)
    for index, text in enumerate(paragraphs):
        if plain not in text or not (code in text or any(word in text for word in above)):
            continue
        if any(word in "".join(_passage(paragraphs, index)) for word in _REASONS):
            return True
    return False


def _passage(paragraphs: list[str], index: int) -> list[str]:
    """Return a line and those after it to the next numbered one."""
    passage = [paragraphs[index]]
    for text in paragraphs[index + 1 : index + _LINES]:
        if text[:1].isdigit() or text[:1] in f"{DIGITS}十(":
            break
        passage.append(text)
    return passage


def _names_above(code: str, year: int | None) -> list[str]:
    names = []
    above = parent_of(code)
    while above:
        names.append(normalised(catalogue().name(above, year)))
        above = parent_of(above)
    return [name for name in names if name]
