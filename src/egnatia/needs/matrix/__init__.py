"""The matrix: what each economy needs, what is done about it, what is open. Worked out from what its reader sees."""
