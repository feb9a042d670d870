"""Policies: strategies, laws and action plans of the economies, with their stage."""
