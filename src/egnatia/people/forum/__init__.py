"""What a new installation says first: how its forum is called and ordered, and which communities it has."""
