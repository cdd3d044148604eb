"""Diagnosis: which one cell is likeliest wrong, and by which slip."""
