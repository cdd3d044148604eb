"""The lexicon: words and their coordinates, table kinds, and the reading of a heading, a label or a title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from model.classification.codes import Domain
from model.lexicon.datafile import DataFile
from model.lexicon.dimension import Dimension, load_dimension
from model.messages import message

ROLES = frozenset(
    {"total", "filler", "code", "name", "label", "project_name", "unit_code", "unit_name", "ignore", ""}
)
CODE_DIMENSIONS = frozenset(Domain)
"""The dimensions whose members are codes of a classification; a word may name one code."""
COLUMN_ROLES = ROLES - {"total", "filler", ""}

_DROPPED = re.compile(r"[\s\"'“”‘’《》*:·]+")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年度?|(?!\d))")
_NUMBERING = re.compile(r"^(?:\(?[一二三四五六七八九十]+\)?[、.]|\([一二三四五六七八九十\d]+\)|\d{1,2}[、.])")
_UNIT_IN_BRACKETS = re.compile(r"\((?:单位)?(?:亿元|万元|千元|元)\)")


@cache
def normalised(text: str) -> str:
    """Return `text` as the lexicon compares it: no spaces, quotes or colons; brackets and digits half-width."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text))


def without_numbering(text: str) -> str:
    """Return a normalised label without its leading 一、 (一) 1. or 其中."""
    return _NUMBERING.sub("", text)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon: the coordinates it means, the role of a column it heads, the shift of the year."""

    means: Mapping[str, str]
    role: str
    year_shift: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: coordinates, column roles, the year it names, and what no word of the lexicon covers.

    `year_shift` is 0 for the document's own year and -1 for the year before; None where nothing is said.
    """

    coordinates: Mapping[str, str] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    year: int | None = None
    year_shift: int | None = None
    unknown: str = ""
    contradicts: bool = False

    @property
    def column_role(self) -> str:
        """The role of a column with this heading, "" for a column of amounts."""
        return next(iter(sorted(self.roles & COLUMN_ROLES)), "")

    @property
    def is_bound(self) -> bool:
        """Whether every character is accounted for and nothing contradicts."""
        return not self.unknown and not self.contradicts


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table: the title words that tell it, and what all its amounts share."""

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

    def fits(self, title: str) -> bool:
        """Tell whether a normalised title is of this kind."""
        return (
            all(word in title for word in self.all_words)
            and (not self.any_words or any(word in title for word in self.any_words))
            and not any(word in title for word in self.none_words)
        )

    def fits_headings(self, headings: frozenset[str]) -> bool:
        """Tell whether normalised headings are those of this kind, for a table whose title is lost."""
        return bool(self.headings) and headings >= set(self.headings) and headings <= set(self.other_headings)


@dataclass(frozen=True, slots=True)
class FormLabel:
    """A label of a form: what the amount at its right means, and whether it is the named project's."""

    means: Mapping[str, str]
    year_shift: int | None
    project: bool


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
            readings[text] = self._read(text)
        return readings[text]

    def _read(self, text: str) -> Reading:
        plain = _UNIT_IN_BRACKETS.sub("", normalised(text))
        years = _YEAR.findall(plain)
        plain = without_numbering(_YEAR.sub("", plain))
        words, unknown = self._chain(plain)
        coordinates: dict[str, str] = {}
        contradicts = len(set(years)) > 1
        shift: int | None = None
        for word in words:
            if word.year_shift is not None:
                shift = word.year_shift
            for dimension, member in word.means.items():
                if dimension in CODE_DIMENSIONS:
                    coordinates[dimension] = member
                    continue
                outer = coordinates.get(dimension, self.dimensions[dimension].root)
                refined = self.dimensions[dimension].refine(outer, member)
                contradicts = contradicts or refined is None
                coordinates[dimension] = refined or member
        return Reading(
            coordinates,
            frozenset(word.role for word in words if word.role),
            int(years[0]) if years else None,
            shift,
            unknown,
            contradicts,
        )

    def _chain(self, plain: str) -> tuple[list[Word], str]:
        """Return the chain of words that leaves the fewest characters uncovered, and what is left."""
        length = len(plain)
        longest: int = self._longest  # type: ignore[attr-defined]
        best: list[tuple[int, int, int]] = [(0, 0, 0)] * (length + 1)
        for start in range(length - 1, -1, -1):
            uncovered, pieces, _ = best[start + 1]
            choice = (uncovered + 1, pieces, 0)
            for size in range(min(longest, length - start), 0, -1):
                if plain[start : start + size] in self.words:
                    after = best[start + size]
                    choice = min(choice, (after[0], after[1] + 1, size), key=lambda item: (item[0], item[1]))
            best[start] = choice
        words: list[Word] = []
        unknown: list[str] = []
        position = 0
        while position < length:
            size = best[position][2]
            if size:
                words.append(self.words[plain[position : position + size]])
            else:
                unknown.append(plain[position])
            position += size or 1
        return words, "".join(unknown).strip("()、,，/-—")


