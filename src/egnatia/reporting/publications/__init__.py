"""What a person publishes of the matrix: frozen, for a chosen audience, resting on what all of it may read."""
