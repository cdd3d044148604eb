"""Relation: what must hold between amounts that are named one by one, written as data in TOML files."""
