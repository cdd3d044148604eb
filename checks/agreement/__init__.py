"""Agreement: the same money stated twice is the same amount."""
