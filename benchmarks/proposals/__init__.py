"""How well "Check my proposal" reads proposals and answers them, by documents with gold answers (README.md)."""
