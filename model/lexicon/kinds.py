"""Kinds of tables by the words of their title or headings, and the labels of forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from model.lexicon.bodies import without_bodies

AXES = frozenset({"codes", "lines", "row", "forms", "text"})
"""What the rows of a table may be."""

_OF_YEAR = re.compile(r".*\d{4}年度?")
"""What stands before the words that tell the kind: whose table it is, and of what year."""
_ARRANGED = re.compile(r"\([按分][^()]*\)")
"""A remark on how the table is arranged."""


_EXCEPT = re.compile(r"\((?:不含|不包括|不包含|含|包括|包含)[^()]*\)")
"""A remark on what the table leaves out or takes in."""


def without_remarks(title: str) -> str:
    """Return a normalised title without what it says in brackets of its arrangement and of what it leaves out."""
    return _EXCEPT.sub("", _ARRANGED.sub("", title))


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table: the title words that tell it, and what all its amounts share.

    `limits` are words by which a title speaks of a part of the money; in the name of a department they do not count.
    `lists` tells that its rows are things by their names, such as purchases, each a part of the kind's item.
    """

    kind: str
    zh: str
    en: str
    all_words: tuple[str, ...]
    any_words: tuple[str, ...]
    none_words: tuple[str, ...]
    axis: str
    means: Mapping[str, str]
    headings: tuple[str, ...] = ()
    other_headings: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    lists: bool = False

    @property
    def lists_codes(self) -> bool:
        """Whether its rows are codes of a classification, and its amounts all that is spent on them."""
        return self.axis == "codes" and "item" not in self.means

    def fits(self, title: str) -> bool:
        """Return whether a normalised title is of this kind."""
        return self._names(title) and not self.limit_in(title)

    def limit_in(self, title: str) -> str:
        """Return the word by which a normalised title of these words speaks of a part of the money, "" for none."""
        if not self.limits or not self._names(title):
            return ""
        about = _OF_YEAR.sub("", without_bodies(_ARRANGED.sub("", title)))
        return next((word for word in self.limits if word in about), "")

    def _names(self, title: str) -> bool:
        return (
            all(word in title for word in self.all_words)
            and (not self.any_words or any(word in title for word in self.any_words))
            and not any(word in title for word in self.none_words)
        )

    def fits_headings(self, headings: frozenset[str]) -> bool:
        """Return whether normalised headings are those of this kind, for a table whose title is lost."""
        return bool(self.headings) and headings >= set(self.headings) and headings <= set(self.other_headings)


@dataclass(frozen=True, slots=True)
class FormLabel:
    """A label of a form: what the amount beside it means, and whether it is the named project's.

    `of_form` tells that it is what the form alone states of the project that it names, comparable to no other table.
    """

    means: Mapping[str, str]
    year_shift: int | None
    project: bool
    of_form: bool = False
