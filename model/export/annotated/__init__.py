"""The annotated copy of a workbook: its own parts with notes, fills and an index added, all else byte for byte."""
