"""Campaigns: awareness work with its message, audience and results."""
