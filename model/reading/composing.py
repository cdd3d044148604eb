"""What lines, columns and panels mean where they stand: the one interpreter of composition.toml.

It asks what each label states, not each row: a million rows that print a hundred labels are a hundred questions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from model.layout.cells import states_amount
from model.lexicon.composition import LEVELS, PART, Composition, Description, Element, RolesOf, Where
from model.lexicon.lexicon import Lexicon, TableKind, normalised
from model.lexicon.reading import CODE_DIMENSIONS
from model.messages import Message
from model.numbering import item_number
from model.reading.columns import ReadColumn
from model.reading.columns import not_covered as heading_not_covered
from model.reading.lines import RowContext, not_covered
from model.reading.panels import PanelColumns
from model.reading.table import LabelledRows, RowLabel
from model.record import dataclass
from model.source.book import CellValue, Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Booleans = NDArray[np.bool_]
    Positions = NDArray[np.intp]

_NOWHERE = -1
_NO_LEVEL = 9


class NumberedItems(NamedTuple):
    """Lines of which some begin with a number: each array has a position for each line, -1 for none.

    `before` is the item whose number is one less (一、 before 二、), `levels` are those of the numbers, 9 for none.
    `under` is the item that a line without a number stands under, where its words recur under another, and `over` the
    first such line under an item.
    """

    before: Positions
    levels: Positions
    under: Positions
    over: Positions

    def by_number(self, place: str, fits: NDArray[np.bool_]) -> Positions:
        """Return for each line what it stands under, or over, where that fits."""
        found = self.under if place == "under" else self.over
        return np.where(fits[found], found, _NOWHERE)

    def without_parts_of_the_one_before(self, found: Positions) -> Positions:
        """Leave out what stands between an item and the one before it: it belongs to that, and nothing else to it."""
        belongs = (self.before != _NOWHERE) & (found > self.before) & (self.levels[found] > self.levels)
        return np.where(belongs, _NOWHERE, found)


@dataclass(slots=True)
class Arrangement:
    """Lines, columns or panels in their order: each by the position in `elements` of what it states.

    `states` is whether amounts other than zero stand at a position, `alike` whether those of two are equal.
    `items` are what numbers state of the positions, None where nothing has any. Nothing is below what stands in
    another `section`.
    """

    elements: list[Element]
    number: NDArray[np.int32]
    roles: RolesOf
    states: Callable[[int], bool] = field(default=lambda _: True)
    alike: Callable[[int, int], bool] = field(default=lambda *_: True)
    items: NumberedItems | None = None
    section: Positions | None = None

    def fitting(self, description: Description) -> Booleans:
        """Mark the positions that state what a description asks; what many name alike is looked at once."""
        fits = np.ones(len(self.elements), dtype=np.bool_)
        for name in description.members:
            which: dict[str, int] = {}
            named = [which.setdefault(each.coordinates.get(name, ""), len(which)) for each in self.elements]
            fits &= np.array([description.allows(name, member) for member in which])[named]
        for number in np.flatnonzero(fits).tolist() if description.asks_more else ():
            fits[number] = description.fits(self.elements[number], self.roles)
        marked: Booleans = fits[self.number]
        if description.filled:
            for position in np.flatnonzero(marked).tolist():
                marked[position] = self.states(position)
        return marked

    def codes(self, description: Description) -> NDArray[np.str_]:
        """Return the codes that each position names where a description asks, down to the level that is the same.

        Where no level need be the same all are alike.
        """
        names, digits = CODE_DIMENSIONS & description.members.keys(), LEVELS.get(description.same, 0)
        codes = ["/".join(one.coordinates.get(name, "")[:digits] for name in names) for one in self.elements]
        return np.array(codes, dtype=np.str_)[self.number]

    def agreeing(self, description: Description, subject: Booleans, found: Positions) -> Booleans:
        """Return the subjects whose code and amounts are those of what was found for them, where that is asked."""
        agreeing = subject.copy()
        if description.same:
            codes = self.codes(description)
            agreeing &= codes == codes[found]
        if description.alike:
            for position in np.flatnonzero(agreeing).tolist():
                agreeing[position] = self.alike(position, int(found[position]))
        return agreeing

    def assign(self, composition: Composition, subjects: Positions, other: Positions | None) -> None:
        """Give the subjects their meaning; those that state the same beside the same are one question."""
        own = self.number[subjects].astype(np.int64)
        beside = own if other is None else self.number[other[subjects]].astype(np.int64)
        elements, count = self.elements, len(self.elements)
        pairs, which = np.unique(own * count + beside, return_inverse=True)
        meant = [composition.meaning(elements[one // count], elements[one % count]) for one in pairs.tolist()]
        self.elements = elements + meant
        self.number = self.number.copy()
        self.number[subjects] = count + which


def compose(arrangement: Arrangement, compositions: Sequence[Composition], of: str, place: Where) -> None:
    """Give each what it means where it stands: one line of the data file after the other, as the earlier left it."""
    here = [each for each in compositions if of in each.of and each.where.holds(place)]
    if not here or not len(arrangement.number):
        return
    named = {name for element in arrangement.elements for name in element.coordinates}
    for composition in here:
        if composition.this.needed <= named:
            _apply(arrangement, composition)
            named |= composition.means.keys()


def _apply(arrangement: Arrangement, composition: Composition) -> None:
    such = arrangement.fitting(composition.this)
    subject, other, above, items = such, None, such, arrangement.items
    for place, description in composition.places:
        if not subject.any():
            return
        fits = arrangement.fitting(description)
        if place == "above":
            above = fits
        if place == "apart":
            codes = arrangement.codes(description)
            found = np.where(np.isin(codes, codes[fits & ~such]), _NOWHERE, np.arange(len(such)))
        elif place in {"under", "over"}:
            found = items.by_number(place, fits) if items else np.full(len(such), _NOWHERE)
        else:
            found = _between(above, fits) if place == "between" else _PLACES[place](such, fits)
        if items and place in {"below", "since"}:
            found = items.without_parts_of_the_one_before(found)
        if arrangement.section is not None and place == "below":
            found = np.where(arrangement.section == arrangement.section[found], found, _NOWHERE)
        subject = arrangement.agreeing(description, subject & (found != _NOWHERE), found)
        other = found if other is None else other
    if subject.any():
        arrangement.assign(composition, np.flatnonzero(subject), other)


# Each of these returns for every position where the other stands of which the place speaks, _NOWHERE for nowhere.
# `such` marks the positions that the composition is about, `fits` those that state what the other must.


def _below(such: Booleans, fits: Booleans) -> Positions:
    """The nearest above that is not such a one itself."""
    nearest = np.maximum.accumulate(np.where(such, _NOWHERE, np.arange(len(such))))
    return np.where((nearest != _NOWHERE) & fits[nearest], nearest, _NOWHERE)


def _since(such: Booleans, fits: Booleans) -> Positions:
    """The last one above that says so, whatever stands between."""
    return np.maximum.accumulate(np.where(fits & ~such, np.arange(len(such)), _NOWHERE))


def _above(such: Booleans, fits: Booleans) -> Positions:
    """The first of all that say so, which stand below, one and all."""
    found = np.append(np.flatnonzero(fits)[:2], [_NOWHERE, _NOWHERE])
    first, second = int(found[0]), int(found[1])
    at = np.arange(len(such))
    return np.where(at < first, first, np.where(at == first, second, _NOWHERE))


def _between(above: Booleans, fits: Booleans) -> Positions:
    """The one right below, where all down to the last of those that `above` marks say so."""
    last = int(np.flatnonzero(above)[-1]) if above.any() else 0
    unfit = np.flatnonzero(~fits[:last])
    at = np.arange(len(above))
    begins = int(unfit[-1]) if unfit.size else _NOWHERE
    return np.where((at >= begins) & (at + 1 < last), at + 1, _NOWHERE)


def _before(such: Booleans, fits: Booleans) -> Positions:
    return np.where(np.append(fits[1:], False), np.arange(1, len(such) + 1), _NOWHERE)


def _after(such: Booleans, fits: Booleans) -> Positions:
    return np.where(np.append(False, fits[:-1]), np.arange(-1, len(such) - 1), _NOWHERE)


def _beside(such: Booleans, fits: Booleans) -> Positions:
    others = np.flatnonzero(fits & ~such)
    return np.full(len(such), others[0] if others.size else _NOWHERE)


_PLACES = {
    place.__name__.removeprefix("_"): place for place in (_below, _since, _above, _before, _after, _beside)
}


def composed_kind(kind: TableKind, panels: Sequence[PanelColumns], lexicon: Lexicon) -> TableKind:
    """Return the kind of a table with the axis that its panels beside one another state."""
    coordinates = [{"flow": panel.flow} if panel.flow else {} for panel in panels]
    arrangement = _arranged([Element(number, each) for number, each in enumerate(coordinates)], lexicon)
    compose(arrangement, lexicon.compositions, "panel", Where(axis=kind.axis))
    axes = (arrangement.elements[number].coordinates.get("axis", "") for number in arrangement.number)
    return replace(kind, axis=next(filter(None, axes), kind.axis))


def composed_columns(
    panel: PanelColumns, kind: TableKind, lexicon: Lexicon, titled: Mapping[str, str]
) -> list[ReadColumn]:
    """Return the columns of a panel's amounts as they stand beside one another, each of what the title names."""
    elements = [
        Element(number, {} if column.why else column.coordinates, column.path)
        for number, column in enumerate(panel.amounts)
    ]
    arrangement = _arranged(elements, lexicon)
    compose(arrangement, lexicon.compositions, "column", _place(panel, kind))
    composed = (arrangement.elements[number] for number in arrangement.number)
    return [
        replace(
            column,
            coordinates={**titled, **element.coordinates},
            why=column.why or (heading_not_covered(column.path) if element.unclear else None),
        )
        for column, element in zip(panel.amounts, composed, strict=True)
    ]


