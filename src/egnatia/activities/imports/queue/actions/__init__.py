"""Putting names into the queue, and answering what they are."""
