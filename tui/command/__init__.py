"""The command line: what starts the desk, and what works without one."""
