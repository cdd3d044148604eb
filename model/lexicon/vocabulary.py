"""The Lexicon: words, dimensions and table kinds together, and the questions asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from model.lexicon.dimension import Dimension
from model.lexicon.kinds import FormLabel, TableKind
from model.lexicon.reading import Reading, Sizes, Word, normalised, read_text, sizes_of


@dataclass(frozen=True)
class Lexicon:
    """Words, dimensions, table kinds and form labels together; `project_names` label a project's name."""

    dimensions: Mapping[str, Dimension]
    words: Mapping[str, Word]
    kinds: tuple[TableKind, ...]
    form_labels: Mapping[str, FormLabel] = field(default_factory=dict)
    project_names: frozenset[str] = frozenset()

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
        """Return the first kind whose words fit the title; kinds are kept, for a title is asked for several times."""
        plain = normalised(title)
        if plain not in self._kinds:
            self._kinds[plain] = next((kind for kind in self.kinds if kind.fits(plain)), None)
        return self._kinds[plain]

    def limit_of(self, title: str) -> str:
        """Return the word for which a title is of no kind, as it speaks of a part of the money; "" for none."""
        plain = normalised(title)
        return next((word for kind in self.kinds if (word := kind.limit_in(plain))), "")

    def kind_of_headings(self, headings: list[str]) -> TableKind | None:
        """Return the kind that the headings alone tell, None where they do not."""
        plain = frozenset(normalised(text) for text in headings)
        return next((kind for kind in self.kinds if kind.fits_headings(plain)), None)

    def read(self, text: str) -> Reading:
        """Return what a heading, label or title says; readings are kept, for the same words come again and again."""
        if text not in self._readings:
            self._readings[text] = read_text(text, self.words, self._sizes, self.dimensions)
        return self._readings[text]

    def with_fillers(self, fillers: frozenset[str]) -> Lexicon:
        """Return this lexicon with more words that carry no coordinates, such as those that only sentences use."""
        more = {word: Word({}, "filler", None) for word in fillers if word not in self.words}
        return replace(self, words={**self.words, **more})
