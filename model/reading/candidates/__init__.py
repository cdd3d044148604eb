"""Candidate readings: what else the paper allows a table to be, each written as the mapping an auditor could write.

One file a kind of choice: over which columns headings stand, how far a spanning heading goes, where the headings end,
what the rows without a code are. Nothing here knows whether a sum holds; the checks try the candidates.
"""
