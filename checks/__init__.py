"""What must hold in a disclosure: one rule a file, grouped in folders by family."""
