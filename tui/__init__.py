"""What the auditor sees and types: the desk, the command line, the languages."""
