"""The screens of the desk: the main one, and those that open over it."""
