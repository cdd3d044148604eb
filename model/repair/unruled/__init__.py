"""Tables that a text extraction left as plain lines, their cells apart by single spaces and their blanks lost."""
