"""What economies need, what is done about it, and what nobody answers."""
