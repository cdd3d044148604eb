"""Words become coordinates: the one lexicon that titles, headings, row labels and sentences share."""
