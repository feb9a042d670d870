"""Clearing on paper: a draft to be signed, and the signed page, which counts as cleared."""
