"""A guided first round for a new installation: what is there, and what comes next."""
