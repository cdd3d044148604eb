"""The Lexicon: words, dimensions and table kinds together, and the questions asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from model.lexicon.dimension import Dimension
from model.lexicon.kinds import FormLabel, TableKind
from model.lexicon.reading import Reading, Word, normalised, read_text


@dataclass(frozen=True)
class Lexicon:
    """Words, dimensions, table kinds and form labels together; `project_names` label a project's name."""

    dimensions: Mapping[str, Dimension]
    words: Mapping[str, Word]
    kinds: tuple[TableKind, ...]
    form_labels: Mapping[str, FormLabel] = field(default_factory=dict)
    project_names: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        longest = max(map(len, self.words), default=0)
        object.__setattr__(self, "_longest", longest)
        object.__setattr__(self, "_readings", {})

    def kind_of(self, title: str) -> TableKind | None:
        """Return the first kind whose words fit the title."""
        plain = normalised(title)
        return next((kind for kind in self.kinds if kind.fits(plain)), None)

    def kind_of_headings(self, headings: list[str]) -> TableKind | None:
        """Return the kind that the headings alone tell, None where they do not."""
        plain = frozenset(normalised(text) for text in headings)
        return next((kind for kind in self.kinds if kind.fits_headings(plain)), None)

    def read(self, text: str) -> Reading:
        """Return what a heading, label or title says; readings are kept, for the same words come again and again."""
        readings: dict[str, Reading] = self._readings  # type: ignore[attr-defined]
        if text not in readings:
            readings[text] = read_text(text, self.words, self._longest, self.dimensions)  # type: ignore[attr-defined]
        return readings[text]

    def with_fillers(self, fillers: frozenset[str]) -> Lexicon:
        """Return this lexicon with more words that carry no coordinates, such as those that only sentences use."""
        more = {word: Word({}, "filler", None) for word in fillers if word not in self.words}
        return replace(self, words={**self.words, **more})
