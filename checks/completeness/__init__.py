"""Completeness: the tables that must be there, their notes and titles, and the contents that list them."""