def composed_rows(
    rows: LabelledRows, sheet: Sheet, context: RowContext
) -> tuple[LabelledRows, dict[int, Message]]:
    """Return the rows of a panel as they stand above and below one another, and why others are unclear there."""
    lexicon = context.lexicon
    columns = [column.number for column in context.panel.amounts if column.why is None]

    def amounts(at: int) -> list[CellValue]:
        return [sheet.value(int(rows.row[at]), column) for column in columns]

    elements = [Element(number, label.coordinates, (label.name,)) for number, label in enumerate(rows.labels)]
    arrangement = _arranged(elements, lexicon)
    arrangement.number = rows.label
    arrangement.section = np.searchsorted(context.headed, rows.row)
    arrangement.states = lambda at: any(map(states_amount, amounts(at)))
    arrangement.alike = lambda at, other: amounts(at) == amounts(other)
    arrangement.items = numbered_items([label.name for label in rows.labels], rows.label)
    compose(arrangement, lexicon.compositions, "row", _place(context.panel, context.kind))
    made = arrangement.elements[len(elements) :]
    labels = [_as_labelled(rows.labels[one.number], one.coordinates) for one in made]
    composed = replace(rows, label=arrangement.number, labels=[*rows.labels, *labels])
    unclear = np.array([one.unclear for one in arrangement.elements], dtype=np.bool_)[arrangement.number]
    unread = composed.only(np.flatnonzero(unclear))
    return composed.only(np.flatnonzero(~unclear)), {each.row: not_covered(each.name) for each in unread}


