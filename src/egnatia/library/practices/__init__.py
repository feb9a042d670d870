"""Practices: what worked, where, for whom, and what it takes elsewhere."""
