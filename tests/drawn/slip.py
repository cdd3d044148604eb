"""One cell of a right disclosure changed, as a hand that types figures slips."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from drawn.figures import digits
from drawn.paper import Disclosed, Place
from drawn.truth import constrained, ties


@dataclass(frozen=True)
class Slip:
    """What stands in a cell instead of the true digits, and whether any relation of the disclosure breaks by it."""

    place: Place
    kind: str
    true: str
    planted: str
    constrained: bool


def plant(disclosed: Disclosed) -> Slip:
    """Draw a slip for a disclosure from its seed."""
    random = Random(disclosed.seed * 7919 + 1)
    places = [place for place, printed in disclosed.printed.items() if printed.amount.fen]
    known = ties(disclosed)
    while True:
        place = random.choice(places)
        true = digits(disclosed.printed[place].amount.fen, disclosed.layout)
        kind = random.choice(("exchanged", "off by one", "dropped"))
        planted = _slipped(true, kind, random)
        if planted is not None and planted != true and float(planted):
            return Slip(place, kind, true, planted, constrained(disclosed, place, planted, known))


def _slipped(true: str, kind: str, random: Random) -> str | None:
    """Return digits with a slip; None where the drawn place allows none of its kind."""
    at = random.randrange(len(true))
    whole = true.partition(".")[0]
    if true[at] == ".":
        return None
    if kind == "off by one":
        changed = str((int(true[at]) + random.choice((1, 9))) % 10)
        planted = true[:at] + changed + true[at + 1 :]
    elif kind == "dropped":
        if at > len(whole) or len(whole) < 2:
            return None
        planted = true[:at] + true[at + 1 :]
    else:
        if at + 1 >= len(true) or true[at + 1] == ".":
            return None
        planted = true[:at] + true[at + 1] + true[at] + true[at + 2 :]
    return None if planted.startswith("0") and not planted.startswith("0.") else planted
