"""Whole disclosures drawn from one seed: random cubes, printed in random layouts, with the truth of every cell."""
