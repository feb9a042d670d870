"""Notifications by e-mail and their summaries: a room declares the kinds, one job sends each thing once."""
