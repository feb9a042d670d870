"""News of members and of the secretariat."""
