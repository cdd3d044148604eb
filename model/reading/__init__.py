"""Geometry and words become coordinates: of columns, rows and sentences."""
