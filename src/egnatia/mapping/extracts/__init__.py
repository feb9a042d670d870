"""Extracts of the matrix that a person publishes: frozen, for a chosen audience, resting on what all of it may read."""
