"""Reports for an audience, composed from a snapshot at each request: page, PDF, Word and Excel. None is kept."""
