"""The cube: every stated amount as a fact with its coordinates, its place and its precision."""
