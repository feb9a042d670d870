"""Contact points: which office is reached on what, where and when, and whether it answers."""
