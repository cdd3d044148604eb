"""Rules on prose: what a disclosure's sentences claim, and how they are worded."""
