"""Performance: the forms of targets, against the project's money, the weights of the rules and themselves."""
