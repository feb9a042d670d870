"""A section of a round answered by a colleague: with an account of the same organisation, or by a personal link."""
