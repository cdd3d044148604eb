"""What an auditor says of a table that was not recognised, and the file that carries it to next year."""