def _as_labelled(label: RowLabel, coordinates: Mapping[str, str]) -> RowLabel:
    """Return a label of other coordinates; that of a part does not stand for the code that it prints."""
    is_part = coordinates.get("item", "").startswith(f"{PART}:")
    code, cell = ("", -1) if is_part else (label.code, label.code_cell)
    return replace(label, code=code, code_cell=cell, coordinates=coordinates)


def _place(panel: PanelColumns, kind: TableKind) -> Where:
    flow = panel.flow or kind.means.get("flow", "")
    names = frozenset({str(panel.domain)})
    return Where(kind.axis, flow, panel.flow, names, bool(panel.codes), kind.means.get("item", ""))


def _arranged(elements: list[Element], lexicon: Lexicon) -> Arrangement:
    number = np.arange(len(elements), dtype=np.int32)
    return Arrangement(elements, number, lambda text: lexicon.read(text).roles)


def numbered_items(names: Sequence[str], label: NDArray[np.int32]) -> NumberedItems | None:
    """Return what the numbers of lines state, None where no line has one; `label` is for each line that of its name."""
    plain = list(map(normalised, names))
    numbered = list(map(item_number, plain))
    if not any(numbered):
        return None
    known = {name: number for number, name in enumerate(dict.fromkeys(plain))}
    words = np.array([known[name] for name in plain])[label]
    levels = np.array([_NO_LEVEL if one is None else one[0] for one in numbered])[label]
    numbers = np.array([0 if one is None else one[1] for one in numbered])[label]
    at = np.arange(len(levels))
    before, under, over = (np.full(len(levels), _NOWHERE) for _ in range(3))
    for level in set(levels.tolist()) - {_NO_LEVEL}:
        of_level = np.flatnonzero(levels == level)
        last, own = of_level[:-1], of_level[1:]
        outer = np.maximum.accumulate(np.where(levels < level, at, _NOWHERE))
        follows = (numbers[last] + 1 == numbers[own]) & (outer[own] < last)
        before[own[follows]] = last[follows]
    item = np.maximum.accumulate(np.where(levels < _NO_LEVEL, at, _NOWHERE))
    lines = np.flatnonzero((levels == _NO_LEVEL) & (item != _NOWHERE))
    pairs = np.sort(words[lines] * len(at) + item[lines])
    first = np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]
    count = np.bincount(pairs[first] // len(at), minlength=len(known))
    lines = lines[count[words[lines]] > 1]
    under[lines] = item[lines]
    over[item[lines][::-1]] = lines[::-1]
    return NumberedItems(before, levels, under, over)
