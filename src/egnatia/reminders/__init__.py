"""E-mails about days to come: a room declares them, one job sends each once."""
