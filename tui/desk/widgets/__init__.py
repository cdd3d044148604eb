"""The widgets of the desk: one family that draws lines, asked for by row."""
