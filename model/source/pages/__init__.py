"""What pages show becomes tables and paragraphs: nothing after this room knows of lines, columns or page ends."""
