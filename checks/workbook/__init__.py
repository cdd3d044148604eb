"""Workbook: what the cells are, beside what they state."""
