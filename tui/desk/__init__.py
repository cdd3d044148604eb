"""The desk: the Textual app in which the auditor reads, judges and annotates."""
