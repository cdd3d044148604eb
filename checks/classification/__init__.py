"""Classification: the codes and names that stand in the tables, against their year's edition and each other."""
