"""What an auditor states of a table that was not recognised, and the file that carries it to next year."""
