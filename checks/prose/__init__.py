"""Rules on the prose: what sentences claim, held against the tables and against each other."""
