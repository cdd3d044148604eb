"""Sentences become claims: an amount with its subject, period and span, read with the lexicon of the tables."""
