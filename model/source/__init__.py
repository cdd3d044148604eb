"""A file becomes a Book: sheets of cells with addresses, and paragraphs. Hostile input ends here."""
