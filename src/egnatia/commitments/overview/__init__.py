"""Pages that show commitments with all that hangs on them: lists, the table, an economy's own page."""
