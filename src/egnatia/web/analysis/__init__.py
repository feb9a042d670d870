"""`egnatia analyse`: matches of published files, without a database and without Django's settings."""
