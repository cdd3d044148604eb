"""Rollup: a whole is the sum of its parts along one dimension."""
