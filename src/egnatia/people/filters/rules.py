"""How many filters somebody keeps, and how long their names are. Pure."""

MOST = 50
LONGEST_NAME = 80  # characters
