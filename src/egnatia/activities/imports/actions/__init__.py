"""Bringing files in, storing them whole or not at all, and undoing that."""
