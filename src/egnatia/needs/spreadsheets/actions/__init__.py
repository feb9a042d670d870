"""Bringing a sheet in, choosing what its columns mean, keeping that for the next one."""
