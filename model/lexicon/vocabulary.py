"""The Lexicon: words, dimensions and table kinds together, and the questions asked of them.

Tables are of a kind by the words of their title or headings; forms are known by their labels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property

from model.classification.catalogue import catalogue
from model.classification.codes import Domain, level_of
from model.lexicon.bodies import without_bodies
from model.lexicon.composition import Composition
from model.lexicon.dimension import Dimension
from model.lexicon.reading import Reading, Sizes, Word, normalised, read_text, sizes_of
from model.pattern import pattern
from model.record import dataclass

AXES = frozenset({"codes", "lines", "row", "forms", "text"})
"""What the rows of a table may be."""
_OF_YEAR = pattern(r".*\d{4}年度?")
"""What stands before the words that state the kind: whose table it is, and of what year."""
_ARRANGED = pattern(r"\([按分][^()]*\)")
"""A remark on how the table is arranged."""
_EXCEPT = pattern(r"\((?:不含|不包括|不包含|含|包括|包含)[^()]*\)")
"""A remark on what the table leaves out or takes in."""
_LEFT_OUT = pattern(r"\([^()]*(?:不含|不包括|不包含)[^()]*\)")
"""A remark that ends with what the table leaves out, of which it is none."""
_OF_PLACE = pattern(r"[\u4e00-\u9fff]{1,6}(?:自治[区州县]|[省市区县州盟旗镇乡])(?!级)")
_CHINESE = pattern(r"[\u4e00-\u9fff]")
_LIMIT_SHORTEST = 2
"""Characters of a word that may limit a table."""
LONGEST_LIMITED = 80
"""Characters; a longer line is no title."""
_BRACKETED = pattern(r"\(([^()]{4,20})\)")


def without_remarks(title: str) -> str:
    """Return a normalised title without what it states in brackets of its arrangement and of what it leaves out."""
    return _EXCEPT.sub("", _ARRANGED.sub("", title))


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table: the title words that state it, and what all its amounts share.

    `limits` are words by which a title speaks of a part of the money; in the name of a department they do not count.
    `lists` means that its rows are things by their names, such as purchases, each a part of the kind's item.
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

    `of_form` means that it is what the form alone states of the project that it names, comparable to no other table.
    """

    means: Mapping[str, str]
    year_shift: int | None
    project: bool
    of_form: bool = False


@dataclass(frozen=True)
class Lexicon:
    """Words, dimensions, table kinds and form labels together.

    `project_names` label a project's name, `forms_of_all` are words of the titles of forms that speak of no project,
    `plain_titles` words of titles that limit nothing, the longest first.
    """

    dimensions: Mapping[str, Dimension]
    words: Mapping[str, Word]
    kinds: tuple[TableKind, ...]
    form_labels: Mapping[str, FormLabel] = field(default_factory=dict)
    project_names: frozenset[str] = frozenset()
    forms_of_all: frozenset[str] = frozenset()
    compositions: tuple[Composition, ...] = ()
    plain_titles: tuple[str, ...] = ()

    @cached_property
    def composed(self) -> frozenset[str]:
        """The dimensions whose members mean others below a heading of the same dimension."""
        return frozenset(name for name, dimension in self.dimensions.items() if dimension.below)

    @cached_property
    def _sizes(self) -> Sizes:
        return sizes_of(self.words)

    @cached_property
    def _readings(self) -> dict[str, Reading]:
        return {}

    @cached_property
    def _kinds(self) -> dict[str, TableKind | None]:
        return {}

    def kind_of(self, title: str) -> TableKind | None:
        """Return the first kind whose words fit the title; kinds are kept, for a title is asked for several times.

        A table that its title limits to one 类 is of the kind that it is a part of, see `titled_class`.
        """
        plain = normalised(title)
        if plain not in self._kinds:
            whole = _LEFT_OUT.sub("", plain)
            without = without_bodies(whole)
            self._kinds[plain] = self._fitting(without) or self._fitting(whole) or self._of_a_class(whole)
        return self._kinds[plain]

    def kind_named(self, name: str) -> TableKind | None:
        """Return the kind that has a name of its own in the data, None where none has it."""
        return next((kind for kind in self.kinds if kind.kind == name), None)

    def limit_of(self, title: str) -> str:
        """Return the word for which a title is of no kind, as it speaks of a part of the money; "" for none."""
        plain = _LEFT_OUT.sub("", normalised(title))
        return next((word for kind in self.kinds if (word := kind.limit_in(plain))), "")

    def limits_more(self, title: str, kind: TableKind) -> str:
        """Return what a title states that its kind does not mean and that is not whose table it is; "" for nothing.

        That is an item, or what no word covers.
        """
        plain = without_bodies(normalised(title))
        reading = self.read(_OF_PLACE.sub("", plain))
        if "item" in reading.coordinates and "item" not in kind.means:
            return plain
        unread = reading.unknown
        for word in self.plain_titles:
            unread = unread.replace(word, "")
        return unread if len(_CHINESE.findall(unread)) >= _LIMIT_SHORTEST else ""

    def _fitting(self, plain: str) -> TableKind | None:
        return next((kind for kind in self.kinds if kind.fits(plain)), None)

    def _of_a_class(self, plain: str) -> TableKind | None:
        if not plain.endswith((")", "表")) or len(plain) > LONGEST_LIMITED:
            return None
        code, rest = titled_class(plain)
        kind = self._fitting(rest) if code else None
        return kind if kind and kind.lists_codes else None

    def kind_of_headings(self, headings: list[str]) -> TableKind | None:
        """Return the kind that the headings alone state, None where they do not."""
        plain = frozenset(normalised(text) for text in headings)
        return next((kind for kind in self.kinds if kind.fits_headings(plain)), None)

    def read(self, text: str) -> Reading:
        """Return what a heading, label or title states; readings are kept, for the same words come again and again."""
        if text not in self._readings:
            self._readings[text] = read_text(text, self.words, self._sizes, self.dimensions)
        return self._readings[text]

    def with_fillers(self, fillers: frozenset[str]) -> Lexicon:
        """Return this lexicon with more words that carry no coordinates, such as those that only sentences use."""
        more = {word: Word({}, "filler", None) for word in fillers if word not in self.words}
        return replace(self, words={**self.words, **more})


def titled_class(title: str) -> tuple[str, str]:
    """Return the code of the one 类 that a title limits its table to, "" for none, and the title without its name."""
    plain = normalised(title)
    for found in _BRACKETED.finditer(plain):
        codes = [code for code in catalogue().by_name(found[1], Domain.ECONOMIC) if level_of(code) == 1]
        if len(codes) == 1:
            return codes[0], plain[: found.start()] + plain[found.end() :]
    return "", plain
