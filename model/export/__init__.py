"""Findings out: every format is made from one working paper object."""
