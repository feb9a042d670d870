"""Filters of lists that somebody keeps under a name: his own alone, and an address of ours each, never another one."""
