"""The newsletter: what is new among public records, by e-mail, to whoever confirmed that they want it."""
