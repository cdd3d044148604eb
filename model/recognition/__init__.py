"""A Book becomes tables with bound rows and columns, and facts."""
