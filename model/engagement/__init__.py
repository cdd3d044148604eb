"""The working paper: dispositions, notes and log, in one SQLite file beside the source."""
