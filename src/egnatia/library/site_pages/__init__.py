"""Pages that the secretariat writes: about the site, and for its readers."""
