"""What ties the year that a sentence names: the amounts that are stated for it, and for the disclosure's own years."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from claim_tie import interval, overlap
from claim_ties import recomputed, stated

from checks.mechanism.stated import CitedClaim, Stated, Statements
from model.reading.prose.claim import Claim, Measure


@dataclass(frozen=True)
class Years:
    """The years of a disclosure's claims; `own` is its own."""

    statements: Statements
    own: int

    def is_tied(self, cited: CitedClaim, old: int, new: int) -> bool:
        """Return whether a claim that names the year `old` contradicts something if it names `new`."""
        claim = cited.claim
        if claim.measure is Measure.AMOUNT:
            return bool(claim.amount) and self._is_amount_tied(cited, old, new)
        if claim.base.get("year") != str(old) or claim.coordinates.get("year") != str(self.own):
            return False
        if claim.base.get("stage") != claim.coordinates.get("stage"):
            return False
        return new >= self.own or (self._gives(cited, old) and not self._gives(cited, new))

    def _is_amount_tied(self, cited: CitedClaim, old: int, new: int) -> bool:
        """Return whether the amount is stated for `old`, and not for `new`.

        The year before may have had the same amount, so that it has to be stated, and be another.
        """
        here, there = self._stated(cited, old), self._stated(cited, new)
        if any(_fits(one, cited.claim) for one in there):
            return False
        if new in (self.own, self.own - 1) or old not in (self.own, self.own - 1):
            return bool(there)
        fitting = [one for one in here if _fits(one, cited.claim)]
        return any(one.is_cell for one in fitting) if old != self.own else bool(fitting)

    def _stated(self, cited: CitedClaim, year: int) -> list[Stated]:
        """What is stated of a claim's money for a year, without the claim itself."""
        found = stated(self.statements, {**cited.claim.coordinates, "year": str(year)})
        return [one for one in found if one.cited != cited]

    def _gives(self, cited: CitedClaim, year: int) -> bool:
        """Return whether a change or a growth is what the amount of a year gives."""
        claim = cited.claim
        own = stated(self.statements, claim.coordinates)
        olds = stated(self.statements, {**claim.base, "year": str(year)})
        return any(recomputed(claim, one, old) for one in own for old in olds)


def _fits(one: Stated, claim: Claim) -> bool:
    return overlap((Fraction(one.low), Fraction(one.high)), interval(claim))
