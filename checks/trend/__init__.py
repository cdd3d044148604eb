"""Trend: disclosures opened together, of one department from year to year, and of a department and its units."""
