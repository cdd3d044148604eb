"""Candidate readings: what else the paper allows a table to be, each written as the mapping an auditor could write.

The files are the kinds of choice: over which columns headings stand and how far they go, where the headings end, what
the rows without a code are. Nothing here knows whether a sum holds; the checks try the candidates.
"""
