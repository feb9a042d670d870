"""Backups of the embedded PostgreSQL: made while pages are served, proved by restoring them, kept as long as wanted."""
