"""Tables inside documents: Word and PDF."""
