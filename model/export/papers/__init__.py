"""The working papers of an engagement, each to be filed as it is: evidence, working papers, the ledger, copies."""
