"""Sheets on their way in, and the mappings that were kept."""
