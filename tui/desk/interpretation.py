"""What words mean to the lexicon, in the words of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from tui.desk.words import Words

if TYPE_CHECKING:
    from model.lexicon.lexicon import Lexicon, Reading

ROLE_WORDS = {
    "code": "codes",
    "name": "names",
    "label": "names of lines",
    "project_name": "names of projects",
    "unit_code": "codes of units",
    "unit_name": "names of units",
    "ignore": "no amount",
}
DIMENSION_WORDS = {
    "flow": "flow",
    "stage": "stage",
    "source": "source",
    "nature": "use",
    "item": "item",
    "function": "function",
    "economic": "economic item",
    "government": "government's economic item",
    "unit": "unit",
    "year": "year",
}


class Interpretation(NamedTuple):
    """A meaning in words, and whether the words were understood."""

    text: str
    understood: bool


def interpretation(written: str, words: Words) -> Interpretation:
    """Return what a column means whose heading is read as these words; "" is a column without amounts."""
    from model.lexicon.lexicon import lexicon
    from model.mapping.mapping import is_understood, levels_of

    if not written:
        return Interpretation(words("no amount"), understood=True)
    known = lexicon()
    if not is_understood(written, known):
        return Interpretation(
            words("not understood: {words}", words=_unknown(levels_of(written), known)), understood=False
        )
    levels = levels_of(written)
    last = known.read(levels[-1])
    if last.column_role:
        return Interpretation(words(ROLE_WORDS[last.column_role]), understood=True)
    coordinates: dict[str, str] = {}
    for level in levels:
        coordinates.update(_coordinates(level, known.read(level), words))
    return Interpretation(coordinates_text(coordinates, words), understood=True)


def coordinates_text(coordinates: Mapping[str, str], words: Words) -> str:
    """Return what the amounts of a column are, as far as the column states it."""
    from model.lexicon.lexicon import lexicon

    dimensions = lexicon().dimensions
    parts = []
    for name, member in coordinates.items():
        known = dimensions[name].members.get(member) if name in dimensions else None
        called = member if known is None else known.zh if words.language == "zh" else known.en
        if called and name in DIMENSION_WORDS:
            parts.append(f"{words(DIMENSION_WORDS[name])} {called}")
    return words("amounts") if not parts else words("amounts: {what}", what=", ".join(parts))


def _coordinates(level: str, reading: Reading, words: Words) -> dict[str, str]:
    """Return a level's coordinates, with its year in words and the item that only a classification names."""
    from model.classification.codes import Domain
    from model.lexicon.names import named_code

    if not reading.is_bound:
        domains = (Domain.ECONOMIC, Domain.GOVERNMENT)
        return {str(domain): code for domain in domains if (code := named_code(level, domain))}
    coordinates = dict(reading.coordinates)
    if reading.year_shift is not None:
        coordinates["year"] = words("this year") if reading.year_shift == 0 else words("the year before")
    if reading.year is not None:
        coordinates["year"] = str(reading.year)
    return coordinates


def _unknown(levels: Iterable[str], known: Lexicon) -> str:
    """Return what of the first level that is not understood no word covers, or all of it."""
    from model.mapping.mapping import is_understood

    level = next(level for level in levels if not is_understood(level, known))
    return known.read(level).unknown or level
