"""An auditor's official edition of the classification: read from a file of any kind, checked, and compared."""
