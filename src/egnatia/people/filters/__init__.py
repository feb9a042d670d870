"""Filters of lists that a person keeps under a name: for themselves alone, each an address of this site."""
