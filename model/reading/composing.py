"""The one interpreter of composition.toml: what lines, columns and panels mean where they stand.

It works on what lines say, not on lines: a million rows that print a hundred labels are a hundred questions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from model.lexicon.composition import LEVELS, Composition, Description, RolesOf, Said, Where
from model.lexicon.reading import CODE_DIMENSIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Booleans = NDArray[np.bool_]
    Positions = NDArray[np.intp]

_NOWHERE = -1


@dataclass(slots=True)
class Standing:
    """Lines, columns or panels in their order: each by the position in `said` of what it says.

    `states` tells of a position whether amounts other than zero stand there, `alike` of two whether theirs are equal.
    """

    said: list[Said]
    number: NDArray[np.int32]
    roles: RolesOf
    states: Callable[[int], bool] = field(default=lambda _: True)
    alike: Callable[[int, int], bool] = field(default=lambda *_: True)

    def fitting(self, description: Description) -> Booleans:
        """Mark the positions that say what a description asks."""
        fits = np.array([description.fits(said, self.roles) for said in self.said], dtype=np.bool_)
        marked: Booleans = fits[self.number]
        if description.filled:
            for position in np.flatnonzero(marked).tolist():
                marked[position] = self.states(position)
        return marked


def compose(standing: Standing, compositions: Sequence[Composition], of: str, place: Where) -> None:
    """Give each what it means where it stands: one line of the data file after the other, as the earlier left it."""
    for composition in compositions:
        if of not in composition.of or not composition.where.holds(place) or not len(standing.number):
            continue
        named = {name for said in standing.said for name in said.coordinates}
        if composition.this.needed <= named:
            _apply(standing, composition)


def _apply(standing: Standing, composition: Composition) -> None:
    such = standing.fitting(composition.this)
    subject, other, above = such, None, such
    for place, description in composition.places:
        if not subject.any():
            return
        fits = standing.fitting(description)
        if place == "above":
            above = fits
        found = _between(above, fits) if place == "between" else _PLACES[place](such, fits)
        subject = subject & (found != _NOWHERE)
        if description.same:
            subject = subject & _same_code(standing, description, found)
        if description.alike:
            pairs = ((at, int(found[at])) for at in np.flatnonzero(subject).tolist())
            subject = np.isin(np.arange(len(such)), [at for at, other in pairs if standing.alike(at, other)])
        other = found if other is None else other
    if subject.any():
        _give(standing, composition, np.flatnonzero(subject), other)


def _same_code(standing: Standing, description: Description, found: Positions) -> Booleans:
    """Mark the positions whose codes are the same as those found for them, down to the level that is asked."""
    digits = LEVELS[description.same]
    alike = np.ones(len(found), dtype=np.bool_)
    for name in CODE_DIMENSIONS & description.members.keys():
        codes = np.array([said.coordinates.get(name, "")[:digits] for said in standing.said])[standing.number]
        alike &= codes == codes[found]
    return alike


def _give(standing: Standing, composition: Composition, subjects: Positions, other: Positions | None) -> None:
    """Give the subjects their meaning; those that say the same beside the same are one question."""
    own = standing.number[subjects].astype(np.int64)
    beside = own if other is None else standing.number[other[subjects]].astype(np.int64)
    count = len(standing.said)
    pairs, which = np.unique(own * count + beside, return_inverse=True)
    meant = (composition.meaning(standing.said[pair // count], standing.said[pair % count]) for pair in pairs)
    standing.said = [*standing.said, *meant]
    standing.number = standing.number.copy()
    standing.number[subjects] = count + which


# Each of these returns for every position where the other stands of which the place speaks, _NOWHERE for nowhere.
# `such` marks the positions that the composition is about, `fits` those that say what the other must.


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


def _apart(such: Booleans, fits: Booleans) -> Positions:
    """Itself, where none of the others says so."""
    return np.full(len(such), _NOWHERE) if (fits & ~such).any() else np.arange(len(such))


_PLACES = {
    "below": _below,
    "since": _since,
    "above": _above,
    "before": _before,
    "after": _after,
    "beside": _beside,
    "apart": _apart,
}
