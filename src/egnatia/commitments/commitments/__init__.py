"""Commitments: what was agreed, with its source and paragraph."""
