"""The lexicon that comes with Yushen, loaded once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from model.lexicon.kinds import TableKind
from model.lexicon.loading import load_lexicon
from model.lexicon.reading import COLUMN_ROLES, OF_WHICH, Reading, normalised, one_line, without_numbering
from model.lexicon.vocabulary import Lexicon

__all__ = [
    "COLUMN_ROLES",
    "OF_WHICH",
    "Lexicon",
    "Reading",
    "TableKind",
    "lexicon",
    "normalised",
    "one_line",
    "without_numbering",
]


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that comes with Yushen."""
    return load_lexicon(Path(__file__).resolve().parent)