def _check_members(
    data: DataFile, spelling: str, means: Mapping[str, str], dimensions: Mapping[str, Dimension]
) -> None:
    for dimension, member in means.items():
        if dimension in CODE_DIMENSIONS and member.isdigit():
            continue
        if dimension not in dimensions or member not in dimensions[dimension].members:
            raise data.complain(
                f'"{spelling}"',
                message("{dimension} = {member} is not a coordinate.", dimension=dimension, member=member),
                message("See dimensions.toml for the members."),
            )


def _load_words(data: DataFile, dimensions: Mapping[str, Dimension]) -> dict[str, Word]:
    words: dict[str, Word] = {}
    for entry in data.content["word"]:
        means = dict(entry.get("means", {}))
        shift = means.pop("year", None)
        role = entry.get("role", "")
        spelling = entry["says"][0]
        _check_members(data, spelling, means, dimensions)
        if role not in ROLES:
            raise data.complain(
                f'"{spelling}"',
                message("{role} is not a role.", role=role),
                message("See the head of the file."),
            )
        for says in entry["says"]:
            plain = normalised(says)
            if plain in words:
                raise data.complain(
                    f'"{says}"',
                    message("{word} is defined twice.", word=says),
                    message("Keep one of the two."),
                )
            words[plain] = Word(means, role, shift)
    return words


def _load_kinds(data: DataFile, dimensions: Mapping[str, Dimension]) -> tuple[TableKind, ...]:
    kinds = []
    for entry in data.content["table"]:
        _check_members(data, entry["kind"], entry.get("means", {}), dimensions)
        kinds.append(
            TableKind(
                entry["kind"],
                entry["zh"],
                entry["en"],
                tuple(map(normalised, entry.get("all", ()))),
                tuple(map(normalised, entry.get("any", ()))),
                tuple(map(normalised, entry.get("none", ()))),
                entry["axis"],
                entry.get("means", {}),
                tuple(map(normalised, entry.get("headings", ()))),
                tuple(map(normalised, (*entry.get("headings", ()), *entry.get("other_headings", ())))),
            )
        )
    return tuple(kinds)


def _load_forms(data: DataFile, dimensions: Mapping[str, Dimension]) -> dict[str, FormLabel]:
    labels: dict[str, FormLabel] = {}
    for entry in data.content["amount"]:
        means = dict(entry["means"])
        shift = means.pop("year", None)
        _check_members(data, entry["says"][0], means, dimensions)
        label = FormLabel(means, shift, entry.get("project", False))
        labels.update({normalised(says): label for says in entry["says"]})
    return labels


def load_lexicon(folder: Path) -> Lexicon:
    """Return the lexicon of a folder; raise InvalidDataError, with the line, where a file breaks its form."""
    data = DataFile(folder / "dimensions.toml")
    dimensions = {name: load_dimension(name, data) for name in data.content}
    forms = DataFile(folder / "forms.toml")
    return Lexicon(
        dimensions,
        _load_words(DataFile(folder / "words.toml"), dimensions),
        _load_kinds(DataFile(folder / "tables.toml"), dimensions),
        _load_forms(forms, dimensions),
        frozenset(normalised(says) for entry in forms.content["name"] for says in entry["says"]),
    )


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that comes with Yushen."""
    return load_lexicon(Path(__file__).resolve().parent)
