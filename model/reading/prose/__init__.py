"""Prose: the amounts, shares, rates and counts that sentences state, with the same coordinates as the tables'."""
